/**
 * Acceptance limits: the requirement's limits moved inwards by the expanded uncertainty U of the measurement, so that a
 * result that is accepted keeps the requirement with the measurement's own doubt counted (guard band w = U, as in
 * ILAC-G8:09 and ISO 14253-1). U is at most the equipment class's, and at most an eighth of a two-sided tolerance, which
 * keeps its half four times as wide as U. Of an error that is allowed, U is at most a quarter. A stimulus is the other way
 * round: it is set beyond the limit by U, so that the limit is surely reached. U has two digits, rounded up.
 */
import type { Equipment } from "./equipment.ts";
import { amount } from "./limit-words.ts";

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
  /** How U comes about: "0.5 % of 8 g = 0.04 g"; empty: there is none. */
  readonly guardBand: string;
}

/** `error`: the limits are by how much a value may be wrong; `stimulus`: they are ends of what is applied. */
export type Use = "result" | "error" | "stimulus";

const PART_OF_TOLERANCE = 8;
const PART_OF_ERROR = 4;

interface Doubt {
  readonly value: number;
  readonly formula: string;
}

export function guarded(
  { min, max, unit }: Pick<Limits, "min" | "max" | "unit">,
  equipment: Equipment | null,
  guard: "tightened" | "none",
  use: Use = "result",
): Limits {
  const of = (limit: number | null): Doubt | null => {
    if (limit === null || equipment === null) return null;
    if (guard === "none") return { value: 0, formula: "" };
    if (use === "error") return errorDoubt({ min, max, unit }, limit);
    const own = classDoubt(equipment, limit || (min ?? 0) + (max ?? 0), unit);
    if (own === null || use === "stimulus" || min === null || max === null) return own;
    const most = floored((max - min) / PART_OF_TOLERANCE);
    if (own.value <= most || min === max) return own;
    return {
      value: most,
      formula: `an eighth of ${amount(max - min, unit)} = ${amount(most, unit)}, less than the class's ${amount(own.value, unit)}`,
    };
  };
  const [low, high] = [of(min), of(max)];
  const sign = use === "stimulus" ? -1 : 1;
  const formulas = [low, high].map((one) => one?.formula ?? "").filter((text) => text !== "");
  return {
    ...{ min, max, unit },
    uncertaintyMin: low === null ? null : exact(low.value),
    uncertaintyMax: high === null ? null : exact(high.value),
    acceptMin: low === null ? null : exact(min! + sign * low.value),
    acceptMax: high === null ? null : exact(max! - sign * high.value),
    guardBand: [...new Set(formulas)].join("; "),
  };
}

/** `of` is the limit; beside one of 0, of which a share is nothing, the other. Null: nothing is known of it. */
function classDoubt(
  { relative, absolute }: Equipment,
  of: number,
  unit: string | null,
): Doubt | null {
  if (relative === null) {
    if (absolute === null) return null;
    const value = absolute * (unit === "degF" ? DEGF_PER_CEL : 1);
    return { value, formula: value === 0 ? "" : `${amount(value, unit)} (class)` };
  }
  const base = Math.abs(of);
  if (base === 0) return null;
  const value = ceiled(base * relative);
  const share = `${Number((relative * 100).toPrecision(3))} % of ${amount(base, unit)}`;
  return { value, formula: `${share} = ${amount(value, unit)}` };
}

/** A difference of one degree Celsius is 1.8 degrees Fahrenheit. */
const DEGF_PER_CEL = 1.8;

/** The instrument has to be four times as good as what it judges, whatever its class. */
function errorDoubt(
  { min, max, unit }: Pick<Limits, "min" | "max" | "unit">,
  limit: number,
): Doubt | null {
  const allowed = min !== null && max !== null ? (max - min) / 2 : Math.abs(limit);
  if (allowed === 0) return null;
  const value = floored(allowed / PART_OF_ERROR);
  return { value, formula: `a quarter of ${amount(allowed, unit)} = ${amount(value, unit)}` };
}

/** Two digits: an uncertainty is not known better (JCGM 100:2008, 7.2.6). */
const ceiled = (value: number) => rounded(value, Math.ceil);
const floored = (value: number) => rounded(value, Math.floor);

function rounded(value: number, way: (value: number) => number): number {
  if (value === 0) return 0;
  const step = 10 ** (Math.floor(Math.log10(value)) - 1);
  return exact(way(exact(value / step)) * step);
}

const exact = (value: number): number => Number(value.toPrecision(9));
