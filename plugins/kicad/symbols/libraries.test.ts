/** Where libraries are found, and what is read from those that a test has written. */
import { mkdir, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { defineTool } from "metaforge";
import { runTool } from "metaforge/testing";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { toolCache } from "../../../test/fixtures/tool-cache.ts";
import { tempWorkspace } from "../../../test/fixtures/temp-workspace.ts";
import type { KicadActions, SymbolDetail } from "../contract.ts";
import { quote } from "../sexpr/index.ts";
import { buildCatalog, keyOf } from "./catalog.ts";
import { createSymbolActions } from "./index.ts";
import { findLibraries, libraryFolders } from "./libraries.ts";

const test = suite("plugins/kicad/symbols/libraries");

const field = (name: string, value: string) => `(property "${name}" ${quote(value)} (at 0 0 0))`;
const pin = (number: number, type: string, y: number, more = "") =>
  `(pin ${type} line (at -5.08 ${y} 0) (length 2.54) ${more} (name "P${number}") (number "${number}"))`;

const PARENT = `(symbol "Base" (in_bom yes)
    ${field("Reference", "U")} ${field("Value", "Base")} ${field("Footprint", "P:SOT")}
    ${field("Datasheet", "https://a.example/base.pdf")} ${field("Description", "a base part")}
    ${field("ki_keywords", "base word")} ${field("ki_fp_filters", "SOT*")} ${field("MPN", "B-1")}
    (symbol "Base_0_1" (rectangle (start 0 0) (end 1 1)))
    (symbol "Base_1_1" ${pin(1, "power_in", 2.54)} ${pin(2, "output", 0, "(hide yes)")})
    (symbol "Base_2_1" ${pin(3, "input", -2.54, "hide")})
    (symbol "Base_2_2" ${pin(3, "input", -2.54)}))`;
const CHILD = `(symbol "Base-5" (extends "Base")
    ${field("Reference", "U")} ${field("Value", "Base-5")} ${field("Footprint", "")}
    ${field("Datasheet", "~")} ${field("Description", 'five "volts"')} ${field("Grade", "A")})`;
const GRANDCHILD = `(symbol "Base-5Q" (extends "Base-5") ${field("Value", "Base-5Q")} ${field("MPN", "")})`;
const LONELY = `(symbol "Lonely" (extends "Gone") ${field("Value", "Lonely")})`;
const POWER = `(symbol "GND" (power) ${field("Value", "GND")} (symbol "GND_1_1" ${pin(1, "power_in", 0)}))`;

const library = (...symbols: string[]) =>
  `(kicad_symbol_lib (version 20241209)\n${symbols.join("\n")})\n`;
const FILES = {
  "symbols/Parts.kicad_sym": library(PARENT, CHILD, GRANDCHILD),
  "symbols/power.kicad_sym": library(POWER),
  "symbols/note.txt": "no library",
};

test("folds what a symbol takes from those it extends into fields and pins", async () => {
  const { status, data } = await withFiles(FILES, (ask) => ask.getSymbol({ id: "Parts:Base-5Q" }));
  assert.is(status, "ok");
  const { pinList, text: _text, ...rest } = data!;
  assert.equal(rest, {
    id: "Parts:Base-5Q",
    description: 'five "volts"',
    keywords: "base word",
    datasheet: "",
    footprint: "P:SOT",
    footprintFilters: "SOT*",
    pins: 3,
    isPower: false,
    units: 2,
    fields: {
      Reference: "U",
      Value: "Base-5Q",
      Footprint: "P:SOT",
      Datasheet: "~",
      Description: 'five "volts"',
      ki_keywords: "base word",
      ki_fp_filters: "SOT*",
      MPN: "",
      Grade: "A",
    },
  });
  const place = { xMm: -5.08, angle: 0 };
  assert.equal(pinList, [
    { number: "1", name: "P1", type: "power_in", unit: 1, yMm: -2.54, hidden: false, ...place },
    { number: "2", name: "P2", type: "output", unit: 1, yMm: 0, hidden: true, ...place },
    { number: "3", name: "P3", type: "input", unit: 2, yMm: 2.54, hidden: true, ...place },
  ]);
});

test("writes a symbol out by itself, under its id, with its parts under its name", async () => {
  const { data } = await withFiles(FILES, (ask) => ask.getSymbol({ id: "Parts:Base-5Q" }));
  const { text } = data as SymbolDetail;
  assert.equal(
    [...text.matchAll(/\(symbol "([^"]*)"/g)].map(([, name]) => name),
    ["Parts:Base-5Q", "Base-5Q_0_1", "Base-5Q_1_1", "Base-5Q_2_1", "Base-5Q_2_2"],
  );
  assert.not.match(text, /extends|"Base"/);
  const fields = [...text.matchAll(/\(property "([^"]*)" "((?:\\.|[^"])*)"/g)];
  assert.is(
    fields.map(([, name, value]) => `${name}=${value}`).join("; "),
    'Reference=U; Value=Base-5Q; Footprint=P:SOT; Datasheet=~; Description=five \\"volts\\"; ' +
      "ki_keywords=base word; ki_fp_filters=SOT*; MPN=; Grade=A",
  );
});

test("finds symbols of all libraries and tells power symbols", async () => {
  const found = await withFiles(FILES, (ask) => ask.searchSymbols({ query: "GND" }));
  assert.equal(
    found.data!.symbols.map(({ id, isPower }) => [id, isPower]),
    [["power:GND", true]],
  );
  const all = await withFiles(FILES, (ask) => ask.searchSymbols({ query: "base", limit: 1 }));
  assert.is(all.data!.total, 3);
  assert.is(all.data!.symbols[0]!.id, "Parts:Base");
});

test("says what is missing: all libraries, one of them, or a symbol", async () => {
  const codes = async (files: Record<string, string>, id: string) => {
    const { status, problems } = await withFiles(files, (ask) => ask.getSymbol({ id }));
    return [status, ...problems.map(({ code }) => code)];
  };
  assert.equal(await codes({}, "Parts:Base"), ["not-run", "LIBRARY_MISSING"]);
  assert.equal(await codes(FILES, "Other:Base"), ["failed", "LIBRARY_MISSING"]);
  assert.equal(await codes(FILES, "../symbols/Parts:Base"), ["failed", "LIBRARY_MISSING"]);
  assert.equal(await codes(FILES, "Base"), ["failed", "LIBRARY_MISSING"]);
  assert.equal(await codes(FILES, "Parts:Basic"), ["failed", "BAD_ARGS"]);
  const none = await withFiles({}, (ask) => ask.searchSymbols({ query: "x" }));
  assert.equal([none.status, none.problems[0]!.code], ["not-run", "LIBRARY_MISSING"]);
  const other = await withFiles(FILES, (ask) => ask.searchSymbols({ query: "x", library: "No" }));
  assert.equal([other.status, other.problems[0]!.code], ["failed", "LIBRARY_MISSING"]);
});

test("finds what is whole beside a library that is cut off, and names the one that is", async () => {
  const files = {
    ...FILES,
    "symbols/Cut.kicad_sym": library(PARENT).slice(0, 200),
    "symbols/Old.kicad_sym": "EESchema-LIBRARY Version 2.4",
    "symbols/Torn.kicad_sym": library(
      LONELY,
      '(symbol "A" (extends "B"))',
      '(symbol "B" (extends "A"))',
    ),
  };
  const found = await withFiles(files, (ask) => ask.searchSymbols({ query: "base" }));
  assert.is(found.status, "partial");
  assert.is(found.data!.total, 3);
  assert.equal(
    found.problems.map(({ code, where }) => [code, where]),
    [
      ["INPUT_CORRUPT", "Cut.kicad_sym"],
      ["INPUT_CORRUPT", "Old.kicad_sym"],
      ...["Lonely", "A", "B"].map(() => ["INPUT_CORRUPT", "Torn"]),
    ],
  );
});

test("sees a library that is changed, added or removed since the last search", async () => {
  await using temp = await tempWorkspace(FILES);
  const ask = asker(temp.at("symbols"), temp.at("cache"));
  await mkdir(temp.at("cache"));
  const total = async (query: string) => (await ask.searchSymbols({ query })).data?.total;
  assert.is(await total("base"), 3);
  assert.is(await total("base"), 3);
  await writeFile(temp.at("symbols/More.kicad_sym"), library(PARENT));
  assert.is(await total("base"), 4);
  await rm(temp.at("symbols/Parts.kicad_sym"));
  assert.is(await total("base"), 1);
  await writeFile(temp.at("symbols/More.kicad_sym"), library(PARENT.replaceAll("Base", "Case")));
  await utimes(temp.at("symbols/More.kicad_sym"), 1, 1);
  assert.is(await total("case"), 1);
});

test("stops building when the run is aborted", async () => {
  await using temp = await tempWorkspace(FILES);
  const libraries = await findLibraries([temp.at("symbols")]);
  const aborted = await buildCatalog(libraries, AbortSignal.abort("stop")).catch((why) => why);
  assert.is(aborted, "stop");
});

test("builds anew what was kept and is none any more", async () => {
  await using temp = await tempWorkspace(FILES);
  const libraries = await findLibraries([temp.at("symbols")]);
  const built = await buildCatalog(libraries, new AbortController().signal);
  const [cache, key] = [toolCache(temp.outside), keyOf(libraries)];
  await cache.set(key, built);
  assert.equal(await cache.get(key), built);
  const name = (await readdir(temp.outside)).find((one) => one.startsWith("symbols-"))!;
  await writeFile(join(temp.outside, name), '{"key":');
  assert.is(await cache.get(key), null);
});

test("reads a library that is a folder with a file for each symbol", async () => {
  const files = {
    "symbols/Parts.kicad_symdir/Base.kicad_sym": library(PARENT),
    "symbols/Parts.kicad_symdir/Base-5.kicad_sym": library(CHILD),
  };
  const { data } = await withFiles(files, (ask) => ask.getSymbol({ id: "Parts:Base-5" }));
  assert.is(data!.pins, 3);
});

test("looks where the environment says first, then beside the program, then in the usual places", async () => {
  await using temp = await tempWorkspace(FILES);
  const env = { KICAD_SYMBOL_DIR: "/old", KICAD9_SYMBOL_DIR: "/nine", KICAD10_SYMBOL_DIR: "/ten" };
  const program = temp.at("bin/kicad-cli");
  const folders = await libraryFolders({ program, env, platform: "darwin" });
  assert.equal(folders, [
    "/ten",
    "/nine",
    "/old",
    temp.at("share/kicad/symbols"),
    temp.at("SharedSupport/symbols"),
    "/Applications/KiCad/KiCad.app/Contents/SharedSupport/symbols",
  ]);
  const found = await findLibraries(["/nowhere", temp.root, temp.at("symbols"), "/other"]);
  assert.equal(
    found.map(({ name }) => name),
    ["Parts", "power"],
  );
});

test.run();

type Ask = Pick<KicadActions, "searchSymbols" | "getSymbol">;

async function withFiles<T>(files: Record<string, string>, work: (ask: Ask) => Promise<T>) {
  await using temp = await tempWorkspace(files);
  return await work(asker(temp.at("symbols")));
}

function asker(folder: string, cacheFolder?: string): Ask {
  const tool = defineTool({
    name: "symbols",
    version: "1.0.0",
    description: "The symbols' actions alone.",
    detect: async () => ({ available: true }),
    actions: createSymbolActions(async () => [folder]),
  });
  const run = runTool(tool, cacheFolder === undefined ? {} : { cacheFolder });
  return {
    searchSymbols: (input) => run.call("searchSymbols", input) as ReturnType<Ask["searchSymbols"]>,
    getSymbol: (input) => run.call("getSymbol", input) as ReturnType<Ask["getSymbol"]>,
  };
}
