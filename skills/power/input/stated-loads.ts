/** What a document states of a load as a fact: "the modem draws 220 mA for 4 s", "measured for 20 s every 10 min". */
import type { Constraint } from "./constraints.ts";
import { secondsIn } from "./time-words.ts";

export interface StatedLoad {
  /** The requirement that holds the current, else the first of its line. */
  readonly requirement: string;
  /** Every requirement of the line. */
  readonly requirements: readonly string[];
  readonly text: string;
  /** In A; null: only how long it lasts is stated. */
  readonly amps: number | null;
  readonly peakAmps: number | null;
  /** In s. */
  readonly seconds: number | null;
  readonly period: Period | null;
}

export interface Period {
  /** In s. */
  readonly seconds: number;
  readonly requirement: string;
  readonly text: string;
}

const NUMBER = String.raw`(\d+(?:[.,]\d+)?)`;
const AMPS = String.raw`${NUMBER}\s?(nA|[uµμ]A|mA|A)\b(?!\/)`;
const TIME = String.raw`${NUMBER}\s?(ms|milliseconds?|s|secs?|seconds?|min|mins|minutes?|h|hrs?|hours?|d|days?|weeks?)\b`;
const SPAN = "(second|minute|min|hour|day|week|month|year)";
/** "30 minutes per day" is a length, and no count of thirty. */
const NO_LENGTH = String.raw`(?! (?:milliseconds?|seconds?|secs|mins|minutes?|hours?|hrs|days?|weeks?)\b)`;
const COUNT = String.raw`(once|twice|(?:\d+|three|four|five|six|ten)(?= times)|(?:\d+|one|two|three|four|five|six|ten)${NO_LENGTH}(?= \p{L}{4,}))`;

/** "At 80 mA", "draws about 1.5 mA": a number that stands beside the verb, so that no limit is between. */
const TAKES = new RegExp(
  String.raw`(?:\b(?:draws?|takes?|consumes?|uses?|needs?|drawing|taking|consuming|using)(?: (?:about|around|typically|some|approximately|nominally|roughly))? ?[~≈]? ?|\bat (?:about |around |~)?)${AMPS}(?!\s?(?:max|min|or (?:less|more)|at (?:most|least)))`,
  "iu",
);
const PEAK = new RegExp(
  String.raw`\b${AMPS} (?:peaks?|bursts?|pulses?)\b|\b(?:peaks?|bursts?|pulses?) of ${AMPS}`,
  "iu",
);
const LASTS = new RegExp(String.raw`\b(?:for|takes|lasts|lasting|of) (?:about |~)?${TIME}`, "iu");
const EVERY = new RegExp(String.raw`\b(?:once )?(?:every|each) ${TIME}`, "iu");
/** "each day", "for 30 min per day", "for 2 h a day". */
const EACH = new RegExp(
  String.raw`\b(?:every|each) ${SPAN}\b|\bfor (?:about |~)?${TIME} (?:per|an?) ${SPAN}\b`,
  "iu",
);
/** "20 times a day", "twice per hour", "one transmission per day". */
const TIMES = new RegExp(
  String.raw`\b${COUNT}(?: times)?(?: [\p{L}-]{4,}){0,2} (?:a|an|per|each|every) ${SPAN}\b`,
  "iu",
);
/** What is asked, or bounded, is no fact. */
const ASKED =
  /\b(?:shall|must|should|may|can|will) (?:not |never |only )?(?:draw|take|consume|use|need|exceed)|\b(?:at most|no more than|less than|below|under|up to|maximum|max\.?|limit(?:ed)? to|not exceed\w*|at least|more than)\b[^.;]{0,12}\d[\d.,]*\s?[nuµμm]?A\b|[<>≤≥]\s?\d[\d.,]*\s?[nuµμm]?A\b/iu;

/** "The battery lasts for 12 h with one transmission per day": of no load is that the length. */
const LIFE = /\bbatter(?:y|ies)\b|\bcells?\b|\brun[ -]?time\b|\bautonomy\b|\bendurance\b/i;

/** "The charger takes 400 mA": what it charges with is missed in no sum of what is drawn. */
const CHARGES = /\bchargers? (?:\p{L}+ )?(?:draws?|takes?|consumes?|uses?|needs?)\b/iu;

