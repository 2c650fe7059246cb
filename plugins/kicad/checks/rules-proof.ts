/** Proves that a board's own rules were in force: KiCad passes over a rules file with a fault in it without a word. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ToolContext } from "metaforge";
import { runCli } from "../cli/run.ts";
import type { Violation } from "../contract-checks.ts";
import type { Problem } from "../contract.ts";
import { landmarkOf } from "../fab/landmark.ts";
import { problem } from "../problem.ts";
import { textOf } from "../project/copy.ts";
import { below } from "../project/name.ts";
import type { OpenProject } from "../project/open.ts";
import { drcCall, drcReport } from "./drc-call.ts";

const CANARY = "metaforge:canary";

/** Null when the rules were in force, or when there are none. `found` is what the own pass has found. */
export async function rulesProblem(
  context: ToolContext,
  project: OpenProject,
  timeoutMs: number,
  found: readonly Violation[],
): Promise<Problem | null> {
  const { has, master, stem, folder } = project;
  const rules = has.rules ? await textOf(join(master, `${stem}.kicad_dru`)) : null;
  if (rules === null || rules.trim() === "") return null;
  // A finding that names one of them is proof enough, and spares a second pass.
  if (found.some(({ text }) => /\(rule '/.test(text))) return null;
  const where = below(folder, `${stem}.kicad_dru`);
  const landmark = landmarkOf((await textOf(join(master, `${stem}.kicad_pcb`))) ?? "");
  if (landmark === null)
    return unproven(where, "the board has nothing on it that a rule could be proven by");
  const canary = `(rule "${CANARY}" (severity warning) (condition "${landmark.is}") (constraint assertion "${landmark.isNot}"))`;
  const result = await runCli(
    context,
    project,
    drcCall(timeoutMs, false, {
      action: "drc-rules-proof",
      salt: canary,
      async prepare(copy) {
        const file = join(copy, `${stem}.kicad_dru`);
        await writeFile(file, `${await readFile(file, "utf8")}\n${canary}\n`);
      },
    }),
  );
  const report = drcReport(result.files);
  if (!report) return unproven(where, "a second pass that was to prove them gave no answer");
  if (report.violations.some(({ description }) => description.includes(CANARY))) return null;
  const message = `KiCad did not take the rules in '${where}': there is a fault in the file, and none of its rules was in force`;
  return problem(
    "RULES_INVALID",
    message,
    where,
    "Open the board's custom rules in KiCad and let it check their syntax.",
  );
}

const unproven = (where: string, why: string) =>
  problem(
    "RULES_NOT_LOADED",
    `whether the rules in '${where}' were in force is not known: ${why}`,
    where,
  );
