/** Turns limits into measures before the run, and judges each after it: pass, fail or not measured. */
import type { ToolActions } from "metaforge";
import type { Limit, Measure } from "./asking/args.ts";
import { inSi, toSi } from "./asking/number.ts";
import type { Asked } from "./asking/wishes.ts";
import type { LimitRow } from "./schema.ts";

export type Outcome = Awaited<ReturnType<ToolActions<"ngspice">["simulate"]>>;
type Data = NonNullable<Outcome["data"]>;

/** A limit in SI units, and what it is held against. */
export interface Wanted {
  readonly name: string;
  /** As asked for; null when a name says it all. */
  readonly expression: string | null;
  /** The measure or waveform to look for in the results. */
  readonly subject: string;
  readonly min: number | null;
  readonly max: number | null;
  readonly unit: string | null;
  readonly requirement: string | null;
  /** Why it can never be judged; null when it can. */
  readonly hopeless: string | null;
}

/** A name of a waveform, such as v(out), i(l1) or @r1[i], and no measure: those have words. */
const WAVEFORM = /^\S+$/;

/** What has to be measured, the limits' own measures among it. */
export function plan({
  measures,
  limits,
  requirements,
}: Pick<Asked, "measures" | "limits" | "requirements">): {
  readonly measures: readonly Measure[];
  readonly wanted: readonly Wanted[];
} {
  const all = [...measures];
  const wanted = limits.map((limit, index): Wanted => {
    const { name, expression = null } = limit;
    const bounds = boundsOf(limit, requirements);
    const row = { name: name ?? expression!, expression, ...bounds };
    if (expression === null) return { ...row, subject: name! };
    if (WAVEFORM.test(expression)) return { ...row, subject: expression };
    const known = all.find((one) => isSame(one.expression, expression));
    if (known) return { ...row, subject: known.name };
    const own = freeName(name, index, all);
    all.push({ name: own, expression });
    return { ...row, subject: own };
  });
  return { measures: all, wanted };
}

const isSame = (a: string, b: string) =>
  a.trim().replace(/\s+/g, " ").toLowerCase() === b.trim().replace(/\s+/g, " ").toLowerCase();

/** ngspice knows measures by lower-case names of letters, digits and _. */
function freeName(title: string | undefined, index: number, taken: readonly Measure[]): string {
  const words = (title ?? "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "");
  const wanted = /^[a-z]\w{0,40}$/.test(words) ? words : `limit_${index + 1}`;
  let name = wanted;
  for (let next = 2; taken.some((one) => one.name.toLowerCase() === name); next += 1) {
    name = `${wanted}_${next}`;
  }
  return name;
}

function boundsOf(limit: Limit, requirements: Asked["requirements"]) {
  const id = limit.requirement ?? null;
  const known = id === null ? undefined : requirements?.get(id);
  if (limit.min === undefined && limit.max === undefined) {
    const { min = null, max = null } = known?.si ?? known ?? {};
    const si = toSi((known?.si ?? known)?.unit ?? "");
    const hopeless = !known
      ? `requirement ${id} is in no constraints.json that was named or is there`
      : min === null && max === null
        ? `requirement ${id} sets no limit in numbers`
        : null;
    const scaled = (bound: number | null) => (bound === null ? null : inSi(bound, si.factor));
    return { min: scaled(min), max: scaled(max), unit: si.unit || null, requirement: id, hopeless };
  }
  const own = toSi(limit.unit ?? "");
  const units = [own.unit, limit.min?.unit, limit.max?.unit].filter(Boolean) as string[];
  const scaled = (bound: Limit["min"]) =>
    bound === undefined ? null : inSi(bound.value, bound.unit === null ? own.factor : 1);
  const [min, max] = [scaled(limit.min), scaled(limit.max)];
  const hopeless =
    new Set(units).size > 1
      ? `its limits have different units: ${[...new Set(units)].join(", ")}`
      : min !== null && max !== null && min > max
        ? "its lower limit is above its upper one"
        : null;
  return { min, max, unit: units[0] ?? null, requirement: id, hopeless };
}

/** In the order of the request. `doubt` says why nothing of this run may be called kept; null: nothing does. */
export function judge(
  wanted: readonly Wanted[],
  outcome: Outcome,
  doubt: string | null,
): LimitRow[] {
  return wanted.map((one) => {
    const { hopeless, subject, ...row } = one;
    const found = outcome.data ? find(subject, one, outcome.data) : null;
    const base = {
      ...row,
      measure: subject,
      unit: one.unit ?? found?.unit ?? null,
      value: found?.value ?? null,
      of: found?.of ?? null,
      margin: null,
    };
    const unknown = (reason: string): LimitRow => ({ ...base, verdict: "not_measured", reason });
    if (hopeless !== null) return unknown(hopeless);
    if (!outcome.data) return unknown("there is no result");
    if (!found) return unknown(`the results have no measure and no waveform '${subject}'`);
    if (found.value === null) return unknown(`'${subject}' has no value; see the problems`);
    if (one.unit !== null && found.unit !== null && one.unit !== found.unit) {
      return unknown(`its limits are in ${one.unit}, what was measured is in ${found.unit}`);
    }
    const margin = Math.min(
      one.max === null ? Infinity : one.max - found.value,
      one.min === null ? Infinity : found.value - one.min,
    );
    const judged = { ...base, margin: Number(margin.toPrecision(12)) };
    if (margin < 0) return { ...judged, verdict: "fail", reason: null };
    if (doubt !== null) return { ...judged, verdict: "not_measured", reason: doubt };
    return { ...judged, verdict: "pass", reason: null };
  });
}

interface Found {
  readonly value: number | null;
  readonly unit: string | null;
  /** Of a waveform: which of its extremes comes closer to a limit. */
  readonly of: "minimum" | "maximum" | null;
}

function find(subject: string, { min, max }: Wanted, data: Data): Found | null {
  const name = subject.toLowerCase();
  const measure = data.measures.find((one) => one.name.toLowerCase() === name);
  if (measure) return { value: measure.value, unit: measure.unit, of: null };
  const waveform = data.waveforms.find((one) => one.name.toLowerCase() === name);
  if (!waveform) return null;
  const { unit, min: lowest, max: highest } = waveform;
  if (lowest === null || highest === null) return { value: null, unit, of: null };
  const above = max === null ? Infinity : max - highest;
  const below = min === null ? Infinity : lowest - min;
  return above <= below
    ? { value: highest, unit, of: "maximum" }
    : { value: lowest, unit, of: "minimum" };
}
