/** The shape of tests/coverage.json, published with the skill, and the skill's arguments. */
import { z } from "metaforge";
import { FindingSchema, artifactHead } from "metaforge/report";

const Verdict = z.enum(["pass", "fail", "not_measured"]);
const text = z.string().nullable();
const count = z.number().int().nonnegative();

export const RowSchema = z.object({
  id: z.string(),
  category: z.string(),
  priority: z.string(),
  parameter: z.string(),
  statement: z.string(),
  limit: z.string().describe("With its unit; empty where the requirement has no number."),
  source: z.object({ file: z.string(), line: z.number().int() }),
  status: z
    .enum(["addressed", "partly", "not-addressed", "not-known"])
    .describe("not-known: there is no architecture.json."),
  addressedBy: z.array(z.string()).describe("Blocks of architecture.json."),
  note: text,
  method: z.enum(["test", "inspection", "analysis", "demonstration"]),
  verifiedBy: z.array(z.string()).describe("Test cases of tests/test-matrix.csv."),
  verdict: Verdict.describe("Of the artifacts that name it; not_measured where none does."),
  evidence: z.array(z.object({ file: z.string(), verdict: Verdict, note: z.string() })),
  gaps: z.array(z.string()),
});
export type CoverageRow = z.infer<typeof RowSchema>;

export const CoverageSchema = z.object({
  ...artifactHead("metaforge/coverage@1"),
  product: z.string(),
  verdict: Verdict.describe(
    "Of the requirements that bind (must): pass only when each of them passes.",
  ),
  guard: z.enum(["tightened", "none"]),
  totals: z.object({
    requirements: count,
    withCase: count,
    cases: count,
    withoutGap: count.describe("Requirements whose cases can be judged as they stand."),
    addressed: count,
    partly: count,
    notAddressed: count,
    notKnown: count,
    pass: count,
    fail: count,
    notMeasured: count,
    percent: z
      .number()
      .nullable()
      .describe("Requirements with a case, in %; null without requirements."),
  }),
  requirements: z.array(RowSchema),
  gaps: z.array(
    z.object({
      kind: z.enum([
        "limit",
        "equipment",
        "conflict",
        "not-addressed",
        "open-question",
        "unmapped",
      ]),
      requirement: text,
      text: z.string(),
      where: z.string(),
    }),
  ),
  evidence: z.array(
    z.object({
      path: z.string(),
      status: z.enum(["used", "missing", "stale", "unreadable"]),
      reason: text,
    }),
  ),
  findings: z.array(FindingSchema),
});
export type Coverage = z.infer<typeof CoverageSchema>;

export const ArgsSchema = z.strictObject({
  guard: z
    .enum(["tightened", "none"])
    .default("tightened")
    .describe(
      "Whether acceptance limits are the requirement's, moved inwards by the measurement's uncertainty.",
    ),
});
export type Args = z.infer<typeof ArgsSchema>;
