/** The range in which the product has to work, in °C, from the requirements that state one. */
import { isDeferred } from "../asks/read.ts";
import type { Constraint } from "../input.ts";

export interface Temperature {
  readonly min: number;
  readonly max: number;
  readonly unit: "°C";
  readonly requirements: readonly string[];
}

const OPERATING = /^operating_temp(?:erature)?(?:_range)?$/;
const AMBIENT = /^(?:ambient_)?temperature(?:_range)?$/;

/** The widest that is stated; null when none has both ends: then nothing is assumed. */
export function operatingTemperature(constraints: readonly Constraint[]): Temperature | null {
  const ranges = constraints.filter(
    (one) =>
      one.category === "environmental" &&
      !isDeferred(one) &&
      one.si?.unit === "Cel" &&
      one.si.min !== undefined &&
      one.si.max !== undefined,
  );
  const operating = ranges.filter(({ parameter }) => OPERATING.test(parameter));
  const taken =
    operating.length > 0 ? operating : ranges.filter(({ parameter }) => AMBIENT.test(parameter));
  if (taken.length === 0) return null;
  return {
    min: Math.min(...taken.map(({ si }) => si!.min!)),
    max: Math.max(...taken.map(({ si }) => si!.max!)),
    unit: "°C",
    requirements: taken.map(({ id }) => id),
  };
}
