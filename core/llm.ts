/** Language models for runs: the one place that calls the AI SDK, which is loaded with the first question. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Config } from "./config/schema.ts";
import { fail, messageOf } from "./errors.ts";
import { createAsking } from "./models/asking.ts";
import type { ModelAnswer, ModelRequest, Models, ModelRun, Probed } from "./models/contract.ts";
import type { RunModels } from "./models/contract.ts";
import type { Converse, ConverseCall, Said } from "./models/converse.ts";
import { exchange } from "./models/exchange.ts";
import type { Clock, ExchangeParts } from "./models/exchange.ts";
import { createBudget, createGate } from "./models/limits.ts";
import { createProviders, toEntry } from "./models/provider.ts";
import type { Entry, ProviderParts } from "./models/provider.ts";
import { createReachable } from "./models/reachable.ts";
import { requestHash } from "./models/request.ts";
import { createTally } from "./models/usage.ts";

export interface ModelsParts extends Omit<ProviderParts, "options" | "limits"> {
  readonly config: Config["models"];
  /** A test brings its own. */
  readonly clock?: Clock;
}

/** Questions of one run at one time; the others wait. */
const AT_ONCE = 4;

const CLOCK: Clock = {
  now: Date.now,
  sleep: (ms, signal) => sleep(ms, undefined, { signal }),
  random: Math.random,
};

/** Models as configured. Nothing is imported or asked before a run, a probe or `state` needs it. */
export function createModels({ config, clock = CLOCK, ...parts }: ModelsParts): Models {
  const entries = config.use.map(toEntry);
  const present = new Set(parts.registry.rows().map(({ name }) => name));
  for (const { provider } of entries.filter((entry) => !present.has(entry.provider))) {
    parts.log.warn("models.use names a provider that is not there", { provider });
  }
  const { providers: options, timeouts, limits, prices } = config;
  const providers = createProviders({ ...parts, options, limits: timeouts });
  const reachable = createReachable(entries, providers, () => performance.now());
  const common = {
    ...{ providers, reachable, converse, clock, totalMs: timeouts.totalMs },
    redact: parts.redaction.text,
  };
  const available = () => entries.some((entry) => providers.problem(entry) === null);
  return {
    state: reachable.state,
    available,
    forRun(run) {
      const tally = createTally(prices);
      return runModels(
        { ...common, entries, run, tally, budget: createBudget(limits) },
        available(),
      );
    },
    probe: (signal) => Promise.all(entries.map((entry) => probe(common, entry, signal))),
  };
}

function runModels(parts: ExchangeParts, available: boolean): RunModels {
  const { run, tally } = parts;
  const gate = createGate(AT_ONCE);

  async function answer(request: ModelRequest, sha256: string): Promise<ModelAnswer> {
    const leave = await gate.enter(run.signal);
    try {
      const fresh = await exchange(parts, request, sha256);
      run.recorder?.add(request, sha256, fresh);
      return fresh;
    } finally {
      leave();
    }
  }

  return { available, ...createAsking(run.temperature, answer), used: tally.used };
}

async function probe(
  common: Omit<ExchangeParts, "entries" | "run" | "tally" | "budget">,
  entry: Entry,
  signal: AbortSignal,
): Promise<Probed> {
  const { provider, model } = entry;
  const began = performance.now();
  const silent = { now: () => ({ fraction: 0, message: "" }), say: () => {} };
  let outcome: unknown;
  const trace: ModelRun["trace"] = (_, details) => void ({ outcome } = details);
  const run: ModelRun = { signal, trace, progress: silent };
  // The least that every provider accepts.
  const budget = createBudget({ callsPerRun: 3, tokensPerRun: 1000, outputTokens: 16 });
  const parts = { ...common, run, budget, entries: [entry], tally: createTally({}) };
  const request: ModelRequest = { kind: "text", prompt: "Answer with the word yes." };
  const problem = await exchange(parts, request, requestHash(request)).then(
    () => null,
    // Cut off after its first words, it has answered.
    (thrown: unknown) => (outcome === "length" ? null : messageOf(thrown)),
  );
  return { provider, model, problem, ms: Math.round(performance.now() - began) };
}

/** Streams one answer. Throws whatever ends it early; what comes back may still be cut, `finish` says so. */
const converse: Converse = async (call) => {
  const sdk = await loadSdk();
  const { model, words, temperature, outputTokens, signal, onText } = call;
  const { instructions, prompt, schema } = words;
  const { stream } = sdk.streamText({
    model: checkedModel(model),
    ...(instructions !== undefined && { instructions }),
    prompt,
    ...(temperature !== undefined && { temperature }),
    ...(schema && { output: objectOf(schema, sdk) }),
    maxOutputTokens: outputTokens,
    // The gateway's own tries know Retry-After and the run's limits.
    maxRetries: 0,
    abortSignal: signal,
    // Errors come through the stream; the SDK would write them to the console besides.
    onError: () => {},
  });
  let text = "";
  let called = false;
  let said: Omit<Said, "text"> = { finish: "none", input: null, output: null };
  for await (const part of stream) {
    if (part.type === "text-delta") onText((text += part.text).length);
    else if (part.type === "error") throw part.error;
    else if (part.type === "abort") signal.throwIfAborted();
    // None is offered, so words beside a call are not the answer either.
    else if (part.type === "tool-call") called = true;
    else if (part.type === "finish") {
      const { inputTokens = null, outputTokens: output = null } = part.totalUsage;
      said = { finish: called ? "tool-calls" : part.finishReason, input: inputTokens, output };
    }
  }
  return { text, ...said };
};

async function loadSdk() {
  // Its warnings would go to stderr, past the log.
  (globalThis as { AI_SDK_LOG_WARNINGS?: boolean }).AI_SDK_LOG_WARNINGS = false;
  return import("ai");
}

/**
 * Asks the provider for JSON of the schema. The SDK would parse all that has come so far with every piece that comes,
 * to show a value while it grows: for long answers that takes minutes, and nobody looks at half a value here.
 */
function objectOf(schema: NonNullable<ConverseCall["words"]["schema"]>, sdk: Sdk) {
  const output = sdk.Output.object({ schema: sdk.jsonSchema<object>(schema) });
  const partial = ({ text }: { text: string }) => Promise.resolve({ partial: text as never });
  return { ...output, parsePartialOutput: partial };
}

type Sdk = Awaited<ReturnType<typeof loadSdk>>;
type SdkModel = Parameters<Sdk["streamText"]>[0]["model"];

/** A model's name alone would send the prompt to a service that nobody configured. */
function checkedModel(model: ConverseCall["model"]): SdkModel {
  if (typeof model === "object" && model !== null && "doStream" in model) return model as SdkModel;
  throw fail("UNAVAILABLE", { problem: "the provider's model() returned no language model" });
}
