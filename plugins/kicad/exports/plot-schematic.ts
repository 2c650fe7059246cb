/** Pictures of a schematic's sheets, with marks where something is to be looked at. */
import { join } from "node:path";
import { action } from "metaforge";
import type { ToolContext } from "metaforge";
import { withAnswer, withoutAnswer } from "../checks/outcome.ts";
import { runCli, SCHEMATIC_MS } from "../cli/run.ts";
import type { CliResult } from "../cli/run.ts";
import type { FileOut, Mark } from "../contract-data.ts";
import type { OnProject, Outcome, Problem } from "../contract.ts";
import { kept } from "../kept.ts";
import { onProject } from "../input.ts";
import { problem } from "../problem.ts";
import { openProject } from "../project/open.ts";
import { Marks } from "./mark-schema.ts";
import { exportNetlist } from "./netlist.ts";
import { isSvg } from "./output-checks.ts";
import { readDrawing } from "./svg-drawing.ts";
import { svgPage } from "./svg-page.ts";

export interface Sheets {
  readonly sheets: readonly {
    readonly path: string;
    readonly name: string;
    readonly svg: string;
  }[];
}

export const plotSchematic = action({
  description: "Plots the sheets of a schematic as SVG, with marks at places in mm.",
  input: onProject({ marks: Marks }),
  run: (context, input) =>
    kept("plotSchematic", plot)(context, input as OnProject<{ readonly marks?: readonly Mark[] }>),
});

/** The first sheet's path. */
const ROOT = "/";

async function plot(
  context: ToolContext,
  input: OnProject<{ readonly marks?: readonly Mark[] }>,
): Promise<Outcome<Sheets>> {
  const project = await openProject(context, input);
  const timeoutMs = input.timeoutMs ?? SCHEMATIC_MS;
  const [plots, { result, netlist }] = await Promise.all([
    plotSheets(context, project, timeoutMs),
    // The names of the sheets are in none of the plots.
    exportNetlist(context, project, timeoutMs),
  ]);
  if (plots.files.length === 0) return withoutAnswer(project, plots);
  if (!netlist) return withoutAnswer(project, result);
  const { stem } = project;
  const marks = (input.marks ?? []).map((mark) => ({ ...mark, sheet: mark.sheet ?? ROOT }));
  const problems = strayMarks(marks, netlist.sheets);
  const sheets = [];
  for (const [path, file] of sheetFiles(stem, netlist.sheets, plots.files)) {
    const drawing = file && readDrawing(Buffer.from(file.content).toString("utf8"));
    if (!drawing) {
      problems.push(problem("OUTPUT_MISSING", `there is no picture of the sheet '${path}'`, path));
      continue;
    }
    const name = path === ROOT ? stem : path.split("/").filter(Boolean).join(" / ");
    const svg = svgPage({
      title: path === ROOT ? `${stem}, first sheet` : `${stem}, sheet ${path}`,
      box: drawing.page,
      background: "#ffffff",
      markup: drawing.markup,
      marks: marks.filter((mark) => mark.sheet === path),
    });
    sheets.push({ path, name, svg });
  }
  return withAnswer(project, [plots, result], { sheets }, problems);
}

const plotSheets = (
  context: ToolContext,
  project: Parameters<typeof runCli>[1],
  timeoutMs: number,
): Promise<CliResult> =>
  runCli(context, project, {
    action: "plotSchematic",
    needs: "schematic",
    timeoutMs,
    args: ({ project: folder, stem, out }) => [
      ...["sch", "export", "svg", "-o", out, join(folder, `${stem}.kicad_sch`)],
    ],
    outputs: [
      { name: `${project.stem}.svg`, check: isSvg },
      { name: "*", check: isSvg },
    ],
  });

/**
 * KiCad names a sheet's plot by the way to it: "x.svg" for "/", "x-power-in.svg" for "/power/in/". Characters that no
 * file name may have become "_"; two sheets that end up with one name share the file of the last.
 */
export function sheetFiles(
  stem: string,
  paths: readonly string[],
  files: readonly FileOut[],
): [path: string, file: FileOut | undefined][] {
  const byName = new Map(files.map((file) => [file.name, file]));
  return paths.map((path) => {
    const way = path.split("/").filter(Boolean);
    const plain = [stem, ...way].join("-");
    const safe = plain.replace(/[<>:"\\|?*]/g, "_");
    return [path, byName.get(`${plain}.svg`) ?? byName.get(`${safe}.svg`)];
  });
}

function strayMarks(marks: readonly Mark[], sheets: readonly string[]): Problem[] {
  const stray = new Set(marks.map((mark) => mark.sheet!).filter((one) => !sheets.includes(one)));
  return [...stray].map((sheet) =>
    problem("BAD_ARGS", `marks are asked for on the sheet '${sheet}', which is not there`, sheet),
  );
}