export function statedLoads(constraints: readonly Constraint[]): StatedLoad[] {
  const lines = [...Map.groupBy(constraints, lineOf).values()].map((all) => ({
    ids: all.map(({ id }) => id),
    text: [...new Set(all.map(({ statement }) => statement))].join(" "),
    currents: all.filter(({ si }) => si?.unit === "A"),
    // `spec` calls so what a sentence states of a load, "up to 80 mA" as well.
    drawn: drawnOf(all.filter(({ si, parameter }) => si?.unit === "A" && isDraw(parameter))),
  }));
  const periods = lines.flatMap(({ ids, text }): Period[] => {
    const seconds = periodIn(text);
    return seconds === null ? [] : [{ seconds, requirement: ids[0]!, text }];
  });
  const periodOf = periodFinder(periods);
  const ownPeriods = new Map(periods.toReversed().map((one) => [one.text, one]));
  return lines.flatMap(({ ids, text, currents, drawn }): StatedLoad[] => {
    // A limit that stands behind a semicolon is no word on what stands before it.
    const facts = text
      .split(/(?<=[.;])\s/)
      .filter((clause) => !ASKED.test(clause) && !CHARGES.test(clause));
    const [said = null] = facts.flatMap((clause) => inAmps(TAKES.exec(clause)) ?? []);
    const amps = drawn ? (drawn.si!.typ ?? drawn.si!.max ?? said) : said;
    const [peakAmps = null] = facts.flatMap((clause) => inAmps(PEAK.exec(clause)) ?? []);
    const isLimit = (facts.length === 0 && !drawn) || (amps === null && currents.length > 0);
    const seconds = inSeconds(LASTS.exec(text));
    const own = ownPeriods.get(text) ?? null;
    const period = own ?? (seconds === null ? null : periodOf(text));
    const isLength = seconds !== null && own !== null && !LIFE.test(text);
    if (amps === null && (isLimit || !isLength)) return [];
    const holder = drawn ?? currents.find(({ si }) => si?.typ === amps) ?? currents[0];
    const requirement = holder?.id ?? ids[0]!;
    return [{ requirement, requirements: ids, text, amps, peakAmps, seconds, period }];
  });
}

/** "50 mA on average, 220 mA for 4 s": the length is that of the current right before it. */
const drawnOf = (all: readonly Constraint[]): Constraint | undefined =>
  all.find(({ condition }) => LASTS.exec(condition ?? "")?.index === 0) ?? all[0];

export const isDraw = (parameter: string): boolean => parameter.endsWith("_draws");

/** Statements of one line are of one thing; where no line is told, each stands alone. */
const lineOf = ({ source, statement, id }: Constraint): string =>
  source?.line === undefined ? `${statement || id}` : `${source.file}:${source.line}`;

/** Of another line, where its words are about the same and no other says otherwise. */
function periodFinder(periods: readonly Period[]): (text: string) => Period | null {
  // Word → length → the first that has it: a document has thousands of lines, and each is compared with all.
  const known = new Map<string, Map<number, number>>();
  for (const [at, { text, seconds }] of periods.entries()) {
    for (const stem of stems(text)) {
      const lengths = known.get(stem) ?? new Map<number, number>();
      if (!lengths.has(seconds)) lengths.set(seconds, at);
      known.set(stem, lengths);
    }
  }
  return (text) => {
    const found = [...stems(text)].flatMap((stem) => known.get(stem) ?? []);
    if (found.some(({ size }) => size > 1)) return null;
    const places = found.flatMap((one) => [...one.values()]).toSorted((a, b) => a - b);
    const [first, ...more] = places.map((at) => periods[at]!);
    return first && more.every(({ seconds }) => seconds === first.seconds) ? first : null;
  };
}

/** "Transmission" and "transmits" are one word here. */
const LETTERS = 7;
const COMMON = /^(?:current|device|product|system|battery|average|require|operati|modem|second)/;
const stems = (text: string): Set<string> =>
  new Set(
    [...text.toLowerCase().matchAll(/\p{L}{5,}/gu)]
      .map(([word]) => word.slice(0, LETTERS))
      .filter((word) => !COMMON.test(word) && word.length >= 6),
  );

function periodIn(text: string): number | null {
  const every = inSeconds(EVERY.exec(text));
  if (every !== null) return every;
  const [, count, span] = TIMES.exec(text) ?? [];
  if (count && span) {
    const times = COUNTS[count.toLowerCase()] ?? Number(count);
    return times > 0 ? secondsOf(1, span) / times : null;
  }
  const each = EACH.exec(text);
  const plain = each?.[1] ?? each?.[4];
  return plain ? secondsOf(1, plain) : null;
}

const COUNTS: Readonly<Record<string, number>> = {
  ...{ once: 1, one: 1, twice: 2, two: 2, three: 3, four: 4, five: 5, six: 6, ten: 10 },
};

/** "1,5 A" has a decimal comma, "1,500 mA" one of thousands, as `spec` reads them. */
const numberOf = (text: string) =>
  Number(/^[1-9]\d{0,2},\d{3}$/.test(text) ? text.replace(",", "") : text.replace(",", "."));

function inAmps(found: RegExpExecArray | null): number | null {
  const [value, unit] = [found?.[1] ?? found?.[3], found?.[2] ?? found?.[4]];
  if (!value || !unit) return null;
  const scale = { n: 1e-9, u: 1e-6, µ: 1e-6, μ: 1e-6, m: 1e-3 }[unit[0]!.toLowerCase()] ?? 1;
  return Number((numberOf(value) * scale).toPrecision(9));
}

function inSeconds(found: RegExpExecArray | null): number | null {
  return found ? secondsOf(numberOf(found[1]!), found[2]!) : null;
}

/** The word is one that the patterns above let through. */
const secondsOf = (value: number, word: string): number => value * secondsIn(word)!;
