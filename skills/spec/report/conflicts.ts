/** Finds pairs of stated constraints that cannot both hold. */
import type { Conflict, Constraint } from "../schema.ts";
import { excesses } from "./wholes.ts";
import { stated } from "./stated.ts";

/** A constraint and whether its own words name it; one named by its heading only is compared with nothing. */
export interface Claim {
  readonly constraint: Constraint;
  readonly sure: boolean;
}

/** A parameter that stands many times belongs to many things; beyond this only the first are compared. */
const COMPARED = 40;

/** Pairs of binding constraints of one parameter whose bounds exclude each other, or are stated twice differently. */
export function findConflicts(claims: readonly Claim[]): Conflict[] {
  const groups = new Map<string, Constraint[]>();
  for (const { constraint, sure } of claims) {
    if (constraint.priority !== "must" || !sure) continue;
    const key = keyOf(constraint);
    if (key === null) continue;
    const group = groups.get(key) ?? [];
    if (group.length < COMPARED) group.push(constraint);
    groups.set(key, group);
  }
  const found: Conflict[] = [];
  for (const group of groups.values()) {
    group.forEach((a, index) => {
      for (const b of group.slice(index + 1)) {
        const reason = contradiction(a, b);
        if (reason !== null) found.push(conflict(a, b, reason));
      }
    });
  }
  const binding = claims.filter(({ constraint, sure }) => constraint.priority === "must" && sure);
  for (const { whole, part, reason } of excesses(binding.map(({ constraint }) => constraint)))
    found.push(conflict(whole, part, reason));
  return found;
}

function conflict(a: Constraint, b: Constraint, reason: string): Conflict {
  return {
    lines: [a.source.line, b.source.line],
    files: [a.source.file, b.source.file],
    reason,
    constraints: [a.id, b.id],
  };
}

/** Parameters of the whole product, whoever states them, under one name. */
const PRODUCT: readonly (readonly [RegExp, string])[] = [
  [
    /^(?:operating_|ambient_|outdoor_|indoor_)?temperature(?:_range)?$|^operating_temperature_range$/,
    "operating temperature",
  ],
  [/^storage_temperature(?:_range)?$/, "storage temperature"],
  [/^(?:dc_)?(?:input|supply|operating)_voltage(?:_range)?$/, "supply voltage"],
  [/^(?:total_)?(?:weight|mass)$/, "mass"],
  [/^(?:total_|target_|unit_)?(?:bom_)?cost$/, "cost"],
  [/^(?:expected_|target_)?battery_life$/, "battery life"],
  [/^(?:operating_|relative_)?humidity(?:_range)?$/, "humidity"],
  [/^(?:board|pcb|enclosure|device|overall)_(?:size|dimensions)_([xyz])$/, "size"],
  [/^ip_rating$/, "ip rating"],
];

/** What a constraint is compared under; null for what is never compared. */
function keyOf({ parameter, subject, si, values }: Constraint): string | null {
  const feature = values !== null && values.every((value) => value === "true" || value === "false");
  if (si === null && !feature) return null;
  // Rails, repeated parts and the like are several things of one name.
  if (/rail|_axes$|outputs?$|inputs?$|ports?$/.test(parameter)) return null;
  const unit = si?.unit ?? "feature";
  // "The drive's input voltage" is that of the product.
  const bare = parameter.replace(/^(?:the_)?(?:unit|device|product|system|drive|equipment)s?_/, "");
  const known = PRODUCT.find(([words]) => words.test(parameter) || words.test(bare))?.[1];
  if (known !== undefined) return `${known}|${unit}|${/[xyz]$/.exec(parameter)?.[0] ?? ""}`;
  // A name of one word, such as "range", is a different thing under every heading.
  const own = parameter.includes("_") ? "" : (subject ?? "");
  // "shall not be sealed" demands the opposite of "shall be sealed".
  return `${feature ? parameter.replace(/^not_/, "") : parameter}|${unit}|${own}`;
}

