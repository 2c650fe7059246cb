/** The summaries of all installed symbols: built when first asked for, kept, and built anew after a change. */
import { createHash } from "node:crypto";
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
const FORM = "metaforge-symbols-2";

type Place = Pick<ToolContext, "cache" | "signal">;

/** The last one of this process: reading it again takes a tenth of a second. */
let latest: { readonly key: string; readonly catalog: Catalog } | null = null;

/** Throws the signal's reason when the run is aborted. */
export async function catalogOf(
  { cache, signal }: Place,
  libraries: readonly Library[],
): Promise<Catalog> {
  const key = keyOf(libraries);
  if (latest?.key === key) return latest.catalog;
  const kept = await cache.get<Catalog>(key);
  const catalog = kept ?? (await buildCatalog(libraries, signal));
  if (!kept) await cache.set(key, catalog);
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

/** By which a catalog is kept. A library that was changed has another size or time. */
export function keyOf(libraries: readonly Library[]): string {
  const facts = libraries.flatMap(({ files }) =>
    files.map(({ path, size, mtimeMs }) => [path, size, mtimeMs]),
  );
  const what = createHash("sha256").update(JSON.stringify([FORM, facts]));
  return `symbols-${what.digest("hex")}`;
}
