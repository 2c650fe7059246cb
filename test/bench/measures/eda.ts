/** Reading KiCad's files and searching its symbols: against JSON of the same trees, and against the files alone. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readSexpr, topNodes } from "../../../plugins/kicad/sexpr/index.ts";
import type { Node } from "../../../plugins/kicad/sexpr/index.ts";
import { buildCatalog, keyOf } from "../../../plugins/kicad/symbols/catalog.ts";
import { findLibraries, libraryFolders } from "../../../plugins/kicad/symbols/libraries.ts";
import { searchSymbols } from "../../../plugins/kicad/symbols/search.ts";
import { toolCache } from "../../fixtures/tool-cache.ts";
import { demoFiles } from "../../fixtures/kicad-demos.ts";
import { alternate } from "../measure.ts";
import type { Context } from "../measure.ts";
import type { Figure } from "../table.ts";

export const name = "eda";

/** JSON of more would fill the memory, and would say the same. */
const MOST_BYTES = 20_000_000;
const QUERIES = ["ldo 3.3v", "STM32G030F6P6", "i2c humidity", "usb uart", "opamp dual", "xyzzy"];

export async function run(context: Context): Promise<Figure[]> {
  return [...(await sexprFigures(context)), ...(await symbolFigures(context))];
}

async function sexprFigures({ rounds, note }: Context): Promise<Figure[]> {
  const texts = await demoTexts();
  if (texts.length === 0) {
    note("reading of S-expressions skipped: KiCad's demos are not installed");
    return [];
  }
  note(`reading ${texts.length} schematics and boards of KiCad's demos`);
  const documents = { ours: texts, json: texts.map(toJson) };
  const read = {
    ours: (text: string) => void readSexpr(text),
    json: (text: string) => void JSON.parse(text),
  };
  const sides = ["ours", "json"] as const;
  const rate = async (side: (typeof sides)[number]) => {
    const start = performance.now();
    for (const text of documents[side]) read[side](text);
    const seconds = (performance.now() - start) / 1000;
    return documents[side].reduce((sum, text) => sum + text.length, 0) / 1e6 / seconds;
  };
  await alternate(1, sides, rate);
  const results = await alternate(rounds, sides, rate);
  return [
    {
      name: "S-expressions of KiCad's demos read",
      ours: results.ours,
      peer: results.json,
      unit: "MB/s",
      peerName: "JSON.parse, same trees",
      aim: { is: ">=", ratio: 0.5 },
    },
  ];
}

async function symbolFigures({ rounds, note }: Context): Promise<Figure[]> {
  const { env, platform } = process;
  const libraries = await findLibraries(await libraryFolders({ program: null, env, platform }));
  if (libraries.length === 0) {
    note("symbols skipped: KiCad's libraries are not installed");
    return [];
  }
  note(`symbols of ${libraries.length} libraries`);
  const folder = await mkdtemp(join(tmpdir(), "metaforge-bench-"));
  const { signal } = new AbortController();
  const catalog = await buildCatalog(libraries, signal);
  const [cache, key] = [toolCache(folder), keyOf(libraries)];
  await cache.set(key, catalog);
  searchSymbols(catalog.symbols, "resistor", 20);
  const sample = {
    built: () => buildCatalog(libraries, signal),
    files: () => readAll(libraries.flatMap(({ files }) => files.map(({ path }) => path))),
    kept: () => cache.get(key),
    search: async () => QUERIES.map((query) => searchSymbols(catalog.symbols, query, 20).total),
    plain: async () => QUERIES.map((query) => plainSearch(catalog.symbols, query)),
  };
  const sides = ["built", "files", "kept", "search", "plain"] as const;
  const results = await alternate(rounds, sides, async (side) => {
    const start = performance.now();
    await sample[side]();
    return performance.now() - start;
  });
  await rm(folder, { recursive: true, force: true });
  const each = (times: readonly number[]) => times.map((ms) => ms / QUERIES.length);
  const count = catalog.symbols.length.toLocaleString("en-US");
  const unit = "ms";
  return [
    {
      name: `catalog of ${count} symbols built`,
      ours: results.built,
      peer: results.files,
      unit,
      peerName: "files read as text",
    },
    {
      name: "catalog read again",
      ours: results.kept,
      peer: results.built,
      unit,
      peerName: "built",
      aim: { is: "<=", ratio: 0.1 },
    },
    {
      name: "a search of it, with its order",
      ours: each(results.search),
      peer: each(results.plain),
      unit,
      peerName: "every text in small letters, no order",
      aim: { is: "<=", ratio: 1 },
    },
  ];
}

async function demoTexts(): Promise<string[]> {
  const texts: string[] = [];
  let bytes = 0;
  for (const file of demoFiles()) {
    // oxlint-disable-next-line no-await-in-loop -- all at once would be in memory before any is left out
    const text = await readFile(file, "utf8");
    if (bytes + text.length > MOST_BYTES) continue;
    bytes += text.length;
    texts.push(text);
  }
  return texts;
}

/** With a line for each value and tabs before it, as KiCad writes its own files. */
function toJson(text: string): string {
  const reading = readSexpr(text);
  return JSON.stringify(reading.ok ? topNodes(reading.tree).map(toPlain) : [], null, "\t");
}

type Plain = string | readonly Plain[];
const toPlain = (node: Node): Plain => (node.isList ? node.items.map(toPlain) : node.value);

async function readAll(paths: readonly string[]): Promise<number> {
  let length = 0;
  // oxlint-disable-next-line no-await-in-loop -- one after the other, as they are when they are indexed
  for (const path of paths) length += (await readFile(path, "utf8")).length;
  return length;
}

function plainSearch(all: readonly object[], query: string): number {
  const words = query.toLowerCase().split(" ");
  return all.filter((symbol) => {
    const text = Object.values(symbol).join("\n").toLowerCase();
    return words.every((word) => text.includes(word));
  }).length;
}
