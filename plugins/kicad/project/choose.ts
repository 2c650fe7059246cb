/** Chooses the project that a request means: by the files it names, else the only one of the workspace. */
import { posix } from "node:path";
import { action, isGatewayError, z } from "metaforge";
import type { ToolContext } from "metaforge";
import type { ChooseInput, ProjectChoice } from "../contract.ts";

const [PROJECT, SCHEMATIC, BOARD] = [".kicad_pro", ".kicad_sch", ".kicad_pcb"];
const ENDINGS = [PROJECT, SCHEMATIC, BOARD] as const;

/** Which file names a project, and which kind of file is looked for when none is named: what comes first, wins. */
const ORDER = {
  schematic: { names: ENDINGS, looked: ENDINGS },
  board: { names: [PROJECT, BOARD, SCHEMATIC], looked: [PROJECT, BOARD, SCHEMATIC] },
  both: { names: ENDINGS, looked: [PROJECT, BOARD, SCHEMATIC] },
} as const;

/** The program need not be installed for it. */
export const chooseAction = action({
  description: "Which project of the workspace is meant by files that are named, or by none.",
  input: z.strictObject({
    files: z.array(z.string().min(1).max(1000)).max(1000),
    about: z.enum(["schematic", "board", "both"]).default("both"),
  }),
  run: (context, input) => choose(context, input as ChooseInput),
});

async function choose(
  context: ToolContext,
  { files, about = "both" }: ChooseInput,
): Promise<ProjectChoice> {
  const { names, looked } = ORDER[about];
  const [named] = files;
  // What is named need not be looked for in all of the workspace.
  const found = await listed(context, named === undefined ? "." : posix.dirname(named));
  // KiCad keeps copies of its own beside the project: backups, and what it saves while one works.
  const present = found.filter((path) => !/(?:^|\/)(?:_autosave-|~)[^/]*$|-backups\//.test(path));
  const meant = files.length > 0 ? files : firstKind(looked, present);
  const foreign = meant.find((path) => !isKicad(path));
  if (foreign !== undefined) {
    return refused(`'${foreign}' is no KiCad project, schematic or board`, present);
  }
  const [stem, ...others] = [...new Set(meant.map(withoutEnding))];
  if (stem === undefined) return refused("there is no KiCad project in the workspace", []);
  if (others.length > 0) {
    return files.length > 0
      ? refused("several projects are named; name one", present)
      : refused("there are several KiCad projects; name one", meant);
  }
  const missing = meant.find((path) => !found.includes(path));
  if (missing !== undefined) return refused(`'${missing}' is missing`, present);
  const file = names.map((ending) => stem + ending).find((path) => found.includes(path));
  const project = { file: file ?? meant[0]!, folder: posix.dirname(stem) };
  return { project: { ...project, stem: posix.basename(stem) } };
}

/** A folder that is not there, or may not be read, holds no project. */
async function listed({ list }: ToolContext, folder: string): Promise<string[]> {
  try {
    return (await list(folder, { endings: ENDINGS })).map(({ path }) => path);
  } catch (thrown) {
    if (isGatewayError(thrown) && thrown.code === "VALIDATION_ERROR") return [];
    throw thrown;
  }
}

/** Project files come first: a sheet beside one is a part of it. */
function firstKind(kinds: readonly string[], present: readonly string[]): readonly string[] {
  const groups = kinds.map((ending) => present.filter((path) => path.endsWith(ending)));
  return groups.find((some) => some.length > 0) ?? [];
}

const isKicad = (path: string) => ENDINGS.some((ending) => path.endsWith(ending));

const withoutEnding = (path: string) => path.slice(0, path.lastIndexOf("."));

const refused = (problem: string, allowed: readonly string[]): ProjectChoice => ({
  project: null,
  problem,
  allowed,
});
