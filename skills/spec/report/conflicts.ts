/** Finds pairs of stated constraints that cannot both hold. */
import type { Conflict, Constraint } from "../schema.ts";

/** Pairs with the same parameter and owner whose bounds exclude each other or are stated differently. */
export function findConflicts(constraints: readonly Constraint[]): Conflict[] {
  const groups = new Map<string, Constraint[]>();
  for (const constraint of constraints) {
    if (constraint.priority !== "must") continue;
    for (const key of keysOf(constraint)) groups.set(key, [...(groups.get(key) ?? []), constraint]);
  }
  const found = new Map<string, Conflict>();
  for (const group of groups.values()) {
    // A parameter that stands many times belongs to many things; only neighbours in meaning are compared.
    for (let a = 0; a < group.length && a < 50; a++) {
      for (let b = a + 1; b < group.length && b < 50; b++) {
        const reason = contradiction(group[a]!, group[b]!);
        if (reason === null) continue;
        found.set(`${group[a]!.id} ${group[b]!.id}`, conflict(group[a]!, group[b]!, reason));
      }
    }
  }
  return [...found.values()];
}

function conflict(a: Constraint, b: Constraint, reason: string): Conflict {
  return {
    lines: [a.source.line, b.source.line],
    files: [a.source.file, b.source.file],
    reason,
    constraints: [a.id, b.id],
  };
}

/** Names under which a constraint is compared with others. */
function keysOf(constraint: Constraint): string[] {
  const { parameter, subject, si, values } = constraint;
  const feature = values !== null && values.every((value) => value === "true" || value === "false");
  if (si === null && !feature) return [];
  const about = synonym(parameter);
  const generic = !parameter.includes("_");
  return [`${about}|${si?.unit ?? "feature"}|${generic || feature ? (subject ?? "") : ""}`];
}

const SYNONYM: readonly (readonly [RegExp, string])[] = [
  [
    /^(?:operating_)?temperature(?:_range)?$|^operating_temperature_range$|^ambient_temperature$/,
    "operating_temperature",
  ],
  [/^(?:input|supply|operating)_voltage(?:_range)?$/, "supply_voltage"],
  [/^(?:weight|mass)$|_(?:weight|mass)$/, "mass"],
  [/^(?:bom_cost|unit_cost|target_cost)$/, "bom_cost"],
];
const synonym = (name: string): string => SYNONYM.find(([words]) => words.test(name))?.[1] ?? name;

function contradiction(a: Constraint, b: Constraint): string | null {
  if (a.si === null || b.si === null) {
    return a.values?.[0] !== b.values?.[0] ? `${a.parameter} is asked for and excluded` : null;
  }
  if (a.source.line === b.source.line && a.source.file === b.source.file) return null;
  if (
    a.condition !== b.condition &&
    (a.condition !== null || b.condition !== null) &&
    a.parameter !== b.parameter
  )
    return null;
  if (differentConditions(a, b)) return null;
  const [x, y] = [interval(a), interval(b)];
  const name = a.parameter;
  if (x.low > y.high || y.low > x.high)
    return `${name}: ${stated(a)} against ${stated(b)}; no value meets both`;
  const closed = (i: Interval): boolean => Number.isFinite(i.low) && Number.isFinite(i.high);
  if (
    closed(x) &&
    closed(y) &&
    (x.low !== y.low || x.high !== y.high) &&
    a.typ === null &&
    b.typ === null
  ) {
    return `${name} is stated twice, differently: ${stated(a)} and ${stated(b)}`;
  }
  return null;
}

/** "active" and "sleep" currents are two things. */
function differentConditions(a: Constraint, b: Constraint): boolean {
  const words = (c: Constraint): string => (c.condition ?? "").toLowerCase();
  return words(a) !== words(b) && words(a) !== "" && words(b) !== "";
}

interface Interval {
  readonly low: number;
  readonly high: number;
}

function interval({ si }: Constraint): Interval {
  const { min, typ, max } = si!;
  if (min === undefined && max === undefined) return { low: typ!, high: typ! };
  return { low: min ?? -Infinity, high: max ?? Infinity };
}

/** "3 to 3.6 V", "< 200 mA". */
export function stated(constraint: Constraint): string {
  const { min, typ, max, minInclusive, maxInclusive } = constraint;
  const unit = unitText(constraint.unit);
  if (min !== null && max !== null) {
    const middle = typ === null ? "" : ` (typ ${typ})`;
    return -min === max && typ === null ? `±${max}${unit}` : `${min} to ${max}${unit}${middle}`;
  }
  if (max !== null) return `${maxInclusive ? "≤" : "<"} ${max}${unit}`;
  if (min !== null) return `${minInclusive ? "≥" : ">"} ${min}${unit}`;
  if (typ !== null) return `${typ}${unit}`;
  return (constraint.values ?? []).join(" or ");
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
};

/** A unit for people, with its space. */
export function unitText(unit: string | null): string {
  if (unit === null) return "";
  return (
    PRETTY[unit] ??
    ` ${unit
      .replace(/^u(?=[A-Z])/, "µ")
      .replace(/Ohm$/, "Ω")
      .replace("Cel", "°C")}`
  );
}
