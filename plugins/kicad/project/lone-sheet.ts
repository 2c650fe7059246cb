/** Tells a sheet that belongs to another project: checked by itself it would show faults that are none. */
import { join, posix } from "node:path";
import { isGatewayError } from "metaforge";
import type { ToolContext } from "metaforge";
import type { Problem } from "../contract.ts";
import { problem } from "../problem.ts";
import { textOf } from "./copy.ts";
import { below, parseProjectName } from "./name.ts";
import { isSubsheet, projectsIn, walkSheets } from "./sheets.ts";

interface Place {
  readonly stem: string;
  readonly folder: string;
  readonly master: string;
}

/** None for a schematic that is a whole one; one with a project file of its own always is. */
export async function sheetProblems(
  context: ToolContext,
  { stem, folder, master }: Place,
  hasProject: boolean,
): Promise<Problem[]> {
  const text = hasProject ? null : await textOf(join(master, `${stem}.kicad_sch`));
  // A file that was cut off lacks its end, too: that is told by what reads it.
  if (text === null || !isSubsheet(text) || !text.trimEnd().endsWith(")")) return [];
  const path = below(folder, `${stem}.kicad_sch`);
  const named = projectsIn(text);
  const owner = await ownerOf(context, path, folder, named);
  if (owner !== null) {
    const message = `'${path}' is a sheet of the project '${owner}'`;
    return [problem("INPUT_IS_SUBSHEET", message, path, `Name '${owner}' instead.`)];
  }
  // Other programs write whole designs without page numbers, too.
  if (named.length === 0 ? !text.includes("(hierarchical_label") : named.includes(stem)) return [];
  const names = named.map((name) => `'${name}'`).join(" or ");
  const of = names === "" ? "of a larger project" : `of the project ${names}`;
  const message = `'${path}' is a sheet ${of}, which is not here`;
  return [
    problem(
      "INPUT_IS_SUBSHEET",
      message,
      path,
      "Add the project's first sheet and its .kicad_pro file.",
    ),
  ];
}

/** The project file whose schematic reaches the sheet: one above it, or one that its symbols name. */
async function ownerOf(
  context: ToolContext,
  path: string,
  folder: string,
  names: readonly string[],
): Promise<string | null> {
  const projects = await context.list(".", { endings: [".kicad_pro"] });
  for (const { path: candidate } of projects) {
    const name = parseProjectName(candidate)!;
    const isAbove = name.folder === "." || `${folder}/`.startsWith(`${name.folder}/`);
    if (!isAbove && !names.includes(name.stem)) continue;
    const sheets = await walkSheets(`${name.stem}.kicad_sch`, (sheet) =>
      readOrNull(context, posix.normalize(below(name.folder, sheet))),
    );
    if (sheets.some((sheet) => posix.normalize(below(name.folder, sheet.path)) === path)) {
      return candidate;
    }
  }
  return null;
}

async function readOrNull(context: ToolContext, path: string): Promise<string | null> {
  try {
    return await context.read(path);
  } catch (thrown) {
    if (isGatewayError(thrown)) return null;
    throw thrown;
  }
}
