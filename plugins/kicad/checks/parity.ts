/** Whether a board is the board of its schematic: "no difference" only where both were compared. */
import type { ToolContext } from "metaforge";
import type { CliResult } from "../cli/run.ts";
import { findProgram } from "../cli/program.ts";
import type { ParityData } from "../contract-checks.ts";
import type { Evidence, Outcome, Problem } from "../contract.ts";
import { problem } from "../problem.ts";
import { below } from "../project/name.ts";
import type { OpenProject } from "../project/open.ts";
import { precheckProject } from "../project/precheck.ts";
import type { DrcReport } from "./report.ts";
import { cappedTypes, count, toViolation, withOwnIds } from "./violation.ts";

/** The outcome when it is known before KiCad is asked: no schematic, or one that cannot be read. Else null. */
export async function parityAhead(
  context: ToolContext,
  project: OpenProject,
): Promise<Outcome<ParityData> | null> {
  const where = below(project.folder, `${project.stem}.kicad_sch`);
  if (!project.has.schematic) {
    return parityWithout("not-run", [
      problem(
        "PARITY_NOT_RUN",
        `there is no schematic '${where}' to compare the board with`,
        where,
      ),
    ]);
  }
  const program = await findProgram(context);
  const faults = await precheckProject(
    project,
    "schematic",
    program.path === null ? "9.0" : program.version,
  );
  if (faults.length === 0) return null;
  const message = `the board was not compared with the schematic '${where}', which cannot be read`;
  return parityWithout("not-run", [problem("PARITY_NOT_RUN", message, where), ...faults]);
}

/** KiCad says on stderr that it has compared nothing, ends well, and lists no difference. */
const NOT_COMPARED = /Failed to fetch schematic netlist/i;

export function fromParity(
  report: DrcReport,
  { stderr, evidence }: CliResult,
): Outcome<ParityData> {
  if (NOT_COMPARED.test(stderr)) {
    const message = "KiCad could not make a netlist of the schematic, so it compared nothing";
    return parityWithout(
      "not-run",
      [
        problem(
          "PARITY_NOT_RUN",
          message,
          undefined,
          "Annotate the schematic, and check it first.",
        ),
      ],
      [evidence],
    );
  }
  const violations = withOwnIds(
    report.schematic_parity.map((one) => toViolation(one, { source: "parity" })),
  );
  const capped = cappedTypes(violations);
  const problems = capped.map((type) =>
    problem(
      "COUNT_CAPPED",
      `KiCad stopped counting '${type}': there are at least as many as shown`,
      type,
    ),
  );
  const data = { ...count(violations), capped, violations };
  return { status: capped.length > 0 ? "partial" : "ok", data, problems, evidence: [evidence] };
}

export const parityWithout = (
  status: "failed" | "not-run",
  problems: readonly Problem[],
  evidence: readonly Evidence[] = [],
): Outcome<ParityData> => ({ status, data: null, problems, evidence });
