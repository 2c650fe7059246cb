/** Makes an outcome out of how a call went and what stands between its answer and the truth. */
import type { CliResult } from "../cli/run.ts";
import type { Outcome, Problem } from "../contract.ts";
import type { Counts } from "../contract-checks.ts";
import { problem } from "../problem.ts";
import type { OpenProject } from "../project/open.ts";

/** The outcome of a call that gave no answer. */
export function withoutAnswer<T>(project: OpenProject, result: CliResult): Outcome<T> {
  const status = result.status === "not-run" ? "not-run" : "failed";
  return {
    status,
    data: null,
    problems: all(project, result.problems),
    evidence: [result.evidence],
  };
}

/** An answer is whole when nothing is known against it. */
export function withAnswer<T>(
  project: OpenProject,
  results: readonly CliResult[],
  data: T,
  further: readonly Problem[] = [],
): Outcome<T> {
  const problems = all(project, [...results.flatMap((one) => one.problems), ...further]);
  const isWhole = problems.length === 0 && results.every(({ status }) => status === "ok");
  return {
    status: isWhole ? "ok" : "partial",
    data,
    problems,
    evidence: results.map((one) => one.evidence),
  };
}

/** Those of the project first; the one that forbade the call is among both. */
const all = (project: OpenProject, own: readonly Problem[]) => [
  ...project.problems,
  ...own.filter((one) => !project.problems.includes(one)),
];

const ABOUT_LIBRARIES = ["lib_symbol_issues", "lib_footprint_issues", "footprint_link_issues"];

/** Where KiCad's own libraries are not installed, their parts are reported as missing from every design. */
export function libraryDoubts({ lacksLibraries }: CliResult, { byType }: Counts): Problem[] {
  if (!lacksLibraries || !ABOUT_LIBRARIES.some((type) => byType[type] !== undefined)) return [];
  const message =
    "KiCad's own libraries are not installed: findings about libraries may be no fault of the design";
  const action = "Install KiCad's packages of symbols and footprints.";
  return [problem("LIBRARY_MISSING", message, undefined, action)];
}
