/** Decides which of a model's items are facts: those whose words stand in a source and hold the item's numbers. */
import type { Grounded, GroundingSource, Ungrounded } from "../define.ts";

export interface GroundingResult {
  readonly grounded: readonly Grounded<unknown>[];
  readonly ungrounded: readonly Ungrounded[];
}

/** What a model is asked to answer with: each item beside the source and the words that it stands on. */
export interface Claim {
  readonly item: unknown;
  readonly source: string;
  readonly quote: string;
}

export function ground(
  claims: readonly Claim[],
  sources: readonly GroundingSource[],
): GroundingResult {
  const grounded: Grounded<unknown>[] = [];
  const ungrounded: Ungrounded[] = [];
  for (const { item, source, quote } of claims) {
    const text = sources.find(({ name }) => name === source)?.text;
    const offset = text === undefined || quote.trim() === "" ? -1 : text.indexOf(quote);
    const missing = numbersIn(item).find((number) => !numbersIn(quote).includes(number));
    if (text === undefined) ungrounded.push({ item, reason: `there is no source '${source}'` });
    else if (offset === -1)
      ungrounded.push({ item, reason: "the quote does not stand in the source" });
    else if (missing !== undefined)
      ungrounded.push({ item, reason: `the quote does not hold ${missing}` });
    else grounded.push({ item, source, quote, at: placeOf(text, offset) });
  }
  return { grounded, ungrounded };
}

function placeOf(text: string, offset: number) {
  const before = text.slice(0, offset);
  const line = before.split("\n").length;
  return { offset, line, column: offset - (before.lastIndexOf("\n") + 1) + 1 };
}

function numbersIn(value: unknown): number[] {
  if (typeof value === "number") return [value];
  if (typeof value === "string") return (value.match(/\d+(?:\.\d+)?/g) ?? []).map(Number);
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(numbersIn);
}
