/** The words of a document for units of time. */

/** By their first letters; a month is a twelfth of a year, a year 365.25 days. */
const SECONDS: readonly (readonly [RegExp, number])[] = [
  [/^(?:ms|milli)/, 1e-3],
  [/^(?:s|secs?|seconds?)$/, 1],
  [/^(?:min|mins|minutes?)$/, 60],
  [/^(?:h|hrs?|hours?)$/, 3600],
  [/^(?:d|days?)$/, 86_400],
  [/^weeks?$/, 604_800],
  [/^months?$/, 2_629_800],
  [/^years?$/, 31_557_600],
];

/** How many seconds one of it has; null where it is no such word. */
export const secondsIn = (word: string): number | null =>
  SECONDS.find(([pattern]) => pattern.test(word.toLowerCase()))?.[1] ?? null;
