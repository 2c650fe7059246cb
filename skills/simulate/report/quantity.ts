/** Writes the quantities of the report, with six digits of the SI value. */
import { quantity as written } from "metaforge/report";

const DIGITS = 6;

export const quantity = (value: number | null, unit: string | null): string =>
  value === null ? "—" : written(value, unit, DIGITS);

/** "at least 3.2 V and at most 3.4 V". */
export function bounds({
  min,
  max,
  unit,
}: {
  min: number | null;
  max: number | null;
  unit: string | null;
}): string {
  const low = min === null ? [] : [`at least ${quantity(min, unit)}`];
  const high = max === null ? [] : [`at most ${quantity(max, unit)}`];
  return [...low, ...high].join(" and ") || "no limit in numbers";
}
