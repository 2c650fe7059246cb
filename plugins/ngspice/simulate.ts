/** Simulates a deck: reads it to an allow-list, runs what is left with our own commands, and judges the result. */
import { action } from "metaforge";
import type { ToolContext } from "metaforge";
import type { Analysis, SimulateInput, SimulationOutcome, SpiceProblem } from "./contract.ts";
import { analysisProblem } from "./deck/analysis.ts";
import { missingNode } from "./deck/nodes.ts";
import { isDeck, openDeck } from "./deck/open.ts";
import type { Deck } from "./deck/read.ts";
import { hasError } from "./deck/report.ts";
import { findEngine } from "./engine/find.ts";
import { attempt } from "./attempt.ts";
import type { Attempt, Plan } from "./attempt.ts";
import { SimulateInputSchema } from "./schema.ts";

const TIMEOUT_MS = 30_000;
const MAX_POINTS = 2000;

/** `find` gives the engine; a test says which. */
export const createSimulate = (find: typeof findEngine) =>
  action({
    description:
      "Simulates a circuit deck, with measures; nothing of the deck can start a program or open a file.",
    input: SimulateInputSchema,
    run: (context, input): Promise<SimulationOutcome> =>
      simulateDeck(context, input as SimulateInput, find),
  });

export const simulate = createSimulate(findEngine);

async function simulateDeck(
  context: ToolContext,
  input: SimulateInput,
  find: typeof findEngine,
): Promise<SimulationOutcome> {
  const started = performance.now();
  const ms = () => Math.round(performance.now() - started);
  const notRun = (problems: readonly SpiceProblem[]): SimulationOutcome => ({
    status: "not-run",
    data: null,
    problems,
    said: "",
    ms: ms(),
  });
  const deck = await openDeck(context, input.deck);
  if (!isDeck(deck)) return notRun([deck]);
  const { analysis, problems } = checkedAnalysis(deck, input.analysis);
  const before = [...deck.problems.filter((one) => isAboutRun(one, input)), ...problems];
  if (!analysis || hasError(before)) return notRun(before);
  const engine = await find(context);
  if (!engine) return notRun([...before, MISSING]);
  const plan: Plan = {
    deck,
    analysis,
    measures: input.measures ?? [],
    maxPoints: input.maxPoints ?? MAX_POINTS,
    timeoutMs: input.timeoutMs ?? TIMEOUT_MS,
  };
  const { compat = "auto" } = input;
  const first = await attempt(engine, plan, compat === "ltpsa" ? "ltpsa" : "none");
  const again = compat === "auto" && isAboutSyntax(first);
  const result = again ? await second(engine, plan, first, ms()) : first;
  return { ...result, problems: [...before, ...result.problems], ms: ms() };
}

/** Once more as LTspice would read it; what is left of the time is its time. */
async function second(
  engine: Parameters<typeof attempt>[0],
  plan: Plan,
  first: Attempt,
  spentMs: number,
): Promise<Attempt> {
  const timeoutMs = Math.max(100, plan.timeoutMs - spentMs);
  const other = await attempt(engine, { ...plan, timeoutMs }, "ltpsa");
  // A deck that is wrong in both ways is judged by the way it was written for.
  if (other.status === "failed" && !other.problems.some(({ code }) => RAN.has(code))) return first;
  const { message, ...place } = first.problems.find(({ severity }) => severity === "error")!;
  const note: SpiceProblem = {
    ...place,
    code: "SYNTAX",
    severity: "info",
    message: `read as LTspice and PSpice would (compat ltpsa), because ngspice's own way failed: ${message}`,
  };
  return { ...other, problems: [note, ...other.problems] };
}

const isAboutSyntax = ({ status, problems }: Attempt) =>
  status === "failed" &&
  problems.some(({ code, severity }) => severity === "error" && SYNTAX.has(code));

/** What a deck in another simulator's language fails with. */
const SYNTAX: ReadonlySet<string> = new Set([
  "SYNTAX",
  "MODEL_MISSING",
  "LINE_DROPPED",
  "TOOL_FAILED",
]);

/** What only a deck that was understood can fail with. */
const RAN: ReadonlySet<string> = new Set(["TIMEOUT", "NO_CONVERGENCE", "OUTPUT_TOO_LARGE"]);

const MISSING: SpiceProblem = {
  code: "TOOL_MISSING",
  severity: "error",
  message: "ngspice is not on PATH",
  action: "install ngspice",
};

/** An analysis of the deck's own that cannot be read does not matter where another one is asked for. */
const isAboutRun = ({ code }: SpiceProblem, { analysis }: SimulateInput) =>
  code !== "ANALYSIS_INVALID" || analysis === undefined;

interface Chosen {
  readonly analysis: Analysis | null;
  readonly problems: readonly SpiceProblem[];
}

function checkedAnalysis(deck: Deck, asked: Analysis | undefined): Chosen {
  const chosen = chosenAnalysis(deck, asked);
  if (chosen.analysis?.kind !== "noise") return chosen;
  const { output } = chosen.analysis;
  const node = missingNode(output, deck);
  if (node === null) return chosen;
  const message = `${output} has no noise: the circuit has no node '${node}'`;
  const problem: SpiceProblem = { code: "ANALYSIS_INVALID", severity: "error", message };
  return { analysis: null, problems: [problem] };
}

function chosenAnalysis({ analyses, problems }: Deck, asked: Analysis | undefined): Chosen {
  const none = (code: SpiceProblem["code"], message: string, todo?: string) => ({
    analysis: null,
    problems: [
      {
        code,
        severity: "error",
        message,
        ...(todo === undefined ? {} : { action: todo }),
      } as const,
    ],
  });
  if (asked) {
    const wrong = analysisProblem(asked);
    return wrong ? none("ANALYSIS_INVALID", wrong) : { analysis: asked, problems: [] };
  }
  const [only, ...others] = [
    ...new Map(analyses.map((one) => [JSON.stringify(one), one])).values(),
  ];
  if (others.length > 0) {
    const found = [only!, ...others].map(({ kind }) => kind).join(", ");
    const todo = "name the one that is meant in `analysis`";
    return none("ANALYSIS_INVALID", `the deck has more than one analysis: ${found}`, todo);
  }
  if (only) return { analysis: only, problems: [] };
  // What is wrong with the only one was said already.
  if (problems.some(({ severity }) => severity === "error"))
    return { analysis: null, problems: [] };
  const todo = "add a line such as `.tran 1u 10m`, or name an `analysis`";
  return none("ANALYSIS_MISSING", "the deck has no analysis", todo);
}
