/** What a maker needs: Gerbers with their job file, drill file, and where each part is placed. */
import { join } from "node:path";
import { action } from "metaforge";
import type { ToolContext } from "metaforge";
import { withAnswer, withoutAnswer } from "../checks/outcome.ts";
import { BOARD_MS, runCli } from "../cli/run.ts";
import type { CliCall, CliResult } from "../cli/run.ts";
import type { FileOut } from "../contract-data.ts";
import type { OnProject, Outcome } from "../contract.ts";
import { kept } from "../kept.ts";
import { onProject } from "../input.ts";
import { below } from "../project/name.ts";
import { openProject } from "../project/open.ts";
import type { OpenProject } from "../project/open.ts";
import { allDrills, drillProblems, readDrillFile } from "./drill-file.ts";
import { fileText } from "./file-text.ts";
import { outlineProblems, readGerberJob } from "./gerber-job.ts";
import { isDrill, isGerberOrJob } from "./output-checks.ts";
import { stableResult } from "./stable-result.ts";

export const fabricationOutputs = action({
  description: "Plots Gerbers with their job file, and writes drill and pick-and-place files.",
  input: onProject({}),
  run: (context, input) => kept("fabricationOutputs", make)(context, input as OnProject),
});

async function make(
  context: ToolContext,
  input: OnProject,
): Promise<Outcome<{ readonly files: readonly FileOut[] }>> {
  const project = await openProject(context, input);
  const timeoutMs = input.timeoutMs ?? BOARD_MS;
  const [gerbers, drill, positions] = await Promise.all([
    plotGerbers(context, project, timeoutMs),
    drillFile(context, project, timeoutMs),
    runCli(context, project, positionCall(project.stem, timeoutMs)),
  ]);
  const results = [
    stableResult(gerbers, (name) => `gerber/${name}`),
    stableResult(drill, (name) => `drill/${name}`),
    stableResult(positions, (name) => `pos/${name}`),
  ];
  for (const result of results) {
    if (result.files.length === 0) return withoutAnswer(project, result);
  }
  const files = results.flatMap((result) => result.files);
  return withAnswer(project, results, { files }, makerFacts(project, files).problems);
}

/** What the files say of the board, and what of it a maker could not make. All have been looked at before. */
export function makerFacts({ folder, stem }: OpenProject, files: readonly FileOut[]) {
  const board = below(folder, `${stem}.kicad_pcb`);
  const job = readGerberJob(fileText(files, ".gbrjob"))!;
  const drills = files.filter(({ name }) => name.endsWith(".drl"));
  const holes = allDrills(
    drills.map(({ content }) => readDrillFile(Buffer.from(content).toString("utf8"))!),
  );
  return { job, holes, problems: [...outlineProblems(job, board), ...drillProblems(holes, board)] };
}

/** Every enabled layer, because KiCad's choice is what a maker knows; and "x-job.gbrjob". */
export const plotGerbers = (
  context: ToolContext,
  project: OpenProject,
  timeoutMs: number,
): Promise<CliResult> =>
  runCli(context, project, {
    action: "gerbers",
    needs: "board",
    timeoutMs,
    args: ({ project: folder, stem, out }) => [
      ...["pcb", "export", "gerbers", "-o", `${out}/`, join(folder, `${stem}.kicad_pcb`)],
    ],
    outputs: [
      { name: `${project.stem}-job.gbrjob`, check: wrongJob },
      { name: "*", check: isGerberOrJob },
    ],
  });

const wrongJob = (bytes: Uint8Array) =>
  readGerberJob(Buffer.from(bytes).toString("utf8")) ? null : "it is not a Gerber job file";

/** One file for plated and unplated holes: it tells them apart by its attributes. */
export const drillFile = (
  context: ToolContext,
  project: OpenProject,
  timeoutMs: number,
): Promise<CliResult> =>
  runCli(context, project, {
    action: "drill",
    needs: "board",
    timeoutMs,
    args: ({ project: folder, stem, out }) => [
      ...["pcb", "export", "drill", "--format", "excellon", "--excellon-units", "mm"],
      ...["-o", `${out}/`, join(folder, `${stem}.kicad_pcb`)],
    ],
    outputs: [{ name: "*", check: isDrill }],
  });

// By itself KiCad writes inches.
const positionCall = (name: string, timeoutMs: number): CliCall => ({
  action: "positions",
  needs: "board",
  timeoutMs,
  args: ({ project, stem, out }) => [
    ...["pcb", "export", "pos", "--units", "mm", "--format", "csv", "--side", "both"],
    ...["-o", join(out, `${name}-pos.csv`), join(project, `${stem}.kicad_pcb`)],
  ],
  outputs: [{ name: `${name}-pos.csv`, check: wrongPositions }],
});

const wrongPositions = (bytes: Uint8Array) =>
  Buffer.from(bytes.subarray(0, 200))
    .toString("utf8")
    .startsWith("Ref,Val,Package,PosX,PosY,Rot,Side")
    ? null
    : "it does not begin with the columns of a placement file";
