/** The shape of power-budget.json, published with the skill, and the skill's arguments. SI units, each beside its number. */
import { z } from "metaforge";
import { FindingSchema, artifactHead } from "metaforge/report";

const number = z.number().nullable().describe("Null: not known.");
const text = z.string().nullable();
const Verdict = z.enum(["pass", "fail", "not_measured"]);

const Range = z.object({ min: number, typ: number, max: number, unit: z.literal("V") });

const State = z.object({
  state: z.string(),
  typical: z.number(),
  worst: z.number(),
  peak: z.number().describe("Of what can happen at once in this state."),
  unit: z.literal("A"),
  complete: z.boolean().describe("False: at least this much, a figure is missing."),
});

const Average = z.object({
  typical: z.number(),
  worst: z.number(),
  unit: z.enum(["A", "W"]),
  complete: z.boolean(),
});

const Load = z.object({
  block: z.string(),
  name: z.string(),
  part: text,
  quantity: z.number().int(),
  fedBy: z.string().describe("A rail or a source."),
  states: z.array(
    z.object({
      state: z.string(),
      mode: z.string(),
      typical: number,
      worst: number,
      peak: number,
      unit: z.literal("A"),
      source: z.string(),
    }),
  ),
});

const Calculated = z.object({
  value: z.number(),
  unit: z.string(),
  complete: z.boolean(),
  formula: z.string(),
});

const Converter = z.object({
  block: z.string(),
  part: text,
  rail: z.string(),
  fedBy: z.string(),
  topology: z.enum(["ldo", "buck", "boost", "buck-boost", "direct"]).nullable(),
  vin: Range.nullable(),
  vout: z.object({ value: z.number(), unit: z.literal("V") }),
  efficiency: z
    .object({ typical: z.number(), worst: z.number(), unit: z.literal("1"), source: z.string() })
    .nullable(),
  quiescent: z
    .object({ typical: number, worst: number, unit: z.literal("A"), source: z.string() })
    .nullable(),
  states: z.array(
    z.object({
      state: z.string(),
      typical: Calculated.describe("Input current."),
      worst: Calculated.describe("Input current."),
    }),
  ),
  dissipation: Calculated.extend({ state: z.string() }).describe(
    "In the worst state, at the input voltage that heats most.",
  ),
  junction: Calculated.extend({
    ambient: z.number(),
    ambientFrom: z.string(),
    resistance: z.string(),
  }).nullable(),
});

const Battery = z.object({
  source: z.string(),
  part: text,
  capacity: z.object({ value: z.number(), unit: z.literal("C"), from: z.string() }).nullable(),
  usable: z
    .object({ value: z.number(), unit: z.literal("C"), exact: z.boolean(), formula: z.string() })
    .nullable()
    .describe("exact false: at most this much."),
  selfDischarge: z
    .object({ value: z.number(), unit: z.literal("1/s"), from: z.string() })
    .nullable(),
  runtime: z
    .object({ typical: Calculated, worst: Calculated })
    .nullable()
    .describe("complete false: at most."),
  notes: z.array(z.string()),
});

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
  margin: number.describe("Below 0 it is broken."),
  verdict: Verdict,
  formula: z.string(),
  source: text.describe("Of the limit."),
  reason: text.describe("Why it was not measured."),
});
export type Check = z.infer<typeof CheckSchema>;

export const MarginSchema = z.object({
  requirement: z.string(),
  statement: z.string(),
  parameter: z.string(),
  quantity: z.enum([
    "runtime",
    "current",
    "power",
    "capacity",
    "charging-time",
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
    "Of what is judged to the nearer limit; below 0 it is broken. Null where it is not measured.",
  ),
  judged: z.enum(["typical", "worst"]).describe("Typical only where the requirement says so."),
  verdict: Verdict,
  formula: z.string(),
  reason: text,
});
export type Margin = z.infer<typeof MarginSchema>;

export const PowerBudgetSchema = z.object({
  ...artifactHead("metaforge/power-budget@1"),
  product: z.string(),
  verdict: Verdict.describe("not_measured: nothing is broken, yet something could not be judged."),
  usage: z.object({
    from: z.enum(["usage.json", "requirement", "all-active"]),
    statement: z.string(),
    requirement: text,
    states: z.array(
      z.object({ name: z.string(), duty: z.number(), unit: z.literal("1"), basis: z.string() }),
    ),
  }),
  ambient: z.object({ value: z.number(), unit: z.literal("°C"), from: z.string() }).nullable(),
  loads: z.array(Load),
  rails: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      voltage: Range,
      from: text,
      fedBy: z.array(z.string()),
      states: z.array(State),
      average: Average,
      notMeasured: z.array(z.string()).describe("Blocks without a figure."),
    }),
  ),
  converters: z.array(Converter),
  sources: z.array(
    z.object({
      id: z.string(),
      kind: z.string(),
      voltage: Range.nullable(),
      states: z.array(State).describe("As if it alone fed what it can feed."),
      average: Average,
      power: Average.nullable(),
    }),
  ),
  batteries: z.array(Battery),
  margins: z.array(MarginSchema),
  checks: z.array(CheckSchema),
  notMeasured: z.array(z.object({ what: z.string(), reason: z.string() })),
  notCounted: z
    .array(z.string())
    .describe("Connectors on a rail: what is plugged in there, unless usage.json states it."),
  pictures: z.array(z.object({ path: z.string(), shows: z.string() })),
  findings: z.array(FindingSchema),
});
export type PowerBudget = z.infer<typeof PowerBudgetSchema>;

export const ArgsSchema = z.strictObject({
  ambientC: z
    .number()
    .min(-100)
    .max(200)
    .optional()
    .describe(
      "Ambient temperature in °C for the junction estimate; else usage.json's, else the highest operating temperature that a requirement states.",
    ),
});
export type Args = z.infer<typeof ArgsSchema>;
