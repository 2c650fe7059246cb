/** Finds the KiCad project that a request means: by the files it names, else the only one of the workspace. */
import { fail } from "metaforge";
import type { WorkspaceAccess } from "metaforge";

export interface Project {
  /** Workspace-relative; "." for the workspace itself. */
  readonly folder: string;
  readonly stem: string;
  /** The file that names the project for KiCad: its `.kicad_pro`, else its schematic, else its board. */
  readonly file: string;
}

const ENDINGS = [".kicad_pro", ".kicad_sch", ".kicad_pcb"];

/**
 * Each of `x.kicad_pro`, `x.kicad_sch`, `x.kicad_pcb` means the project x of its folder.
 * Throws VALIDATION_ERROR (`field`, `allowed`) when none or several are meant, or a named file is missing.
 */
export async function findProject(
  named: readonly string[],
  list: WorkspaceAccess["list"],
): Promise<Project> {
  const found = await list(folderOf(named[0]), { endings: ENDINGS });
  // KiCad keeps copies of its own beside the project: backups, and what it saves while one works.
  const present = found
    .map(({ path }) => path)
    .filter((path) => !/(?:^|\/)(?:_autosave-|~)[^/]*$|-backups\//.test(path));
  const meant = named.length > 0 ? named : onlyOne(present);
  const foreign = meant.find((path) => !ENDINGS.some((ending) => path.endsWith(ending)));
  if (foreign) throw refused(`'${foreign}' is no KiCad project, schematic or board`, present);
  const [first, ...others] = [...new Set(meant.map(stemOf))];
  if (first === undefined) throw refused("there is no KiCad project in the workspace", []);
  if (others.length > 0) throw refused("several projects are named; name one", present);
  const missing = meant.find((path) => !found.some((one) => one.path === path));
  if (missing) throw refused(`'${missing}' is missing`, present);
  const cut = first.lastIndexOf("/");
  const file = ENDINGS.map((ending) => first + ending).find((path) =>
    found.some((one) => one.path === path),
  );
  return {
    folder: cut < 0 ? "." : first.slice(0, cut),
    stem: first.slice(cut + 1),
    file: file ?? meant[0]!,
  };
}

/** Project files come first: a sheet beside one is a part of it. */
function onlyOne(present: readonly string[]): readonly string[] {
  for (const ending of [".kicad_pro", ".kicad_pcb", ".kicad_sch"]) {
    const some = present.filter((path) => path.endsWith(ending));
    if (some.length > 1) throw refused("there are several KiCad projects; name one", some);
    if (some.length === 1) return some;
  }
  return [];
}

/** What is named need not be looked for in all of the workspace. */
function folderOf(path = ""): string {
  const cut = path.lastIndexOf("/");
  return cut < 0 ? "." : path.slice(0, cut);
}

const stemOf = (path: string) => path.slice(0, path.lastIndexOf("."));

const refused = (problem: string, allowed: readonly string[]) =>
  fail("VALIDATION_ERROR", { problem, field: "input.files", allowed });
