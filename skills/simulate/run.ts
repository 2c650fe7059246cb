/** Runs the simulation: chooses the analysis, asks the simulator, and gathers what went wrong on the way. */
import { fail } from "metaforge";
import type { ToolActions } from "metaforge";
import type { Args, Measure } from "./asking/args.ts";
import { toLine } from "./asking/analysis.ts";
import type { Analysis } from "./asking/analysis.ts";
import type { Outcome } from "./limits.ts";
import type { Ready } from "./netlist.ts";
import type { Problem, Results } from "./schema.ts";

export interface Run {
  readonly outcome: Outcome;
  readonly problems: readonly Problem[];
  readonly analysisFrom: Results["analysisFrom"];
}

export async function simulate(
  ngspice: ToolActions<"ngspice">,
  { deck, workbook, problems }: Ready,
  asked: { readonly analysis: Analysis | undefined; readonly measures: readonly Measure[] },
  { compat, timeoutMs }: Args,
): Promise<Run> {
  if (deck === null) return { outcome: nothing("failed"), problems, analysisFrom: null };
  const chosen = await choose(ngspice, deck, workbook, asked.analysis);
  if (chosen.problem) {
    return {
      outcome: nothing("failed"),
      problems: [...problems, chosen.problem],
      analysisFrom: null,
    };
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
  return {
    outcome,
    problems: [...problems, ...outcome.problems.map(toProblem), ...silence(outcome)],
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
  const { status, analyses } = await ngspice.inspectDeck({ deck });
  if (status === "failed" || analyses.length > 0) return { from: "deck" };
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

function toProblem(problem: Outcome["problems"][number]): Problem {
  const { code, severity, message, file, line, action } = problem;
  const help = action ?? HELP[code];
  return {
    ...{ code, severity, message },
    ...(file === undefined ? {} : { file }),
    ...(line === undefined ? {} : { line }),
    ...(help === undefined ? {} : { action: help }),
  };
}

/** What to do, where the simulator's own message does not say it. */
const HELP: Readonly<Record<string, string>> = {
  ANALYSIS_MISSING:
    'give one by the argument analysis, such as ".tran 1u 10m", or as a line of the deck',
  NO_CONVERGENCE:
    "look at the node it names: a floating node, an ideal switch or a source that jumps",
  TIMEOUT: "shorten the analysis, widen its step, or raise timeoutMs",
  TOOL_MISSING: "install ngspice, and see that it is on PATH",
};

/** A failure without a word would be a failure that nobody sees. */
function silence({ status, problems, data }: Outcome): Problem[] {
  if (data && status === "ok") return [];
  if (problems.some(({ severity }) => severity === "error")) return [];
  const message = data
    ? `the simulator says that its result is ${status}, and not why`
    : "the simulator gave no result, and not why";
  return [{ code: "TOOL_FAILED", severity: "error", message }];
}

const nothing = (status: "failed"): Outcome => ({
  status,
  data: null,
  problems: [],
  said: "",
  ms: 0,
});
