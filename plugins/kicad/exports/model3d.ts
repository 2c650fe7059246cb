/** The board with its parts as a body for mechanical design: STEP or binary glTF. */
import { join } from "node:path";
import { action, z } from "metaforge";
import type { ToolContext } from "metaforge";
import { withAnswer, withoutAnswer } from "../checks/outcome.ts";
import { BOARD_MS, runCli } from "../cli/run.ts";
import type { FileOut } from "../contract-data.ts";
import type { OnProject, Outcome, Problem } from "../contract.ts";
import { kept } from "../kept.ts";
import { onProject } from "../input.ts";
import { problem } from "../problem.ts";
import { openProject } from "../project/open.ts";
import { isGlb, isStep } from "./output-checks.ts";
import { stableResult } from "./stable-result.ts";

type Format = "step" | "glb";
export interface Model {
  readonly file: FileOut;
  /** As the board names them, such as "${KICAD9_3DMODEL_DIR}/Resistor_THT.3dshapes/R_Axial.step"; sorted. */
  readonly missingModels: readonly string[];
}

export const model3d = action({
  description: "Builds the board with its parts as STEP or GLB, and says whose bodies are missing.",
  input: onProject({ format: z.enum(["step", "glb"]) }),
  run: (context, input) =>
    kept("model3d", build)(context, input as OnProject<{ readonly format: Format }>),
});

/** KiCad wrote the file without some bodies. */
const INCOMPLETE = 2;

async function build(
  context: ToolContext,
  input: OnProject<{ readonly format: Format }>,
): Promise<Outcome<Model>> {
  const project = await openProject(context, input);
  const { format } = input;
  const name = `${project.stem}.${format}`;
  const result = await runCli(context, project, {
    action: "model3d",
    needs: "board",
    timeoutMs: input.timeoutMs ?? BOARD_MS,
    partialExits: [INCOMPLETE],
    args: ({ project: folder, stem, out }) => [
      // Neither format can hold VRML: of a part that has a STEP model beside it, that one is taken.
      ...["pcb", "export", format, "--force", "--subst-models"],
      ...["-o", join(out, name), join(folder, `${stem}.kicad_pcb`)],
    ],
    outputs: [{ name, check: format === "step" ? isStep : isGlb }],
  });
  const stable = stableResult(result);
  const file = stable.files.find((one) => one.name === name);
  if (!file) return withoutAnswer(project, result);
  const missingModels = missingIn(`${result.stdout}\n${result.stderr}`);
  const problems = problemsOf(missingModels, result.status === "partial");
  return withAnswer(project, [stable], { file, missingModels }, problems);
}

/** KiCad says it line by line, whatever its exit code. */
export const missingIn = (said: string): string[] =>
  [
    ...new Set([...said.matchAll(/^File not found: (.+)$/gm)].map(([, path]) => path!.trim())),
  ].toSorted();

const SHOWN = 5;

function problemsOf(missing: readonly string[], incomplete: boolean): Problem[] {
  const advice = "Install KiCad's package of 3D models, or put the missing files into the project.";
  const problems: Problem[] = [];
  if (missing.length > 0) {
    const names = missing.slice(0, SHOWN).join(", ");
    const more = missing.length > SHOWN ? ` and ${missing.length - SHOWN} more` : "";
    const message = `${missing.length} 3D model${missing.length === 1 ? " is" : "s are"} missing in the file: ${names}${more}`;
    problems.push(problem("MODEL_MISSING", message, undefined, advice));
  }
  if (incomplete) {
    const message =
      "parts whose bodies KiCad cannot take over (VRML, .wrl) are left out of the file";
    const way = "Add a STEP model to these footprints.";
    problems.push(problem("MODEL_MISSING", message, undefined, way));
  }
  return problems;
}
