/** Writes a limit for people. */
import type { Constraint } from "../schema.ts";

type Limit = Pick<
  Constraint,
  "min" | "typ" | "max" | "minInclusive" | "maxInclusive" | "unit" | "values" | "category"
>;

/** "3 to 3.6 V", "< 200 mA". */
export function stated(constraint: Limit): string {
  const { min, typ, max, minInclusive, maxInclusive } = constraint;
  const unit = unitText(constraint.unit);
  if (min !== null && max !== null) {
    const middle = typ === null ? "" : ` (typ ${typ})`;
    return -min === max && typ === null ? `±${max}${unit}` : `${min} to ${max}${unit}${middle}`;
  }
  const usual = typ === null ? "" : ` (typ ${typ})`;
  if (max !== null) return `${maxInclusive ? "≤" : "<"} ${max}${unit}${usual}`;
  if (min !== null) return `${minInclusive ? "≥" : ">"} ${min}${unit}${usual}`;
  if (typ !== null) return `${typ}${unit}`;
  // Standards hold together; other names are alternatives.
  return (constraint.values ?? []).join(constraint.category === "compliance" ? ", " : " or ");
}

const PRETTY: Readonly<Record<string, string>> = {
  "1": "",
  Cel: " °C",
  degF: " °F",
  "%": " %",
  USD: " USD",
  a: " years",
  mo: " months",
  wk: " weeks",
  d: " days",
  "A.m2": " A·m²",
  "N.m": " N·m",
  deg: "°",
  in: " in",
  "1/s": " per second",
  "1/min": " per minute",
  "1/h": " per hour",
  "1/d": " per day",
};

/** A unit for people, with its space. */
export function unitText(unit: string | null): string {
  if (unit === null) return "";
  return (
    PRETTY[unit] ??
    ` ${unit
      .replace(/^u(?=[A-Za-z])/, "µ")
      .replace(/Ohm$/, "Ω")
      .replace("Cel", "°C")}`
  );
}
