/** Units at the border: what files write becomes SI, and SI becomes what people read (0.0123 A as "12.3 mA"). */
import { quantity } from "metaforge/report";

const DIGITS = 4;

/** Four significant digits; durations as hours, days or months, ratios as per cent. */
export function shown(value: number | null, unit: string): string {
  if (value === null) return "not known";
  if (unit === "s") return duration(value);
  if (unit === "1") return `${short(value * 100)} %`;
  if (unit === "C") return shown(value / 3600, "Ah");
  return quantity(value, unit, DIGITS);
}

/** The year of 365.25 days and its twelfth, as requirement documents' months are converted. */
export const SECONDS = { h: 3600, d: 86_400, mo: 2_629_800, a: 31_557_600 } as const;

function duration(seconds: number): string {
  const size = Math.abs(seconds);
  if (size < 60) return `${short(seconds)} s`;
  if (size < 2 * SECONDS.h) return `${short(seconds / 60)} min`;
  if (size < 3 * SECONDS.d) return `${short(seconds / SECONDS.h)} h`;
  if (size < 60 * SECONDS.d) return `${short(seconds / SECONDS.d)} days`;
  if (size < 2 * SECONDS.a) return `${short(seconds / SECONDS.mo)} months`;
  return `${short(seconds / SECONDS.a)} years`;
}

const short = (value: number) => String(Number(value.toPrecision(DIGITS)));

/** Of a calculated number only what the figures can bear: two machines then write the same bytes. */
export const rounded = (value: number): number => Number(value.toPrecision(9));

const FACTORS: Readonly<Record<string, readonly [factor: number, unit: string]>> = {
  A: [1, "A"],
  mA: [1e-3, "A"],
  uA: [1e-6, "A"],
  µA: [1e-6, "A"],
  μA: [1e-6, "A"],
  nA: [1e-9, "A"],
  V: [1, "V"],
  mV: [1e-3, "V"],
  W: [1, "W"],
  mW: [1e-3, "W"],
  uW: [1e-6, "W"],
  C: [1, "C"],
  Ah: [3600, "C"],
  mAh: [3.6, "C"],
  "°C": [1, "°C"],
  Cel: [1, "°C"],
  "K/W": [1, "K/W"],
  "°C/W": [1, "K/W"],
  Ω: [1, "Ω"],
  Ohm: [1, "Ω"],
  mΩ: [1e-3, "Ω"],
  "1": [1, "1"],
  "%": [0.01, "1"],
  "1/s": [1, "1/s"],
  "1/h": [1 / SECONDS.h, "1/s"],
  "1/a": [1 / SECONDS.a, "1/s"],
  "1/year": [1 / SECONDS.a, "1/s"],
  "%/a": [0.01 / SECONDS.a, "1/s"],
  "%/year": [0.01 / SECONDS.a, "1/s"],
  "1/mo": [1 / SECONDS.mo, "1/s"],
  "1/month": [1 / SECONDS.mo, "1/s"],
  "%/mo": [0.01 / SECONDS.mo, "1/s"],
  "%/month": [0.01 / SECONDS.mo, "1/s"],
};

/** Null where the unit is none that this skill counts in, or not of the wanted kind. */
export function toSi(value: number, unit: string, wanted: string): number | null {
  const [factor, si] = Object.hasOwn(FACTORS, unit) ? FACTORS[unit]! : [1, null];
  return si === wanted ? value * factor : null;
}
