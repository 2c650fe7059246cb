/** The copy of a project that all calls of a run are given copies of: the user's own folder is never worked in. */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join, posix, relative, sep } from "node:path";
import type { ToolContext } from "metaforge";
import { digest } from "../cache.ts";
import { PROJECT_FILES } from "./endings.ts";
import { below } from "./name.ts";
import { walkSheets } from "./sheets.ts";
import { parseTable, placeOf, TABLES } from "./tables.ts";
import type { Library } from "./tables.ts";

export interface Copy {
  /** Absolute: the copy of what the project needs, which may lie above its own folder. */
  readonly root: string;
  /** The project's folder relative to `root`; "." when they are the same. */
  readonly inside: string;
  /** Workspace path → SHA-256 in hex, sorted. */
  readonly inputs: Readonly<Record<string, string>>;
}

/** Throws VALIDATION_ERROR when there is no such folder, PAYLOAD_TOO_LARGE when it holds too much. */
export async function copyProject(
  context: ToolContext,
  folder: string,
  stem: string,
): Promise<Copy> {
  const root = await context.copyTree(folder, PROJECT_FILES);
  const top = await highest(root, folder, stem);
  if (top === folder) return { root, inside: ".", inputs: await hashes(root, folder) };
  // A library or a sheet lies beside the project: what holds both has to be copied.
  await rm(root, { recursive: true, force: true });
  const wider = await context.copyTree(top, PROJECT_FILES);
  return {
    root: wider,
    inside: posix.relative(top === "." ? "" : top, folder),
    inputs: await hashes(wider, top),
  };
}

/** A draft is in no workspace: its files' names are their paths. */
export async function copyDraft(
  { scratch }: ToolContext,
  files: Readonly<Record<string, string>>,
): Promise<Copy> {
  const root = await mkdtemp(join(scratch, "draft-"));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), text);
  }
  return { root, inside: ".", inputs: await hashes(root, ".") };
}

/** The rows of both tables in a folder. */
export async function readTables(folder: string): Promise<Library[]> {
  const rows = await Promise.all(
    TABLES.map(async (table) => parseTable(table, (await textOf(join(folder, table))) ?? "")),
  );
  return rows.flat();
}

/** Null when there is no such file. */
export const textOf = (path: string): Promise<string | null> =>
  readFile(path, "utf8").catch(() => null);

/** The nearest folder of the workspace that holds all that the project names. */
async function highest(copy: string, folder: string, stem: string): Promise<string> {
  const libraries = (await readTables(copy)).map(placeOf);
  const sheets = await walkSheets(`${stem}.kicad_sch`, (path) =>
    path.startsWith("../") ? Promise.resolve(null) : textOf(join(copy, path)),
  );
  const named = [
    ...libraries.flatMap((place) => (typeof place === "string" ? [] : [place.path])),
    ...sheets.map(({ path }) => path),
  ];
  const within = named
    .filter((path) => path.startsWith("../"))
    .map((path) => posix.normalize(below(folder, path)))
    .filter((path) => !path.startsWith(".."));
  return within.reduce((top, path) => shared(top, posix.dirname(path)), folder);
}

/** The folder that two folders have in common; "." is the workspace. */
function shared(one: string, other: string): string {
  const parts = one === "." ? [] : one.split("/");
  const others = other === "." ? [] : other.split("/");
  const differs = parts.findIndex((part, at) => part !== others[at]);
  return parts.slice(0, differs < 0 ? parts.length : differs).join("/") || ".";
}

async function hashes(root: string, folder: string): Promise<Record<string, string>> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(root, join(parentPath, name)).replaceAll(sep, "/"))
    .toSorted();
  const pairs: [string, string][] = [];
  // Read whole: a stream takes ten times as long for a small file, and no file here is larger than what was copied.
  for (const path of paths)
    pairs.push([below(folder, path), digest(await readFile(join(root, path)))]);
  return Object.fromEntries(pairs);
}
