/** Finds the numbers of a text and the unit that each carries. Linear in the length of the text. */
import type { Unit } from "./units.ts";
import { CURRENCY, LONGEST, SPELLINGS, unitByCode } from "./units.ts";

/** A stretch of the text that holds no quantity: a standard, a part number, a date. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A number as written, with the unit that stands at it. */
export interface Value {
  readonly start: number;
  /** After the unit. */
  readonly end: number;
  readonly number: number;
  readonly sign: "" | "+" | "-" | "±";
  readonly unit: Unit | null;
  /** "12-month", "24-bit": the number describes the next word. */
  readonly hyphened: boolean;
  /** "10+ m", "4+ hours", "99%+". */
  readonly plus: boolean;
  /** "3x", "4 ×" before a thing that is counted. */
  readonly times: boolean;
}

/** Words around the text that settle what C, F, G, g, K and a bare k mean. */
export interface Hints {
  readonly temperature: boolean;
  readonly acceleration: boolean;
  readonly resistance: boolean;
}

const NUMBER =
  /(?:\d{1,3}(?:[,'\u2009]\d{3}){1,5}(?!\d)(?:\.\d+)?|\d{1,3}(?:\.\d{3}){1,5},\d+|\d{1,3}(?: \d{3}){1,4}(?![\d.,]|\s?\d)|\d+\.\d+|\d+,\d{1,2}(?![\d,])|\d+|\.\d+)/y;
const POWER_OF_TEN = /(?:\s?[x×·*]\s?10\s?(?:\^\s?)?(-?\d{1,3})(?!\d)|[eE]([+-]?\d{1,3})(?![\w]))/y;
const SUPERSCRIPT = /\s?[x×·*]\s?10([⁻]?[⁰¹²³⁴-⁹]{1,3})/y;
const SHORTHAND = /(\d{1,4})([kKMRVuµnp])(\d{1,3})(?![A-Za-z0-9])/y;
const VERSION = /\d+(?:\.(?:\d+|x\b)){2,}|\d+\.x\b/y;
const FRACTION = /(?:(\d{1,3})(?:\s|-))?(\d{1,2})\/(\d{1,3})(?=\s?(?:"|-?in\b|-?inch|″|'|ft\b))/y;
const VULGAR: Readonly<Record<string, number>> = {
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
const WORDS: Readonly<Record<string, number>> = {
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
const WORD = /[A-Za-z]+/y;
const SHORTHAND_SCALE: Readonly<Record<string, readonly [number, string]>> = {
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

/** All numbers outside the masked spans, in order. `text` is normalised. */
export function findValues(text: string, masks: readonly Span[], hints: Hints): Value[] {
  const values: Value[] = [];
  let mask = 0;
  let at = 0;
  while (at < text.length) {
    while (mask < masks.length && masks[mask]!.end <= at) mask++;
    const hidden = masks[mask];
    if (hidden && hidden.start <= at) {
      at = hidden.end;
      continue;
    }
    // The x of "640x480" is no word.
    if (/[xX]/.test(text[at]!) && isDigit(text[at + 1]) && values.at(-1)?.end === at) {
      at++;
      continue;
    }
    const code = text.charCodeAt(at);
    if (
      (code >= 48 && code <= 57) ||
      text[at]! in VULGAR ||
      (text[at] === "." && isDigit(text[at + 1]) && !/[\w.]/.test(text[at - 1] ?? ""))
    ) {
      const value = readValue(text, at, hints, hidden?.start ?? text.length);
      if (value === null) at = skipRun(text, at);
      else {
        values.push(value);
        at = value.end;
      }
    } else if (isLetter(code)) {
      WORD.lastIndex = at;
      const word = WORD.exec(text)![0];
      const number = Object.hasOwn(WORDS, word.toLowerCase()) ? WORDS[word.toLowerCase()]! : null;
      // "one of the methods" and "one-button" count nothing.
      const counts =
        number !== 1 || !/^(?:-|\s+of\b)/.test(text.slice(at + word.length, at + word.length + 5));
      if (
        counts &&
        number !== null &&
        !/[\w-]/.test(text[at - 1] ?? "") &&
        !/[\d_]/.test(text[at + word.length] ?? "")
      ) {
        const unit = readUnit(text, at + word.length, hints, number);
        const end = unit?.end ?? at + word.length;
        values.push({
          start: at,
          end,
          number,
          sign: "",
          unit: unit?.unit ?? null,
          hyphened: text[at + word.length] === "-",
          plus: false,
          times: false,
        });
        at = end;
      } else at = skipRun(text, at);
    } else at++;
  }
  return values;
}

/** Past an identifier: letters, digits and the signs that hold names such as RP-2040 or SYS_001 together. */
function skipRun(text: string, at: number): number {
  let end = at + 1;
  while (
    end < text.length &&
    (isWordCode(text.charCodeAt(end)) ||
      (text[end] === "-" && isDigit(text[end + 1]) && isLetter(text.charCodeAt(at))))
  )
    end++;
  return end;
}

const isDigit = (sign: string | undefined): boolean =>
  sign !== undefined && sign >= "0" && sign <= "9";
const isLetter = (code: number): boolean =>
  (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
const isWordCode = (code: number): boolean =>
  isLetter(code) || (code >= 48 && code <= 57) || code === 95;

function readValue(text: string, at: number, hints: Hints, limit: number): Value | null {
  const before = text[at - 1] ?? " ";
  // "640x480": the x joins two numbers; any other letter makes the digits part of a name.
  if (
    /[A-Za-z_#]/.test(before) &&
    !(
      /[xX]/.test(before) &&
      /[\d.a-z)]\s?[xX]$/.test(text.slice(Math.max(0, at - 4), at)) &&
      /\d/.test(text.slice(Math.max(0, at - 4), at))
    )
  )
    return null;
  VERSION.lastIndex = at;
  if (VERSION.test(text)) return null;
  const { sign, start, currency } = readSign(text, at);
  SHORTHAND.lastIndex = at;
  const short = SHORTHAND.exec(text);
  if (short && !/\.|\d/.test(before)) {
    const [scale, code] = SHORTHAND_SCALE[short[2]!]!;
    const number = Number(`${short[1]}.${short[3]}`) * scale;
    return {
      start,
      end: at + short[0].length,
      number: signed(round(number), sign),
      sign,
      unit: unitByCode(code),
      hyphened: false,
      plus: false,
      times: false,
    };
  }
  const read = readNumber(text, at);
  if (read === null || read.end > limit) return null;
  let { number, end } = read;
  if (currency !== null) {
    const scaled = /^\s?(?:[kK]|M|million)\b/.exec(text.slice(end, end + 9));
    if (scaled) {
      number *= /[kK]/.test(scaled[0]) ? 1e3 : 1e6;
      end += scaled[0].length;
    }
    return finish(text, { start, end, number, sign, unit: unitByCode(currency), hyphened: false });
  }
  const unit = readUnit(text, end, hints, number, sign !== "");
  if (unit && unit.end <= limit) {
    return finish(text, {
      start,
      end: unit.end,
      number,
      sign,
      unit: unit.unit,
      hyphened: text[end] === "-",
    });
  }
  const thousand = /^[kK](?![A-Za-z0-9])/.exec(text.slice(end, end + 2));
  if (thousand) {
    return finish(text, {
      start,
      end: end + 1,
      number: number * 1e3,
      sign,
      unit: hints.resistance ? unitByCode("Ohm") : null,
      hyphened: false,
    });
  }
  if (
    /^[A-Za-z]/.test(text.slice(end, end + 1)) &&
    !/^x(?![A-Za-z])|^x\d/i.test(text.slice(end, end + 2))
  )
    return null;
  return finish(text, {
    start,
    end,
    number,
    sign,
    unit: null,
    hyphened: /^-[A-Za-z]/.test(text.slice(end, end + 2)),
  });
}

function finish(text: string, value: Omit<Value, "plus" | "times">): Value {
  let { end } = value;
  const tail = text.slice(end, end + 6);
  const currency = value.unit === null ? /^\s?([$£€])/.exec(tail) : null;
  let { unit } = value;
  if (currency) {
    unit = unitByCode(CURRENCY[currency[1]!]!);
    end += currency[0].length;
  }
  let plus = false;
  const mark = /^\s?\+(?![\d/-])(?=[\s).,;:/A-Za-z%°]|$)/.exec(text.slice(end, end + 3));
  if (mark && !/^\s\+\s/.test(text.slice(end, end + 3))) {
    plus = true;
    end += mark[0].length;
    // "10+ m", "4+ hours": the unit follows the plus.
    const after =
      unit === null
        ? readUnit(
            text,
            end,
            { temperature: false, acceleration: false, resistance: false },
            value.number,
          )
        : null;
    if (after) {
      unit = after.unit;
      end = after.end;
    }
  }
  const times =
    unit === null ? /^\s?[x×](?=\s|[A-Za-z])(?!\s?\d)/i.exec(text.slice(end, end + 4)) : null;
  if (times) end += times[0].length;
  return {
    ...value,
    number: signed(value.number, value.sign),
    unit,
    end,
    plus,
    times: times !== null,
  };
}

function readSign(
  text: string,
  at: number,
): { sign: Value["sign"]; start: number; currency: string | null } {
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
  const both = /(?:±|\+\s?\/\s?-|\+-)\s{0,2}$/.exec(head);
  if (both) return { sign: "±", start: start - both[0].length, currency };
  const one = /(^|[\s([{<>≤≥=~:,/|.–%])([+-])\s?$/.exec(head);
  // "-20", "to -20", "(-20": a sign. "7-26", "5V-12V", "3 - 5": the joint of a range.
  if (
    one &&
    !/\d\s?$/.test(head.slice(0, one.index + (one[1] === "/" ? 1 : 0))) &&
    !/[-+]\s$/.test(one[0])
  ) {
    return { sign: one[2] as "+" | "-", start: start - 1, currency };
  }
  return { sign: "", start, currency };
}

const signed = (number: number, sign: Value["sign"]): number => (sign === "-" ? -number : number);

function readNumber(text: string, at: number): { number: number; end: number } | null {
  FRACTION.lastIndex = at;
  const fraction = FRACTION.exec(text);
  if (fraction && Number(fraction[3]) > 0) {
    return {
      number: Number(fraction[1] ?? 0) + Number(fraction[2]) / Number(fraction[3]),
      end: at + fraction[0].length,
    };
  }
  if (text[at]! in VULGAR) return { number: VULGAR[text[at]!]!, end: at + 1 };
  NUMBER.lastIndex = at;
  const found = NUMBER.exec(text);
  if (!found || found[0].length > 20) return null;
  let end = at + found[0].length;
  let number = toNumber(found[0]);
  if (text[end]! in VULGAR) number += VULGAR[text[end++]!]!;
  POWER_OF_TEN.lastIndex = end;
  const power = POWER_OF_TEN.exec(text);
  SUPERSCRIPT.lastIndex = end;
  const raised = power ? null : SUPERSCRIPT.exec(text);
  if (power) {
    number *= 10 ** Number(power[1] ?? power[2]);
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

function toNumber(written: string): number {
  if (/^\d{1,3}(?:\.\d{3})+,\d+$/.test(written))
    return Number(written.replace(/\./g, "").replace(",", "."));
  if (/^\d+,\d{1,2}$/.test(written)) return Number(written.replace(",", "."));
  return Number(written.replace(/[,'\s\u2009]/g, ""));
}

/** Twelve digits: what arithmetic adds to the author's digits beyond that is noise. */
export const round = (value: number): number => Number(value.toPrecision(12));

const TIME_RATE = /^\s?\/\s?(s|sec|second|min|minute|h|hr|hour|d|day|week|wk|month|year|yr)\b/;
const PER_RATE = /^\s+per\s+(second|minute|hour|day|week|month|year)\b/;
const RATE: Readonly<Record<string, string>> = {
  s: "s",
  sec: "s",
  second: "s",
  min: "min",
  minute: "min",
  h: "h",
  hr: "h",
  hour: "h",
  d: "d",
  day: "d",
  week: "wk",
  wk: "wk",
  month: "mo",
  year: "a",
  yr: "a",
};
const IN_AFTER =
  /^\s*(?:$|[,.;:)\]x×–/-]|(?:wide|long|tall|deep|thick|high|diagonal|diameter|display|screen|lcd|oled|tft|min|max|or|and|by|to|from|square)\b)/i;

/** The unit at an offset, by the longest spelling that ends at a word's border. */
export function readUnit(
  text: string,
  at: number,
  hints: Hints,
  number: number,
  isSigned = false,
): { unit: Unit; end: number } | null {
  const gap = /^(?:-(?=[A-Za-z])|\s{0,2})/.exec(text.slice(at, at + 3))![0];
  const from = at + gap.length;
  const ahead = text.slice(from, from + LONGEST);
  for (let length = ahead.length; length > 0; length--) {
    const spelling = ahead.slice(0, length);
    const unit = SPELLINGS.get(spelling);
    const next = text[from + length] ?? " ";
    if (unit && (!/[A-Za-z]$/.test(spelling) || !/[A-Za-z0-9_²³]/.test(next))) {
      if (spelling === "in" && gap !== "" && !IN_AFTER.test(text.slice(from + 2, from + 14)))
        return null;
      if (
        spelling === "ADC" ||
        (spelling === "min" && /^\s*\.?\s*\d/.test(text.slice(from + 3, from + 8)) && number > 60)
      )
        return null;
      // "5 A/D converters" holds no ampere.
      if (spelling === "A" && /^\/D\b/.test(text.slice(from + 1, from + 4))) return null;
      return withRate(text, from + length, settled(unit, spelling, hints));
    }
  }
  return ambiguous(text, from, gap, hints, number, isSigned);
}

/** `g` is a gram, or standard gravity where the words speak of acceleration. */
function settled(unit: Unit, spelling: string, hints: Hints): Unit {
  if (spelling === "F" && hints.temperature) return unitByCode("degF");
  return spelling === "g" && hints.acceleration ? unitByCode("G") : unit;
}

function ambiguous(
  text: string,
  from: number,
  gap: string,
  hints: Hints,
  number: number,
  isSigned: boolean,
): { unit: Unit; end: number } | null {
  const letter = text[from];
  if (letter === undefined || /[A-Za-z0-9_]/.test(text[from + 1] ?? " ")) return null;
  const end = from + 1;
  if (letter === "C" && (hints.temperature || isSigned)) return { unit: unitByCode("Cel"), end };
  if (letter === "F" && hints.temperature) return { unit: unitByCode("degF"), end };
  if (letter === "K" && hints.temperature && number > 150) return { unit: unitByCode("K"), end };
  if (letter === "G" && gap !== "-" && (hints.acceleration || isSigned))
    return { unit: unitByCode("G"), end };
  return null;
}

/** Adds "/s", "/day", "per second" to a unit; a unit already a rate stays. */
function withRate(text: string, end: number, unit: Unit): { unit: Unit; end: number } {
  const rest = text.slice(end, end + 14);
  // A thermal resistance or a drift per degree is no temperature.
  const other = /^\s?\/\s?(W|K|°C|V|mA|A|Hz|m³|m3|L|kg)(?![A-Za-z])/.exec(rest);
  if (other && !unit.code.includes("/")) {
    const below = { "°C": "Cel", "m³": "m3" }[other[1]!] ?? other[1]!;
    return {
      unit: {
        code: `${unit.code}/${below}`,
        dimension: "other",
        factor: unit.factor / unitByCode(below).factor,
        offset: 0,
        si: `${unit.si}/${unitByCode(below).si}`,
      },
      end: end + other[0].length,
    };
  }
  const rate = TIME_RATE.exec(rest) ?? PER_RATE.exec(rest);
  if (!rate || /\//.test(unit.code) || unit.dimension === "money") return { unit, end };
  const time = RATE[rate[1]!]!;
  const seconds = unitByCode(time).factor;
  return {
    unit: {
      code: `${unit.code}/${time}`,
      dimension:
        unit.dimension === "angle"
          ? "angular_rate"
          : unit.dimension === "length"
            ? "speed"
            : unit.dimension === "bits" || unit.dimension === "data"
              ? "data_rate"
              : "rate",
      factor: unit.factor / seconds,
      offset: 0,
      si: `${unit.si}/s`,
    },
    end: end + rate[0].length,
  };
}
