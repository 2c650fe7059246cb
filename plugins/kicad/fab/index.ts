/** Checks a board by the limits of a maker of boards: beside its own rules, never in their place. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { action } from "metaforge";
import type { ToolContext } from "metaforge";
import { drcCall, drcReport } from "../checks/drc-call.ts";
import { checkBoard, toViolations } from "../checks/drc.ts";
import { cappedTypes, count } from "../checks/violation.ts";
import { BOARD_MS, runCli } from "../cli/run.ts";
import type { FabCheckData, FabRule, Violation } from "../contract-checks.ts";
import type { OnProject, Outcome, Problem } from "../contract.ts";
import { kept } from "../kept.ts";
import { onProject } from "../input.ts";
import { problem } from "../problem.ts";
import { textOf } from "../project/copy.ts";
import { openProject } from "../project/open.ts";
import type { OpenProject } from "../project/open.ts";
import { faultIn } from "./condition.ts";
import { difference } from "./difference.ts";
import { landmarkOf } from "./landmark.ts";
import { proofNames, rulesText } from "./rules.ts";
import { FabFields } from "./schema.ts";

type Input = OnProject<{ readonly profile: string; readonly rules: readonly FabRule[] }>;

export const fabCheckAction = action({
  description: "Checks a board by its own rules, and by the limits of a maker of boards.",
  input: onProject(FabFields),
  run: (context, input) => kept("fabCheck", fabCheck)(context, input as Input),
});

/**
 * Two passes, since rules of a maker can relax the board's own: one as it is, and one with the maker's rules in place of
 * the project's. What the second finds beyond the first is the maker's.
 */
async function fabCheck(context: ToolContext, input: Input): Promise<Outcome<FabCheckData>> {
  const own = await checkBoard(context, input);
  if (own.data === null) return own;
  const project = await openProject(context, input);
  const { drc, parity } = own.data;
  const pass = await makersPass(context, project, input);
  const { found, shared } = difference(drc.violations, pass.violations, input.profile, input.rules);
  const capped = pass.capped.filter((type) =>
    [...found, ...shared].some((one) => one.type === type),
  );
  const problems = [...own.problems, ...pass.problems, ...capped.map(stopped)];
  return {
    status: problems.length === 0 ? own.status : "partial",
    data: {
      own: drc,
      parity,
      fab: { ...count(found), capped, violations: found, shared },
      rulesProven: pass.isProven,
    },
    problems,
    evidence: [...own.evidence, ...pass.evidence],
  };
}

interface Pass {
  readonly violations: readonly Violation[];
  readonly capped: readonly string[];
  readonly isProven: boolean;
  readonly problems: readonly Problem[];
  readonly evidence: Outcome<unknown>["evidence"];
}

async function makersPass(
  context: ToolContext,
  project: OpenProject,
  { profile, rules, timeoutMs = BOARD_MS }: Input,
): Promise<Pass> {
  const none = { violations: [], capped: [], isProven: false, evidence: [] };
  const faults = rules.flatMap(({ id, condition }) => {
    const fault = condition === undefined ? null : faultIn(condition);
    return fault === null ? [] : [invalid(id, `its condition ${fault}`)];
  });
  if (faults.length > 0) return { ...none, problems: faults };
  const board = (await textOf(join(project.master, `${project.stem}.kicad_pcb`))) ?? "";
  const landmark = landmarkOf(board);
  if (landmark === null) {
    const message = "the board has nothing on it that could prove whether rules are in force";
    return { ...none, problems: [problem("RULES_NOT_LOADED", message)] };
  }
  const text = rulesText(profile, rules, landmark);
  const result = await runCli(
    context,
    project,
    drcCall(timeoutMs, false, {
      action: "fab",
      salt: text,
      prepare: (copy) => writeFile(join(copy, `${project.stem}.kicad_dru`), text),
    }),
  );
  const { problems, evidence } = result;
  const report = drcReport(result.files);
  if (report === null) return { ...none, problems, evidence: [evidence] };
  const { violations: raw } = report;
  const violations = toViolations(raw, "fab");
  const unproven = missingProofs(violations, rules);
  return {
    violations,
    capped: cappedTypes(raw),
    isProven: unproven.length === 0,
    problems: [...problems, ...unproven],
    evidence: [evidence],
  };
}

/** A proof that is not there says that KiCad has passed over its rule, or over the whole file. */
function missingProofs(violations: readonly Violation[], rules: readonly FabRule[]): Problem[] {
  const broken = new Set(violations.map(({ rule }) => rule));
  const missing = [...proofNames(rules)].filter(([name]) => !broken.has(name));
  if (missing.some(([, rule]) => rule === null)) {
    const message =
      "KiCad has taken none of the maker's rules: one of them has a fault, such as a layer that there is not";
    return [problem("RULES_NOT_LOADED", message)];
  }
  return missing.map(([, rule]) => invalid(rule!, "KiCad does not understand its condition"));
}

const invalid = (id: string, why: string) =>
  problem("RULES_INVALID", `the rule '${id}' was not in force: ${why}`, id, "Correct the rule.");

const stopped = (type: string) =>
  problem(
    "COUNT_CAPPED",
    `KiCad stopped counting '${type}' under the maker's rules: there are at least as many as shown`,
    type,
  );
