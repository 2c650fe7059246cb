/** What is to be known of a project without asking KiCad: its files, their formats, its sheets and its title. */
import { readFile, stat } from "node:fs/promises";
import { join, posix, relative } from "node:path";
import { action } from "metaforge";
import type { ToolContext } from "metaforge";
import { findProgram } from "../cli/program.ts";
import type { InspectData } from "../contract-data.ts";
import type { OnProject, Outcome, Problem } from "../contract.ts";
import { onProject } from "../input.ts";
import { problem } from "../problem.ts";
import { below } from "../project/name.ts";
import { openProject } from "../project/open.ts";
import type { OpenProject } from "../project/open.ts";
import { readSexpr, rootOf } from "../sexpr/index.ts";
import type { Node } from "../sexpr/index.ts";
import { walkHierarchy } from "./hierarchy.ts";
import { formatOf, precheck } from "./precheck.ts";
import type { FileKind } from "./versions.ts";

export const inspectAction = action({
  description: "A project's files, formats, sheets and title, read without KiCad.",
  input: onProject({}),
  run: (context, input) => inspect(context, input as OnProject),
});

async function inspect(context: ToolContext, input: OnProject): Promise<Outcome<InspectData>> {
  const project = await openProject(context, input);
  const { stem, folder, has } = project;
  if (project.refused) {
    return { status: "failed", data: null, problems: project.problems, evidence: [] };
  }
  const program = await findProgram(context);
  const files = fileReader(project, program.path === null ? undefined : program.version);
  const schematic = has.schematic ? await files.read(`${stem}.kicad_sch`, "schematic") : null;
  const board = has.board ? await files.read(`${stem}.kicad_pcb`, "board") : null;
  const { sheets, problems } = has.schematic
    ? await walkHierarchy(`${stem}.kicad_sch`, stem, async (file) => {
        return (await files.read(file, "schematic"))?.root() ?? null;
      })
    : { sheets: [], problems: [] };
  const titled = schematic ?? board;
  const data: InspectData = {
    stem,
    folder,
    hasProject: has.project,
    hasSchematic: has.schematic,
    hasBoard: has.board,
    hasRules: has.rules,
    schematicVersion: schematic?.format ?? null,
    boardVersion: board?.format ?? null,
    generatorVersion: titled?.generator ?? null,
    sheets: sheets.map((sheet) => ({ ...sheet, file: posix.normalize(below(folder, sheet.file)) })),
    title: titleOf(titled?.root() ?? null),
    bytes: await bytesOf(project),
  };
  const all = [...project.problems, ...files.problems, ...problems];
  return { status: all.length === 0 ? "ok" : "partial", data, problems: all, evidence: [] };
}

interface DesignFile {
  readonly format: number | null;
  readonly generator: string | null;
  /** Null when the text cannot be read. */
  root(): Node | null;
}

/** Reads each file of the project once, and gathers what is wrong with them. */
function fileReader({ root, master, folder }: OpenProject, version: string | undefined) {
  const known = new Map<string, Promise<DesignFile | null>>();
  const problems: Problem[] = [];

  async function open(file: string, kind: FileKind): Promise<DesignFile | null> {
    const where = posix.normalize(below(folder, file));
    const path = join(master, file);
    // A sheet that lies outside the workspace is not in the copy, and is not read from anywhere else.
    const bytes = relative(root, path).startsWith("..") ? null : await bytesAt(path);
    if (bytes === null) {
      problems.push(problem("INPUT_MISSING", `'${where}' is not there`, where, RESTORE));
      return null;
    }
    const found = precheck(where, bytes, kind, version);
    if (found) problems.push(found);
    // A board is read as a whole only when there is nothing else that has a title.
    let parsed: { readonly root: Node | null } | null = null;
    return {
      ...formatOf(bytes),
      root: () => (parsed ??= { root: parse(bytes) }).root,
    };
  }

  return {
    problems,
    read(file: string, kind: FileKind): Promise<DesignFile | null> {
      const reading = known.get(file) ?? open(file, kind);
      known.set(file, reading);
      return reading;
    },
  };
}

const RESTORE = "Restore the file, or take the sheet out of the schematic.";

const bytesAt = (path: string): Promise<Buffer | null> => readFile(path).catch(() => null);

function parse(bytes: Buffer): Node | null {
  const reading = readSexpr(bytes.toString("utf8"));
  return reading.ok ? rootOf(reading.tree) : null;
}

function titleOf(root: Node | null): InspectData["title"] {
  const block = root?.child("title_block") ?? null;
  const text = (name: string) => block?.child(name)?.string() ?? "";
  return {
    title: text("title"),
    revision: text("rev"),
    date: text("date"),
    company: text("company"),
  };
}

/** Of all files in the copy: what KiCad is given. */
async function bytesOf({ root, master, folder, inputs }: OpenProject): Promise<number> {
  // The copy may begin above the project's folder.
  const top = posix.normalize(posix.join(folder, relative(master, root)));
  const sizes = await Promise.all(
    Object.keys(inputs).map(async (path) => {
      const facts = await stat(join(root, posix.relative(top, path))).catch(() => null);
      return facts?.size ?? 0;
    }),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
