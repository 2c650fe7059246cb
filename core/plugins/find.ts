/** Finds plugin folders: the package's own, those the configuration names, those in the workspace. */
import { readFileSync } from "node:fs";
import { readdir, realpath, stat } from "node:fs/promises";
import { findPackageJSON } from "node:module";
import { basename, dirname, isAbsolute, join, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { PluginPlace } from "../config/load.ts";
import type { PluginSource } from "../registry.ts";

export interface FindOptions {
  /** The folder that holds the gateway's own `plugins` and `skills`. */
  readonly packageRoot: string;
  readonly workspace: string;
  readonly userPlugins: readonly PluginPlace[];
  readonly workspacePlugins: readonly PluginPlace[];
  /** Names that stay off. */
  readonly disabled: readonly string[];
}

/** A folder that looks like a plugin; nothing of it has been run or read yet. */
export interface Candidate {
  /** The folder's name, or a package's without its scope. */
  readonly name: string;
  readonly source: PluginSource;
  readonly dir: string;
  readonly entry: string;
  /** A package may define a plugin of another name than its own. */
  readonly isPackage: boolean;
  /** A workspace's folder that really lies elsewhere: nobody who trusts the workspace has seen it. */
  readonly outside: boolean;
  /** Why there is nothing to load where the configuration says, in words, or null. */
  readonly absent: string | null;
}

interface Place extends PluginPlace {
  readonly source: PluginSource;
  /** By a configuration: then somebody expects it to be there. */
  readonly named: boolean;
}

const ENTRIES = ["index.ts", "index.js", "index.mjs"];
/** Who leaves the `./` away names a package. */
const NOT_INSTALLED = "the package is not installed (a folder begins with ./)";
const FOLDERS = ["plugins", "skills"];

/**
 * Every candidate in the order of their right to a name: the package's, the user's, the workspace's.
 * A folder without an entry file is no plugin. A place that a configuration names and that is not there stays in
 * the list, so that its row says so.
 */
export async function findPlugins(options: FindOptions): Promise<Candidate[]> {
  const found: Candidate[] = [];
  for (const place of places(options)) {
    const inside = place.source === "workspace" ? options.workspace : null;
    for (const candidate of await look(place, inside)) {
      const known = found.some(({ dir }) => dir === candidate.dir);
      if (!known && !options.disabled.includes(candidate.name)) found.push(candidate);
    }
  }
  return found;
}

/** The folders in which a new or changed file can mean another set of plugins. */
export function watchedFolders(options: FindOptions): string[] {
  return places(options).flatMap(({ name }) => (isAbsolute(name) ? [name] : []));
}

function places(options: FindOptions): Place[] {
  const { packageRoot, workspace, userPlugins, workspacePlugins } = options;
  const named = (source: PluginSource) => (place: PluginPlace) => ({
    ...place,
    source,
    named: true,
  });
  return [
    ...own("package", packageRoot),
    ...userPlugins.map(named("user")),
    ...workspacePlugins.map(named("workspace")),
    // Someone may open the gateway's own checkout as the workspace.
    ...(resolve(workspace) === resolve(packageRoot) ? [] : own("workspace", workspace)),
  ];
}

function own(source: PluginSource, from: string): Place[] {
  return FOLDERS.map((folder) => ({ source, name: join(from, folder), from, named: false }));
}

async function look(place: Place, inside: string | null): Promise<Candidate[]> {
  const { name, source } = place;
  if (!isAbsolute(name)) return [lookForPackage(place)];
  const itself = await candidateAt(name, source, inside);
  if (itself) return [itself];
  const names = await readdir(name).catch((thrown: NodeJS.ErrnoException) => thrown.code ?? "");
  if (typeof names === "string") return place.named ? [nothingAt(place, names)] : [];
  const visible = names.filter((one) => !one.startsWith(".") && one !== "node_modules").toSorted();
  const all = await Promise.all(visible.map((one) => candidateAt(join(name, one), source, inside)));
  return all.filter((one) => one !== null);
}

function nothingAt({ name: dir, source }: Place, code: string): Candidate {
  const words = new Map([
    ["ENOENT", "the folder does not exist"],
    ["ENOTDIR", "it is a file; name its folder"],
  ]);
  const absent = words.get(code) ?? `the folder could not be read (${code})`;
  const entry = join(dir, ENTRIES[0]!);
  return { name: basename(dir), source, dir, entry, isPackage: false, outside: false, absent };
}

async function candidateAt(
  dir: string,
  source: PluginSource,
  inside: string | null,
): Promise<Candidate | null> {
  for (const file of ENTRIES) {
    const entry = join(dir, file);
    if (!(await stat(entry).catch(() => null))?.isFile()) continue;
    const outside = inside !== null && !isBelow(await realpath(inside), await realpath(entry));
    return { name: basename(dir), source, dir, entry, isPackage: false, outside, absent: null };
  }
  return null;
}

/** Looked up from the folder of the configuration that names it, as an import there would be. */
function lookForPackage({ name, from, source }: Place): Candidate {
  const at = (dir: string, entry: string, absent: string | null = null): Candidate => ({
    ...{ name: basename(name), source, dir, entry: join(dir, entry), absent },
    ...{ isPackage: true, outside: false },
  });
  const expected = join(from, "node_modules", name);
  const manifest = packageJson(name, from);
  if (!manifest) return at(expected, "index.js", NOT_INSTALLED);
  const dir = dirname(manifest);
  try {
    const entry = entryOf(JSON.parse(readFileSync(manifest, "utf8")));
    // `exports` and `main` of a package may not lead out of it.
    if (isBelow(dir, join(dir, entry))) return at(dir, entry);
    return at(dir, "index.js", "its package.json names a file outside the package");
  } catch {
    return at(dir, "index.js", "its package.json cannot be read");
  }
}

function packageJson(name: string, from: string): string | undefined {
  try {
    return findPackageJSON(name, pathToFileURL(join(from, "metaforge.yaml")));
  } catch {
    // Not there, or no name a package can have.
    return undefined;
  }
}

function entryOf(manifest: { exports?: unknown; main?: unknown }): string {
  const candidates = [pick(manifest.exports), manifest.main, "index.js"];
  return candidates.find((one) => typeof one === "string") as string;
}

/** The file that `import` gets from an `exports` field: a string, conditions, or the "." entry of either. */
function pick(exports: unknown): unknown {
  if (typeof exports !== "object" || exports === null) return exports;
  const map = exports as Record<string, unknown>;
  return pick(map["."] ?? map["import"] ?? map["node"] ?? map["default"]);
}

function isBelow(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== "" && !way.startsWith("..") && !isAbsolute(way);
}
