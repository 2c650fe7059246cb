/** Reads the unit that stands at a number. */
import type { Unit } from "./units.ts";
import { LONGEST, SPELLINGS, UNKNOWN, unitByCode } from "./units.ts";

/** Words around the text that settle what C, F, G, g, K and a bare k mean. */
export interface Hints {
  readonly temperature: boolean;
  readonly acceleration: boolean;
  readonly resistance: boolean;
  /** "100n" of a capacitor is 100 nF. */
  readonly capacitance?: boolean;
  /** "±4 G" of a magnetometer is gauss. */
  readonly magnetic?: boolean;
}

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
  if (hints.capacitance === true && gap === "" && /[nup\u00b5]/.test(letter)) {
    return { unit: unitByCode(`${letter === "\u00b5" ? "u" : letter}F`), end };
  }
  if (letter === "R" && hints.resistance) return { unit: unitByCode("Ohm"), end };
  if (letter === "C" && (hints.temperature || isSigned)) return { unit: unitByCode("Cel"), end };
  if (letter === "F" && hints.temperature) return { unit: unitByCode("degF"), end };
  // "5 K/min" is how fast a temperature may change.
  if (letter === "K" && /^\s?\/\s?(?:s|min|h)\b/.test(text.slice(end, end + 6)))
    return withRate(text, end, unitByCode("K"));
  if (
    letter === "K" &&
    ((hints.temperature && number > 150) ||
      (isSigned && /°C/.test(text.slice(Math.max(0, from - 20), from))))
  )
    return { unit: unitByCode("K"), end };
  if (letter === "G" && gap !== "-") {
    if (hints.magnetic === true) return { unit: unitByCode("gauss"), end };
    if (hints.acceleration || isSigned) return { unit: unitByCode("G"), end };
  }
  return null;
}

/** Adds "/s", "/day", "per second" to a unit; a unit already a rate stays. */
function withRate(text: string, end: number, unit: Unit): { unit: Unit; end: number } {
  // "10 nV/√Hz" is no 10 nV.
  const compound = COMPOUND.exec(text.slice(end, end + 24));
  if (compound) return { unit: UNKNOWN, end: end + compound[0].length };
  const rest = text.slice(end, end + 14);
  // A thermal resistance or a drift per degree is no temperature.
  const other = /^\s?\/\s?(K|div|µ?[A-Za-z°²³Ω]{1,3}[23]?)(?![A-Za-z²³^])/.exec(rest);
  const divisor = other && !TIME_RATE.test(rest) ? divisorOf(other[1]!) : null;
  if (other && divisor && !unit.code.includes("/")) {
    const below = divisor;
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

/** The code of a unit below the slash; a currency or a word is none. */
function divisorOf(spelling: string): string | null {
  if (spelling === "K" || spelling === "div") return spelling;
  const unit = SPELLINGS.get(spelling);
  return unit && !/^(?:in|d|wk|mo|a|[1%])$/.test(unit.code) && unit.dimension !== "money"
    ? unit.code
    : null;
}

const COMPOUND = /^(?:\s?\/\s?(?:√|sqrt|rt(?=Hz))|[·⋅√^](?=\S))[^\s,;)]{1,20}/;
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
  /^\s*(?:$|[,.;:)\]x×–/±-]|(?:wide|long|tall|deep|thick|high|diagonal|diameter|display|screen|lcd|oled|tft|min|max|or|and|by|to|from|square)\b)/i;
