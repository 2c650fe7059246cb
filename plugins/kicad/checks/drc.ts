/** Checks a board by its own design rules, and whether it is the board of its schematic. */
import { join } from "node:path";
import { action } from "metaforge";
import type { ToolContext } from "metaforge";
import { BOARD_MS, runCli } from "../cli/run.ts";
import type { CliResult } from "../cli/run.ts";
import type { DrcData, ParityData, Violation } from "../contract-checks.ts";
import type { OnProject, Outcome, Problem } from "../contract.ts";
import { kept } from "../kept.ts";
import { onProject } from "../input.ts";
import { problem } from "../problem.ts";
import { textOf } from "../project/copy.ts";
import { openProject } from "../project/open.ts";
import type { OpenProject } from "../project/open.ts";
import { ignoredRules } from "../project/settings.ts";
import { emptyReport } from "./belief.ts";
import { cappedIn, drcCall, drcReport } from "./drc-call.ts";
import { libraryDoubts, withAnswer, withoutAnswer } from "./outcome.ts";
import { fromParity, parityAhead, parityWithout } from "./parity.ts";
import type { DrcReport, RawViolation } from "./report.ts";
import { rulesProblems } from "./rules-proof.ts";
import { count, toViolation, withOwnIds } from "./violation.ts";

export interface DrcAnswer {
  readonly drc: DrcData;
  readonly parity: Outcome<ParityData>;
}

export const drc = action({
  description: "Checks a board by its own design rules, and against its schematic.",
  input: onProject({}),
  run: (context, input) => kept("drc", checkBoard)(context, input as OnProject),
});

/** The own pass of a project: what `drc` answers, and what a maker's rules are compared with. */
export async function checkBoard(
  context: ToolContext,
  input: OnProject,
): Promise<Outcome<DrcAnswer>> {
  const project = await openProject(context, input);
  const timeoutMs = input.timeoutMs ?? BOARD_MS;
  const ahead = await parityAhead(context, project);
  const { result, crashed } = await ask(context, project, timeoutMs, ahead === null);
  const report = drcReport(result.files);
  if (!report) return withoutAnswer(project, result);
  const violations = toViolations(report.violations, "drc");
  const unconnected = toViolations(report.unconnected_items, "unconnected");
  const types = cappedIn(report);
  const settings = await textOf(join(project.master, `${project.stem}.kicad_pro`));
  const data: DrcData = {
    ...count(violations),
    capped: types,
    ignored: ignoredRules(settings, "drc"),
    violations,
    unconnected,
  };
  const parity =
    ahead ??
    (crashed
      ? parityWithout("failed", crashed.problems, [crashed.evidence])
      : fromParity(report, result));
  const rules = await rulesProblems(context, project, timeoutMs);
  return withAnswer(project, [result], { drc: data, parity }, [
    ...(isEmpty(report) ? await emptyReport(context) : []),
    ...cappedProblems(types),
    ...rules,
    ...libraryDoubts(result, data),
  ]);
}

/** A schematic on which KiCad crashes takes the board's check with it: then the board is checked alone. */
async function ask(
  context: ToolContext,
  project: OpenProject,
  timeoutMs: number,
  isWithParity: boolean,
): Promise<{ result: CliResult; crashed: CliResult | null }> {
  const result = await runCli(context, project, drcCall(timeoutMs, isWithParity));
  const hasCrashed = result.problems.some(({ code }) => code === "CRASHED");
  if (!isWithParity || !hasCrashed) return { result, crashed: null };
  const alone = await runCli(context, project, drcCall(timeoutMs, false));
  return drcReport(alone.files) ? { result: alone, crashed: result } : { result, crashed: null };
}

export const toViolations = (raw: readonly RawViolation[], source: Violation["source"]) =>
  withOwnIds(raw.map((one) => toViolation(one, { source })));

const isEmpty = ({ violations, unconnected_items, schematic_parity }: DrcReport) =>
  violations.length + unconnected_items.length + schematic_parity.length === 0;

function cappedProblems(types: readonly string[]): Problem[] {
  return types.map((type) =>
    problem(
      "COUNT_CAPPED",
      `KiCad stopped counting '${type}': there are at least as many as shown`,
      type,
      "Mend some of them and check again.",
    ),
  );
}
