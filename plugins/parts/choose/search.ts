/** Finds the parts that meet all demands, best first, and the nearest that do not, each with its reasons. */
import type { Eliminated, Part, PartSearch } from "../contract.ts";
import { toCriterion } from "./check.ts";
import type { Criterion } from "./check.ts";
import { featureCriteria } from "./features.ts";

/** A part as it is searched: with its words in small letters. */
export interface Entry {
  readonly part: Part;
  readonly words: string;
  readonly mpn: string;
}

export interface Found {
  readonly matches: readonly Part[];
  readonly total: number;
  /** How many parts were judged: of the family, and with the text in them. */
  readonly searched: number;
  readonly eliminated: readonly Eliminated[];
}

export const DEFAULT_LIMIT = 20;

export function toEntry(part: Part): Entry {
  const { mpn, manufacturer, description, family, interfaces, attributes, symbol } = part;
  const text = [
    ...[mpn, manufacturer, description, family ?? "", part.package.name, symbol ?? ""],
    ...interfaces,
    ...Object.values(attributes),
  ]
    .join("\n")
    .toLowerCase();
  // "3.3 V" is also found as "3.3v".
  return {
    part,
    words: `${text}\n${text.replaceAll(/(?<=\d) (?=[a-zµω])/g, "")}`,
    mpn: mpn.toLowerCase(),
  };
}

export function searchParts(entries: readonly Entry[], search: PartSearch): Found {
  const { demands = [], limit = DEFAULT_LIMIT } = search;
  const criteria = [...featureCriteria(search), ...demands.map(toCriterion)];
  const isAsked = filterOf(search);
  const words = wordsOf(search);
  const matches = best<Ranked>(limit, inRank);
  const near = best<Ranked>(limit, byNearness);
  let [total, searched] = [0, 0];
  for (const { part, words: text, mpn } of entries) {
    if (!isAsked(part) || !words.every((word) => text.includes(word))) continue;
    searched += 1;
    const ranked = rank(part, criteria, textRank(mpn, words));
    total += ranked.failed === 0 ? 1 : 0;
    (ranked.failed === 0 ? matches : near).add(ranked);
  }
  return {
    matches: matches.all().map(({ part }) => part),
    total,
    searched,
    eliminated: near.all().map(({ part }) => ({ id: part.id, reasons: reasonsOf(part, criteria) })),
  };
}

/** Parts whose family is not known are judged, and eliminated with that reason. */
function filterOf({ family }: PartSearch): (part: Part) => boolean {
  if (family === undefined) return () => true;
  const families = new Set<string>([family].flat());
  return (part) => part.family === null || families.has(part.family);
}

const wordsOf = ({ text = "" }: PartSearch) => text.toLowerCase().split(/\s+/).filter(Boolean);

interface Ranked {
  readonly part: Part;
  readonly failed: number;
  /** 1 for what its maker will not make for long. */
  readonly ending: number;
  /** Demands that only a typical value meets. */
  readonly unsure: number;
  readonly textRank: number;
  readonly distance: number;
}

function rank(part: Part, criteria: readonly Criterion[], text: number): Ranked {
  let [failed, unsure, over, short] = [0, 0, 0, 0];
  for (const criterion of criteria) {
    const { state, sure, distance } = criterion.check(part);
    if (state === "met") {
      over += distance;
      unsure += sure ? 0 : 1;
    } else {
      failed += 1;
      short += state === "unknown" ? NOT_KNOWN : distance;
    }
  }
  const { status } = part.lifecycle;
  const ending = status === "nrnd" || status === "obsolete" ? 1 : 0;
  return { part, failed, ending, unsure, textRank: text, distance: failed === 0 ? over : short };
}

/** What is not known counts as far from what is asked for as half of it or double of it. */
const NOT_KNOWN = 1;

function inRank(one: Ranked, other: Ranked): number {
  return (
    one.failed - other.failed ||
    one.ending - other.ending ||
    one.textRank - other.textRank ||
    one.unsure - other.unsure ||
    one.distance - other.distance ||
    (one.part.id < other.part.id ? -1 : 1)
  );
}

/** Of what does not fit, what misses least: how sure the met demands are, or how long it is made, comes after that. */
const byNearness = (one: Ranked, other: Ranked): number =>
  one.failed - other.failed ||
  one.textRank - other.textRank ||
  one.distance - other.distance ||
  inRank(one, other);

/** The part number itself, its beginning, a piece of it, or some other text. */
function textRank(mpn: string, words: readonly string[]): number {
  if (words.length === 0 || words.includes(mpn)) return 0;
  if (words.some((word) => mpn.startsWith(word))) return 1;
  return words.some((word) => mpn.includes(word)) ? 2 : 3;
}

const reasonsOf = (part: Part, criteria: readonly Criterion[]) =>
  criteria
    .filter((criterion) => criterion.check(part).state !== "met")
    .map((criterion) => criterion.explain(part));

/** Keeps the first `limit` in order, without sorting all that is seen. */
export function best<T>(limit: number, inOrder: (one: T, other: T) => number) {
  const kept: T[] = [];
  return {
    add(value: T): void {
      if (kept.length === limit && inOrder(value, kept[limit - 1]!) >= 0) return;
      let at = kept.length;
      while (at > 0 && inOrder(value, kept[at - 1]!) < 0) at -= 1;
      kept.splice(at, 0, value);
      if (kept.length > limit) kept.pop();
    },
    all: (): readonly T[] => kept,
  };
}
