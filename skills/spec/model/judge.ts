/** Holds a model's readings against the words and the grammar: what contradicts them is a suggestion, and no proposal. */
import { digestOf } from "../report/ids.ts";
import type { Grounded, Ungrounded } from "metaforge";
import type { Unit } from "../quantity/index.ts";
import { COUNT, parseQuantities, readUnit, toSi } from "../quantity/index.ts";
import type { Constraints, Proposal, Suggestion } from "../schema.ts";
import type { Item } from "./item.ts";
import type { OpenText } from "./open-text.ts";

export interface Added {
  readonly proposals: readonly Proposal[];
  readonly suggestions: readonly Suggestion[];
}

/** Of one result: more than these nobody would look through. */
export const MOST = { proposals: 200, suggestions: 50 } as const;

interface Answer {
  readonly grounded: readonly Grounded<Item>[];
  readonly ungrounded: readonly Ungrounded[];
}

/** A model's readings are worth less than any rule's. */
const CONFIDENCE = 0.4;

/** Sorts an answer into proposals, by place and without repetitions, and suggestions with the reason. Never throws. */
export function judge(
  { grounded, ungrounded }: Answer,
  constraints: Constraints,
  { statementAt }: Pick<OpenText, "statementAt">,
): Added {
  const proposals = new Map<string, Proposal>();
  const suggestions: Suggestion[] = ungrounded.map(({ item, reason }) => suggestion(item, reason));
  const order = new Map(constraints.inputs.map(({ path }, index) => [path, index]));
  for (const one of grounded) {
    const statement = statementAt(one.source, one.at.line);
    const problem = statement ? problemOf(one) : "the quote is no statement that was left open";
    if (problem !== null) suggestions.push(suggestion(one.item, problem));
    else {
      const proposal = toProposal(one, statement!.source.section);
      if (!proposals.has(proposal.id)) proposals.set(proposal.id, proposal);
    }
  }
  const sorted = [...proposals.values()].toSorted(
    ({ source: a, id }, { source: b, id: other }) =>
      order.get(a.file)! - order.get(b.file)! ||
      a.line - b.line ||
      a.column - b.column ||
      (id < other ? -1 : 1),
  );
  return {
    proposals: sorted.slice(0, MOST.proposals),
    suggestions: suggestions.slice(0, MOST.suggestions),
  };
}

/** What no grounding can see: whether the words state this bound, in a unit there is, and the names at all. */
function problemOf({ item, quote }: Grounded<Item>): string | null {
  const { parameter, unit, values, condition } = item;
  const bounds = boundsOf(item);
  if (bounds.length > 0 && values !== null) return "it is a limit and a choice at once";
  if (bounds.length === 0 && unit !== null) return "a unit without a number limits nothing";
  for (const words of [...(values ?? []), ...(condition === null ? [] : [condition])]) {
    if (!quote.includes(words)) return `${JSON.stringify(words)} does not stand in the quote`;
  }
  if (bounds.length === 0) {
    const named = values !== null || parameter.split("_").some((word) => stands(word, quote));
    return named ? null : "the feature is not named in the quote";
  }
  if (bounds.some((value, n) => n > 0 && value < bounds[n - 1]!))
    return "the bounds are in no order";
  if (unitOf(item) === null) return `${JSON.stringify(unit)} is no unit that can be computed with`;
  return againstGrammar(item, quote);
}

const boundsOf = ({ min, typ, max }: Item): number[] =>
  [min, typ, max].filter((value) => value !== null);

/** Words of three letters and more say what they are about. */
const stands = (word: string, quote: string): boolean =>
  word.length > 2 && quote.toLowerCase().includes(word);

/** A bound that the words themselves give another sense: "at least 5 V" is no maximum. */
function againstGrammar(item: Item, quote: string): string | null {
  for (const read of parseQuantities(quote)) {
    for (const side of ["min", "max"] as const) {
      const value = item[side];
      const other = side === "min" ? "max" : "min";
      if (value !== null && read.bounded && read[side] !== value && read[other] === value) {
        return `the words make ${value} a ${other === "min" ? "minimum" : "maximum"}`;
      }
    }
  }
  return null;
}

const HINTS = { temperature: true, acceleration: false, resistance: false };

/** No unit is a count. */
function unitOf({ unit, min, typ, max }: Item): Unit | null {
  if (unit === null) return COUNT;
  const read = readUnit(unit, 0, HINTS, typ ?? max ?? min ?? 0);
  return read !== null && read.end === unit.length ? read.unit : null;
}

function toProposal({ item, source, quote, at }: Grounded<Item>, section: string): Proposal {
  const { parameter, values } = item;
  const limits = boundsOf(item).length > 0;
  const words = `${source}|${quote}|${parameter}|${(values ?? []).join("|")}`;
  const difference = /accuracy|tolerance|resolution|hysteresis|drift|error/.test(parameter);
  return {
    id: `PROP-${digestOf(words)}`,
    reading: { origin: "model", ...item, source, quote },
    source: { file: source, line: at.line, column: at.column, section },
    si: limits ? toSi(item, unitOf(item)!, difference) : null,
    confidence: CONFIDENCE,
  };
}

/** Characters of a model's words that are kept where nothing vouches for them. */
const KEPT = 240;

function suggestion(item: unknown, reason: string): Suggestion {
  return {
    origin: "model",
    grounded: false,
    assumed: plain(wordsOf(item)),
    reason: plain(reason),
  };
}

/** The members that say something; whatever else an answer holds is of no use to a reader. */
function wordsOf(item: unknown): string {
  if (typeof item !== "object" || item === null) return JSON.stringify(item) ?? "nothing";
  const members = Object.entries(item).filter(
    ([, value]) => value !== null && (typeof value !== "object" || Array.isArray(value)),
  );
  return members
    .slice(0, 12)
    .map(
      ([key, value]) =>
        `${key}: ${Array.isArray(value) ? value.slice(0, 10).map(String).join(" or ") : String(value)}`,
    )
    .join(", ");
}

/** One line without control, direction and surrogate characters. */
const plain = (words: string): string =>
  words
    .slice(0, KEPT * 4)
    .replace(/[\p{C}\s]+/gu, " ")
    .trim()
    .slice(0, KEPT);
