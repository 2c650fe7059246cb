/** What the answers add up to: counts for each check and one verdict. What was not measured never passes. */
import type { Answers, DrcData, ErcData, Status, Violation } from "./measure.ts";
import type { Check, CheckProblem } from "./schema.ts";

type Numbers = Pick<Check["erc"], "errors" | "warnings" | "excluded" | "byType" | "capped">;

/** Of a check without answer: nothing is known, so nothing is counted. */
const UNKNOWN: Numbers = { errors: null, warnings: null, excluded: null, byType: {}, capped: [] };

export function ercNumbers({ erc: { status, data } }: Answers): Check["erc"] {
  const ignored = [...(data?.ignored ?? [])];
  return { status, sheets: data?.sheets.length ?? null, ...numbersOf(data), ignored };
}

export function drcNumbers({ drc: { status, data } }: Answers): Check["drc"] {
  const drc = data?.drc ?? null;
  const numbers = numbersOf(drc);
  const excluded = drc?.unconnected.filter((one) => one.excluded).length ?? 0;
  return {
    status,
    ...numbers,
    excluded: numbers.excluded === null ? null : numbers.excluded + excluded,
    unconnected: drc === null ? null : drc.unconnected.filter((one) => !one.excluded).length,
    ignored: [...(drc?.ignored ?? [])],
    zonesRefilled: false,
  };
}

export function parityNumbers({ parity: { status, data } }: Answers): Check["parity"] {
  const numbers = numbersOf(data);
  const count = data === null ? null : numbers.errors! + numbers.warnings!;
  return { status, count, ...numbers };
}

/** Counted from what is listed, so that counts and list cannot disagree. */
function numbersOf(
  data: (Pick<ErcData | DrcData, "capped"> & { violations: readonly Violation[] }) | null,
): Numbers {
  if (data === null) return UNKNOWN;
  const counted = data.violations.filter(({ excluded }) => !excluded);
  const byType: Record<string, number> = {};
  for (const type of counted.map((one) => one.type).toSorted()) {
    byType[type] = (byType[type] ?? 0) + 1;
  }
  const errors = counted.filter(({ severity }) => severity === "error").length;
  return {
    errors,
    warnings: counted.length - errors,
    excluded: data.violations.length - counted.length,
    byType,
    capped: data.capped.toSorted(),
  };
}

/** Errors decide; without one, whatever was not checked in full keeps it from passing. */
export function verdictOf(
  { erc, drc, parity }: Pick<Check, "erc" | "drc" | "parity">,
  findings: Check["findings"],
  problems: readonly CheckProblem[],
): Check["verdict"] {
  if (findings.some(({ severity }) => severity === "error")) return "fail";
  if (problems.some(({ severity }) => severity === "error")) return "not_measured";
  const all = (["erc", "drc", "parity"] as const).map((check) =>
    isWhole(check, { erc, drc, parity }[check].status, problems),
  );
  return all.every(Boolean) ? "pass" : "not_measured";
}

/** Whether all that a check looks at was looked at. */
export const isWhole = (
  check: CheckProblem["check"],
  status: Status,
  problems: readonly CheckProblem[],
): boolean =>
  status === "ok" ||
  (status === "partial" && problems.every((one) => one.check !== check || one.severity === "info"));
