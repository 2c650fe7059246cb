/** The shape of power-budget.json, published with the skill, and the skill's arguments. SI units, each beside its number. */
import { z } from "metaforge";
import { FindingSchema, artifactHead } from "metaforge/report";
import { CheckSchema, MarginSchema, Verdict, assured } from "./judgement.ts";
export type { Check, Margin } from "./judgement.ts";

const number = z.number().nullable().describe("Null: not known.");
const text = z.string().nullable();

const Range = z.object({ min: number, typ: number, max: number, unit: z.literal("V") });

const State = z.object({
  state: z.string(),
  typical: z.number(),
  worst: z.number(),
  peak: z.number().describe("Of what can happen at once in this state."),
  unit: z.literal("A"),
  complete: z.boolean().describe("False: at least this much, a figure is missing."),
  assured,
});

const Average = z.object({
  typical: z.number(),
  worst: z.number(),
  unit: z.enum(["A", "W"]),
  complete: z.boolean(),
  assured,
});

const Load = z.object({
  block: z.string(),
  name: z.string(),
  kind: z.string(),
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
      complete: z.boolean().describe("False: at least this much."),
      assured,
      source: z.string(),
    }),
  ),
});

const Calculated = z.object({
  value: z.number(),
  unit: z.string(),
  complete: z.boolean(),
  assured,
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
    .object({
      typical: z.number(),
      worst: z.number(),
      unit: z.literal("1"),
      complete: z.boolean().describe("False: at most this."),
      assured,
      source: z.string(),
    })
    .nullable()
    .describe("At the load of the worst state."),
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
    .object({
      value: z.number(),
      unit: z.literal("C"),
      exact: z.boolean(),
      assured,
      formula: z.string(),
    })
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

export const PowerBudgetSchema = z.object({
  ...artifactHead("metaforge/power-budget@1"),
  product: z.string(),
  verdict: Verdict.describe(
    "fail: a check or a must requirement is broken; not_measured: nothing is, yet not all is proven.",
  ),
  usage: z.object({
    from: z.enum(["usage.json", "requirement", "all-active"]),
    statement: z.string(),
    requirement: text,
    assumption: text.describe("What is taken as active for want of a statement; null: nothing is."),
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
    .describe(
      "Connectors and buttons that are taken to draw nothing, unless usage.json states it.",
    ),
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
