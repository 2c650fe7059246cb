/** Adds a tolerance to its value: absolute in any unit of the same dimension, or relative (%, ‰, ppm, ppb). */
import { round } from "./numbers.ts";
import type { Unit } from "./units.ts";
import type { Value } from "./values.ts";

/**
 * The limits of `value ± one`, or of `value +one/-other` in either order, in `unit`. A side without a unit
 * takes that of the other side, else that of the value. Null when a side's unit is of another dimension:
 * a temperature coefficient adds nothing to a resistance.
 */
export function toleranced(
  value: Value,
  one: Value,
  other: Value | null,
  unit: Unit,
): { min: number; typ: number; max: number } | null {
  const typ = value.number;
  const shared = one.unit ?? other?.unit ?? unit;
  const size = (side: Value): number | null => sizeOf(side, side.unit ?? shared, typ, unit);
  // "+10 %" alone leaves the other side at the value.
  const second = other !== null ? size(other) : one.sign === "±" ? size(one) : 0;
  const first = size(one);
  if (first === null || second === null) return null;
  const [up, down] = one.sign === "-" ? [second, first] : [first, second];
  return { min: round(typ - down), typ, max: round(typ + up) };
}

/** A difference takes no offset: 2 K are 2 °C. */
function sizeOf({ number }: Value, own: Unit, typ: number, unit: Unit): number | null {
  const size = Math.abs(number);
  if (own.code === unit.code) return size;
  if (own.dimension === unit.dimension && own.dimension !== "other")
    return (size * own.factor) / unit.factor;
  return own.dimension === "ratio" ? Math.abs(typ) * size * own.factor : null;
}
