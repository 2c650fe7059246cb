/** Numbers as people give them to this skill: 3.3, "10m", "1.5 kHz", "2k2" is none. */

export interface Quantity {
  /** In SI units. */
  readonly value: number;
  /** Such as "V"; null when none is written. */
  readonly unit: string | null;
}

const SCALES: Readonly<Record<string, number>> = {
  ...{ f: 1e-15, p: 1e-12, n: 1e-9, u: 1e-6, µ: 1e-6, μ: 1e-6, m: 1e-3, mil: 25.4e-6 },
  ...{ k: 1e3, meg: 1e6, g: 1e9, t: 1e12 },
};
const UNITS: Readonly<Record<string, string>> = {
  ...{
    v: "V",
    a: "A",
    w: "W",
    s: "s",
    sec: "s",
    hz: "Hz",
    h: "H",
    f: "F",
    ohm: "Ω",
    ohms: "Ω",
    ω: "Ω",
  },
  ...{ db: "dB", rad: "rad", deg: "°", "°": "°", "°c": "°C", "%": "%" },
};
const FORM = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?) ?(meg|mil|[tgkmuµμnpf])?([a-zΩω°%]*)$/iu;

/**
 * Reads a number with SPICE's scales, or says in a sentence why it is none. What SPICE and people read differently is
 * refused: 1M (milli or mega?) and 1F (femto or farad?).
 */
export function parseQuantity(text: string): Quantity | string {
  const match = FORM.exec(text.trim());
  if (!match) return `'${text}' is no number with a SPICE scale such as 10m, 4.7k or 1Meg`;
  const [, digits, scale = "", rest = ""] = match;
  const unit = rest === "" ? null : UNITS[rest.toLowerCase()];
  if (unit === undefined) return `'${text}' has a unit that is not known here`;
  if (scale === "M") return `'${text}' is milli to SPICE and mega to people: write 1m or 1Meg`;
  if (scale === "F" && unit === null) return `'${text}' is femto to SPICE: leave the unit out`;
  const value = Number(digits) * (SCALES[scale.toLowerCase()] ?? 1);
  return Number.isFinite(value) ? { value: rounded(value), unit } : `'${text}' is too large`;
}

/** 4.7 × 1e-6 is 4.699999…e-6 in binary; nobody wrote more than fifteen digits. */
const rounded = (value: number): number => Number(value.toPrecision(15));

const PREFIXES: Readonly<Record<string, number>> = {
  ...{ f: 1e-15, p: 1e-12, n: 1e-9, u: 1e-6, µ: 1e-6, μ: 1e-6, m: 1e-3 },
  ...{ k: 1e3, M: 1e6, G: 1e9, T: 1e12 },
};
const BASES = ["V", "A", "W", "s", "Hz", "Ω", "F", "H", "J", "C"];
const SPELLINGS: Readonly<Record<string, string>> = {
  ...{ Ohm: "Ω", ohm: "Ω", Ω: "Ω", Cel: "°C", degC: "°C", deg: "°", degree: "°", sec: "s", "": "" },
};

/** A unit as people write it: what it is in SI, and by what a number of it is multiplied. */
export function toSi(unit: string): { readonly unit: string; readonly factor: number } {
  const whole = SPELLINGS[unit] ?? unit;
  if (BASES.includes(whole)) return { unit: whole, factor: 1 };
  const factor = PREFIXES[[...unit][0] ?? ""];
  const rest = [...unit].slice(1).join("");
  const base = SPELLINGS[rest] ?? rest;
  if (factor !== undefined && BASES.includes(base)) return { unit: base, factor };
  if (whole === "°") return { unit: "rad", factor: Math.PI / 180 };
  return { unit: whole, factor: 1 };
}

/** A number of a unit in SI, without the noise of binary fractions. */
export const inSi = (value: number, factor: number): number => rounded(value * factor);
