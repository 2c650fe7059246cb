/** What reports/check.json holds, and what the skill may be told. Lengths in mm, y downwards as in KiCad. */
import { z } from "metaforge";
import { OutcomeStatus, RequirementVerdictSchema, artifactHead } from "metaforge/report";

export const ArgsSchema = z.strictObject({
  timeoutMs: z
    .number()
    .int()
    .min(1000)
    .max(1_800_000)
    .optional()
    .describe("Milliseconds for one call of KiCad; its own limits when absent"),
});
export type Args = z.infer<typeof ArgsSchema>;

/** Null: not counted, which is another thing than none. */
const count = z.number().int().min(0).nullable();
const byType = z.record(z.string(), z.number().int());
const names = z.array(z.string());

const Item = z.strictObject({
  uuid: z.string(),
  text: z.string(),
  xMm: z.number(),
  yMm: z.number(),
  ref: z.string().optional(),
  pin: z.string().optional(),
  net: z.string().optional(),
  layer: z.string().optional(),
});

const FindingSchema = z.strictObject({
  id: z.string(),
  severity: z.enum(["error", "warning", "info"]),
  title: z.string(),
  where: z.strictObject({ file: z.string(), item: z.string().optional() }),
  evidence: z.string(),
  action: z.string(),
  source: z.enum(["erc", "drc", "unconnected", "parity", "project"]),
  /** KiCad's type of violation, or the code of a problem. */
  type: z.string(),
  /** The number of its group in the report and of its marks in the pictures; empty for a problem. */
  group: z.string(),
  sheet: z.string().optional(),
  rule: z.string().optional(),
  limitMm: z.number().optional(),
  actualMm: z.number().optional(),
  items: z.array(Item),
});
export type CheckFinding = z.infer<typeof FindingSchema>;

const ProblemSchema = z.strictObject({
  check: z.enum(["erc", "drc", "parity", "picture"]),
  code: z.string(),
  message: z.string(),
  where: z.string().optional(),
  action: z.string().optional(),
  severity: z.enum(["error", "warning", "info"]),
});
export type CheckProblem = z.infer<typeof ProblemSchema>;

const GroupSchema = z.strictObject({
  label: z.string(),
  source: FindingSchema.shape.source,
  type: z.string(),
  severity: FindingSchema.shape.severity,
  count: z.number().int(),
});
export type Group = z.infer<typeof GroupSchema>;

const brief = z.strictObject({ id: z.string(), title: z.string() });
export const BaselineSchema = z.strictObject({
  /** `none`: there is no approved report. `ignored`: there is something else in its place, see `reason`. */
  status: z.enum(["compared", "none", "ignored"]),
  reason: z.string().nullable(),
  new: count,
  fixed: count,
  unchanged: count,
  /** Found before, excluded in the project since. */
  excludedSince: count,
  newOnes: z.array(brief),
  fixedOnes: z.array(brief),
  /** What one of the two reports did not measure, or only to KiCad's limit of counting. */
  notCompared: names,
});
export type Baseline = z.infer<typeof BaselineSchema>;

const numbers = { errors: count, warnings: count, excluded: count, byType, capped: names };

export const CheckSchema = z.strictObject({
  ...artifactHead("metaforge/check@1"),
  project: z.strictObject({ stem: z.string(), folder: z.string() }),
  /** `not_measured`: no error was found, yet something was not checked. */
  verdict: z.enum(["pass", "fail", "not_measured"]),
  erc: z.strictObject({ status: OutcomeStatus, sheets: count, ...numbers, ignored: names }),
  drc: z.strictObject({
    status: OutcomeStatus,
    ...numbers,
    unconnected: count,
    ignored: names,
    zonesRefilled: z.literal(false),
  }),
  parity: z.strictObject({ status: OutcomeStatus, count, ...numbers }),
  baseline: BaselineSchema,
  problems: z.array(ProblemSchema),
  groups: z.array(GroupSchema),
  /** Worst first. */
  findings: z.array(FindingSchema),
  /** Counted above and not listed, because the file would be too large; the types of which some are missing. */
  omitted: z.strictObject({ count: z.number().int(), types: names }),
  /** What the project's authors excluded, with their reasons. */
  exclusions: z.array(
    z.strictObject({
      id: z.string(),
      source: z.string(),
      type: z.string(),
      severity: z.string(),
      title: z.string(),
      comment: z.string().nullable(),
    }),
  ),
  pictures: z.array(z.strictObject({ path: z.string(), shows: z.string() })),
  requirements: z
    .array(RequirementVerdictSchema)
    .optional()
    .describe("Those about ERC and DRC; absent without a constraints.json."),
});
export type Check = z.infer<typeof CheckSchema>;
/** All but the comparison with the report before. */
export type Measured = Omit<Check, "baseline">;
