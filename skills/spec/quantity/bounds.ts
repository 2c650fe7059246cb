/** Words and signs that make a value a lower or an upper limit, before and after it. */

export type Bound = "min" | "max" | "typ" | "condition";

export interface Found {
  readonly bound: Bound;
  /** False for `<`, "under", "above": the limit itself is outside. */
  readonly inclusive: boolean;
  /** Characters of the text that belong to the quantity. */
  readonly length: number;
  /** An explicit comparator, not a word such as "about". */
  readonly explicit: boolean;
}

type Row = readonly [words: RegExp, bound: Bound, inclusive: boolean];

const FILLER =
  "(?:\\s+(?:a|an|the|of|is|be|to|only|about|total|approximately|around|approx\\.?))*\\s*[:=]?\\s*[([]?\\s*$";
const ends = (words: string): RegExp => new RegExp(`(?:^|[^A-Za-z])(?:${words})${FILLER}`, "i");

/** Before the number, nearest first: the text ends where the number starts. */
const BEFORE: readonly Row[] = [
  [/(?:<=|=<|≤|<\s?=)\s*[([]?\s*(?:or)?\s*$/, "max", true],
  [/(?:>=|=>|≥|>\s?=)\s*[([]?\s*$/, "min", true],
  [/<{1,2}\s*[([]?\s*$/, "max", false],
  [/>{1,2}\s*[([]?\s*$/, "min", false],
  [
    ends(
      "no (?:more|greater|larger|higher|longer|heavier|bigger|wider|thicker|taller|slower|hotter|louder|warmer|deeper) than|not (?:to |be )?(?:exceed(?:ing)?|(?:more|greater|larger|higher|longer|heavier) than)|(?:not|never|cannot|n't|without) exceed(?:ing|s)?|at (?:the )?most|at max(?:imum)?|up to|upto|max(?:imum|\\.)?(?: (?:value|limit))?|limited to|limit(?: is| to)?|ceiling|capped at|equal or less than|less than or equal to|below or equal to",
    ),
    "max",
    true,
  ],
  [
    ends(
      "no (?:less|fewer|lower|smaller|shorter) than|not (?:be )?(?:less|fewer|lower|smaller|shorter) than|at (?:the )?least|at (?:a )?min(?:imum)?|(?:a )?min(?:imum|\\.)?(?: (?:value|of))?|greater than or equal to|starting (?:at|from)|down to",
    ),
    "min",
    true,
  ],
  [
    ends(
      "(?:less|fewer|lower)(?: [a-z]+)? than|(?:smaller|shorter|lighter|thinner|quicker|cheaper|narrower|cooler|colder|quieter) than|under|below|beneath|within|inside",
    ),
    "max",
    false,
  ],
  [
    ends(
      "(?:averag\\w+|integrat\\w+|summed|accumulated|measured|spread|distributed)(?: [a-z]+)? over",
    ),
    "typ",
    true,
  ],
  [
    ends(
      "(?:more|higher)(?: [a-z]+)? than|(?:greater|larger|longer|heavier|bigger|wider|hotter|warmer|louder|thicker|taller|deeper) than|over|above|exceed(?:s|ing)?|beyond|in excess of|upwards of",
    ),
    "min",
    false,
  ],
  [
    ends(
      "approx(?:imately|\\.)?|about|around|roughly|circa|ca\\.?|nominal(?:ly)?|typ(?:ical(?:ly)?|\\.)?|nom\\.?|almost|nearly|or so",
    ),
    "typ",
    true,
  ],
  [/[~≈≃]\s*$/, "typ", true],
  // Direct current is 0 Hz: "DC to 100 kHz" has no lower limit.
  [/\bDC\s*(?:to|-|–|\.\.\.?)\s*$/, "max", true],
  [/@\s*$/, "condition", true],
];

/** After the number and its unit. */
const AFTER: readonly Row[] = [
  [
    /^\s*[([,]?\s*(?:or|and) (?:less|fewer|lower|below|under|smaller|shorter|lighter|thinner|faster(?= boot))\b/i,
    "max",
    true,
  ],
  [
    /^(?:(?:\s+[A-Za-z][\w/-]*){0,3}\s+|\s*[([,]?\s*)(?:or|and) (?:more|greater|above|higher|over|up|larger|longer|newer|later|faster)\b/i,
    "min",
    true,
  ],
  [/^\s*[([]?\s*(?:max(?:imum)?|absolute max(?:imum)?|tops|peak max)\b\.?/i, "max", true],
  [/^\s*[([]?\s*min(?:imum)?\b\.?/i, "min", true],
  [
    /^(?:\s+[A-Za-z][\w/-]*){1,4}\s+(?:\(?max(?:imum)?\)?)(?=\s*(?:[.,;)(]|$|for\b|at\b))/i,
    "max",
    true,
  ],
  [
    /^(?:\s+[A-Za-z][\w/-]*){1,4}\s+(?:\(?min(?:imum)?\)?)(?=\s*(?:[.,;)(]|$|for\b|at\b))/i,
    "min",
    true,
  ],
  [/^\s*[([]?\s*(?:typ(?:ical)?|nominal|nom)\b\.?/i, "typ", true],
];

const TWO_STEP =
  /(?:^|[\s(:*])(min(?:imum)?|max(?:imum)?)\.?\s+(?:[A-Za-z][\w-]*\s+){1,2}(?:of\s+|is\s+)?$/i;

/** "shall not draw more than", "never above", "must not fall below": what is outside of the limit is forbidden. */
const NEGATION =
  /\b(?:no|not|never|cannot|can't|won't|don't|doesn't|without|neither|nor)\b(?:\s+(?!(?:if|when|while|unless|but|only|and|or)\b)[A-Za-z][\w-]*){0,5}$/i;

/** The bound that the words before a number give it; `before` ends at the number. */
export function boundBefore(before: string): Found | null {
  for (const [words, bound, inclusive] of BEFORE) {
    const found = words.exec(before);
    if (!found) continue;
    const lead = /^[^A-Za-z<>≤≥=~≈@]/.test(found[0]) ? 1 : 0;
    const outside = !inclusive && /[a-z]/i.test(found[0]);
    const turned = outside && NEGATION.test(before.slice(0, found.index));
    return {
      bound: turned ? (bound === "min" ? "max" : "min") : bound,
      inclusive: inclusive || turned,
      length: found[0].length - lead,
      explicit: bound === "min" || bound === "max",
    };
  }
  const named = TWO_STEP.exec(before);
  if (named) {
    const bound = /^min/i.test(named[1]!) ? "min" : "max";
    return { bound, inclusive: true, length: 0, explicit: true };
  }
  return null;
}

/**
 * "supports cards up to 128 GB", "count pulses at up to 2 Hz": how far a thing has to be able to go, and not what it
 * has to stay below, as with what it draws, costs or bears. `dimension` is that of the figure.
 */
export function isCapability(before: string, after: string, dimension: string): boolean {
  if (!/\bup ?to\s*[([]?\s*$/i.test(before) || !ABLE_UP_TO.has(dimension)) return false;
  if (/^[^.;]{0,60}?\b(?:be|is|are) supported\b/i.test(after)) return true;
  if (DOES_NOT.test(before)) return false;
  if (dimension === "time")
    return /\b(?:stor(?:es?|ing)|retain\w*|buffer\w*)\b[^.;]*$/i.test(before);
  return SUPPORTS.test(before) || (OFTEN.has(dimension) && DOES_AT.test(before));
}

const OFTEN: ReadonlySet<string> = new Set(["frequency", "rate", "sample_rate", "data_rate"]);
const ABLE_UP_TO: ReadonlySet<string> = new Set([...OFTEN, "data", "count", "length", "time"]);
const SUPPORTS =
  /\b(?:support(?:s|ed|ing)?|accommodat(?:es?|ing)|address(?:es|ing)|expandable|able to (?:handle|store|log|read|connect)|stores?)\b[^.;]*$/i;
const DOES_AT =
  /\b(?:counts?|samples?|logs?|reads?|measures?|streams?|transmits?|updates?|communicat\w+|capable)\b[^.;]*\bat (?:rates? of )?up to\s*$/i;
const DOES_NOT = /\b(?:not|never|no|without|withstands?|surviv\w+|draws?|costs?)\b/i;

/** "better than", "faster than": a lower limit for what should be large, else an upper one. */
export function betterThan(before: string): Found | null {
  if (!/(?:better|faster|tighter|no worse|not worse) than\s*$/i.test(before)) return null;
  const bound = LARGE.test(before) ? "min" : "max";
  return { bound, inclusive: false, length: 0, explicit: true };
}

/** What is the better the larger it is. */
const LARGE =
  /\bsnr\b|signal|dynamic range|isolation|efficiency|rejection|psrr|cmrr|enob|\blife\b|rate|frequency|bandwidth|frames/i;

/** What is the better the smaller it is. */
const SMALL =
  /accuracy|error|noise|resolution(?!.*\bbits?\b)|latency|delay|drift|jitter|tolerance|offset|ripple|distortion|thd|time|weight|mass|consumption|leakage|precision|repeatability|crosstalk|sensitivity|emission|spurious/i;

/** The bound that the words after a number give it; a word that rather opens the next number is left to that. */
export function boundAfter(after: string, before: string): Found | null {
  const better = /^\s*[([,]?\s*or better\b/i.exec(after);
  if (better) {
    const bound = SMALL.test(before) && !LARGE.test(before) ? "max" : "min";
    return { bound, inclusive: true, length: better[0].length, explicit: true };
  }
  for (const [words, bound, inclusive] of AFTER) {
    const found = words.exec(after);
    if (!found) continue;
    if (/^\s*(?:[<>≤≥±$£€~]|of\s+)?\s*\d/.test(after.slice(found[0].length))) return null;
    return { bound, inclusive, length: found[0].length, explicit: bound !== "typ" };
  }
  return null;
}
