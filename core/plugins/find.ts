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
}

const ENTRIES = ["index.ts", "index.js", "index.mjs"];
const FOLDERS = ["plugins", "skills"];

/**
 * Every candidate in the order of their right to a name: the package's, the user's, the workspace's.
 * A place that is not there is no error; a folder without an entry file is no plugin.
 */
export async function findPlugins(options: FindOptions): Promise<Candidate[]> {
  const found: Candidate[] = [];
  for (const { source, place } of places(options)) {
    const inside = source === "workspace" ? options.workspace : null;
    for (const candidate of await look(place, source, inside)) {
      const known = found.some(({ dir }) => dir === candidate.dir);
      if (!known && !options.disabled.includes(candidate.name)) found.push(candidate);
    }
  }
  return found;
}

/** The folders in which a new or changed file can mean another set of plugins. */
export function watchedFolders(options: FindOptions): string[] {
  return places(options).flatMap(({ place }) => (isAbsolute(place.name) ? [place.name] : []));
}

function places(options: FindOptions): { source: PluginSource; place: PluginPlace }[] {
  const { packageRoot, workspace, userPlugins, workspacePlugins } = options;
  return [
    ...own("package", packageRoot),
    ...userPlugins.map((place) => ({ source: "user" as const, place })),
    ...workspacePlugins.map((place) => ({ source: "workspace" as const, place })),
    // Someone may open the gateway's own checkout as the workspace.
    ...(resolve(workspace) === resolve(packageRoot) ? [] : own("workspace", workspace)),
  ];
}

function own(source: PluginSource, from: string) {
  return FOLDERS.map((folder) => ({ source, place: { name: join(from, folder), from } }));
}

async function look(
  { name, from }: PluginPlace,
  source: PluginSource,
  inside: string | null,
): Promise<Candidate[]> {
  if (!isAbsolute(name)) return lookForPackage(name, from, source);
  const itself = await candidateAt(name, source, inside);
  if (itself) return [itself];
  const names = await readdir(name).catch(() => []);
  const visible = names.filter((one) => !one.startsWith(".") && one !== "node_modules").toSorted();
  const all = await Promise.all(visible.map((one) => candidateAt(join(name, one), source, inside)));
  return all.filter((one) => one !== null);
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
    return { name: basename(dir), source, dir, entry, isPackage: false, outside };
  }
  return null;
}

/** Looked up from the folder of the configuration that names it, as an import there would be. */
function lookForPackage(name: string, from: string, source: PluginSource): Candidate[] {
  try {
    const manifest = findPackageJSON(name, pathToFileURL(join(from, "metaforge.yaml")));
    if (!manifest) return [missing(name, from, source)];
    const dir = dirname(manifest);
    const entry = entryOf(JSON.parse(readFileSync(manifest, "utf8")));
    // `exports` and `main` of a package may not lead out of it.
    if (!isBelow(dir, join(dir, entry))) return [missing(name, from, source)];
    return [{ ...missing(name, from, source), dir, entry: join(dir, entry) }];
  } catch {
    return [missing(name, from, source)];
  }
}

/** A package that is not installed stays in the list, so that its row says so. */
function missing(name: string, from: string, source: PluginSource): Candidate {
  const dir = join(from, "node_modules", name);
  const plain = name.replace(/^@[^/]+\//, "");
  return {
    name: plain,
    source,
    dir,
    entry: join(dir, "index.js"),
    isPackage: true,
    outside: false,
  };
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
