/** Finds the KiCad project that a request means: by the files it names, else the only one of the workspace. */
import { posix } from "node:path";
import { fail } from "metaforge";
import type { WorkspaceAccess } from "metaforge";

/** The file that this skill is about comes second: a project file names it best. */
const ENDINGS = [".kicad_pro", ".kicad_pcb", ".kicad_sch"];

export const isKicad = (path: string): boolean => ENDINGS.includes(posix.extname(path));

/**
 * A file of the project that `named` means; files of other kinds are passed over. Throws VALIDATION_ERROR (`field`,
 * `allowed`) when none or several are meant, or when a named one is missing.
 */
export async function findProject(
  named: readonly string[],
  list: WorkspaceAccess["list"],
): Promise<string> {
  const files = named.filter(isKicad);
  const found = await list(files.length > 0 ? posix.dirname(files[0]!) : ".", {
    endings: ENDINGS,
  });
  // KiCad keeps copies of its own beside the project: backups, and what it saves while one works.
  const present = found
    .map(({ path }) => path)
    .filter((path) => !/(?:^|\/)(?:_autosave-|~)[^/]*$|-backups\//.test(path));
  const meant = files.length > 0 ? files : onlyOne(present);
  const [first, ...others] = [...new Set(meant.map(stemOf))];
  if (first === undefined) throw refused("there is no KiCad project in the workspace", []);
  if (others.length > 0) throw refused("several projects are named; name one", present);
  const missing = meant.find((path) => !found.some((one) => one.path === path));
  if (missing !== undefined) throw refused(`'${missing}' is missing`, present);
  return (
    ENDINGS.map((ending) => first + ending).find((path) => present.includes(path)) ?? meant[0]!
  );
}

/** Project files come first: a sheet beside one is a part of it. */
function onlyOne(present: readonly string[]): readonly string[] {
  for (const ending of ENDINGS) {
    const some = present.filter((path) => path.endsWith(ending));
    if (some.length > 1) throw refused("there are several KiCad projects; name one", some);
    if (some.length === 1) return some;
  }
  return [];
}

const stemOf = (path: string) => path.slice(0, -posix.extname(path).length);

const refused = (problem: string, allowed: readonly string[]) =>
  fail("VALIDATION_ERROR", { problem, field: "input.files", allowed });
