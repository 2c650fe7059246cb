/**
 * Acceptance limits: the requirement's limits moved inwards by the expanded uncertainty U of the measurement, so that a
 * result that is accepted keeps the requirement with the measurement's own doubt counted (guard band w = U, as in
 * ILAC-G8:09 and ISO 14253-1). U is at most the equipment class's, and at most an eighth of a two-sided tolerance, which
 * keeps its half four times as wide as U. A stimulus is the other way round: it is set beyond the limit by U, so that the limit is
 * surely reached.
 */
import type { Equipment } from "./equipment.ts";

export interface Limits {
  readonly min: number | null;
  readonly max: number | null;
  readonly unit: string | null;
  /** What a result is held against; null where there is no limit on that side, or no class. */
  readonly acceptMin: number | null;
  readonly acceptMax: number | null;
  /** The most that the expanded uncertainty may be, on each side, in the unit. */
  readonly uncertaintyMin: number | null;
  readonly uncertaintyMax: number | null;
}

const PART_OF_TOLERANCE = 8;

/** `inwards` false: the limits are ends of a stimulus. */
export function guarded(
  { min, max, unit }: Pick<Limits, "min" | "max" | "unit">,
  equipment: Equipment | null,
  guard: "tightened" | "none",
  inwards = true,
): Limits {
  const known = equipment !== null && (equipment.relative !== null || equipment.absolute !== null);
  const most = min !== null && max !== null ? (max - min) / PART_OF_TOLERANCE : Infinity;
  const of = (limit: number | null) => {
    if (limit === null || !known) return null;
    if (guard === "none") return 0;
    const own =
      equipment.relative === null
        ? absolute(equipment.absolute!, unit)
        : Math.abs(limit) * equipment.relative;
    return inwards ? Math.min(own, most) : own;
  };
  const [low, high] = [of(min), of(max)];
  const sign = inwards ? 1 : -1;
  return {
    ...{ min, max, unit, uncertaintyMin: exact(low), uncertaintyMax: exact(high) },
    acceptMin: low === null ? null : exact(min! + sign * low),
    acceptMax: high === null ? null : exact(max! - sign * high),
  };
}

/** A difference of one degree Celsius is 1.8 degrees Fahrenheit. */
const absolute = (value: number, unit: string | null) => (unit === "degF" ? value * 1.8 : value);

const exact = <T extends number | null>(value: T): T =>
  (value === null ? null : Number(value.toPrecision(9))) as T;
