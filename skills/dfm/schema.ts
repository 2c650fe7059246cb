/** The shape of dfm.json, published with the skill, and the skill's arguments. */
import { z } from "metaforge";
import type { Finding } from "metaforge";
import {
  FindingSchema,
  OutcomeStatus,
  RequirementVerdictSchema,
  artifactHead,
} from "metaforge/report";
import { STATUSES } from "./profile/schema.ts";

const number = z.number().nullable();
const text = z.string().nullable();
const count = z.number().int().nonnegative().nullable().describe("Null: not measured.");
const VERDICTS = ["pass", "fail", "not_measured"] as const;

const counts = {
  status: OutcomeStatus,
  errors: count,
  warnings: count,
  excluded: count.describe("Waived in the project; in none of the other numbers."),
  byType: z.record(z.string(), z.number().int()),
  capped: z.array(z.string()).describe("Types of which there are at least so many."),
};

const MarkedFinding = FindingSchema.omit({ requirement: true }).extend({
  source: z.enum(["own", "fab", "limit", "problem"]),
  rule: z.string().optional().describe("Of the profile."),
  type: z.string().optional().describe("KiCad's."),
  mark: z.string().optional().describe("What the pictures call it."),
});

const FigureSchema = z.object({
  id: z.string(),
  required: z.string(),
  severity: z.enum(["error", "warning"]),
  source: z.string(),
  status: z.enum(STATUSES),
  note: text,
});

const LimitSchema = z.object({
  id: z.string(),
  required: text.describe("With its unit; null: the profile does not say."),
  measured: text.describe("With its unit; null: not measured."),
  verdict: z.enum(VERDICTS),
  source: text,
  status: z.enum(STATUSES).nullable(),
  note: text,
});

export const DfmSchema = z.object({
  ...artifactHead("metaforge/dfm@1"),
  project: z.string(),
  verdict: z.enum(VERDICTS),
  profile: z.object({
    id: z.string(),
    name: z.string(),
    date: z
      .string()
      .describe("When the figures were gathered; they are not the maker's offer of today."),
    status: z.enum(STATUSES).describe("Of the figure that is least sure."),
    source: z.array(z.string()),
    origin: z.string().describe("'shipped', or a file of the workspace."),
    figures: z.array(FigureSchema),
  }),
  rulesProven: z.boolean().describe("Whether the maker's rules were shown to be in force."),
  own: z.object({ ...counts, unconnected: count }),
  fab: z.object({
    ...counts,
    shared: count.describe("Broken rules of the maker where the own pass tells the same already."),
  }),
  facts: z
    .object({
      widthMm: number,
      heightMm: number,
      layers: number,
      thicknessMm: number,
      minTrackMm: number,
      minSpacingMm: number,
      minDrillMm: number,
      maxDrillMm: number,
      holes: z.object({ plated: z.number(), unplated: z.number() }),
      aspectRatio: number,
      finish: text,
    })
    .nullable()
    .describe("From the Gerber job and drill files; null: not measured."),
  limits: z.array(LimitSchema),
  problems: z.array(z.object({ code: z.string(), message: z.string() })),
  pictures: z.array(z.string()),
  findings: z.array(MarkedFinding),
  requirements: z
    .array(RequirementVerdictSchema)
    .optional()
    .describe("Those about the bare board; absent without a constraints.json."),
});

export type DfmFinding = Finding & {
  readonly source: "own" | "fab" | "limit" | "problem";
  readonly rule?: string;
  readonly type?: string;
  readonly mark?: string;
};
export type Dfm = Omit<z.infer<typeof DfmSchema>, "findings"> & {
  readonly findings: readonly DfmFinding[];
};
export type Limit = z.infer<typeof LimitSchema>;
export type Figure = z.infer<typeof FigureSchema>;

export const ArgsSchema = z.strictObject({
  fab: z
    .string()
    .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)
    .max(40)
    .default("jlcpcb-2layer")
    .describe("A shipped profile, or <id> for fab/<id>.yaml of the workspace."),
  timeoutMs: z.int().min(1).max(3_600_000).optional().describe("For one call of KiCad."),
});
export type Args = z.infer<typeof ArgsSchema>;
