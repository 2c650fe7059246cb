/** The skill `simulate`: runs a SPICE deck or a KiCad schematic and holds what it measures against limits. */
import { posix } from "node:path";
import { defineSkill } from "metaforge";
import type { SkillContext } from "metaforge";
import { artifactJson, headOf } from "metaforge/report";
import { toLine } from "./asking/analysis.ts";
import { ArgsSchema } from "./asking/args.ts";
import type { Args } from "./asking/args.ts";
import { findInputs } from "./asking/inputs.ts";
import type { Circuit } from "./asking/inputs.ts";
import { readWishes } from "./asking/wishes.ts";
import { findingsOf } from "./findings.ts";
import { judge, plan } from "./limits.ts";
import { exportDeck } from "./netlist.ts";
import type { Ready } from "./netlist.ts";
import { draw } from "./pictures.ts";
import { report } from "./report/index.ts";
import { valueDiff } from "./report/value-diff.ts";
import { verdictWords } from "./report/wording.ts";
import { requirementsOf } from "./requirements.ts";
import { simulate } from "./run.ts";
import type { LimitRow, Problem, Results } from "./schema.ts";
import { ResultsSchema } from "./schema.ts";
import { writeWaveforms } from "./waveforms.ts";

const RESULTS = "sim/results.json";

export default defineSkill<Args>({
  name: "simulate",
  agent: "simulation",
  version: "1.0.0",
  description:
    "Simulates a SPICE deck or a KiCad schematic with ngspice, holds measures and waveforms against limits, and proposes a report with pictures and data.",
  needs: ["ngspice", "kicad", "chart"],
  input: { files: [], args: ArgsSchema },
  artifacts: { [RESULTS]: ResultsSchema },
  diffs: { values: { path: RESULTS, compare: valueDiff } },
  async run(context) {
    const { input, signal, progress } = context;
    const { circuit, json } = await findInputs(input.files, context.list);
    const asked = await readWishes(input.args, json, context);
    const { measures, wanted } = plan(asked);
    progress(0.1, `Preparing ${circuit.path}`);
    const ready = await deckOf(circuit, context);
    signal.throwIfAborted();
    progress(0.2, "Simulating");
    const ngspice = await context.tool("ngspice");
    const { analysis } = asked;
    const run = await simulate(ngspice, ready, { analysis, measures }, input.args);
    signal.throwIfAborted();
    progress(0.8, "Drawing");
    const { outcome } = run;
    const { data } = outcome;
    const limits = judge(wanted, outcome, doubtOf(run.problems, outcome.status));
    const written = writeWaveforms(data?.waveforms ?? []);
    const drawn = data
      ? await draw(await context.tool("chart"), data, limits, nameOf(data.title, circuit))
      : NOTHING_DRAWN;
    const problems = [...run.problems, ...written.problems];
    const results: Results = {
      ...headOf("metaforge/simulation@1", await context.provenance()),
      status: outcome.status,
      verdict: verdictOf(limits),
      circuit: { path: circuit.path, kind: circuit.kind },
      engine: data ? { ...data.engine } : null,
      analysis: data ? { ...data.analysis } : null,
      command: data ? toLine(data.analysis) : null,
      analysisFrom: run.analysisFrom,
      compat: data?.compat ?? null,
      title: run.title,
      points: data?.points ?? null,
      variables: data?.variables ?? null,
      measures: (data?.measures ?? []).map((one) => ({ ...one })),
      limits,
      problems,
      dropped: run.dropped,
      waveforms: [...written.rows],
      pictures: drawn.pictures,
      said: data && outcome.status === "ok" ? "" : outcome.said,
      // Without requirements a result stays what it was.
      ...(asked.requirements ? { requirements: requirementsOf(limits, asked.requirements) } : {}),
    };
    return {
      artifacts: [
        { path: RESULTS, content: artifactJson(results) },
        { path: "sim/sim-report.md", content: report(results) },
        ...(ready.listing ? [ready.listing] : []),
        ...written.artifacts,
        ...drawn.artifacts,
      ],
      findings: findingsOf(results),
      summary: `${verdictWords(results)}.`,
    };
  },
});

/** KiCad gives each circuit the same title. */
const nameOf = (title: string, { kind, path }: Circuit): string =>
  kind === "project" || title.trim() === "" ? posix.parse(path).name : title;

const NOTHING_DRAWN = { pictures: [], artifacts: [] };

async function deckOf(circuit: Circuit, context: SkillContext<Args>): Promise<Ready> {
  if (circuit.kind === "project") {
    return exportDeck(await context.tool("kicad"), circuit, context.input.args.timeoutMs);
  }
  // Read here, too: a deck that is missing or may not be read ends the run before anything is started.
  await context.readBytes(circuit.path);
  return { deck: { path: circuit.path }, workbook: [], problems: [], listing: null };
}

/**
 * Why no limit of this run may be called kept: a line that was left out, or a run that stopped early, makes it another
 * circuit or another time. A failed measure says nothing about the others.
 */
function doubtOf(problems: readonly Problem[], status: string): string | null {
  const error = problems.find(
    ({ severity, code }) => severity === "error" && code !== "MEASURE_FAILED",
  );
  if (error) return `the run has an error (${error.code})`;
  return status === "failed" ? "the run failed" : null;
}

function verdictOf(limits: readonly LimitRow[]): Results["verdict"] {
  if (limits.some(({ verdict }) => verdict === "fail")) return "fail";
  return limits.length > 0 && limits.every(({ verdict }) => verdict === "pass")
    ? "pass"
    : "not_measured";
}
