/** What other artifacts say of each requirement: by its id, with the file and its words. */
import { z } from "metaforge";
import { RequirementVerdictSchema } from "metaforge/report";
import type { RequirementVerdict } from "metaforge/report";

export const VERDICTS = ["pass", "fail", "not_measured"] as const;
export type Verdict = (typeof VERDICTS)[number];

export interface Said {
  readonly requirement: string;
  readonly verdict: Verdict;
  readonly note: string;
}

const Input = z.object({ path: z.string(), sha256: z.string() });
const head = {
  schema: z.string(),
  inputs: z.array(Input).default([]),
  requirements: z.array(RequirementVerdictSchema).optional(),
};
const text = z.string().nullish();
const VerdictSchema = z.enum(VERDICTS);
const Findings = z
  .array(z.object({ severity: z.string(), title: z.string(), requirement: text }))
  .default([]);

/** The shape that all artifacts share; `otherwise` is for those that are older, or have it by another name. */
const toldBy = (rows: readonly RequirementVerdict[] | undefined, otherwise: Said[]): Said[] =>
  rows?.map(({ requirement, verdict, value, unit, basis }) => {
    const measured = value === null ? "" : `${value}${unit === null ? "" : ` ${unit}`}: `;
    return { requirement, verdict, note: `${measured}${basis}` };
  }) ?? otherwise;

/** An error about a requirement breaks it; without one nothing is proven. */
const broken = (findings: z.infer<typeof Findings>): Said[] =>
  findings.flatMap(({ severity, title, requirement }) =>
    requirement
      ? [
          {
            requirement,
            verdict: severity === "error" ? "fail" : "not_measured",
            note: title,
          } as const,
        ]
      : [],
  );

const PowerBudget = z
  .object({
    ...head,
    margins: z.array(
      z.object({
        requirement: z.string(),
        verdict: VerdictSchema,
        of: z.string(),
        formula: z.string(),
        reason: text,
      }),
    ),
  })
  .transform(({ margins, ...rest }) => ({
    ...rest,
    said: margins.map(({ requirement, verdict, of, formula, reason }) => ({
      ...{ requirement, verdict },
      note: `${of}: ${reason ?? formula}`,
    })),
  }));

const Simulation = z
  .object({
    ...head,
    limits: z.array(
      z.object({
        name: z.string(),
        requirement: text,
        verdict: VerdictSchema,
        value: z.number().nullable(),
        unit: text,
        reason: text,
      }),
    ),
  })
  .transform(({ limits, ...rest }) => ({
    ...rest,
    said: toldBy(
      rest.requirements,
      limits.flatMap(({ name, requirement, verdict, value, unit, reason }) =>
        requirement
          ? [
              {
                requirement,
                verdict,
                note: `${name}: ${reason ?? `${value ?? "no value"} ${unit ?? ""}`.trim()}`,
              },
            ]
          : [],
      ),
    ),
  }));

const Costing = z
  .object({
    ...head,
    targets: z.array(
      z.object({ requirement: z.string(), verdict: VerdictSchema, reason: z.string() }),
    ),
  })
  .transform(({ targets, ...rest }) => ({
    ...rest,
    said: toldBy(
      rest.requirements,
      targets.map(({ requirement, verdict, reason }) => ({ requirement, verdict, note: reason })),
    ),
  }));

const Checked = z.object({ ...head, findings: Findings }).transform(({ findings, ...rest }) => ({
  ...rest,
  said: [...toldBy(rest.requirements, []), ...broken(findings)],
}));

interface Told {
  readonly schema: string;
  readonly inputs: readonly z.infer<typeof Input>[];
  readonly said: readonly Said[];
}

/** File → the schema it names, how it is read, and the skill that makes it. */
export const EVIDENCE: readonly {
  readonly path: string;
  readonly names: string;
  readonly shape: z.ZodType<Told>;
  readonly maker: string;
}[] = [
  {
    path: "power-budget.json",
    names: "metaforge/power-budget@1",
    shape: PowerBudget,
    maker: "power",
  },
  {
    path: "sim/results.json",
    names: "metaforge/simulation@1",
    shape: Simulation,
    maker: "simulate",
  },
  { path: "bom/costing.json", names: "metaforge/costing@1", shape: Costing, maker: "bom" },
  { path: "reports/check.json", names: "metaforge/check@1", shape: Checked, maker: "check" },
  { path: "reports/dfm.json", names: "metaforge/dfm@1", shape: Checked, maker: "dfm" },
];
