/** What a skill may ask of the symbols that are installed with KiCad. */
import { action, z } from "metaforge";
import type { ToolContext } from "metaforge";
import type { Outcome, Problem, SymbolDetail, SymbolSummary } from "../contract.ts";
import { catalogOf } from "./catalog.ts";
import { detailOf } from "./detail.ts";
import { findLibraries, libraryFolders } from "./libraries.ts";
import type { Library } from "./libraries.ts";
import { lineageOf, readLibrary } from "./library.ts";
import { searchSymbols } from "./search.ts";

/** Where libraries are looked for, in this order: a test has folders of its own. */
export type Folders = (context: ToolContext) => Promise<readonly string[]>;

const installed: Folders = async ({ which }) =>
  libraryFolders({
    program: await which("kicad-cli"),
    env: process.env,
    platform: process.platform,
  });

const MOST_FOUND = 200;

export function createSymbolActions(folders: Folders) {
  return {
    searchSymbols: action({
      description:
        "Finds symbols of the installed libraries by words of name, keywords and description, best first.",
      input: z.strictObject({
        query: z.string().max(200),
        library: z.string().max(200).optional(),
        limit: z.int().min(1).max(MOST_FOUND).default(20),
      }),
      run: async (context, { query, library, limit }) =>
        search(context, await findLibraries(await folders(context)), query, limit, library),
    }),
    getSymbol: action({
      description:
        "One symbol of the installed libraries with its pins, its fields and its text for a sheet.",
      input: z.strictObject({ id: z.string().min(1).max(400) }),
      run: async (context, { id }) => get(await findLibraries(await folders(context)), id),
    }),
  };
}

export const symbolActions = createSymbolActions(installed);

async function search(
  context: ToolContext,
  libraries: readonly Library[],
  query: string,
  limit: number,
  library: string | undefined,
): Promise<Outcome<{ readonly total: number; readonly symbols: readonly SymbolSummary[] }>> {
  if (libraries.length === 0) return noLibraries();
  if (library !== undefined && !libraries.some(({ name }) => same(name, library))) {
    return none(missing(library));
  }
  const { symbols, damaged } = await catalogOf(context, libraries);
  const data = searchSymbols(symbols, query, limit, library);
  const status = damaged.length > 0 ? "partial" : "ok";
  return { status, data, problems: damaged.map(toProblem), evidence: [] };
}

async function get(libraries: readonly Library[], id: string): Promise<Outcome<SymbolDetail>> {
  if (libraries.length === 0) return noLibraries();
  const colon = id.indexOf(":");
  const library = libraries.find(({ name }) => name === id.slice(0, colon));
  if (colon < 0 || !library) return none(missing(colon < 0 ? "" : id.slice(0, colon)));
  const { symbols, damaged } = await readLibrary(library);
  const name = id.slice(colon + 1);
  const lineage = lineageOf(symbols, name);
  if (lineage) return { status: "ok", data: detailOf(lineage, id), problems: [], evidence: [] };
  if (damaged.length > 0) return none(...damaged.map(toProblem));
  return none(unknown(library.name, name, [...symbols.keys()]));
}

const same = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();

function noLibraries<T>(): Outcome<T> {
  const problem: Problem = {
    code: "LIBRARY_MISSING",
    message: "no symbol libraries of KiCad are installed",
    action: "Install them with KiCad (Debian: the package kicad-symbols).",
  };
  return { status: "not-run", data: null, problems: [problem], evidence: [] };
}

const none = <T>(...problems: Problem[]): Outcome<T> => ({
  status: "failed",
  data: null,
  problems,
  evidence: [],
});

const missing = (library: string): Problem => ({
  code: "LIBRARY_MISSING",
  message: `there is no installed symbol library '${library}'`,
  where: library,
  action: "Name a symbol as Library:Name; searchSymbols shows which there are.",
});

function unknown(library: string, name: string, names: readonly string[]): Problem {
  const like = names.filter((one) => same(one.slice(0, 4), name.slice(0, 4))).slice(0, 3);
  const ask = "Ask searchSymbols which there are.";
  return {
    code: "BAD_ARGS",
    message: `the library '${library}' has no symbol '${name}'`,
    where: `${library}:${name}`,
    action: like.length > 0 ? `There is ${like.join(", ")}. ${ask}` : ask,
  };
}

function toProblem(damaged: string): Problem {
  return {
    code: "INPUT_CORRUPT",
    message: `a symbol library cannot be read: ${damaged}`,
    where: damaged.slice(0, damaged.indexOf(":")),
    action: "Install KiCad's libraries again.",
  };
}
