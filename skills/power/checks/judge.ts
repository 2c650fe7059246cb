/** Turns a value and its limit into a verdict: what is not known can break a limit, and never keep it. */
import type { Bounds } from "../figure.ts";
import { rounded } from "../quantity.ts";
import type { Check } from "../schema.ts";

export type Wanted = Pick<Check, "kind" | "about" | "title" | "side" | "unit"> & {
  readonly value: number | null;
  /** False: the value is at least, with side min at most, this much. */
  readonly complete: boolean;
  /** False: the value is counted in part by typical figures. */
  readonly assured: boolean;
  readonly limit: Limit | null;
  readonly formula: string;
  readonly source: string | null;
  /** Why value or limit are not known. */
  readonly lacking: string;
  /** Why it is not complete. */
  readonly doubt?: string;
};

export interface Limit {
  readonly value: number;
  /** False: it is a typical figure itself. */
  readonly assured: boolean;
}

const MISSING = "a figure is missing, see what is not known";
export const TYPICAL =
  "counted in part by typical figures, whose maximum is not given: they keep it, a worst case is not proven";
const TYPICAL_LIMIT = "the limit is a typical figure: it is kept, a worst case is not proven";

export function judged(wanted: Wanted): Check {
  const { value, complete, assured, limit, lacking, doubt = MISSING, ...rest } = wanted;
  const margin =
    value === null || limit === null
      ? null
      : rest.side === "max"
        ? limit.value - value
        : value - limit.value;
  const isAssured = assured && limit?.assured !== false;
  const reason =
    margin === null
      ? lacking
      : margin < 0
        ? null
        : !complete
          ? doubt
          : isAssured
            ? null
            : assured
              ? TYPICAL_LIMIT
              : TYPICAL;
  const isOpen = margin === null || (margin >= 0 && !complete);
  return {
    id: `${rest.kind}:${rest.about}`,
    ...rest,
    value: value === null ? null : rounded(value),
    limit: limit === null ? null : rounded(limit.value),
    complete,
    margin: margin === null || isOpen ? null : rounded(margin),
    basis: isAssured ? "limits" : "typical",
    verdict: reason !== null ? "not_measured" : margin! < 0 ? "fail" : "pass",
    reason,
  };
}

/** What a part can give: its limit, else what it guarantees, else what it typically does. */
export const able = (bounds: Bounds | null): Limit | null =>
  bounds && {
    value: (bounds.max ?? bounds.min ?? bounds.typ)!,
    assured: bounds.max !== null || bounds.min !== null,
  };

/** What a part needs at most. */
export const needs = (bounds: Bounds | null): Limit | null =>
  bounds && {
    value: (bounds.max ?? bounds.typ ?? bounds.min)!,
    assured: bounds.max !== null,
  };

export const exactly = (value: number | null | undefined): Limit | null =>
  value === null || value === undefined ? null : { value, assured: true };
