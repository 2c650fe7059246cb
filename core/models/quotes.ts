/** Finds quotes in a source: exact to the code unit, from word to word, in time that no text can stretch. */
import type { GroundingSource } from "../define-models.ts";
import { figuresOf } from "./figures.ts";
import type { Figure } from "./figures.ts";

/** In UTF-16 units; a quote names what an item stands on, it does not retell the document. */
export const QUOTE_LIMITS = { letters: 4, units: 1000, wholeUpTo: 200 } as const;

/** Where a quote stands, in the source with LF line ends. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface Quotable {
  /** With LF line ends: the one difference to a quote that counts for nothing, because models answer without CR. */
  readonly text: string;
  /** The places where the quote stands, at most ten, in order; or why it cannot count. */
  find(quote: string): readonly Span[] | string;
  /** Figures that lie in the span whole, sign and glued letters included: none can be cut down to another. */
  figuresIn(span: Span): Figure[];
  /** The source's own code units there, and where they begin in it. */
  cite(span: Span): { quote: string; at: { offset: number; line: number; column: number } };
}

const PLACES = 10;
/** Places that begin like a quote and are looked at; keeps repetitive texts from making a search slow. */
const TRIED = 64;
/** Units that the two indexes compare first. */
const [SHORT, LONG] = [QUOTE_LIMITS.letters, 24];

export function quotable({ text: original }: GroundingSource): Quotable {
  const text = toLf(original);
  const figures = once(() => figuresOf(text));
  const short = once(() => createIndex(text, SHORT));
  const long = once(() => createIndex(text, LONG));
  const removed = once(() => placesOf(original, "\r\n").map((at, n) => at - n));
  const lines = once(() => placesOf(original, "\n"));
  const toOriginal = (at: number) => at + before(removed(), at);

  return {
    text,
    find(asked) {
      const quote = toLf(asked);
      const problem = refuse(quote, text);
      if (problem !== null) return problem;
      const spans: Span[] = [];
      let tried = 0;
      const index = quote.length < LONG ? short() : long();
      for (let from = index.first(quote); from !== -1; from = index.next(from)) {
        const to = from + quote.length;
        if (text.startsWith(quote, from) && isBorder(text, to)) spans.push({ from, to });
        if (spans.length === PLACES || (tried += 1) === TRIED) break;
      }
      if (spans.length > 0) return spans;
      return tried === TRIED
        ? "the quote begins as too many places of the source do"
        : "the quote does not stand in the source, word for word";
    },
    figuresIn({ from, to }) {
      const all = figures();
      const found: Figure[] = [];
      for (let n = beforeBy(all, (figure) => figure.start < from); n < all.length; n += 1) {
        if (all[n]!.start >= to) break;
        if (all[n]!.end <= to) found.push(all[n]!);
      }
      return found;
    },
    cite({ from, to }) {
      const offset = toOriginal(from);
      const line = before(lines(), offset);
      const column = offset - (line === 0 ? -1 : lines()[line - 1]!);
      return {
        quote: original.slice(offset, toOriginal(to)),
        at: { offset, line: line + 1, column },
      };
    },
  };
}

const toLf = (text: string) => text.replaceAll("\r\n", "\n");

function refuse(quote: string, text: string): string | null {
  if (quote.length > QUOTE_LIMITS.units)
    return `the quote is longer than ${QUOTE_LIMITS.units} characters`;
  const letters = quote.match(/[\p{L}\p{N}]/gu) ?? [];
  if (letters.length < QUOTE_LIMITS.letters || !/\p{L}/u.test(quote)) {
    return `the quote is too short: it needs ${QUOTE_LIMITS.letters} letters and digits, one of them a letter`;
  }
  const size = text.trim().length;
  if (size > QUOTE_LIMITS.wholeUpTo && quote.trim().length > size / 2) {
    return "the quote is more than half of the source";
  }
  return null;
}

/** Half of a surrogate pair counts as part of a word, so that no pair is ever split. */
const INNER = /[\p{L}\p{M}\p{N}\p{Cf}\p{Cs}_]/u;
const isInner = (text: string, at: number) => {
  const code = text.charCodeAt(at);
  if (code < 128)
    return (
      (code > 47 && code < 58) ||
      (code > 64 && code < 91) ||
      (code > 96 && code < 123) ||
      code === 95
    );
  return INNER.test(text[at]!);
};

/** Whether words, and the digits of a number, end or begin here. */
function isBorder(text: string, at: number): boolean {
  if (at <= 0 || at >= text.length) return true;
  return !(isInner(text, at - 1) && isInner(text, at));
}

/** Borders by the hash of the units after them, each list in the text's order. */
function createIndex(text: string, units: number) {
  const bits = Math.min(20, Math.max(8, Math.ceil(Math.log2(text.length + 1))));
  const heads = new Int32Array(1 << bits).fill(-1);
  const rest = new Int32Array(text.length).fill(-1);
  for (let at = text.length - units; at >= 0; at -= 1) {
    if (!isBorder(text, at)) continue;
    const slot = hashOf(text, at, units, bits);
    rest[at] = heads[slot]!;
    heads[slot] = at;
  }
  return {
    first: (quote: string) => heads[hashOf(quote, 0, units, bits)]!,
    next: (at: number) => rest[at]!,
  };
}

function hashOf(text: string, at: number, units: number, bits: number): number {
  let hash = 0x811c9dc5;
  for (let n = 0; n < units; n += 1) hash = Math.imul(hash ^ text.charCodeAt(at + n), 0x01000193);
  return (hash ^ (hash >>> 15)) >>> (32 - bits);
}

function placesOf(text: string, what: string): number[] {
  const found: number[] = [];
  for (let at = text.indexOf(what); at !== -1; at = text.indexOf(what, at + 1)) found.push(at);
  return found;
}

/** How many of the ascending numbers lie before `at`. */
const before = (sorted: readonly number[], at: number) => beforeBy(sorted, (one) => one < at);

function beforeBy<T>(sorted: readonly T[], isBefore: (one: T) => boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBefore(sorted[middle]!)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Most answers have no claim for a source; then nothing is read of it. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
