/** The skill `dfm`: checks whether a maker of boards can make a board, by a profile of its limits. */
import { defineSkill, fail } from "metaforge";
import type { Finding } from "metaforge";
import { artifactJson, headOf, statedIn } from "metaforge/report";
import { findingsOf } from "./findings.ts";
import { limitsOf } from "./limits.ts";
import { measure } from "./measure.ts";
import type { Kicad } from "./measure.ts";
import { drawn } from "./pictures.ts";
import { findProfile } from "./profile/find.ts";
import { dfmReport, verdictLine } from "./report/index.ts";
import { requirementsOf } from "./requirements.ts";
import { ArgsSchema, DfmSchema } from "./schema.ts";
import type { Args, Dfm, DfmFinding } from "./schema.ts";
import { numbersOf, profileOf, verdictOf } from "./verdict.ts";

export default defineSkill<Args>({
  name: "dfm",
  agent: "dfm",
  version: "1.0.0",
  description:
    "Checks a board by its own rules and by a maker's limits, and proposes a report with pictures in which findings are marked.",
  needs: ["kicad"],
  input: { files: [], args: ArgsSchema },
  artifacts: { "reports/dfm.json": DfmSchema },
  async run(context) {
    const { input, progress, signal } = context;
    const { fab: id, timeoutMs } = input.args;
    const kicad: Kicad = await context.tool("kicad");
    const chosen = await kicad.choose({ files: input.files.filter(isKicad), about: "board" });
    if (chosen.project === null) {
      const { problem, allowed } = chosen;
      throw fail("VALIDATION_ERROR", { problem, field: "input.files", allowed });
    }
    const { file: project } = chosen.project;
    const { profile, origin } = await findProfile(id, context);
    const stated = await statedIn(context, input.files);
    progress(0.05, `Checking ${project} by the limits of ${profile.name}`);
    const measured = await measure(kicad, project, profile, timeoutMs);
    signal.throwIfAborted();
    progress(0.6, "Drawing the board");
    const limits = limitsOf(profile, measured.facts);
    const board = project.replace(/\.\w+$/, ".kicad_pcb");
    const found = findingsOf(measured, limits, profile, board);
    const pictures = await drawn(kicad, project, measured, found, timeoutMs);
    signal.throwIfAborted();
    progress(0.9, "Writing the report");
    const problems = [...measured.problems, ...pictures.problems];
    const dfm: Dfm = {
      ...headOf("metaforge/dfm@1", await context.provenance()),
      project,
      verdict: verdictOf(measured, limits),
      profile: profileOf(profile, origin),
      ...numbersOf(measured),
      facts: measured.facts && { ...measured.facts, holes: { ...measured.facts.holes } },
      limits,
      problems: problems.map(({ code, message }) => ({ code, message })),
      pictures: pictures.artifacts.map(({ path }) => path),
      findings: pictures.findings,
      // Without requirements a report stays what it was.
      ...(stated === null ? {} : { requirements: requirementsOf(stated, measured.facts) }),
    };
    return {
      artifacts: [
        { path: "reports/dfm.json", content: artifactJson(dfm) },
        { path: "reports/dfm-report.md", content: dfmReport(dfm) },
        ...pictures.artifacts,
      ],
      findings: handedOver(dfm.findings),
      summary: verdictLine(dfm),
    };
  },
});

/** A request may name its profile beside the project. */
const isKicad = (path: string) => /\.kicad_(?:pro|sch|pcb)$/.test(path);

/** A run may hand over 2000 findings; the report holds all of them. */
const MOST = 2000;

function handedOver(findings: readonly DfmFinding[]): Finding[] {
  const plain = findings.map(
    ({ source: _source, rule: _rule, type: _type, mark: _mark, ...finding }): Finding => finding,
  );
  if (plain.length <= MOST) return plain;
  const title = `${plain.length - MOST + 1} further findings stand in reports/dfm.json only`;
  const told: Finding = { id: "further-findings", severity: "info", title };
  return [...plain.slice(0, MOST - 1), told];
}
