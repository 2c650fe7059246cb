/** Finds the listed names of a text: each with its group and its place. */
import type { Span } from "../quantity/index.ts";
import { spansOf } from "./masks.ts";
import { DEPTH, openingsOf } from "./openings.ts";
import { withVersion } from "./versions.ts";
import { GROUPS } from "./vocabulary.ts";

export interface Named extends Span {
  readonly group: string;
  readonly value: string;
}

interface Pattern {
  readonly group: string;
  readonly when: RegExp | undefined;
  readonly value: string;
  readonly words: RegExp;
  /** How its matches begin. */
  readonly openings: ReadonlySet<string>;
}

const whole = (spellings: string): string => `(?<![A-Za-z0-9_])(?:${spellings})(?![A-Za-z0-9_])`;

const PATTERNS: readonly Pattern[] = Object.entries(GROUPS).flatMap(([group, { values, when }]) =>
  values.map(([value, spellings]) => ({
    group,
    when,
    value,
    words: new RegExp(whole(spellings), isCapital(value, spellings) ? "g" : "gi"),
    openings: openingsOf(spellings),
  })),
);

/** Adds a sign to a key; 0 is any. */
const keyWith = (key: number, code: number): number => key * 0x80 + (code < 0x80 ? code : 0x7f);

/** Patterns by how their matches begin. */
const BY_OPENING: ReadonlyMap<number, readonly number[]> = byOpening();

function byOpening(): Map<number, number[]> {
  const found = new Map<number, number[]>();
  PATTERNS.forEach(({ openings }, index) => {
    for (const opening of openings) {
      let key = 0;
      for (let at = 0; at < DEPTH; at++) key = keyWith(key, opening.charCodeAt(at));
      found.set(key, [...(found.get(key) ?? []), index]);
    }
  });
  return found;
}

const lower = (code: number): number => (code >= 65 && code <= 90 ? code + 32 : code);

const isWord = (code: number): boolean =>
  (code >= 97 && code <= 122) ||
  (code >= 65 && code <= 90) ||
  (code >= 48 && code <= 57) ||
  code === 95;

/** Indices of the patterns that may match somewhere, in order. */
function candidates(text: string): number[] {
  const found = new Set<number>();
  const add = (key: number): void => BY_OPENING.get(key)?.forEach((index) => found.add(index));
  add(0);
  let inside = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (!inside) {
      const one = keyWith(0, lower(code));
      const two = keyWith(one, lower(text.charCodeAt(at + 1) || 0));
      add(one * 0x4000);
      add(two * 0x80);
      add(keyWith(two, lower(text.charCodeAt(at + 2) || 0)));
    }
    inside = isWord(code);
  }
  return [...found].toSorted((a, b) => a - b);
}

/** Short upper-case names are only themselves in capitals: "can" is no bus, "ce" no mark. */
function isCapital(value: string, spellings: string): boolean {
  if (value === "/" || (value.length <= 4 && !/[a-z]{5}/.test(spellings))) return true;
  return /^[A-Z0-9./|\\?()\-+ [\]:{},=$]+$/.test(spellings.replace(/\\[a-z]/g, ""));
}

/** Part numbers: letters, then digits, as makers write them. */
const PART =
  /(?<![A-Za-z0-9_/-])(?:[A-Z][A-Za-z]{0,6}\d{2,}[A-Z0-9]*(?:-[A-Z0-9]{1,6}){0,3}|n?[A-Z]{2,5}\d[A-Z0-9]{2,}(?:-[A-Z0-9]{1,6}){0,3}|[A-Z]{2,4}-\d{4,6}(?:-[A-Z0-9]{1,3})?)(?![A-Za-z0-9_])/g;
const NOT_A_PART =
  /^(?:(?:EU|US|AU|AS|IN|KR|CN)\d{3}|RS\d|IP\d|IK\d|USB\d|CAT\d|GPIO|GP\d|IO\d|I2C|H\d|M\d+$|V\d|Q\d|FR\d|NFR|REQ|R\d|P\d|UC\d|US\d|TR|TBD|AWG|ISO|IEC|EN\d|UL\d|IPC|MIL|JST|XT\d|AES|SHA|RJ\d|DB\d|CR\d|ADC\d|DAC\d|UART\d|SPI\d|PA\d|PB\d|PC\d|PD\d|J\d|U\d|D\d|C\d|A\d+$|B\d+$|S\d|T\d|WPA|CSI|DMX|RGB|MP\d|H26|Cat|Rev|Class|Level|Phase|CO2$|PM\d|SPI|Type|Gen|UN\d|DDR|LPDDR|NMEA|OBD|EGR|UTF|ASCII)/i;

/** Longest match first where two overlap; at most the first 4000 characters are looked at. */
export function findNames(text: string): Named[] {
  const head = text.length > 4000 ? text.slice(0, 4000) : text;
  const found: Named[] = [];
  for (const index of candidates(head)) {
    const { group, when, value, words } = PATTERNS[index]!;
    if (when?.test(head) === false) continue;
    for (const span of spansOf(words, head)) {
      const own = value === "/" ? head.slice(span.start, span.end).trim() : value;
      found.push(withVersion(head, { ...span, group, value: own }));
    }
  }
  for (const span of spansOf(PART, head)) {
    const value = head.slice(span.start, span.end);
    if (value.length >= 5 && !NOT_A_PART.test(value)) found.push({ ...span, group: "part", value });
  }
  found.push(...continued(head, found));
  found.sort((a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start);
  const kept: Named[] = [];
  for (const one of found)
    if (!kept.some((other) => one.start < other.end && other.start < one.end)) kept.push(one);
  return kept.toSorted((a, b) => a.start - b.start);
}

/** "STM32F4 or F7", "Cortex-M4/M7", "CAT5 or 6": the second name leaves out what the first says. */
function continued(text: string, found: readonly Named[]): Named[] {
  return found.flatMap((named) => {
    const next =
      /^(\s*(?:\/|,|or|and)\s*)([A-Z]?)(\d{1,2}\+?)(?![\w.]|-?\s?[A-Za-z]{1,3}\b(?<!or|and))/.exec(
        text.slice(named.end, named.end + 14),
      );
    const stem = next && new RegExp(`^(.*${next[2]})\\d{1,2}\\+?$`).exec(named.value)?.[1];
    if (
      !next ||
      stem === undefined ||
      stem === null ||
      !["part", "processor", "cable"].includes(named.group)
    )
      return [];
    const start = named.end + next[1]!.length;
    return [
      { start, end: named.end + next[0].length, group: named.group, value: `${stem}${next[3]}` },
    ];
  });
}
