/** Writes limits with their unit, as the requirement does: "< 200 mA", "4.75 V to 5.25 V". */
import type { Constraint } from "../input/constraints.ts";
import type { Limits } from "./guard-band.ts";

const UNITS: Readonly<Record<string, string>> = {
  Cel: "°C",
  degF: "°F",
  Ohm: "Ω",
  mOhm: "mΩ",
  kOhm: "kΩ",
  MOhm: "MΩ",
  uA: "µA",
  uV: "µV",
  uW: "µW",
  us: "µs",
  uF: "µF",
  uH: "µH",
  um: "µm",
  m2: "m²",
  m3: "m³",
  mm2: "mm²",
  cm2: "cm²",
  "m/s2": "m/s²",
  "N.m": "N·m",
  d: "days",
  wk: "weeks",
  mo: "months",
  a: "years",
  byte: "B",
  deg: "°",
  "1/s": "per second",
  "1/min": "per minute",
  "1/h": "per hour",
  "1/d": "per day",
};

/** As it is written for people; "1" is a bare count. */
export const unitWords = (unit: string | null): string =>
  unit === null || unit === "1" ? "" : Object.hasOwn(UNITS, unit) ? UNITS[unit]! : unit;

export function amount(value: number, unit: string | null): string {
  const words = unitWords(unit);
  const one = value === 1 && /^(?:days|weeks|months|years)$/.test(words);
  return `${Number(value.toPrecision(9))} ${one ? words.slice(0, -1) : words}`.trim();
}

type Bounds = Pick<Constraint, "min" | "typ" | "max" | "unit" | "minInclusive" | "maxInclusive">;

export function limitWords({ min, typ, max, unit, minInclusive, maxInclusive }: Bounds): string {
  if (min !== null && max !== null) {
    return min === max ? amount(min, unit) : `${amount(min, unit)} to ${amount(max, unit)}`;
  }
  if (max !== null) return `${maxInclusive ? "≤" : "<"} ${amount(max, unit)}`;
  if (min !== null) return `${minInclusive ? "≥" : ">"} ${amount(min, unit)}`;
  return typ === null ? "" : `${amount(typ, unit)}, no tolerance stated`;
}

/**
 * What is accepted. A limit that is not to be reached stays so where nothing was taken off; where the uncertainty was,
 * the limit is not reached anyway.
 */
export function acceptWords(
  { acceptMin, acceptMax, uncertaintyMin, uncertaintyMax, unit }: Limits,
  { minInclusive, maxInclusive }: Pick<Constraint, "minInclusive" | "maxInclusive">,
): string {
  return limitWords({
    ...{ min: acceptMin, max: acceptMax, typ: null, unit },
    minInclusive: minInclusive || uncertaintyMin !== 0,
    maxInclusive: maxInclusive || uncertaintyMax !== 0,
  });
}

/** Headings of chapters that are about no thing: their name says nothing of what is tested. */
const CHAPTERS =
  /^(?:general|overview|requirements?|constraints?|specifications?|physical|mechanical|electrical|environment(?:al)?|power|power (?:supply|management|consumption)|performance|budget|costs?|pricing|reliability|safety|compliance|regulatory|certifications?|design goals?|goals|objectives|features?|functional(?:ity)?|operational modes|mcu selection|non functional|hardware|software|firmware|interfaces?|connectivity|schedule|testing|sourcing|manufacturing|must|should|nice|other|misc\w*)$/;

/** What a requirement is about, where it names a thing: "mcu". */
export function thingOf({ subject }: Pick<Constraint, "subject">): string | null {
  const words = (subject ?? "").replaceAll("_", " ").trim();
  return words === "" || CHAPTERS.test(words) ? null : words;
}

/** "supply_current" of "mcu": "mcu: supply current". */
export function nameOf(constraint: Pick<Constraint, "subject" | "parameter">): string {
  const own = constraint.parameter.replaceAll("_", " ");
  const whose = thingOf(constraint);
  return whose === null || own.includes(whose) ? own : `${whose}: ${own}`;
}

/** Of a number that stands alone, without the remark that it has no tolerance. */
export const bareWords = (bounds: Bounds): string =>
  limitWords(bounds).replace(", no tolerance stated", "");