function contradiction(a: Constraint, b: Constraint): string | null {
  if (a.source.line === b.source.line && a.source.file === b.source.file) return null;
  const name = a.parameter.replaceAll("_", " ");
  if (a.si === null || b.si === null) {
    return wanted(a) === wanted(b)
      ? null
      : `${name.replace(/^not /, "")} is asked for and excluded`;
  }
  const [x, y] = [interval(a), interval(b)];
  if ((x.low === y.low && x.high === y.high) || !sameCircumstances(a, b)) return null;
  if (x.low > y.high || y.low > x.high) {
    // Two plain values are often two variants; with the same owner they are one thing stated twice.
    const plain = x.low === x.high && y.low === y.high;
    if (plain && (a.subject !== b.subject || isBorne(a))) return null;
    return `${name}: ${stated(a)} against ${stated(b)}; no value meets both`;
  }
  // A range around a value says less than another range without one: "3.3 V ±5 %" against "3.0 to 3.6 V".
  const comparable =
    ((a.typ === null) === (b.typ === null) || !closed(x) || !closed(y)) && held(a) === held(b);
  return comparable && differs(x, y, a, b)
    ? `${name} is stated twice, differently: ${stated(a)} and ${stated(b)}`
    : null;
}

const wanted = ({ parameter, values }: Constraint): boolean =>
  (values?.[0] === "true") !== parameter.startsWith("not_");

/** When a limit holds; two limits that overlap are compared only under one condition. */
const held = ({ condition }: Constraint): string =>
  (condition ?? "")
    .toLowerCase()
    .replace(/^(?:(?:in|at)?\s*ambient(?: temperature)?|(?:nominal|typ(?:ical)?)\b.*)$/, "");

/** Whether one thing got two ranges, a range and a limit inside it, or two limits of one side. */
function differs(x: Interval, y: Interval, a: Constraint, b: Constraint): boolean {
  if (x.low === y.low && x.high === y.high) return false;
  if (closed(x) && closed(y)) return x.low < x.high && y.low < y.high;
  if (closed(x)) return x.low < x.high && (cuts(y, x) || goesBeyond(y, x, a));
  if (closed(y)) return y.low < y.high && (cuts(x, y) || goesBeyond(x, y, a));
  const low = Number.isFinite(x.low) && Number.isFinite(y.low);
  const high = Number.isFinite(x.high) && Number.isFinite(y.high);
  // Limits of equal names are often those of two things; the heading or a known name tells.
  const one = a.subject === b.subject || /^(?:input|supply|operating)_|^weight$/.test(a.parameter);
  return (low || high) && a.parameter === b.parameter && one;
}

/** A limit that forbids a part of a range. */
const cuts = (limit: Interval, range: Interval): boolean =>
  limit.high < range.high || limit.low > range.low;

/** "Works down to -30 °C" asks more than "operates from -20 to 60 °C": such a limit is an end of what is borne. */
const goesBeyond = (limit: Interval, range: Interval, constraint: Constraint): boolean =>
  isBorne(constraint) &&
  ((Number.isFinite(limit.low) && limit.low < range.low) ||
    (Number.isFinite(limit.high) && limit.high > range.high));

/** What surrounds the product: it works at each value that is stated. */
const isBorne = ({ parameter }: Constraint): boolean =>
  /^(?:(?:operating|ambient|storage)_)?(?:temperature|humidity)/.test(parameter);

/** Two different conditions, or sections such as "Storage" and "Operation", speak of two things. */
function sameCircumstances(a: Constraint, b: Constraint): boolean {
  if (occasions(a) !== occasions(b)) return false;
  const [one, other] = [a.condition?.toLowerCase() ?? "", b.condition?.toLowerCase() ?? ""];
  return one === other || one === "" || other === "";
}

/** Words that tell ratings, faults and short events from operation, and one place from another. */
const OCCASION =
  /\babs(?:olute)?\b|withst[ao]\w+|surviv\w+|surge|transient|load dump|cranking|\bpeak\b|inrush|start-?up|lock-?out|shut-?down|\btrip|fault|clamp\w*|\bcase\b|junction|surface|\bcharging\b|discharging|storage|idle|sleep|standby|transport/gi;

/** Each constraint is compared with many. */
const KNOWN = new WeakMap<Constraint, string>();

function occasions(constraint: Constraint): string {
  const known = KNOWN.get(constraint);
  if (known !== undefined) return known;
  const { statement, parameter, condition } = constraint;
  const words = `${parameter.replaceAll("_", " ")} ${statement} ${condition ?? ""}`;
  const found = [...new Set(words.toLowerCase().match(OCCASION))].toSorted().join(" ");
  KNOWN.set(constraint, found);
  return found;
}

interface Interval {
  readonly low: number;
  readonly high: number;
}

const closed = ({ low, high }: Interval): boolean => Number.isFinite(low) && Number.isFinite(high);

function interval({ si }: Constraint): Interval {
  const { min, typ, max } = si!;
  if (min === undefined && max === undefined) return { low: typ!, high: typ! };
  return { low: min ?? -Infinity, high: max ?? Infinity };
}
