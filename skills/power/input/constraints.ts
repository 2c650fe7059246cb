/** What is read of constraints.json: ids, bounds in SI units and the words around them. */
import { z } from "metaforge";

const bound = z.number().nullish();

export const ConstraintsSchema = z.object({
  schema: z.literal("metaforge/constraints@1"),
  product: z.string().default(""),
  constraints: z.array(
    z.object({
      id: z.string().min(1),
      category: z.string(),
      parameter: z.string(),
      subject: z.string().nullish(),
      minInclusive: z.boolean().default(true),
      maxInclusive: z.boolean().default(true),
      si: z.object({ min: bound, typ: bound, max: bound, unit: z.string() }).nullish(),
      condition: z.string().nullish(),
      priority: z.string().default("must"),
      statement: z.string(),
      source: z.object({ file: z.string(), line: z.number() }).partial().nullish(),
    }),
  ),
});

export type Constraint = z.infer<typeof ConstraintsSchema>["constraints"][number];

/** A constraint's words, for looking at what it speaks of. */
export const wordsOf = ({ parameter, subject, condition }: Constraint): string =>
  [parameter, subject, condition].join(" ").replaceAll("_", " ").toLowerCase();

/** The highest operating temperature that is asked for, in °C. */
export function hottest(constraints: readonly Constraint[]): Stated | null {
  return extreme(constraints, (a, b) => b - a, "max");
}

/** The lowest operating temperature that is asked for, in °C. */
export function coldest(constraints: readonly Constraint[]): Stated | null {
  return extreme(constraints, (a, b) => a - b, "min");
}

export interface Stated {
  readonly value: number;
  readonly requirement: string;
}

function extreme(
  constraints: readonly Constraint[],
  order: (a: number, b: number) => number,
  side: "min" | "max",
): Stated | null {
  const stated = constraints.flatMap((constraint) => {
    const { si, id, statement, category } = constraint;
    const value = si?.[side];
    const words = `${wordsOf(constraint)} ${statement.toLowerCase()}`;
    if (si?.unit !== "Cel" || typeof value !== "number") return [];
    // A sensor measures what the device need not endure.
    if (category !== "environmental" && !/operat|ambient/.test(words)) return [];
    if (/storage|transport|solder|accura|measur|junction|survival/.test(words)) return [];
    // What a heading calls a sensor has a range of its own.
    if (/\bsensors?\b|\bprobes?\b/.test(wordsOf(constraint)) && category !== "environmental")
      return [];
    return [{ value, requirement: id }];
  });
  return stated.toSorted((a, b) => order(a.value, b.value))[0] ?? null;
}
