/** Which limits are lines in a curve's picture, and which measures are points of it. */
import type { Curve } from "./curves.ts";
import type { Outcome } from "./limits.ts";
import type { LimitRow } from "./schema.ts";
import { parseQuantity } from "./asking/number.ts";

type Data = NonNullable<Outcome["data"]>;

export interface Marks {
  readonly limits: readonly {
    readonly name: string;
    readonly y: number;
    readonly side: "max" | "min";
  }[];
  readonly points: readonly { readonly name: string; readonly x: number; readonly y: number }[];
}

/** Measures whose value is one the curve takes, or its mean: a limit of it is a height in the picture. */
const HEIGHT = /^(?:max|min|find|avg)\s+(\S+)/i;
const FIND_AT = /^find\s+\S+\s+at\s*=\s*(\S+)$/i;
const WHEN = /^when\s+(\S+?)\s*=\s*(\S+?)(?:\s+(?:rise|fall|cross|td|from|to)\b.*)?$/i;

export function drawnOn(curve: Curve, limits: readonly LimitRow[], data: Data): Marks {
  const expressions = new Map(data.measures.map((one) => [one.name.toLowerCase(), one]));
  const lines = limits
    .filter((limit) => {
      const measure = expressions.get(limit.measure.toLowerCase());
      const of = measure ? HEIGHT.exec(measure.expression)?.[1] : limit.measure;
      return of !== undefined && isOn(of, curve, limit.unit);
    })
    .flatMap(({ name, min, max, unit }) => {
      // A limit in dB is where it is drawn already.
      const drawn = unit === curve.unit ? (value: number) => value : curve.drawn;
      return [
        ...(max === null ? [] : [{ name, y: drawn(max), side: "max" as const }]),
        ...(min === null ? [] : [{ name, y: drawn(min), side: "min" as const }]),
      ];
    });
  return { limits: lines, points: data.measures.flatMap((measure) => pointOf(measure, curve)) };
}

/** A measure of gain in dB is of the waveform itself: `MAX vdb(out)` is on the curve of v(out). */
function isOn(name: string, curve: Curve, unit: string | null): boolean {
  const asked = name.toLowerCase();
  const own = curve.name.toLowerCase();
  if (curve.unit === "°") return false;
  if (curve.unit === "dB" && unit === "dB") return asked.replace(/^([vi])db\(/, "$1(") === own;
  return asked === own;
}

function pointOf({ name, expression, value, unit }: Data["measures"][number], curve: Curve) {
  if (value === null) return [];
  const of = HEIGHT.exec(expression)?.[1];
  const at = FIND_AT.exec(expression)?.[1];
  if (of !== undefined && at !== undefined && isOn(of, curve, unit)) {
    const x = parseQuantity(at);
    const y = unit === curve.unit ? value : curve.drawn(value);
    return typeof x === "string" ? [] : [{ name, x: x.value, y }];
  }
  const [, crossed, level] = WHEN.exec(expression) ?? [];
  const height = parseQuantity(level ?? "");
  if (crossed === undefined || typeof height === "string") return [];
  const inDb = /^[vi]db\(/i.test(crossed);
  if (!isOn(crossed, curve, inDb ? "dB" : null)) return [];
  return [{ name, x: value, y: inDb ? height.value : curve.drawn(height.value) }];
}
