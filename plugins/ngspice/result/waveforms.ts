/** Turns a plot of a raw file into waveforms with units, as many points as asked for and no more. */
import type { Waveform } from "../contract.ts";
import { fromAscii } from "../deck/letters.ts";
import { keptPoints } from "./decimate.ts";
import type { RawPlot } from "./raw.ts";

/** Numbers of all waveforms together: what a result of an action may hold, with room for their digits. */
const MOST_NUMBERS = 300_000;
const FEWEST_POINTS = 10;
/** More digits than any simulation has right, fewer than a float64 is written with. */
const DIGITS = 12;

const UNITS: Readonly<Record<string, string>> = {
  voltage: "V",
  current: "A",
  time: "s",
  frequency: "Hz",
  power: "W",
  temperature: "°C",
  "temp-sweep": "°C",
  resistance: "Ω",
  impedance: "Ω",
  admittance: "S",
  charge: "C",
  capacitance: "F",
  phase: "rad",
  decibel: "dB",
  "voltage-density": "V/√Hz",
  "current-density": "A/√Hz",
};

/** Axis first. A complex variable becomes its magnitude and its phase; the axis of a complex plot is real. */
export function toWaveforms(plot: RawPlot, maxPoints: number): Waveform[] {
  const { points, variables, isComplex, real, imaginary } = plot;
  const parts = isComplex ? 2 : 1;
  const room = Math.max(FEWEST_POINTS, Math.floor(MOST_NUMBERS / (variables.length * parts)));
  // A frequency's imaginary part is whatever stood in memory.
  const value = (point: number, one: number) =>
    isComplex && one > 0 ? Math.hypot(real(point, one), imaginary(point, one)) : real(point, one);
  const kept = keptPoints(
    { points, count: variables.length, value },
    Math.max(2, Math.min(maxPoints, room)),
  );
  return variables.map(({ name, type }, one) => {
    const wave = {
      name: fromAscii(name),
      type,
      unit: UNITS[type] ?? "",
      values: kept.map((point) => rounded(value(point, one))),
      ...rangeOf(points, (point) => value(point, one)),
    };
    if (!isComplex || one === 0) return wave;
    const phase = kept.map((point) => rounded(Math.atan2(imaginary(point, one), real(point, one))));
    return { ...wave, phase };
  });
}

function rangeOf(points: number, value: (point: number) => number): Pick<Waveform, "min" | "max"> {
  let min = Infinity;
  let max = -Infinity;
  for (let point = 0; point < points; point += 1) {
    const now = value(point);
    if (now < min) min = now;
    if (now > max) max = now;
  }
  return min > max ? { min: null, max: null } : { min: rounded(min), max: rounded(max) };
}

const rounded = (value: number) => Number(value.toPrecision(DIGITS));
