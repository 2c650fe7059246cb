/** Numbers as they are written in this skill's texts: four digits that count, the unit behind. */

export const round = (value: number): number => Number(value.toPrecision(4));

/** 0.0115 A is "11.5 mA"; units that are written whole (°C, %, counts) keep their value. */
export function say(value: number, unit: string): string {
  if (unit === "1") return String(round(value));
  if (unit === "B") {
    const whole = BINARY.find(([size]) => value >= size && value % size === 0);
    return whole ? `${value / whole[0]} ${whole[1]}` : `${value} B`;
  }
  const step = STEPS.find(([size]) => Math.abs(value) >= size * 0.9995) ?? STEPS.at(-1)!;
  if (value === 0 || !SCALED.has(unit)) {
    return `${Number.isInteger(value) ? value : round(value)} ${unit}`;
  }
  return `${round(value / step[0])} ${step[1]}${unit}`;
}

const BINARY = [
  [2 ** 30, "GiB"],
  [2 ** 20, "MiB"],
  [2 ** 10, "KiB"],
] as const;
const SCALED = new Set(["A", "V", "W", "Hz", "Ω"]);
const STEPS = [
  [1e9, "G"],
  [1e6, "M"],
  [1e3, "k"],
  [1, ""],
  [1e-3, "m"],
  [1e-6, "µ"],
  [1e-9, "n"],
] as const;

/** "4.75 V to 5.25 V", or the one value that is known. */
export function sayRange({ min, typ, max }: Volts): string {
  if (min !== null && max !== null && min !== max) return `${say(min, "V")} to ${say(max, "V")}`;
  const one = typ ?? max ?? min;
  return one === null ? "not known" : say(one, "V");
}

export interface Volts {
  readonly min: number | null;
  readonly typ: number | null;
  readonly max: number | null;
}

/** The lowest and the highest voltage that is known; null: none is. */
export function span({ min, typ, max }: Volts): { from: number; to: number } | null {
  const known = [min, typ, max].filter((one) => one !== null);
  return known.length === 0 ? null : { from: Math.min(...known), to: Math.max(...known) };
}
