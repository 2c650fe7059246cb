/** One question from the run's words to a whole answer: tries, waits, the next model, and the limits around it all. */
import { fail } from "../errors.ts";
import type { GatewayError } from "../errors.ts";
import { NOTHING, tryOnce } from "./attempt.ts";
import type { AttemptParts } from "./attempt.ts";
import type { ModelAnswer, ModelRequest, Tokens } from "./contract.ts";
import type { Failure } from "./converse.ts";
import type { Entry } from "./provider.ts";
import type { Reachable } from "./reachable.ts";
import { TRIES, waitBefore } from "./retry.ts";
import type { Tally } from "./usage.ts";

export interface Clock {
  /** Milliseconds; of a day's clock, since a provider may name a time to wait for. */
  readonly now: () => number;
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<unknown>;
  readonly random: () => number;
}

export interface ExchangeParts extends Omit<AttemptParts, "signal"> {
  readonly entries: readonly Entry[];
  readonly reachable: Reachable;
  /** Milliseconds for one question: all tries, waits and models together. */
  readonly totalMs: number;
  readonly clock: Clock;
  readonly tally: Tally;
}

/**
 * The first whole answer, in the order of `models.use`. A model is tried up to three times; after that, or at once
 * when it can never answer (its key, its name or its address is wrong), comes the next one.
 * Rejects with TIMEOUT, UNAVAILABLE or AGENT_ERROR, or with the run's abort reason.
 */
export async function exchange(
  parts: ExchangeParts,
  request: ModelRequest,
  sha256: string,
): Promise<ModelAnswer> {
  const { entries, totalMs, clock, run } = parts;
  const late = new AbortController();
  const signal = AbortSignal.any([run.signal, late.signal]);
  const timer = setTimeout(() => late.abort(), totalMs);
  const until = clock.now() + totalMs;
  const failures: { entry: Entry; failure: Failure }[] = [];
  try {
    for (const entry of entries) {
      const came = await askOne({ ...parts, signal, until }, entry, request, sha256);
      if ("text" in came) return came;
      failures.push({ entry, failure: came });
      if (came.verdict === "stop") break;
    }
  } catch (thrown) {
    run.signal.throwIfAborted();
    if (!late.signal.aborted) throw thrown;
    const names = entries.map(({ name }) => name).join(", ");
    throw fail("TIMEOUT", { problem: `no answer of ${names} within ${totalMs} ms` });
  } finally {
    clearTimeout(timer);
  }
  throw failed(failures.map(({ failure }) => failure.error));
}

/** The last one's error; with several, what each of them said. */
function failed(errors: readonly GatewayError[]): GatewayError {
  const last = errors.at(-1);
  if (!last) return fail("UNAVAILABLE", { problem: "no language model is configured" });
  if (errors.length === 1) return last;
  return fail(last.code, {
    problem: errors.map(({ details }) => String(details["problem"])).join("; "),
  });
}

interface Asking extends ExchangeParts {
  readonly signal: AbortSignal;
  /** On the clock. */
  readonly until: number;
}

async function askOne(
  asking: Asking,
  entry: Entry,
  request: ModelRequest,
  sha256: string,
): Promise<ModelAnswer | Failure> {
  const { clock, run, tally, reachable, until, signal } = asking;
  const { provider, model } = entry;
  const began = clock.now();
  let tokens = NOTHING;
  let tries = 0;
  const end = (outcome: string) => {
    const ms = clock.now() - began;
    const { input: inputTokens, output: outputTokens } = tokens;
    const usage = { input_tokens: inputTokens, output_tokens: outputTokens };
    run.trace("model", { provider, model, ms, usage, outcome, tries, request_sha256: sha256 });
    const { temperature, kind } = request;
    const common = { provider, model, ms, tries, outcome };
    run.onCall?.({ ...common, temperature, json: kind !== "text", inputTokens, outputTokens });
  };
  const used = (more: Tokens, ms: number) => {
    tokens = { input: tokens.input + more.input, output: tokens.output + more.output };
    tally.add(provider, model, more, ms);
  };
  try {
    for (;;) {
      tries += 1;
      const from = clock.now();
      const account = (more: Tokens) => used(more, clock.now() - from);
      const came = await tryOnce(asking, entry, request, account);
      if ("text" in came) {
        reachable.learn(provider, true);
        end("ok");
        return { provider, model, text: came.text, tokens, read: came.read };
      }
      reachable.learn(provider, came.reached);
      const wait = waitBefore(tries, came.headers, clock.now(), clock.random);
      const again = came.verdict === "again" && tries < TRIES;
      if (!again) return (end(came.outcome), came);
      if (clock.now() + wait >= until)
        return (end(came.outcome), tooLong(came, wait, until - clock.now()));
      await clock.sleep(wait, signal);
    }
  } catch (thrown) {
    end(run.signal.aborted ? "cancelled" : signal.aborted ? "timeout" : "refused");
    if (signal.aborted && !run.signal.aborted) reachable.learn(provider, false);
    throw thrown;
  }
}

function tooLong(failure: Failure, wait: number, left: number): Failure {
  const { code, details } = failure.error;
  const seconds = (ms: number) => `${Math.max(0, Math.ceil(ms / 1000))} s`;
  const problem = `${String(details["problem"])}; the wait before the next try, ${seconds(wait)}, is longer than the ${seconds(left)} that the question has left`;
  return { ...failure, error: fail(code, { problem, retry_after: Math.ceil(wait / 1000) }) };
}
