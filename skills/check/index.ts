/** The skill `check`: runs KiCad's rule checks on a project and proposes a report with marked pictures. */
import { posix } from "node:path";
import { defineSkill, fail, isGatewayError } from "metaforge";
import type { Finding, SkillContext } from "metaforge";
import { artifactJson, headOf, statedIn } from "metaforge/report";
import { withBaseline } from "./baseline.ts";
import { findingsOf, problemFindings } from "./findings.ts";
import { fitting } from "./fitting.ts";
import { measure, problemsOf } from "./measure.ts";
import { plotted } from "./pictures.ts";
import { checkReport, verdictLine } from "./report/index.ts";
import { requirementsOf } from "./requirements.ts";
import { ArgsSchema, CheckSchema } from "./schema.ts";
import type { Args, Check, CheckFinding } from "./schema.ts";
import { drcNumbers, ercNumbers, parityNumbers, verdictOf } from "./verdict.ts";
import { violationDiff } from "./violation-diff.ts";

const REPORT = "reports/check.json";

export default defineSkill<Args>({
  name: "check",
  agent: "design-check",
  version: "1.0.0",
  description:
    "Runs KiCad's electrical and board rule checks, compares board and schematic, and proposes a report with marked pictures and what changed since the last one.",
  needs: ["kicad"],
  input: { files: [], args: ArgsSchema },
  artifacts: { [REPORT]: CheckSchema },
  diffs: { violations: { path: REPORT, compare: violationDiff } },
  async run(context) {
    const { input, signal, progress } = context;
    const { timeoutMs } = input.args;
    const kicad = await context.tool("kicad");
    const chosen = await kicad.choose({ files: input.files.filter((path) => !isStated(path)) });
    if (chosen.project === null) {
      const { problem, allowed } = chosen;
      throw fail("VALIDATION_ERROR", { problem, field: "input.files", allowed });
    }
    const { project } = chosen;
    const stated = await statedIn(context, input.files);
    progress(0.05, `Checking ${project.stem}`);
    const answers = await measure(kicad, project, timeoutMs);
    signal.throwIfAborted();
    progress(0.6, "Plotting");
    const { findings: violations, groups, exclusions } = findingsOf(answers, project);
    const pictures = await plotted(kicad, project, answers, violations, timeoutMs);
    signal.throwIfAborted();
    progress(0.9, "Writing the report");
    const problems = [...problemsOf(answers), ...pictures.problems];
    const erc = ercNumbers(answers);
    const drc = drcNumbers(answers);
    const parity = parityNumbers(answers);
    const head = headOf("metaforge/check@1", await context.provenance());
    const told = {
      ...fitting(worstFirst([...problemFindings(problems, answers, project), ...violations])),
      exclusions,
    };
    const measured = {
      ...head,
      // What this skill wrote itself is no input: with it a report would differ from its like after each approval.
      inputs: head.inputs.filter(({ path }) => !OWN.test(path)),
      project: { stem: project.stem, folder: project.folder },
      verdict: verdictOf({ erc, drc, parity }, violations, problems),
      ...{ erc, drc, parity, problems, groups },
      ...told,
      pictures: pictures.list,
      // Without requirements a report stays what it was.
      ...(stated === null
        ? {}
        : { requirements: requirementsOf(stated, { ...{ erc, drc, problems }, exclusions }) }),
    };
    const check = withBaseline(measured, await approvedReport(context));
    return {
      artifacts: [
        { path: REPORT, content: artifactJson(check) },
        { path: "reports/check.md", content: checkReport(check) },
        ...pictures.artifacts,
      ],
      findings: handedOver(check),
      summary: summaryOf(check),
    };
  },
});

/** The requirements may be named beside the project. */
const isStated = (path: string) => posix.basename(path) === "constraints.json";

const OWN = /^reports\/(?:check\.(?:json|md)|(?:schematic|board)-[^/]*\.svg)$/;

/** What stands there was approved: nothing gets into a workspace otherwise. Null: there is nothing. */
async function approvedReport({ list, read }: SkillContext<Args>): Promise<string | null> {
  const files = await unlessRefused(() => list("reports", { endings: [".json"] }), []);
  if (!files.some(({ path }) => path === REPORT)) return null;
  // A file that is no text is no report either, which the comparison says.
  return unlessRefused(() => read(REPORT), "");
}

/** A folder that is not there and a file that may not be read are both refused. */
async function unlessRefused<T>(ask: () => Promise<T>, otherwise: T): Promise<T> {
  try {
    return await ask();
  } catch (thrown) {
    if (isGatewayError(thrown) && thrown.code === "VALIDATION_ERROR") return otherwise;
    throw thrown;
  }
}

const RANK = { error: 0, warning: 1, info: 2 };

/** Among equals what stood in the way comes first. */
const worstFirst = (findings: readonly CheckFinding[]): CheckFinding[] =>
  findings.toSorted((a, b) => RANK[a.severity] - RANK[b.severity]);

/** What a run may hand over; the report holds more. */
const MOST = 2000;

function handedOver({ findings, omitted: { count: omitted } }: Check): Finding[] {
  const toFinding = ({ id, severity, title, where, evidence, action }: CheckFinding): Finding => {
    const { item } = where;
    const place = { file: where.file, ...(item === undefined ? {} : { item }) };
    return { id, severity, title, where: place, evidence, action };
  };
  if (findings.length + omitted <= MOST) return findings.map(toFinding);
  const rest = findings.length + omitted - (MOST - 1);
  const title = `${rest} further findings are counted in ${REPORT}`;
  const told: Finding = { id: "further-findings", severity: "info", title };
  return [...findings.slice(0, MOST - 1).map(toFinding), { ...told, where: { file: REPORT } }];
}

function summaryOf(check: Check): string {
  const { status, new: fresh, fixed } = check.baseline;
  const since =
    status === "compared" ? `; ${fresh} new, ${fixed} fixed since the approved report` : "";
  return `${verdictLine(check)}${since}.`;
}
