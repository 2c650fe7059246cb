/** Decides whether a failed try is worth another one, and how long to wait before it. */

/** Tries of one model for one question. */
export const TRIES = 3;
/** Milliseconds: a provider that asks for more is asked again after this, if the question's time allows. */
const LONGEST = 60_000;
const FIRST = 500;

/** `again`: the same model, later. `next`: this model never, another one perhaps. `stop`: nobody, it is the question. */
export type Verdict = "again" | "next" | "stop";

/** By an answer's status: what a provider's own trouble is, what its settings, and what the question. */
export function verdictOf(status: number): Verdict {
  // 529 and the like are no standard, but each says "overloaded".
  if (status >= 500 || status === 408 || status === 425 || status === 429) return "again";
  // A key, a model or an address that is wrong stays wrong.
  if (status === 401 || status === 402 || status === 403 || status === 404) return "next";
  return "stop";
}

/**
 * Milliseconds to wait after try number `tried` (from 1): what the provider asks for, to 60 s, else twice as long as
 * the last time, with a half of it by chance, so that many runs do not come back at once.
 */
export function waitBefore(
  tried: number,
  headers: Headers | null,
  now: number,
  random: () => number,
): number {
  const asked = headers === null ? null : askedFor(headers, now);
  if (asked !== null) return Math.min(asked, LONGEST);
  const full = FIRST * 2 ** (tried - 1);
  return Math.round(full / 2 + (full / 2) * random());
}

/** `retry-after-ms`, or `retry-after` in seconds or as a date; null when there is none, or one in the past. */
function askedFor(headers: Headers, now: number): number | null {
  const ms = positive(headers.get("retry-after-ms"));
  if (ms !== null) return ms;
  const text = headers.get("retry-after");
  const seconds = positive(text);
  if (seconds !== null) return seconds * 1000;
  // "-5" and "5" are dates to Date.parse; a date of HTTP has a name of a day in it.
  const until = text !== null && /[a-z]{3}/i.test(text) ? Date.parse(text) : NaN;
  return until > now ? until - now : null;
}

function positive(text: string | null): number | null {
  if (text === null || !/^\s*\d+(?:\.\d+)?\s*$/.test(text)) return null;
  const value = Number(text);
  return value > 0 ? value : null;
}
