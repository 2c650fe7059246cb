/** Says how a limit changed: each bound before and after, and whether it is tighter or looser in SI units. */
import type { Compared } from "./requirement-diff.ts";
import { stated, unitText } from "./stated.ts";

type Side = "min" | "typ" | "max";

/** One phrase a bound that differs, such as "max 3.6 V → 3.3 V, tighter"; empty when none does. */
export function limitsChanged(was: Compared, is: Compared): string[] {
  if (was.values !== null || is.values !== null || was.si === null || is.si === null) {
    const [old, now] = [limitText(was), limitText(is)];
    return old === now ? [] : [`${old} → ${now}`];
  }
  if (was.si.unit !== is.si.unit) {
    return [`${limitText(was)} → ${limitText(is)}, another quantity`];
  }
  const changes = (["min", "typ", "max"] as const).flatMap((side) => {
    const how = compare(side, was, is);
    return how === null ? [] : [`${side} ${boundText(side, was)} → ${boundText(side, is)}${how}`];
  });
  if (changes.length > 0 || was.unit === is.unit) return changes;
  return [`unit ${was.unit} → ${is.unit}, same limit`];
}

/** ", tighter", ", looser", "" for what is neither; null when the bound is the same. */
function compare(side: Side, was: Compared, is: Compared): string | null {
  const [old, now] = [was.si![side], is.si![side]];
  if (side === "typ") return same(old, now) ? null : "";
  const inclusive = `${side}Inclusive` as const;
  if (same(old, now)) {
    if (old === undefined || was[inclusive] === is[inclusive]) return null;
    return was[inclusive] ? ", tighter" : ", looser";
  }
  if (old === undefined) return ", tighter";
  if (now === undefined) return ", looser";
  return now < old === (side === "max") ? ", tighter" : ", looser";
}

/** Units are converted in floating point: 0.2 A and 200 mA are one limit. */
const same = (a: number | undefined, b: number | undefined): boolean =>
  a === b || (a !== undefined && b !== undefined && Math.abs(a - b) <= 1e-9 * Math.abs(a));

function boundText(side: Side, one: Compared): string {
  const value = one[side];
  if (value === null) return "none";
  const strict =
    side === "max" && !one.maxInclusive ? "< " : side === "min" && !one.minInclusive ? "> " : "";
  return `${strict}${value}${unitText(one.unit)}`;
}

/** The limit, the choice, or whether a feature is wanted. */
export function limitText(one: Compared): string {
  if (one.values?.length === 1 && one.values[0] === "true") return "present";
  if (one.values?.length === 1 && one.values[0] === "false") return "absent";
  return stated(one as Parameters<typeof stated>[0]);
}
