/** The skill `test-plan`: a test case for each requirement, and one matrix of requirements across all artifacts. */
import { defineSkill } from "metaforge";
import { artifactJson, headOf } from "metaforge/report";
import { coverageOf, isBinding } from "./coverage.ts";
import { findingsOf } from "./findings.ts";
import { readInputs } from "./input/read.ts";
import { planFor } from "./planning/cases.ts";
import { countsOf, coverageReport } from "./report/coverage-report.ts";
import { caseCsv, coverageCsv } from "./report/csv.ts";
import { planReport } from "./report/plan-report.ts";
import { ArgsSchema, CoverageSchema } from "./schema.ts";
import type { Args, Coverage } from "./schema.ts";

const COVERAGE = "tests/coverage.json";

export default defineSkill<Args>({
  name: "test-plan",
  agent: "test-engineering",
  version: "1.0.0",
  description:
    "Plans a test case for each requirement, with limits, guard bands and equipment, and gathers what all artifacts say of each requirement in one matrix.",
  input: { files: [], args: ArgsSchema },
  artifacts: { [COVERAGE]: CoverageSchema },
  async run(context) {
    const { signal, progress, input } = context;
    const { guard } = input.args;
    const inputs = await readInputs(context);
    signal.throwIfAborted();
    progress(0.4, `Planning tests for ${inputs.constraints.constraints.length} requirements`);
    const plan = planFor(inputs.constraints, inputs.architecture, guard);
    const body = coverageOf(inputs, plan.cases, guard);
    const findings = findingsOf(body, inputs.path);
    const coverage: Coverage = {
      ...headOf("metaforge/coverage@1", await context.provenance()),
      ...body,
      findings,
    };
    progress(0.8, "Writing the plan");
    return {
      artifacts: [
        { path: "tests/test-plan.md", content: planReport(coverage, plan) },
        { path: "tests/test-matrix.csv", content: caseCsv(plan.cases) },
        { path: COVERAGE, content: artifactJson(coverage) },
        { path: "tests/coverage.md", content: coverageReport(coverage) },
        { path: "tests/coverage.csv", content: coverageCsv(coverage.requirements) },
      ],
      findings,
      summary: summaryOf(body),
    };
  },
});

function summaryOf({ totals, requirements }: Pick<Coverage, "totals" | "requirements">): string {
  const { all, pass, fail, open } = countsOf(requirements.filter(isBinding));
  return `${totals.cases} cases for ${totals.withCase} of ${totals.requirements} requirements; of ${all} that bind ${pass} pass, ${fail} fail, ${open} not measured; ${totals.requirements - totals.withoutGap} with gaps.`;
}
