/**
 * Every name that telemetry uses, so that a new version of the conventions changes this file alone.
 * Spans, attributes and histograms with their buckets: OpenTelemetry's semantic conventions for generative AI
 * (github.com/open-telemetry/semantic-conventions-genai, docs/gen-ai, commit 004902b), which build on the general
 * ones of v1.42.0. They are in development: there is no release yet. What has no name there begins with `metaforge.`.
 */
import type { Measurement, Metric, TelemetryRecord } from "./telemetry.ts";

/** Values of `gen_ai.operation.name`. Each asks a model for words, so `chat` is the nearest for all of them. */
export const OPERATION = { run: "invoke_agent", tool: "execute_tool", model: "chat" } as const;

export const NAMES = {
  operation: "gen_ai.operation.name",
  /** The session. */
  conversation: "gen_ai.conversation.id",
  agent: "gen_ai.agent.name",
  agentVersion: "gen_ai.agent.version",
  tool: "gen_ai.tool.name",
  toolType: "gen_ai.tool.type",
  provider: "gen_ai.provider.name",
  model: "gen_ai.request.model",
  temperature: "gen_ai.request.temperature",
  stream: "gen_ai.request.stream",
  outputType: "gen_ai.output.type",
  inputTokens: "gen_ai.usage.input_tokens",
  outputTokens: "gen_ai.usage.output_tokens",
  error: "error.type",
  skill: "metaforge.skill",
  outcome: "metaforge.outcome",
  tries: "metaforge.tries",
} as const;

/** A tool runs beside the skill, where its agent is. */
export const TOOL_TYPE = "extension";

/** Only on metrics: which of the two kinds of tokens is counted. */
const TOKEN_TYPE = "gen_ai.token.type";

/** The bounds that the conventions advise: seconds of calls and of runs, and tokens. */
const CALL = [
  0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92,
];
const RUN = [0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 12.8, 25.6, 51.2, 102.4, 204.8, 409.6];
const TOKENS = Array.from({ length: 14 }, (_, power) => 4 ** power);

interface Counted extends Metric {
  readonly kind: TelemetryRecord["kind"];
  /** Label → attribute. */
  readonly by: Readonly<Record<string, string>>;
}

const seconds = { type: "histogram", unit: "s" } as const;
const { agent, error, model, operation, outcome, provider, skill, tool } = NAMES;

const RUNS: Counted = {
  ...{ kind: "run", type: "counter", name: "metaforge.runs", unit: "{run}", buckets: [] },
  description: "Runs that have ended, by skill and outcome.",
  by: { skill, outcome },
};
const RUN_TIME: Counted = {
  ...{ ...seconds, kind: "run", name: "gen_ai.invoke_agent.duration", buckets: RUN },
  description: "Seconds from a run's start to its stored end.",
  by: same(agent, skill, error),
};
const TOOL_TIME: Counted = {
  ...{ ...seconds, kind: "tool", name: "gen_ai.execute_tool.duration", buckets: CALL },
  description: "Seconds of a tool's action.",
  by: same(tool, agent, error),
};
const CALL_TIME: Counted = {
  ...{ ...seconds, kind: "model", name: "gen_ai.client.operation.duration", buckets: CALL },
  description: "Seconds of a question to a language model, with its tries.",
  by: same(operation, provider, model, error),
};
const USAGE: Counted = {
  ...{ kind: "model", type: "histogram", unit: "{token}", buckets: TOKENS },
  name: "gen_ai.client.token.usage",
  description: "Tokens of a question to a language model and of its answer.",
  by: same(operation, provider, model),
};

export const METRICS: readonly Counted[] = [RUNS, RUN_TIME, TOOL_TIME, CALL_TIME, USAGE];

export function measurementsOf(record: TelemetryRecord): Measurement[] {
  const counted = METRICS.filter(({ kind }) => kind === record.kind);
  return counted.flatMap((metric): Measurement[] => {
    const labels = labelsOf(metric, record);
    if (metric === USAGE) return tokensOf(metric, labels, record);
    const value = metric.type === "counter" ? 1 : (record.endMs - record.startMs) / 1000;
    return [{ metric, value, labels }];
  });
}

function tokensOf(metric: Metric, labels: Record<string, string>, { attributes }: TelemetryRecord) {
  return (["input", "output"] as const).map((type) => ({
    metric,
    value: Number(attributes[type === "input" ? NAMES.inputTokens : NAMES.outputTokens]),
    labels: { ...labels, [TOKEN_TYPE]: type },
  }));
}

/** What a record does not have is no label, as the conventions want it: no error, no `error.type`. */
function labelsOf({ by }: Counted, { attributes }: TelemetryRecord): Record<string, string> {
  const pairs = Object.entries(by).flatMap(([label, from]) =>
    attributes[from] === undefined ? [] : [[label, String(attributes[from])]],
  );
  return Object.fromEntries(pairs);
}

function same(...names: string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, name]));
}
