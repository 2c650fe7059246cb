/** What sim/results.json holds. Values in SI units, each with its unit beside it. */
import { z } from "metaforge";
import { OutcomeStatus, RequirementVerdictSchema, artifactHead } from "metaforge/report";

const number = z.number().nullable();
const text = z.string().nullable();
const Severity = z.enum(["error", "warning", "info"]);

const Analysis = z.looseObject({ kind: z.enum(["op", "tran", "ac", "dc", "noise"]) });

export const MeasureSchema = z.strictObject({
  name: z.string(),
  expression: z.string(),
  value: number.describe("Null: it failed, see problems."),
  unit: text,
});

export const LimitSchema = z.strictObject({
  name: z.string(),
  expression: text,
  measure: z.string().describe("The measure or waveform it is held against."),
  value: number,
  of: z.enum(["minimum", "maximum"]).nullable().describe("Of a waveform: which extreme it is."),
  min: number,
  max: number,
  unit: text.describe("Of value, min, max and margin."),
  margin: number.describe("To the nearer limit; below 0 it is broken."),
  requirement: text,
  verdict: z.enum(["pass", "fail", "not_measured"]),
  reason: text.describe("Why it was not measured."),
});
export type LimitRow = z.infer<typeof LimitSchema>;

export const ProblemSchema = z.strictObject({
  code: z.string(),
  severity: Severity,
  message: z.string(),
  file: z.string().optional(),
  line: z.number().int().optional(),
  action: z.string().optional(),
});
export type Problem = z.infer<typeof ProblemSchema>;

export const WaveformSchema = z.strictObject({
  name: z.string(),
  type: z.string().describe("voltage, current, time, frequency, …"),
  unit: z.string(),
  min: number.describe("Of all points."),
  max: number,
  csv: text.describe("Null: it is in no file, see problems."),
  column: text.describe("Its head in that file."),
});
export type WaveformRow = z.infer<typeof WaveformSchema>;

export const ResultsSchema = z.strictObject({
  ...artifactHead("metaforge/simulation@1"),
  status: OutcomeStatus.describe("failed and not-run: there is no result."),
  verdict: z.enum(["pass", "fail", "not_measured"]),
  circuit: z.strictObject({ path: z.string(), kind: z.enum(["deck", "project"]) }),
  engine: z.strictObject({ name: z.string(), version: z.string() }).nullable(),
  analysis: Analysis.nullable(),
  command: text.describe("The same analysis as SPICE writes it."),
  analysisFrom: z.enum(["request", "deck", "workbook"]).nullable().describe("Who asked for it."),
  compat: z.enum(["none", "ltpsa"]).nullable(),
  title: text,
  points: z.number().int().nullable().describe("Before decimation."),
  variables: z.number().int().nullable(),
  measures: z.array(MeasureSchema),
  limits: z.array(LimitSchema),
  problems: z.array(ProblemSchema),
  dropped: z.array(
    z.strictObject({ line: z.number().int(), text: z.string(), reason: z.string() }),
  ),
  waveforms: z.array(WaveformSchema),
  pictures: z.array(z.strictObject({ path: z.string(), shows: z.string() })),
  said: z.string().describe("The last lines of the simulator."),
  requirements: z
    .array(RequirementVerdictSchema)
    .optional()
    .describe("What limits say of the requirements they name; absent without a constraints.json."),
});
export type Results = z.infer<typeof ResultsSchema>;
