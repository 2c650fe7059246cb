/** Waveforms as curves of a picture: gain in dB, phase in degrees, spectra on two log axes. */
import type { ToolActions } from "metaforge";
import type { Outcome } from "./limits.ts";

type Data = NonNullable<Outcome["data"]>;
type Axis = Parameters<ToolActions<"chart">["lines"]>[0]["x"];

export interface Curve {
  readonly name: string;
  /** Of the axis. */
  readonly label: string;
  readonly unit: string;
  readonly scale: "linear" | "log";
  readonly values: readonly number[];
  /** Curves of one group share a picture, and its name. */
  readonly group: string;
  /** From a value in SI to where it is drawn. */
  readonly drawn: (value: number) => number;
}

export interface Curves {
  /** Null for an operating point, which has nothing to draw. */
  readonly x: { readonly axis: Axis; readonly values: readonly number[] } | null;
  readonly curves: readonly Curve[];
}

export function curvesOf({ analysis, waveforms }: Data): Curves {
  const [first, ...others] = waveforms;
  if (analysis.kind === "op" || !first || first.values.length < 2) return { x: null, curves: [] };
  const isSweep = analysis.kind === "ac" || analysis.kind === "noise";
  const isLog = isSweep && analysis.sweep !== "lin";
  const axis: Axis = {
    label: analysis.kind === "dc" ? `Sweep of ${analysis.source}` : labelOf(first.type),
    unit: first.unit,
    scale: isLog ? "log" : "linear",
  };
  const curves = others.flatMap((waveform): Curve[] => {
    const { name, unit, values, phase } = waveform;
    const plain = { name, values, unit, group: groupOf(waveform), drawn: (value: number) => value };
    if (analysis.kind === "noise") return [{ ...plain, label: "Noise density", scale: "log" }];
    if (analysis.kind !== "ac") {
      return [{ ...plain, label: labelOf(waveform.type), scale: "linear" }];
    }
    const gain: Curve = {
      ...{ name, unit: "dB", scale: "linear", values: values.map(toDb), drawn: toDb },
      label: `Magnitude, 0 dB is 1 ${unit}`,
      group: unit === "A" ? "magnitudes of currents" : "magnitudes",
    };
    if (!phase) return [gain];
    const turned: Curve = {
      ...{ name: `phase ${name}`, label: "Phase", unit: "°", scale: "linear", drawn: toDegrees },
      values: unwrapped(phase).map(toDegrees),
      group: unit === "A" ? "phases of currents" : "phases",
    };
    return [gain, turned];
  });
  return { x: { axis, values: first.values }, curves };
}

const toDb = (magnitude: number) => 20 * Math.log10(magnitude);
const toDegrees = (angle: number) => (angle * 180) / Math.PI;

/** Without the jumps of a full turn that a phase between −π and π has. */
function unwrapped(phase: readonly number[]): number[] {
  let turns = 0;
  return phase.map((angle, index) => {
    const step = index === 0 ? 0 : angle - phase[index - 1]!;
    if (step > Math.PI) turns -= 1;
    if (step < -Math.PI) turns += 1;
    return angle + turns * 2 * Math.PI;
  });
}

const LABELS: Readonly<Record<string, string>> = {
  time: "Time",
  frequency: "Frequency",
  voltage: "Voltage",
  current: "Current",
};

const labelOf = (type: string): string => LABELS[type] ?? type;

const groupOf = ({ type, unit }: { readonly type: string; readonly unit: string }): string =>
  unit === "V" ? "voltages" : unit === "A" ? "currents" : type.replaceAll("-", " ");
