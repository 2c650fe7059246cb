/** Writes quantities for people: 0.0008336 V as "833.6 µV". */

const PREFIXES = ["a", "f", "p", "n", "µ", "m", "", "k", "M", "G", "T"];
const SMALLEST = -18;
const LARGEST = 12;
const PREFIXED = new Set(["V", "A", "W", "s", "Hz", "Ω", "F", "H", "J", "C", "Ah"]);

/** `digits`: significant ones. Units that take no prefix, such as "%" or "°C", stay as they are; null: a bare number. */
export function quantity(value: number, unit: string | null, digits: number): string {
  const short = (number: number) => String(Number(number.toPrecision(digits)));
  if (unit === null || unit === "") return short(value);
  if (!PREFIXED.has(unit) || value === 0) return `${short(value)} ${unit}`;
  const rounded = Math.abs(Number(value.toPrecision(digits)));
  const thousands = Math.floor(Math.log10(rounded) / 3 + 1e-9) * 3;
  const exponent = Math.min(LARGEST, Math.max(SMALLEST, thousands));
  return `${short(value / 10 ** exponent)} ${PREFIXES[(exponent - SMALLEST) / 3]}${unit}`;
}
