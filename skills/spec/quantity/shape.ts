/** Turns a figure with its unit and bound into quantities. */
import type { Found } from "./bounds.ts";
import type { Shape } from "./figures.ts";
import type { Unit } from "./units.ts";
import { toleranced } from "./tolerance.ts";
import type { Value } from "./values.ts";
import { round } from "./numbers.ts";

/** One quantity as stated: bounds in the author's unit. */
export interface Quantity {
  /** With its bound words and its noun. */
  readonly start: number;
  readonly end: number;
  /** Of the figure alone. */
  readonly figureStart: number;
  readonly figureEnd: number;
  readonly min: number | null;
  readonly typ: number | null;
  readonly max: number | null;
  readonly minInclusive: boolean;
  readonly maxInclusive: boolean;
  readonly unit: Unit;
  /** What is counted, for counts. */
  readonly noun: string | null;
  /** 0, 1, 2 for the axes of `A × B × C`; null otherwise. */
  readonly axis: number | null;
  /** Where the nominal value ends that stands before its range. */
  readonly firstEnd?: number;
  /** Where the words about this value end, and the next value with its own begins. */
  readonly aboutEnd?: number;
  /** An explicit limit: a comparator, a range or a tolerance. */
  readonly bounded: boolean;
  readonly approximate: boolean;
  /** `±x` alone, or a tolerance. */
  readonly difference: boolean;
  /** The largest value is one that has to be reached: "supports up to 128 GB". */
  readonly isReach: boolean;
  /** A tolerance follows that cannot be added: its unit is unknown or of another dimension. */
  readonly beside: string | null;
}

export type Common = Pick<
  Quantity,
  | "start"
  | "end"
  | "figureStart"
  | "figureEnd"
  | "unit"
  | "noun"
  | "approximate"
  | "isReach"
  | "beside"
>;

export function shapeQuantities(
  shape: Shape,
  values: readonly Value[],
  unit: Unit,
  bound: Found | null,
  common: Common,
): Quantity[] {
  const base = {
    ...common,
    axis: null,
    minInclusive: true,
    maxInclusive: true,
    difference: false,
    bounded: true,
    beside: null,
  };
  const [a, b, c] = values as [Value, Value?, Value?];
  const scale = (value: Value): number => inUnit(value, unit);
  if (bound?.bound === "condition") return [];
  if (shape === "range" && b) {
    if (a.sign === "±") return [{ ...base, min: -scale(b), typ: null, max: scale(b) }];
    const shared = exactUnit(a, unit);
    const [low, high] = [inUnit(a, shared), inUnit(b, shared)];
    const [min, max] = [Math.min(low, high), Math.max(low, high)];
    return [{ ...base, unit: shared, min, typ: null, max }];
  }
  if (shape === "toleranced" && b) {
    const range = toleranced(a, b, c ?? null, unit);
    // What cannot be added stays beside the value.
    if (range === null) {
      return [
        { ...base, min: null, typ: scale(a), max: null, bounded: false, beside: common.beside },
      ];
    }
    return [{ ...base, ...range }];
  }
  if (shape === "single" && a.sign === "±") {
    return [{ ...base, min: -scale(a), typ: null, max: scale(a), difference: true }];
  }
  return values.map((value, index) => {
    // Values of a list keep their own units: "90 L/min or 1.5 L/s".
    const own = shape === "list" ? (value.unit ?? unit) : unit;
    const number = shape === "list" ? value.number : scale(value);
    const isEven = shape === "list" && value.sign === "±";
    const side = value.plus && !(bound?.explicit === true) ? "min" : (bound?.bound ?? "typ");
    return {
      ...base,
      unit: own,
      ...(shape === "list" ? { figureStart: value.start, figureEnd: value.end } : {}),
      ...(shape === "list" && index > 0 && !isEven ? { start: value.start } : {}),
      min: isEven ? -number : side === "min" ? number : null,
      typ: side === "typ" && !isEven ? number : null,
      max: isEven || side === "max" ? number : null,
      difference: isEven,
      minInclusive: side === "min" ? value.plus || bound!.inclusive : true,
      maxInclusive: side === "max" ? bound!.inclusive : true,
      axis: shape === "sizes" ? index : null,
      bounded: side !== "typ" || isEven,
    };
  });
}

/** "1 min to 24 h" is 1 to 1440 min, for no decimal says a minute in hours. */
function exactUnit(first: Value, unit: Unit): Unit {
  if (first.unit === null || first.unit.dimension !== unit.dimension) return unit;
  const scaled = inUnit(first, unit);
  return scaled === Number(scaled.toPrecision(9)) ? unit : first.unit;
}

/** A value of a mixed figure ("500 mA to 2 A") in the figure's unit. */
function inUnit(value: Value, unit: Unit): number {
  if (
    value.unit === null ||
    value.unit.code === unit.code ||
    value.unit.dimension !== unit.dimension
  )
    return value.number;
  return round((value.number * value.unit.factor + value.unit.offset - unit.offset) / unit.factor);
}
