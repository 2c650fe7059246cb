/** Counts the verdicts, and says in a sentence what they come to. */
import type { Body } from "./assemble.ts";
import { amount } from "metaforge/report";
import type { Check, Margin } from "./schema.ts";

export interface Tally {
  /** What decides: checks, and requirements that must be kept. */
  readonly pass: number;
  readonly fail: number;
  /** Kept by typical figures, while a worst case is asked for. */
  readonly typical: number;
  readonly open: number;
  /** Requirements that should or may be kept. */
  readonly wishes: readonly Margin[];
  readonly missing: number;
}

export const isTypicalOnly = ({ verdict, basis, margin }: Margin | Check): boolean =>
  verdict === "not_measured" && basis === "typical" && margin !== null;

export const isWish = ({ priority }: Margin): boolean => priority !== "must";

export function tallyOf({
  margins,
  checks,
  notMeasured,
}: Pick<Body, "margins" | "checks" | "notMeasured">): Tally {
  const bound = [...margins.filter((one) => !isWish(one)), ...checks];
  const count = (takes: (one: Margin | Check) => boolean) => bound.filter(takes).length;
  return {
    pass: count(({ verdict }) => verdict === "pass"),
    fail: count(({ verdict }) => verdict === "fail"),
    typical: count(isTypicalOnly),
    open: count((one) => one.verdict === "not_measured" && !isTypicalOnly(one)),
    wishes: margins.filter(isWish),
    missing: notMeasured.length,
  };
}

/** "12 limits: 5 pass, 2 by typical figures only, 1 fails, 4 not measured; 3 figures are missing." */
export function countsOf({ pass, fail, typical, open, missing }: Tally): string {
  const all = amount(pass + fail + typical + open, "limit");
  const lacking = `${amount(missing, "figure")} ${missing === 1 ? "is" : "are"} missing`;
  return `${all}: ${pass} pass, ${typical} by typical figures only, ${fail} fail, ${open} not measured; ${lacking}.`;
}

export function headlineOf(verdict: Body["verdict"], tally: Tally): string {
  const { fail, typical, open, missing, pass } = tally;
  if (verdict === "pass") return "PASS: every limit is kept, by guaranteed figures.";
  if (verdict === "fail") {
    return `FAIL: ${amount(fail, "limit")} ${fail === 1 ? "is" : "are"} broken.`;
  }
  const why = [
    ...(typical > 0 ? [`${amount(typical, "limit")} kept by typical figures only`] : []),
    ...(open > 0 ? [`${amount(open, "limit")} not to be judged`] : []),
    ...(missing > 0 ? [`${amount(missing, "figure")} missing`] : []),
    ...(pass + typical + open === 0 ? ["nothing to judge"] : []),
  ];
  return `NOT MEASURED: no limit is broken, yet this is no pass: ${why.join(", ")}.`;
}

/** "Of 3 wishes (should, may) 1 is not kept." Null where there are none. */
export function wishesOf({ wishes }: Tally): string | null {
  if (wishes.length === 0) return null;
  const count = (wanted: Margin["verdict"]) =>
    wishes.filter(({ verdict }) => verdict === wanted).length;
  return `Besides, of ${amount(wishes.length, "wish", "wishes")} (should, may), which decide nothing: ${count("pass")} kept, ${count("fail")} not kept, ${count("not_measured")} not measured.`;
}
