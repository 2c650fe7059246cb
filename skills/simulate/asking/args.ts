/** What the skill may be told, in a request or in a JSON file beside the deck. */
import { z } from "metaforge";
import { parseAnalysis } from "./analysis.ts";
import type { Analysis } from "./analysis.ts";
import { parseQuantity } from "./number.ts";
import type { Quantity } from "./number.ts";

/** A number, or text with a SPICE scale such as "10m". */
const Amount = z.union([z.number(), z.string().max(40)]).transform((given, context): Quantity => {
  const read = typeof given === "number" ? { value: given, unit: null } : parseQuantity(given);
  if (typeof read !== "string") return read;
  context.addIssue({ code: "custom", message: read });
  return z.NEVER;
});
const Plain = Amount.transform(({ value }) => value);
const Name = z.string().trim().min(1).max(200);

const sweep = {
  sweep: z.enum(["dec", "oct", "lin"]),
  points: Plain,
  from: Plain,
  to: Plain,
};

const AnalysisObject = z
  .discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("op") }),
    z.strictObject({
      kind: z.literal("tran"),
      step: Plain,
      stop: Plain,
      start: Plain.optional(),
      maxStep: Plain.optional(),
      uic: z.boolean().optional(),
    }),
    z.strictObject({ kind: z.literal("ac"), ...sweep }),
    z.strictObject({
      kind: z.literal("dc"),
      source: Name,
      from: Plain,
      to: Plain,
      step: Plain,
    }),
    z.strictObject({ kind: z.literal("noise"), output: Name, source: Name, ...sweep }),
  ])
  // A member that was left out is left out, not undefined: so the same analysis has the same JSON.
  .transform((given) => JSON.parse(JSON.stringify(given)) as Analysis);

const AnalysisLine = z
  .string()
  .max(400)
  .transform((line, context): Analysis => {
    const read = parseAnalysis(line);
    if (typeof read !== "string") return read;
    context.addIssue({ code: "custom", message: read });
    return z.NEVER;
  });

/** Of a whole `.meas` line, name and expression; other text is an expression. */
const MEASURE = /^\.?meas(?:ure)?\s+(?:(?:tran|ac|dc|op|noise|sp)\s+)?([A-Za-z_]\w*)\s+(\S.*)$/i;

const MeasureObject = z
  .strictObject({
    name: z
      .string()
      .regex(/^[A-Za-z_]\w*$/, "letters, digits and _ only")
      .optional(),
    expression: z.string().trim().min(1).max(1000),
  })
  .transform(({ name, expression }) => ({ name: name ?? nameOf(expression), expression }));

const MeasureLine = z
  .string()
  .trim()
  .min(1)
  .max(1200)
  .transform((line) => {
    const [, name, expression] = MEASURE.exec(line) ?? [];
    return name && expression ? { name, expression } : { name: nameOf(line), expression: line };
  });

const Measure = z.union([MeasureObject, MeasureLine]);

/** FIND v(/out) AT=10m → find_v_out_at_10m: the simulator knows measures by such names only. */
const nameOf = (expression: string): string =>
  expression
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_*(?=\d)/, "m_")
    .replace(/^_+|_+$/g, "")
    .slice(0, 60) || "measure";

const Limit = z
  .strictObject({
    name: Name.optional().describe(
      "Of a measure or a waveform, or a title when there is an expression.",
    ),
    expression: Name.optional().describe(
      "A measure such as MAX v(out), or a waveform such as v(out).",
    ),
    min: Amount.optional(),
    max: Amount.optional(),
    unit: z.string().max(20).optional().describe("Of min and max, such as mV; SI when absent."),
    requirement: Name.optional().describe(
      "An id of constraints.json, whose limits are taken when none is here.",
    ),
  })
  .refine(({ name, expression }) => name !== undefined || expression !== undefined, {
    message: "a limit needs a name or an expression",
  })
  .refine(({ min, max, requirement }) => min ?? max ?? requirement, {
    message: "a limit needs min, max or a requirement",
  });

const asked = {
  analysis: z.union([AnalysisLine, AnalysisObject]).optional(),
  measures: z.array(Measure).max(200).optional(),
  limits: z.array(Limit).max(200).optional(),
};

export const ArgsSchema = z.strictObject({
  ...asked,
  compat: z
    .enum(["auto", "none", "ltpsa"])
    .default("auto")
    .describe("Whose syntax: auto tries SPICE's, then LTspice's and PSpice's."),
  timeoutMs: z.number().int().min(100).max(1_800_000).optional(),
});
export type Args = z.infer<typeof ArgsSchema>;

/** The same wishes in a file of the workspace; those of the request come first. */
export const WishesSchema = z.strictObject(asked);
export type Wishes = z.infer<typeof WishesSchema>;
export type Limit = z.infer<typeof Limit>;
export type Measure = z.infer<typeof Measure>;
