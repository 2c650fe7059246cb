/** Writes quantities for people: 0.0008336 V as "833.6 µV", with the SI value's digits. */

const PREFIXES = ["a", "f", "p", "n", "µ", "m", "", "k", "M", "G", "T"];
const SMALLEST = -18;
const LARGEST = 12;
const PREFIXED = new Set(["V", "A", "W", "s", "Hz", "Ω", "F", "H", "J", "C"]);
const DIGITS = 6;

export function quantity(value: number | null, unit: string | null): string {
  if (value === null) return "—";
  if (unit === null || !PREFIXED.has(unit) || value === 0) return joined(short(value), unit);
  const digits = Number(value.toPrecision(DIGITS));
  const thousands = Math.floor(Math.log10(Math.abs(digits)) / 3 + 1e-9) * 3;
  const exponent = Math.min(LARGEST, Math.max(SMALLEST, thousands));
  return joined(short(value / 10 ** exponent), `${PREFIXES[(exponent - SMALLEST) / 3]}${unit}`);
}

/** "at least 3.2 V and at most 3.4 V". */
export function bounds({
  min,
  max,
  unit,
}: {
  min: number | null;
  max: number | null;
  unit: string | null;
}): string {
  const low = min === null ? [] : [`at least ${quantity(min, unit)}`];
  const high = max === null ? [] : [`at most ${quantity(max, unit)}`];
  return [...low, ...high].join(" and ") || "no limit in numbers";
}

const short = (value: number) => String(Number(value.toPrecision(DIGITS)));
const joined = (number: string, unit: string | null) => (unit ? `${number} ${unit}` : number);
