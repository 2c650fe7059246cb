/**
 * Decides which of a model's items are facts: those that stand on words of a source, with all their figures.
 *
 * What it proves: the quote stands in the source to the code unit (line ends apart), from word to word; each number of
 * the item stands in it by value (JSON numbers) or as written (numbers in strings), whole, with its sign, and with the
 * unit that the item gives it. Nothing is computed: a sum, a bound made of a tolerance or a value in another unit is
 * no fact. What it cannot prove: that the item's words mean what the quote means. It is for a person to compare the two.
 */
import type { Grounded, GroundingSource, Ungrounded } from "../define-models.ts";
import { fail } from "../errors.ts";
import { needsOf } from "./needs.ts";
import type { Need } from "./needs.ts";
import { quotable } from "./quotes.ts";
import type { Quotable, Span } from "./quotes.ts";
import { slices } from "./slices.ts";
import { standsWith } from "./units.ts";

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

/** Items of one answer that are looked at. */
export const MOST_ITEMS = 2000;

/**
 * Never rejects for what a model claims; rejects with AGENT_ERROR for two sources of one name. A quote that stands in
 * several places is located at the first of them that holds the item. An item that is too deep or too large comes back
 * as null. Long answers are judged in slices.
 */
export async function ground(
  claims: readonly unknown[],
  sources: readonly GroundingSource[],
  schemaKeys?: ReadonlySet<string>,
): Promise<GroundingResult> {
  const grounded: Grounded<unknown>[] = [];
  const ungrounded: Ungrounded[] = [];
  const judgeOne = judging(sources, schemaKeys);
  const over = slices();
  for (const claim of claims.slice(0, MOST_ITEMS)) {
    const rest = over();
    // oxlint-disable-next-line no-await-in-loop -- one slice after the other
    if (rest) await rest;
    const judged = judgeOne(claim);
    if ("reason" in judged) ungrounded.push(judged);
    else grounded.push(judged);
  }
  if (claims.length > MOST_ITEMS) {
    const reason = `${claims.length - MOST_ITEMS} more items were not looked at: an answer may have ${MOST_ITEMS}`;
    ungrounded.push({ item: null, reason });
  }
  return { grounded, ungrounded };
}

/** The same for one claim after the other; reads each source once. */
export function judging(
  sources: readonly GroundingSource[],
  schemaKeys: ReadonlySet<string> = new Set(),
): (claim: unknown) => Grounded<unknown> | Ungrounded {
  const texts = new Map<string, Quotable>();
  for (const source of sources) {
    if (texts.has(source.name)) {
      throw fail("AGENT_ERROR", {
        problem: `llm.grounded: two sources are named '${source.name}'`,
      });
    }
    texts.set(source.name, quotable(source));
  }
  return (claim) => judge(claim, texts, schemaKeys);
}

function judge(
  claim: unknown,
  texts: ReadonlyMap<string, Quotable>,
  schemaKeys: ReadonlySet<string>,
): Grounded<unknown> | Ungrounded {
  if (typeof claim !== "object" || claim === null) return { item: null, reason: "it is no claim" };
  const { item, source, quote } = claim as Partial<Claim>;
  const needs = needsOf(item, schemaKeys);
  if (typeof needs === "string") return { item: null, reason: needs };
  if (typeof source !== "string" || typeof quote !== "string") {
    return { item, reason: "it names no source, or gives no quote" };
  }
  const text = texts.get(source);
  if (!text) return { item, reason: `there is no source ${JSON.stringify(source.slice(0, 100))}` };
  const spans = text.find(quote);
  if (typeof spans === "string") return { item, reason: spans };
  const missing = spans.map((span) => missingIn(text, span, needs));
  const held = missing.indexOf(undefined);
  if (held === -1)
    return { item, reason: `the quote does not hold ${missing[0]!.shown.slice(0, 200)}` };
  return { item, source, ...text.cite(spans[held]!) };
}

function missingIn(source: Quotable, span: Span, needs: readonly Need[]): Need | undefined {
  const figures = source.figuresIn(span);
  const byValue = Map.groupBy(figures.keys(), (n) => figures[n]!.value);
  const byNotation = Map.groupBy(figures.keys(), (n) => figures[n]!.notation);
  return needs.find(({ value, notation, unit }) => {
    const candidates =
      value !== undefined
        ? byValue.get(value)
        : notation !== undefined
          ? byNotation.get(notation)
          : undefined;
    if (value === undefined && notation === undefined)
      return !standsAlone(source.text, span, unit!);
    return !candidates?.some((n) => standsWith(source.text, span, figures, n, unit));
  });
}

/** A unit of which the item gives no number must still be the quote's word. */
function standsAlone(text: string, { from, to }: Span, unit: string): boolean {
  const quote = ` ${text.slice(from, to)} `;
  for (let at = quote.indexOf(unit); at !== -1; at = quote.indexOf(unit, at + 1)) {
    const around = quote[at - 1]! + quote[at + unit.length]!;
    if (!/[\p{L}\p{M}]/u.test(around)) return true;
  }
  return false;
}
