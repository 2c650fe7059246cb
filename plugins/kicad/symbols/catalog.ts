/** The summaries of all installed symbols: built when first asked for, kept in a file, and built anew after a change. */
import { createHash, randomUUID } from "node:crypto";
import { readFile, rename, rm, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import type { ToolContext } from "metaforge";
import type { SymbolSummary } from "../contract.ts";
import { summaryOf } from "./detail.ts";
import type { Library } from "./libraries.ts";
import { lineageOf, readLibrary } from "./library.ts";

export interface Catalog {
  readonly symbols: readonly SymbolSummary[];
  /** What could not be read, as "file: why". */
  readonly damaged: readonly string[];
}

/** Raised when what is kept, or how it is made, changes. */
const FORM = "metaforge-symbols-1";

type Place = Pick<ToolContext, "cacheFolder" | "signal">;

/** The last one of this process: reading it again takes a tenth of a second. */
let latest: { readonly key: string; readonly catalog: Catalog } | null = null;

/** Throws the signal's reason when the run is aborted. */
export async function catalogOf(
  { cacheFolder, signal }: Place,
  libraries: readonly Library[],
): Promise<Catalog> {
  const key = keyOf(libraries);
  if (latest?.key === key) return latest.catalog;
  const kept = await keptCatalog(cacheFolder, libraries);
  const catalog = kept ?? (await buildCatalog(libraries, signal));
  if (!kept) await keepCatalog(cacheFolder, libraries, catalog);
  latest = { key, catalog };
  return catalog;
}

/** Reads every library, one after the other. About 2 s for the 220 MB that come with KiCad. */
export async function buildCatalog(
  libraries: readonly Library[],
  signal: AbortSignal,
): Promise<Catalog> {
  const symbols: SymbolSummary[] = [];
  const damaged: string[] = [];
  for (const library of libraries) {
    // Between two libraries the process hears whether the run was aborted, and answers whether it is alive.
    await turn();
    signal.throwIfAborted();
    const content = await readLibrary(library);
    const found: SymbolSummary[] = [];
    damaged.push(...content.damaged);
    for (const name of content.symbols.keys()) {
      const lineage = lineageOf(content.symbols, name);
      if (lineage) found.push(summaryOf(lineage, `${library.name}:${name}`));
      else damaged.push(`${library.name}: '${name}' extends a symbol that is not there`);
    }
    symbols.push(...detached(found));
  }
  return { symbols, damaged };
}

/** A piece cut out of a text keeps the whole text in memory: of all libraries that would be half a gigabyte. */
const detached = <T>(values: readonly T[]): T[] => JSON.parse(JSON.stringify(values)) as T[];

/** A library that was changed has another size or time. */
function keyOf(libraries: readonly Library[]): string {
  const facts = libraries.flatMap(({ files }) =>
    files.map(({ path, size, mtimeMs }) => [path, size, mtimeMs]),
  );
  return createHash("sha256")
    .update(JSON.stringify([FORM, facts]))
    .digest("hex");
}

/** Null when nothing is kept of these libraries, or when it is not what was kept. */
export async function keptCatalog(
  cacheFolder: string,
  libraries: readonly Library[],
): Promise<Catalog | null> {
  const key = keyOf(libraries);
  const file = fileOf(cacheFolder, key);
  const text = await readFile(file, "utf8").catch(() => null);
  if (text === null) return null;
  try {
    const kept = JSON.parse(text) as { key: string; catalog: Catalog };
    if (kept.key !== key) return null;
    const now = new Date();
    // The longest unused goes first; that it may be gone already does not matter any more.
    await utimes(file, now, now).catch(() => {});
    return kept.catalog;
  } catch {
    return null;
  }
}

/** Whole or not at all: others read the folder at the same time. That it cannot be written costs time alone. */
export async function keepCatalog(
  cacheFolder: string,
  libraries: readonly Library[],
  catalog: Catalog,
): Promise<void> {
  const key = keyOf(libraries);
  const file = fileOf(cacheFolder, key);
  const fresh = `${file}.${randomUUID()}`;
  try {
    await writeFile(fresh, JSON.stringify({ key, catalog }));
    await rename(fresh, file);
  } catch {
    await rm(fresh, { force: true }).catch(() => {});
  }
}

const fileOf = (cacheFolder: string, key: string) => join(cacheFolder, `symbols-${key}.json`);
