/** Asks one model once: what it takes, and what came of it, in the gateway's own words. */
import { fail, isGatewayError, messageOf } from "../errors.ts";
import type { GatewayError } from "../errors.ts";
import type { Tokens } from "./contract.ts";
import type { Guard } from "./guarded-fetch.ts";
import type { Worded } from "./request.ts";
import { verdictOf } from "./retry.ts";
import type { Verdict } from "./retry.ts";

/** One request to a model; `core/llm.ts` has the only one there is. */
export type Converse = (call: ConverseCall) => Promise<Said>;

export interface ConverseCall {
  /** What the provider's `model` returned. */
  readonly model: unknown;
  readonly words: Worded;
  readonly temperature: number | undefined;
  readonly outputTokens: number;
  readonly signal: AbortSignal;
  /** Told of the characters that have come so far. */
  readonly onText: (characters: number) => void;
}

export interface Said {
  readonly text: string;
  /** In the SDK's words: "stop" is the only one after which a text is whole. */
  readonly finish: string;
  /** As reported; null when it was not. */
  readonly input: number | null;
  readonly output: number | null;
}

/** A try that gave nothing, and what to do then. */
export interface Failure {
  readonly verdict: Verdict;
  readonly error: GatewayError;
  /** One word for the trace. */
  readonly outcome: string;
  /** Whether the provider was reached and is well, as far as this try shows. */
  readonly reached: boolean;
  /** The headers that may say how long to wait. */
  readonly headers: Headers | null;
  readonly tokens: Tokens;
}

/** Characters of a provider's own words in an error, and as many of them as are looked at: it may send megabytes. */
const OWN_WORDS = 200;
const LOOKED_AT = 4096;

/** What a finished stream lacks to be a whole answer, or null. */
export function notWhole(name: string, { text, finish }: Said): Omit<Failure, "tokens"> | null {
  const reason = FINISH[finish];
  if (finish === "stop" && text.trim() !== "") return null;
  const problem =
    finish === "stop" ? "answered with nothing" : (reason ?? "ended without a whole answer");
  const stops = finish === "length" || finish === "content-filter" || finish === "tool-calls";
  return {
    verdict: stops ? "stop" : "again",
    error: fail("AGENT_ERROR", { problem: `${name} ${problem}` }),
    outcome: finish === "stop" ? "empty" : finish,
    reached: true,
    headers: null,
  };
}

const FINISH: Readonly<Record<string, string>> = {
  length: "was cut off: its answer is longer than models.limits.outputTokens",
  "content-filter": "withheld its answer: its provider's content filter stopped it",
  "tool-calls": "asked for a tool, and none is offered",
};

/** Why a try threw. The guard knows better than the provider's SDK, which may wrap or swallow what it was told. */
export function failureOf(
  name: string,
  thrown: unknown,
  guard: Guard,
  redact: (text: string) => string,
): Omit<Failure, "tokens"> {
  const answered = guard.answered();
  const headers = answered?.headers ?? null;
  const ended = guard.failure();
  if (ended) {
    const { kind, error } = ended;
    const refused = kind === "refused";
    const reached = refused || kind === "broken";
    return { verdict: refused ? "next" : "again", error, outcome: kind, reached, headers };
  }
  if (answered && answered.status >= 400) {
    const { status } = answered;
    return {
      verdict: verdictOf(status),
      error: statusError(name, status, thrown, redact),
      outcome: `status ${status}`,
      // What is wrong with the question says nothing against the provider.
      reached: verdictOf(status) === "stop" || status === 429,
      headers,
    };
  }
  if (isGatewayError(thrown) && !answered) {
    return { verdict: "next", error: thrown, outcome: "unusable", reached: false, headers };
  }
  const words = ownWords(thrown, redact);
  const problem = `${name} sent an answer that cannot be read${words}`;
  const unusable = fail("AGENT_ERROR", { problem: answered ? problem : `${name} failed${words}` });
  return {
    verdict: answered ? "again" : "next",
    error: unusable,
    outcome: answered ? "broken" : "unusable",
    reached: answered !== null,
    headers,
  };
}

function statusError(
  name: string,
  status: number,
  thrown: unknown,
  redact: (text: string) => string,
): GatewayError {
  // Who refuses a key often shows a part of it: its words are left out.
  if (status === 401 || status === 403) {
    return fail("UNAVAILABLE", { problem: `${name} refuses the key (${status})` });
  }
  const words = ownWords(thrown, redact);
  if (status === 429) {
    return fail("UNAVAILABLE", { problem: `${name} asks to wait (429)${words}` });
  }
  if (status === 404) {
    return fail("UNAVAILABLE", { problem: `${name} is not known there (404)${words}` });
  }
  const problem = `${name} answered ${status}${words}`;
  return fail(status === 402 ? "UNAVAILABLE" : "AGENT_ERROR", { problem });
}

/** In one line, without secrets and without what follows an address's `?`. */
function ownWords(thrown: unknown, redact: (text: string) => string): string {
  const clean = redact(messageOf(thrown).slice(0, LOOKED_AT))
    .replace(/(https?:\/\/[^\s?"']*)\?[^\s"']*/g, "$1")
    // oxlint-disable-next-line no-control-regex -- these are what is taken out
    .replace(/[\s\u0000-\u001f\u007f]+/g, " ")
    .trim();
  return clean === "" ? "" : `: ${clean.slice(0, OWN_WORDS)}`;
}
