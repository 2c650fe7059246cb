/** The section of a report that says what was measured of the requirements. */
import type { RequirementVerdict } from "./requirement.ts";
import { table } from "./table.ts";

const MARK = {
  pass: "pass",
  fail: { markdown: "**FAIL**" },
  not_measured: "not measured",
} as const;

/** Undefined: no requirements were read, so the report has no such section and "" is returned. */
export function requirementSection(rows: readonly RequirementVerdict[] | undefined): string {
  if (rows === undefined) return "";
  if (rows.length === 0) {
    return "## Requirements\n\nNo requirement of constraints.json speaks of what was measured here.";
  }
  const told = rows.map(({ requirement, statement, limit, value, unit, verdict, basis }) => [
    ...[requirement, statement, limit ?? ""],
    value === null ? "" : `${value}${unit === null ? "" : ` ${unit}`}`,
    ...[MARK[verdict], basis],
  ]);
  const head = ["Requirement", "Statement", "Limit", "Measured", "Verdict", "Basis"];
  return `## Requirements\n\n${table(head, told, { isPadded: false })}`;
}
