/** Runs the simulation: chooses the analysis, asks the simulator, and gathers what went wrong on the way. */
import { fail } from "metaforge";
import type { ToolActions } from "metaforge";
import type { Args, Measure } from "./asking/args.ts";
import { toLine } from "./asking/analysis.ts";
import type { Analysis } from "./asking/analysis.ts";
import type { Outcome } from "./limits.ts";
import type { Ready } from "./netlist.ts";
import { adviceFor } from "./advice.ts";
import type { Problem, Results } from "./schema.ts";

export interface Run {
  readonly outcome: Outcome;
  readonly problems: readonly Problem[];
  readonly dropped: Results["dropped"];
  readonly title: string | null;
  readonly analysisFrom: Results["analysisFrom"];
}

const UNREAD = { dropped: [], title: null, analysisFrom: null };

export async function simulate(
  ngspice: ToolActions<"ngspice">,
  { deck, workbook, problems, listing }: Ready,
  asked: { readonly analysis: Analysis | undefined; readonly measures: readonly Measure[] },
  { compat, timeoutMs }: Args,
): Promise<Run> {
  if (deck === null) return { outcome: nothing(problems), problems, ...UNREAD };
  const chosen = await choose(ngspice, deck, workbook, asked.analysis);
  if (chosen.problem) {
    const all = [...problems, chosen.problem];
    return { outcome: nothing(all), problems: all, ...UNREAD };
  }
  const outcome = await ngspice.simulate({
    ...{ deck, measures: asked.measures, compat },
    ...(chosen.analysis ? { analysis: chosen.analysis } : {}),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  });
  const missing = outcome.problems.find(({ code }) => code === "INPUT_MISSING");
  if (!outcome.data && missing && "path" in deck) {
    throw fail("VALIDATION_ERROR", {
      ...{ problem: missing.message, field: "input.files", path: deck.path },
    });
  }
  // A run that failed has no data, and what was left out of its deck may be the cause.
  const { dropped, title } = outcome.data ?? (await ngspice.inspectDeck({ deck }));
  return {
    dropped: dropped.map((one) => ({ ...one })),
    title,
    // A deck that was refused was tried, and is no pass.
    outcome: outcome.data ? outcome : { ...outcome, status: nothing(outcome.problems).status },
    problems: [
      ...problems,
      ...outcome.problems.map((one) => toProblem(one, listing?.path)),
      ...silence(outcome),
    ],
    analysisFrom: outcome.data ? chosen.from : null,
  };
}

interface Choice {
  /** Undefined: the deck's own. */
  readonly analysis?: Analysis | undefined;
  readonly from: NonNullable<Results["analysisFrom"]>;
  readonly problem?: Problem;
}

/** The request's, else the deck's own, else the only one of the project's simulator window. */
async function choose(
  ngspice: ToolActions<"ngspice">,
  deck: NonNullable<Ready["deck"]>,
  workbook: readonly Analysis[],
  wanted: Analysis | undefined,
): Promise<Choice> {
  if (wanted) return { analysis: wanted, from: "request" };
  if (workbook.length === 0) return { from: "deck" };
  const { analyses } = await ngspice.inspectDeck({ deck });
  if (analyses.length > 0) return { from: "deck" };
  if (workbook.length === 1) return { analysis: workbook[0], from: "workbook" };
  const choices = workbook.map(toLine).join(" | ");
  return {
    from: "workbook",
    problem: {
      code: "ANALYSIS_MISSING",
      severity: "error",
      message: `the schematic has no analysis, and its simulator window has ${workbook.length}: ${choices}`,
      action: `choose one by the argument analysis, such as "${toLine(workbook[0]!)}"`,
    },
  };
}

/** `own` is the file that a line without one is of. */
function toProblem(problem: Outcome["problems"][number], own: string | undefined): Problem {
  const { code, severity, message, file = own, line } = problem;
  const { action = adviceFor(code, severity) } = problem;
  return {
    ...{ code, severity, message, action },
    ...(file === undefined ? {} : { file }),
    ...(line === undefined ? {} : { line }),
  };
}

/** A failure without a word would be a failure that nobody sees. */
function silence({ status, problems, data }: Outcome): Problem[] {
  if (data && status === "ok") return [];
  if (problems.some(({ severity }) => severity === "error")) return [];
  const message = data
    ? `the simulator says that its result is ${status}, and not why`
    : "the simulator gave no result, and not why";
  const code = "TOOL_FAILED";
  return [{ code, severity: "error", message, action: adviceFor(code, "error") }];
}

/** Only a program that is missing keeps a simulation from being tried. */
const nothing = (problems: readonly { readonly code: string }[]): Outcome => ({
  status: problems.some(({ code }) => code === "TOOL_MISSING") ? "not-run" : "failed",
  ...{ data: null, problems: [], said: "", ms: 0 },
});
