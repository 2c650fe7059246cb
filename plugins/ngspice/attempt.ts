/** One run of the simulator in one dialect, from the checked deck to judged results. */
import { randomUUID } from "node:crypto";
import type { Analysis, MeasureInput, MeasureResult, SimulationData } from "./contract.ts";
import type { SimulationOutcome, SpiceProblem, Waveform } from "./contract.ts";
import type { DeckMeasure } from "./deck/measure.ts";
import { mistaken, toCommands, unitOf, vectorOf } from "./deck/measure.ts";
import type { Deck } from "./deck/read.ts";
import { hasError, shown } from "./deck/report.ts";
import { toDriver } from "./driver.ts";
import type { Engine, EngineRun } from "./engine/engine.ts";
import { lastSaid } from "./engine/scrub.ts";
import { reached } from "./result/end.ts";
import { complaints, endProblem } from "./result/judge.ts";
import { parseRaw } from "./result/raw.ts";
import type { RawPlot } from "./result/raw.ts";
import { toWaveforms } from "./result/waveforms.ts";

export interface Plan {
  readonly deck: Deck;
  readonly analysis: Analysis;
  /** Asked for beside the deck's own; one of the same name takes the place of the deck's. */
  readonly measures: readonly MeasureInput[];
  readonly maxPoints: number;
  readonly timeoutMs: number;
}

export type Attempt = Omit<SimulationOutcome, "ms">;

/** Complaints after which the figures belong to another circuit than the one that was asked for. */
const VOID: ReadonlySet<string> = new Set(["LINE_DROPPED", "SYNTAX", "MODEL_MISSING"]);

export async function attempt(
  engine: Engine,
  plan: Plan,
  compat: "none" | "ltpsa",
): Promise<Attempt> {
  const { deck, analysis } = plan;
  // Nothing that a deck can print begins like this.
  const mark = `mf-${randomUUID()}`;
  const earlier = new Map<string, number>();
  const measures = wanted(plan).map((measure, index) => {
    const place = { index, earlier, kind: analysis.kind, mark };
    const commands = toCommands(measure, place);
    earlier.set(measure.name.toLowerCase(), index);
    return { measure, commands };
  });
  const ready = measures.flatMap(({ commands }) => ("problem" in commands ? [] : [commands]));
  const driver = toDriver({
    lines: deck.lines,
    analysis,
    constants: ready.flatMap(({ constants }) => constants),
    measures: ready.map(({ commands }) => commands),
    mark,
  });
  const run = await engine.run(driver.text, { compat, timeoutMs: plan.timeoutMs });
  const said = lastSaid(run.stdout, run.stderr, mark);
  const problems = complaints(run, driver);
  const end = endProblem(run, plan.timeoutMs);
  // An exit code is the least that can be said of a failure that was explained.
  if (end && !(end.code === "TOOL_FAILED" && hasError(problems))) problems.push(end);
  const plot = plotOf(run, analysis, problems);
  if (!plot || problems.some(({ code, severity }) => severity === "error" && VOID.has(code))) {
    return { status: "failed", data: null, problems, said };
  }
  const short = reached(plot, analysis);
  if (short) problems.push(short);
  const results = measures.map(({ measure, commands }, index): MeasureResult => {
    const wrong = "problem" in commands ? commands.problem : strange(measure, plot);
    const value = wrong === null ? valueOf(run.stdout, mark, index) : null;
    if (value === null) problems.push(failed(measure, wrong ?? reason(index, run.stderr)));
    const { name, expression } = measure;
    return { name, expression, value, unit: unitOf(expression, analysis.kind) };
  });
  const data: SimulationData = {
    engine: { name: engine.name, version: engine.version },
    analysis,
    compat,
    title: deck.title,
    points: plot.points,
    variables: plot.variables.length,
    waveforms: toWaveforms(plot, plan.maxPoints) satisfies Waveform[],
    measures: results,
    dropped: deck.dropped,
  };
  return { status: hasError(problems) ? "partial" : "ok", data, problems, said };
}

function wanted({ deck, analysis, measures }: Plan): MeasureInput[] {
  const named = new Map<string, MeasureInput>();
  const fits = ({ kind }: DeckMeasure) => kind === null || kind === analysis.kind;
  for (const measure of [...deck.measures.filter(fits), ...measures]) {
    named.set(measure.name.toLowerCase(), { name: measure.name, expression: measure.expression });
  }
  return [...named.values()];
}

const PLOTS: Readonly<Record<Analysis["kind"], RegExp>> = {
  op: /operating point/i,
  tran: /transient/i,
  ac: /^ac\b/i,
  dc: /^dc\b|transfer characteristic/i,
  noise: /noise spectral/i,
};

/** The analysis's own plot; adds to the problems why there is none. */
function plotOf(run: EngineRun, { kind }: Analysis, problems: SpiceProblem[]): RawPlot | null {
  const explained = hasError(problems);
  const add = (code: SpiceProblem["code"], message: string) =>
    void (explained || problems.push({ code, severity: "error", message }));
  if (run.raw === "too-large")
    add("OUTPUT_TOO_LARGE", "the results were larger than a run may write");
  if (run.raw === null) add("OUTPUT_MISSING", "the simulator ended and wrote no results");
  if (run.raw === null || run.raw === "too-large") return null;
  const plots = parseRaw(run.raw);
  if (!plots) add("OUTPUT_INVALID", "the simulator's results cannot be read");
  const plot = plots?.find(({ name }) => PLOTS[kind].test(name));
  if (plots && !plot) add("OUTPUT_MISSING", `the results hold no ${kind} analysis`);
  if (plot?.points === 0) add("OUTPUT_MISSING", "the results hold no point");
  return plot && plot.points > 0 ? plot : null;
}

/** "mfm0 = 7.0771e-01", in the line behind our mark. */
function valueOf(stdout: string, mark: string, index: number): number | null {
  const lines = stdout.split("\n");
  const said = lines[lines.indexOf(`${mark} ${index}`) + 1] ?? "";
  const text = new RegExp(`^${vectorOf(index)} = (\\S+)$`).exec(said.trim())?.[1];
  const value = text === undefined ? NaN : Number(text);
  return Number.isFinite(value) ? value : null;
}

function strange({ expression }: MeasureInput, { variables }: RawPlot): string | null {
  const signal = mistaken(expression, new Set(variables.map(({ name }) => name)));
  return signal === null ? null : `there is no signal ${signal}`;
}

/** What ngspice said of a measure that failed, or nothing. */
function reason(index: number, stderr: string): string {
  const about = new RegExp(`measure\\s+${vectorOf(index)}\\b\\s*(.*)`, "i");
  return about.exec(stderr)?.[1]!.trim() ?? "";
}

function failed({ name, expression }: MeasureInput, why: string): SpiceProblem {
  const message = `the measure '${shown(name)}' has no value${why ? `: ${why}` : ""} (${shown(expression)})`;
  const todo = "see whether the signal's name is right and what is asked for happens in time";
  return { code: "MEASURE_FAILED", severity: "error", message, action: todo };
}
