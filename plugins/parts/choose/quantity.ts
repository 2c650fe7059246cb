/** Writes a value with its unit as people read it: 5 µA, 32 KiB, -40 °C. */

const PREFIXED = new Set(["V", "A", "W", "Ω", "F", "s", "Hz", "bit/s", "Ah", "T"]);
const PREFIXES = [
  ["G", 1e9],
  ["M", 1e6],
  ["k", 1e3],
  ["", 1],
  ["m", 1e-3],
  ["µ", 1e-6],
  ["n", 1e-9],
  ["p", 1e-12],
] as const;
const BINARY = [
  ["GiB", 2 ** 30],
  ["MiB", 2 ** 20],
  ["KiB", 2 ** 10],
] as const;

export function quantity(value: number, unit: string): string {
  if (unit === "1") return digits(value);
  if (unit === "B") {
    const whole = BINARY.find(([, factor]) => value >= factor && value % (factor / 64) === 0);
    return whole ? `${digits(value / whole[1])} ${whole[0]}` : `${digits(value)} B`;
  }
  if (!PREFIXED.has(unit) || value === 0) return `${digits(value)} ${unit}`;
  // Rounded first: 0.9999999 A is 1 A, not 1000 mA.
  const rounded = Number(value.toPrecision(6));
  const [prefix, factor] =
    PREFIXES.find(([, size]) => Math.abs(rounded) >= size) ?? PREFIXES.at(-1)!;
  return `${digits(rounded / factor)} ${prefix}${unit}`;
}

const digits = (value: number) => String(Number(value.toPrecision(6)));
