/** One try of one model: opens its provider, asks within the budget, and judges whether the answer is whole. */
import { fail, isGatewayError } from "../errors.ts";
import type { ModelRequest, ModelRun, Tokens } from "./contract.ts";
import { failureOf, notWhole } from "./converse.ts";
import type { Converse, Failure, Said } from "./converse.ts";
import type { Guard } from "./guarded-fetch.ts";
import { tokensIn } from "./limits.ts";
import type { Budget } from "./limits.ts";
import type { Entry, Providers } from "./provider.ts";
import { parsed, worded } from "./request.ts";
import { telling } from "./telling.ts";
import { reported } from "./usage.ts";

export interface AttemptParts {
  readonly providers: Providers;
  readonly converse: Converse;
  readonly redact: (text: string) => string;
  readonly budget: Budget;
  readonly run: ModelRun;
  /** The run's, and the question's own limit. */
  readonly signal: AbortSignal;
}

export const NOTHING: Tokens = { input: 0, output: 0 };

export interface Came {
  readonly text: string;
  readonly tokens: Tokens;
  readonly read: { readonly value: unknown };
}

/** Throws only what ends the whole question: a limit, a cancellation, the last deadline. */
export async function tryOnce(
  parts: AttemptParts,
  entry: Entry,
  request: ModelRequest,
  /** Told of each request that was made, also of one that was cancelled. */
  account: (tokens: Tokens) => void,
): Promise<Came | Failure> {
  const { budget, providers, redact, run, signal, converse } = parts;
  const words = worded(request);
  const input = tokensIn(words.instructions, words.prompt);
  const opened = await untilAborted(providers.open(entry), signal).catch(
    (thrown: unknown): Failure => {
      signal.throwIfAborted();
      return unusable(entry, thrown, redact);
    },
  );
  if ("verdict" in opened) return opened;
  const reserved = budget.take(input);
  const { access, guard } = opened.access(entry.name, signal);
  const told = telling(run.progress, entry.name);
  let characters = 0;
  let tokens = NOTHING;
  try {
    const { plugin, options } = opened;
    const said = await untilAborted(
      (async () =>
        converse({
          model: await plugin.model(options as never, entry.model, access),
          ...{ words, signal, temperature: request.temperature, outputTokens: reserved.output },
          onText(sofar) {
            characters = sofar;
            told.say(sofar);
          },
        }))(),
      signal,
    );
    tokens = counted(said, input);
    return wholeOrNot(entry, request, { ...said, text: redact(said.text) }, tokens);
  } catch (thrown) {
    // What was refused outright has cost nothing; what broke off has, as far as anybody can tell.
    const begun = guard.answered()?.status === 200;
    tokens = begun ? { input, output: Math.ceil(characters / 4) } : NOTHING;
    signal.throwIfAborted();
    return { ...failureOf(entry.name, thrown, guard, redact), tokens };
  } finally {
    reserved.settle(tokens);
    account(tokens);
    told.end();
    guard.close();
  }
}

function wholeOrNot(
  { name }: Entry,
  request: ModelRequest,
  said: Said,
  tokens: Tokens,
): Came | Failure {
  const lacking = notWhole(name, said);
  if (lacking) return { ...lacking, tokens };
  const read = parsed(request, said.text);
  if ("value" in read) return { text: said.text, tokens, read };
  const error = fail("AGENT_ERROR", {
    problem: `the answer of ${name} cannot be used: ${read.problem}`,
  });
  // Asked again it may do better, at the same price; the skill decides, because only it knows what that is worth.
  return { verdict: "stop", error, outcome: "unfit", reached: true, headers: null, tokens };
}

const counted = (said: Said, input: number): Tokens => ({
  input: reported(said.input) ?? input,
  output: reported(said.output) ?? Math.ceil(said.text.length / 4),
});

function unusable(entry: Entry, thrown: unknown, redact: (text: string) => string): Failure {
  const error = isGatewayError(thrown)
    ? thrown
    : failureOf(entry.name, thrown, NO_GUARD, redact).error;
  return {
    verdict: "next",
    error,
    outcome: "unusable",
    reached: false,
    headers: null,
    tokens: NOTHING,
  };
}

const NO_GUARD: Guard = {
  fetch: globalThis.fetch,
  failure: () => null,
  answered: () => null,
  close: () => {},
};

/** A provider that listens to no signal is left to itself; its answer has nobody to go to. */
export function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancel = () => reject(signal.reason);
    if (signal.aborted) cancel();
    signal.addEventListener("abort", cancel, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", cancel));
  });
}
