/** SI values of a quantity, beside the author's. */
import type { Unit } from "./units.ts";
import { round } from "./numbers.ts";

export interface Bounds {
  readonly min: number | null;
  readonly typ: number | null;
  readonly max: number | null;
}

/** Bounds in the unit's SI unit; a difference (tolerance, accuracy, resolution) takes no offset. */
export function toSi(
  bounds: Bounds,
  unit: Unit,
  difference = false,
): Partial<Record<"min" | "typ" | "max", number>> & { unit: string } {
  const convert = (value: number): number =>
    round(value * unit.factor + (difference ? 0 : unit.offset));
  return {
    ...(bounds.min === null ? {} : { min: convert(bounds.min) }),
    ...(bounds.typ === null ? {} : { typ: convert(bounds.typ) }),
    ...(bounds.max === null ? {} : { max: convert(bounds.max) }),
    unit: unit.si,
  };
}
