/** What is read of constraints.json. */
import { z } from "metaforge";

const bound = z
  .number()
  .nullish()
  .transform((value) => value ?? null);
/** One of its numbers in SI, for its size; null: it has none. */
export const magnitudeOf = ({ si }: Pick<Constraint, "si">): number | null => {
  const all = [si?.min, si?.typ, si?.max].filter((one) => typeof one === "number");
  return all.length === 0 ? null : Math.max(...all.map(Math.abs));
};

const METHODS = ["test", "inspection", "analysis", "demonstration"] as const;
const Place = z.object({
  file: z.string(),
  line: z.number().int(),
  section: z.string().default(""),
  reference: z.string().max(100).optional(),
});

export const ConstraintsSchema = z.object({
  schema: z.literal("metaforge/constraints@1"),
  product: z.string().default(""),
  constraints: z.array(
    z.object({
      id: z.string().min(1).max(100),
      category: z.string(),
      parameter: z.string(),
      subject: z.string().nullish(),
      min: bound,
      typ: bound,
      max: bound,
      unit: z
        .string()
        .nullish()
        .transform((unit) => unit ?? null),
      minInclusive: z.boolean().default(true),
      maxInclusive: z.boolean().default(true),
      si: z.object({ min: bound, typ: bound, max: bound, unit: z.string() }).nullish(),
      values: z.array(z.string()).nullish(),
      condition: z.string().nullish(),
      priority: z.string().default("must"),
      statement: z.string(),
      source: Place,
      verification: z.object({ method: z.enum(METHODS), criterion: z.string() }),
    }),
  ),
  conflicts: z
    .array(z.object({ reason: z.string(), constraints: z.array(z.string()) }))
    .default([]),
  open_questions: z.array(z.object({ text: z.string(), source: Place })).default([]),
  unmapped: z.array(z.object({ text: z.string(), source: Place })).default([]),
});

export type Constraints = z.infer<typeof ConstraintsSchema>;
export type Constraint = Constraints["constraints"][number];

/** Undefined where it is no JSON: no schema takes that. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
