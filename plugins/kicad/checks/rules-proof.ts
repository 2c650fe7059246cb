/** Proves that a board's own rules were in force: KiCad passes over a fault in them without a word. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ToolContext } from "metaforge";
import { runCli } from "../cli/run.ts";
import type { Problem } from "../contract.ts";
import { landmarkOf } from "../fab/landmark.ts";
import { problem } from "../problem.ts";
import { textOf } from "../project/copy.ts";
import { below } from "../project/name.ts";
import type { OpenProject } from "../project/open.ts";
import { quote, readSexpr, topNodes } from "../sexpr/index.ts";
import { drcCall, drcReport } from "./drc-call.ts";
import { smallBoard } from "./small-board.ts";

/** No rule of a person's is called so. */
const CANARY = "metaforge:canary";
/** KiCad stops at 199 findings of a type. */
const MOST = 150;

/**
 * None when all rules were in force, or when there are none. A file with a fault in its form is dropped as a whole, a
 * rule with a fault in its condition alone. So one rule that has to be broken is put behind the others, and one more
 * for each condition, which holds that condition beside one that is met: what is not found broken was not read.
 */
export async function rulesProblems(
  context: ToolContext,
  project: OpenProject,
  timeoutMs: number,
): Promise<Problem[]> {
  const { has, master, stem, folder } = project;
  const rules = has.rules ? await textOf(join(master, `${stem}.kicad_dru`)) : null;
  if (rules === null || rules.trim() === "") return [];
  const where = below(folder, `${stem}.kicad_dru`);
  // The form of rules does not depend on what is on the board: a proof on all of it could take minutes.
  const board = smallBoard((await textOf(join(master, `${stem}.kicad_pcb`))) ?? "");
  const landmark = board === null ? null : landmarkOf(board);
  if (board === null || landmark === null) {
    return [unproven(where, "the board has nothing on it that a rule could be proven by")];
  }
  const conditions = conditionsIn(rules);
  const proof = (name: string, condition: string) =>
    `(rule ${quote(name)} (severity warning) (condition ${quote(condition)}) (constraint assertion ${quote(landmark.isNot)}))`;
  const proofs = [
    proof(CANARY, landmark.is),
    ...conditions.map(({ condition }, at) =>
      proof(`${CANARY}:${at}`, `(${landmark.is}) || (${condition})`),
    ),
  ];
  const text = [rules, ...proofs, ""].join("\n");
  const result = await runCli(
    context,
    project,
    drcCall(timeoutMs, false, {
      action: "drc-rules-proof",
      salt: text,
      async prepare(copy) {
        await writeFile(join(copy, `${stem}.kicad_dru`), text);
        await writeFile(join(copy, `${stem}.kicad_pcb`), board);
      },
    }),
  );
  const report = drcReport(result.files);
  if (!report) return [unproven(where, "a second pass that was to prove them gave no answer")];
  const found = (name: string) =>
    report.violations.some(({ description }) => description.includes(`'${name}'`));
  if (!found(CANARY)) return [dropped(where, rules)];
  return conditions
    .filter((_, at) => !found(`${CANARY}:${at}`))
    .map(({ rule }) => misread(where, rule));
}

interface Condition {
  readonly rule: string;
  readonly condition: string;
}

function conditionsIn(rules: string): Condition[] {
  const reading = readSexpr(rules);
  if (!reading.ok) return [];
  return topNodes(reading.tree)
    .filter(({ name }) => name === "rule")
    .flatMap((rule) => {
      const condition = rule.child("condition")?.string();
      return condition ? [{ rule: rule.string() ?? "", condition }] : [];
    })
    .slice(0, MOST);
}

function dropped(where: string, rules: string): Problem {
  const reading = readSexpr(rules);
  const at = reading.ok ? "" : ` (line ${reading.fault.line}: ${reading.fault.message})`;
  const message = `there is a fault in '${where}'${at}: KiCad has dropped the file, and none of its rules was in force`;
  return problem("RULES_INVALID", message, where, CHECK);
}

const misread = (where: string, rule: string) =>
  problem(
    "RULES_INVALID",
    `KiCad does not understand the condition of the rule '${rule}' in '${where}': it was not in force`,
    where,
    CHECK,
  );

const CHECK = "Open the board's custom rules in KiCad and let it check their syntax.";

const unproven = (where: string, why: string) =>
  problem(
    "RULES_NOT_LOADED",
    `whether the rules in '${where}' were in force is not known: ${why}`,
    where,
  );
