/** The shape of what is judged in power-budget.json: each limit with its value, its verdict and how it came about. */
import { z } from "metaforge";

const number = z.number().nullable().describe("Null: not known.");
const text = z.string().nullable();
export const Verdict = z.enum(["pass", "fail", "not_measured"]);
export const assured = z
  .boolean()
  .describe("False: counted in part by typical figures, because no maximum (or minimum) is given.");
const basis = z
  .enum(["limits", "typical"])
  .describe("typical: counted in part by typical figures; a worst case judged so is not_measured.");

export const CheckSchema = z.object({
  id: z.string(),
  kind: z.enum([
    "pulse-current",
    "converter-current",
    "input-voltage",
    "dropout",
    "junction",
    "temperature",
  ]),
  about: z.string().describe("A block or source."),
  title: z.string(),
  value: number,
  limit: number,
  side: z.enum(["max", "min"]),
  unit: z.string(),
  complete: z.boolean().describe("False: value is at least, with side min at most, this much."),
  margin: number.describe("Below 0 it is broken."),
  basis,
  verdict: Verdict,
  formula: z.string(),
  source: text.describe("Of the limit."),
  reason: text.describe("Why it was not measured."),
});
export type Check = z.infer<typeof CheckSchema>;

export const MarginSchema = z.object({
  requirement: z.string(),
  priority: z.string().describe("As the requirement has it; only must decides on the verdict."),
  statement: z.string(),
  parameter: z.string(),
  quantity: z.enum([
    "runtime",
    "current",
    "power",
    "capacity",
    "charging-time",
    "charging-current",
    "stated-load",
    "other-current",
    "other-power",
    "rail-voltage",
    "supply-voltage",
  ]),
  of: z
    .string()
    .describe("What was looked at: a block, a source, a rail, in a state or on average."),
  min: number,
  max: number,
  unit: z.string(),
  typical: number,
  worst: number,
  complete: z
    .boolean()
    .describe("False: a figure is missing; sums are at least, runtimes at most so much."),
  margin: number.describe(
    "Of what is judged to the nearer limit; below 0 it is broken. Null where a figure is missing.",
  ),
  basis,
  assumed: z
    .boolean()
    .describe(
      "True: by what usage.assumption takes for want of a statement. With complete false it is a bound neither way.",
    ),
  judged: z.enum(["typical", "worst"]).describe("Typical only where the requirement says so."),
  verdict: Verdict,
  formula: z.string(),
  reason: text,
});
export type Margin = z.infer<typeof MarginSchema>;
