/** The spelling of numbers: digits, fractions, powers, words, shorthand, signs and currency marks. */
import { CURRENCY } from "./units.ts";

export type Sign = "" | "+" | "-" | "±";

export function readNumber(text: string, at: number): { number: number; end: number } | null {
  FRACTION.lastIndex = at;
  const fraction = FRACTION.exec(text);
  if (fraction && Number(fraction[3]) > 0) {
    return {
      number: Number(fraction[1] ?? 0) + Number(fraction[2]) / Number(fraction[3]),
      end: at + fraction[0].length,
    };
  }
  const vulgar = VULGAR[text[at]!];
  if (vulgar !== undefined) return { number: vulgar, end: at + 1 };
  NUMBER.lastIndex = at;
  const found = NUMBER.exec(text);
  if (!found || found[0].length > 20) return null;
  let end = at + found[0].length;
  let number = toNumber(found[0]);
  const part = VULGAR[text[end]!];
  if (part !== undefined) {
    number += part;
    end++;
  }
  POWER_OF_TEN.lastIndex = end;
  const power = POWER_OF_TEN.exec(text);
  SUPERSCRIPT.lastIndex = end;
  const raised = power ? null : SUPERSCRIPT.exec(text);
  if (power) {
    number *= 10 ** Number(power[1] ?? power[2] ?? power[3]);
    end += power[0].length;
  } else if (raised) {
    number *=
      10 **
      Number(
        raised[1]!.replace("⁻", "-").replace(/[⁰¹²³⁴-⁹]/g, (s) => String("⁰¹²³⁴⁵⁶⁷⁸⁹".indexOf(s))),
      );
    end += raised[0].length;
  }
  return { number: round(number), end };
}

export function readSign(
  text: string,
  at: number,
): { sign: Sign; start: number; currency: string | null } {
  let start = at;
  let currency: string | null = null;
  const money = /(?:(?:US|AU?|CA?)?[$£€¥₹]|\b(?:USD|EUR|GBP))\s?$/.exec(
    text.slice(Math.max(0, at - 5), at),
  );
  if (money) {
    currency = CURRENCY[money[0].trim()] ?? null;
    if (currency !== null) start -= money[0].length;
  }
  const head = text.slice(Math.max(0, start - 5), start);
  const both = /(?:±|\+\s?\/\s?-|\+-)(?:\s{0,2}|\s?\(\s?)$/.exec(head);
  if (both) return { sign: "±", start: start - both[0].length, currency };
  // "–40" behind a word or a mark: an en dash set for a minus.
  if (EN_MINUS.test(text.slice(Math.max(0, start - 6), start)))
    return { sign: "-", start: start - 1, currency };
  const one = /(^|[\s([{<>≤≥=~:,/|.…÷–%])([+-])\s?$/.exec(head);
  // "-20", "to -20", "(-20": a sign. "7-26", "5V-12V", "3 - 5": the joint of a range.
  if (
    one &&
    !/\d\s?$/.test(head.slice(0, one.index + ("/…÷".includes(one[1] || " ") ? 1 : 0))) &&
    !/[-+]\s$/.test(one[0])
  ) {
    return { sign: one[2] as "+" | "-", start: start - 1, currency };
  }
  return { sign: "", start, currency };
}

const EN_MINUS = /(?:^|[:([,…|]\s?|\.\.\s?|[A-Za-z]{3,}\s|\bto\s)–$/;

function toNumber(written: string): number {
  if (/^\d{1,3}(?:\.\d{3})+,\d+$/.test(written))
    return Number(written.replace(/\./g, "").replace(",", "."));
  if (/^\d+,\d{1,2}$/.test(written)) return Number(written.replace(",", "."));
  return Number(written.replace(/[,'\s\u2009]/g, ""));
}

/** Twelve digits: what arithmetic adds to the author's digits beyond that is noise. */
export const round = (value: number): number => Number(value.toPrecision(12));

export const VULGAR: Readonly<Record<string, number>> = {
  "½": 0.5,
  "¼": 0.25,
  "¾": 0.75,
  "⅛": 0.125,
  "⅜": 0.375,
  "⅝": 0.625,
  "⅞": 0.875,
  "⅓": 1 / 3,
  "⅔": 2 / 3,
};
export const WORDS: Readonly<Record<string, number>> = {
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  twelve: 12,
  sixteen: 16,
  dual: 2,
  quad: 4,
};

/** The number that a word counts with, by the words behind it; null for any other word. */
export function wordNumber(word: string, after: string): number | null {
  const lower = word.toLowerCase();
  // "zero drift" and "zero-crossing" are names; what is wanted zero times is a fault.
  if (lower === "zero") return FAULTS.test(after) ? 0 : null;
  if (!Object.hasOwn(WORDS, lower)) return null;
  const number = WORDS[lower]!;
  // "one of the methods" and "one-button" count nothing.
  return number === 1 && /^(?:-|\s+of\b)/.test(after) ? null : number;
}

/** Faults that a check counts, behind at most three words: "ERC errors", "unconnected items". */
export const FAULTS =
  /^\s+(?:[A-Za-z][\w/-]*\s+){0,3}?(?:errors|warnings|violations|faults|failures|defects|shorts|opens|leaks|dropouts|resets|false alarms|unconnected (?:items|pins|pads)|unrouted (?:nets|connections|items))\b/i;

export const SHORTHAND = /(\d{1,4})([kKMRVuµnp])(\d{1,3})(?![A-Za-z0-9])/y;
export const SHORTHAND_SCALE: Readonly<Record<string, readonly [number, string]>> = {
  k: [1e3, "Ohm"],
  K: [1e3, "Ohm"],
  M: [1e6, "Ohm"],
  R: [1, "Ohm"],
  V: [1, "V"],
  u: [1e-6, "F"],
  "\u00b5": [1e-6, "F"],
  n: [1e-9, "F"],
  p: [1e-12, "F"],
};

const NUMBER =
  /(?:\d{1,3}(?:[,'\u2009]\d{3}){1,5}(?!\d)(?:\.\d+)?|\d{1,3}(?:\.\d{3}){1,5},\d+|\d{1,3}(?: \d{3}){1,4}(?![\d.,]|\s?\d)|\d+\.\d+|\d+,\d{1,2}(?![\d,])|\d+|\.\d+)/y;
const POWER_OF_TEN =
  /(?:\s?[x×·*]\s?10\s?(?:\^\s?(-?\d{1,3})|(-\d{1,2}))(?!\d)|[eE]([+-]?\d{1,3})(?![\w]))/y;
const SUPERSCRIPT = /\s?[x×·*]\s?10([⁻]?[⁰¹²³⁴-⁹]{1,3})/y;
const FRACTION =
  /(?:(\d{1,3})(?:\s|-))?(\d{1,2})\/(\d{1,3}(?:\.\d)?)(?=\s?(?:"|-?in\b|-?inch|″|'|ft\b))/y;
