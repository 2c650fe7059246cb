/** Finds the numbers of a text and the unit that each carries. Linear in the length of the text. */
import type { Sign } from "./numbers.ts";
import {
  SHORTHAND,
  SHORTHAND_SCALE,
  VULGAR,
  readNumber,
  readSign,
  round,
  wordNumber,
} from "./numbers.ts";
import type { Hints } from "./unit-reader.ts";
import { readUnit } from "./unit-reader.ts";
import type { Unit } from "./units.ts";
import { CURRENCY, unitByCode } from "./units.ts";

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
  readonly sign: Sign;
  readonly unit: Unit | null;
  /** "12-month", "24-bit": the number describes the next word. */
  readonly hyphened: boolean;
  /** "10+ m", "4+ hours", "99%+". */
  readonly plus: boolean;
  /** "3x", "4 ×" before a thing that is counted. */
  readonly times: boolean;
}

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
    VERSION.lastIndex = at;
    const code = text.charCodeAt(at);
    if (isDigit(text[at]) && VERSION.test(text)) {
      at = VERSION.lastIndex;
      continue;
    }
    if (
      (code >= 48 && code <= 57) ||
      Object.hasOwn(VULGAR, text[at]!) ||
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
      const number = wordNumber(word, text.slice(at + word.length, at + word.length + 60));
      if (
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
      // "T3.15A" is one name.
      (text[end] === "." && isDigit(text[end - 1]) && isDigit(text[end + 1])) ||
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
  const thousand = THOUSAND.exec(text.slice(end, end + 3));
  if (thousand && (hints.resistance || !thousand[0].startsWith(" "))) {
    end += thousand[0].length - 1;
    // "50k hours"; a bare "10k" is a resistor.
    const behind = readUnit(text, end + 1, hints, number);
    return finish(text, {
      start,
      end: behind?.end ?? end + 1,
      number: number * 1e3,
      sign,
      unit: behind?.unit ?? (hints.resistance ? unitByCode("Ohm") : null),
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
    const after = unit === null ? readUnit(text, end, NO_HINTS, value.number) : null;
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

const NO_HINTS = { temperature: false, acceleration: false, resistance: false };

const signed = (number: number, sign: Sign): number => (sign === "-" ? -number : number);

const VERSION = /\d+(?:\.(?:\d+|x\b)){2,}|\d+\.x\b/y;
const WORD = /[A-Za-z]+/y;
const THOUSAND = /^\s?[kK](?![A-Za-z0-9])/;
