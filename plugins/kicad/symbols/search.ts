/** Finds symbols by words: a name counts more than a keyword, a keyword more than a word of the description. */
import type { SymbolSummary } from "../contract.ts";

export interface Found {
  readonly total: number;
  /** Best first; of equals the shorter name, then by the alphabet. */
  readonly symbols: readonly SymbolSummary[];
}

/** What is compared, in small letters. */
interface Entry {
  readonly symbol: SymbolSummary;
  readonly library: string;
  readonly name: string;
  /** With capitals: a small `x` in it stands for any character. */
  readonly written: string;
  readonly keywords: string;
  readonly description: string;
  readonly footprint: string;
}

/** Prepared once for each list of symbols, and forgotten with it. */
const prepared = new WeakMap<readonly SymbolSummary[], readonly Entry[]>();

/**
 * Symbols that every word of the query is found in: in the name, the keywords, the description, the footprint or the
 * library's name. Without a word all symbols are found.
 * @param library only symbols of this one, whatever its letters' case
 */
export function searchSymbols(
  symbols: readonly SymbolSummary[],
  query: string,
  limit: number,
  library?: string,
): Found {
  const entries = prepared.get(symbols) ?? symbols.map(toEntry);
  prepared.set(symbols, entries);
  const words = fold(query).split(/\s+/).filter(Boolean);
  const only = library === undefined ? null : fold(library);
  const found = entries.flatMap((entry) => {
    if (only !== null && entry.library !== only) return [];
    const score = scoreOf(entry, words);
    return score < 0 ? [] : [{ entry, score }];
  });
  const best = found.toSorted((a, b) => b.score - a.score || inOrder(a.entry, b.entry));
  return { total: found.length, symbols: best.slice(0, limit).map(({ entry }) => entry.symbol) };
}

function toEntry(symbol: SymbolSummary): Entry {
  const colon = symbol.id.indexOf(":");
  const written = symbol.id.slice(colon + 1);
  return {
    symbol,
    written,
    library: fold(symbol.id.slice(0, colon)),
    name: fold(written),
    keywords: fold(symbol.keywords),
    description: fold(symbol.description),
    footprint: fold(symbol.footprint),
  };
}

/** Small letters; "I²C" is "i2c". */
function fold(text: string): string {
  const small = text.toLowerCase();
  return /[^\n -~]/.test(small) ? small.normalize("NFKC") : small;
}

function inOrder(a: Entry, b: Entry): number {
  if (a.name.length !== b.name.length) return a.name.length - b.name.length;
  return a.symbol.id < b.symbol.id ? -1 : 1;
}

/** The words' scores in sum; -1 when a word is not found. */
function scoreOf(entry: Entry, words: readonly string[]): number {
  let sum = 0;
  for (const word of words) {
    const score = nameScore(entry, word) + textScore(entry, word);
    if (score === 0) return -1;
    sum += score;
  }
  return sum;
}

/** The least of these outweighs all that keywords and description give. */
function nameScore({ name, written }: Entry, word: string): number {
  if (name === word) return 1000;
  if (name.startsWith(word)) return 400;
  if (fitsPlaceholders(name, written, word)) return 350;
  // A full order number goes on where the name ends.
  if (name.length >= 5 && word.startsWith(name)) return 200;
  if (name.includes(word)) return rank(name, word) > 1 ? 120 : 90;
  // In names a voltage stands without its unit: "AMS1117-3.3".
  const volts = /^(\d+\.\d+)v$/.exec(word)?.[1];
  return volts !== undefined && rank(name, volts) === 3 ? 120 : 0;
}

const textScore = ({ keywords, description, footprint, library }: Entry, word: string): number =>
  [0, 10, 30, 40][rank(keywords, word)]! +
  [0, 4, 12, 16][rank(description, word)]! +
  (footprint.includes(word) || library.includes(word) ? 3 : 0);

/** 3: the text has it as a word. 2: one of its words begins so. 1: it is somewhere inside. 0: it is not there. */
function rank(text: string, word: string): 0 | 1 | 2 | 3 {
  let best: 0 | 1 | 2 | 3 = 0;
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (isLetter(text, at - 1)) best = best === 0 ? 1 : best;
    else if (isLetter(text, at + word.length)) best = 2;
    else return 3;
  }
  return best;
}

const isLetter = (text: string, at: number) => /[\p{L}\p{N}]/u.test(text[at] ?? "");

/** Library names have a small `x` where order numbers differ: "STM32G030F6Px" is meant by "STM32G030F6P6TR". */
function fitsPlaceholders(name: string, written: string, word: string): boolean {
  if (word.length < 6 || word.length < name.length || !written.includes("x")) return false;
  for (let at = 0; at < name.length; at += 1) {
    if (name[at] !== word[at] && written[at] !== "x") return false;
  }
  return true;
}
