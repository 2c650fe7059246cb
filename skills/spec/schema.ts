/** The shape of constraints.json, published with the skill. */
import { z } from "metaforge";

export const CATEGORIES = [
  "electrical",
  "power",
  "mechanical",
  "environmental",
  "performance",
  "interface",
  "cost",
  "compliance",
  "reliability",
  "software",
  "schedule",
  "other",
] as const;

const number = z.number().nullable();

const Source = z.object({
  file: z.string(),
  line: z.number().int().positive().describe("Counts from 1."),
  column: z.number().int().positive().describe("Counts from 1."),
  section: z.string().describe("Headings above, joined by ' › '."),
  reference: z.string().optional().describe("The document's own id of it, such as SYS-012."),
});

const Quoted = z.object({ text: z.string(), source: Source });

const SiBounds = z
  .object({
    min: z.number().optional(),
    typ: z.number().optional(),
    max: z.number().optional(),
    unit: z.string(),
  })
  .nullable()
  .describe("The same bounds in SI units.");

export const ConstraintSchema = z.object({
  id: z
    .string()
    .describe(
      "REQ- and six hex digits, or the idPrefix. From the content without its limits: a changed limit keeps it.",
    ),
  category: z.enum(CATEGORIES),
  parameter: z.string().describe("snake_case."),
  subject: z
    .string()
    .nullable()
    .describe("Whose parameter it is, where a list item or heading says so."),
  min: number,
  typ: number,
  max: number,
  unit: z
    .string()
    .nullable()
    .describe(
      "Of min, typ and max: UCUM-like ASCII (mA, uA, Cel, kOhm, %, USD, 1 for counts). Null when there are none.",
    ),
  minInclusive: z.boolean(),
  maxInclusive: z.boolean(),
  si: SiBounds,
  values: z
    .array(z.string())
    .nullable()
    .describe("Choices of an enumerable constraint; ['true'] or ['false'] for a feature."),
  condition: z.string().nullable(),
  priority: z.enum(["must", "should", "may"]),
  statement: z.string().describe("As written."),
  source: Source,
  verification: z.object({
    method: z.enum(["test", "inspection", "analysis", "demonstration"]),
    criterion: z.string(),
  }),
  origin: z.literal("stated"),
  confidence: z.number().min(0).max(1),
});

/** What a model reads in a statement that no rule understood: every number and name of it stands in `quote`. */
export const ReadingSchema = z.object({
  origin: z.literal("model"),
  category: z.enum(CATEGORIES),
  parameter: z.string().describe("snake_case."),
  min: number,
  typ: number,
  max: number,
  unit: z.string().nullable().describe("As the quote writes it."),
  values: z.array(z.string()).nullable(),
  condition: z.string().nullable(),
  priority: z.enum(["must", "should", "may"]),
  source: z.string().describe("The input's path."),
  quote: z.string(),
});

export const ProposalSchema = z.object({
  id: z.string().describe("PROP- and six hex digits, from the quote and the parameter."),
  reading: ReadingSchema,
  source: Source,
  si: SiBounds,
  confidence: z.number().min(0).max(1).describe("Below that of anything stated."),
});

/** What a model said that does not stand in an input, or not as it said: nothing to build on. */
const Suggestion = z.object({
  origin: z.literal("model"),
  grounded: z.literal(false),
  assumed: z.string(),
  reason: z.string(),
});

export const ConstraintsSchema = z.object({
  schema: z.literal("metaforge/constraints@1"),
  product: z.string(),
  mode: z
    .string()
    .regex(/^deterministic(?:\+model(?::.+)?)?$/)
    .describe(
      "deterministic+model:NAME where a model added `proposals` and marked `assumptions`; nothing else differs.",
    ),
  inputs: z.array(z.object({ path: z.string(), sha256: z.string() })),
  constraints: z.array(ConstraintSchema),
  non_requirements: z.array(Quoted),
  assumptions: z.array(z.union([Quoted.extend({ assumed: z.string() }), Suggestion])),
  open_questions: z.array(Quoted),
  conflicts: z.array(
    z.object({
      lines: z.tuple([z.number().int(), z.number().int()]),
      files: z.tuple([z.string(), z.string()]),
      reason: z.string(),
      constraints: z.tuple([z.string(), z.string()]),
    }),
  ),
  unmapped: z.array(Quoted),
  unread: z
    .array(Quoted)
    .optional()
    .describe(
      "Lines under headings that set nothing, such as History, and what belongs to no statement: with the other lists, every line but headings.",
    ),
  proposals: z
    .array(ProposalSchema)
    .optional()
    .describe("Readings of unmapped statements by a model, for a person to accept; no constraint."),
});

export type Constraint = z.infer<typeof ConstraintSchema>;
export type Constraints = z.infer<typeof ConstraintsSchema>;
export type Proposal = z.infer<typeof ProposalSchema>;
export type Suggestion = z.infer<typeof Suggestion>;
export type Conflict = Constraints["conflicts"][number];

export const ArgsSchema = z.object({
  strict: z.boolean().default(false).describe("Report conflicts and open questions as errors."),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional()
    .describe("What a bare $ means, such as AUD."),
  idPrefix: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9]{0,11}$/)
    .default("REQ")
    .describe("In front of every id."),
});
export type Args = z.infer<typeof ArgsSchema>;
