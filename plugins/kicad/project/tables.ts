/** Library tables of a project: which libraries they name, and where those are. */
import { posix } from "node:path";

export const TABLES = ["sym-lib-table", "fp-lib-table"] as const;

export interface Library {
  readonly table: (typeof TABLES)[number];
  readonly name: string;
  readonly uri: string;
}

/** The rows that are switched on. A name or address may stand without quotes. */
export function parseTable(table: Library["table"], text: string): Library[] {
  const rows = text.split(/\(\s*lib\s(?=\s*\()/).slice(1);
  return rows.flatMap((row) => {
    const name = value(row, "name");
    const uri = value(row, "uri");
    const off = /\(\s*disabled\s*\)/.test(row);
    return name === null || uri === null || off ? [] : [{ table, name, uri }];
  });
}

function value(row: string, key: string): string | null {
  const found = new RegExp(
    `\\(\\s*${key}\\s+(?:"((?:[^"\\\\]|\\\\.)*)"|((?:\\$\\([^)]*\\)|[^\\s"()])+))\\s*\\)`,
  ).exec(row);
  return found ? (found[1]?.replace(/\\(.)/g, "$1") ?? found[2]!) : null;
}

/**
 * Relative to the project's folder, perhaps above it ("../lib/x.kicad_sym"); "installed": comes with KiCad;
 * "outside": on this machine only, by an absolute path or a variable that is the user's own.
 */
export type LibraryPlace = { readonly path: string } | "installed" | "outside";

/** KiCad 9 has the folders of its own libraries also under the names that older versions gave them. */
const INSTALLED =
  /^\$[{(](?:KICAD\d*_(?:SYMBOL|FOOTPRINT|3DMODEL|TEMPLATE)_DIR|KISYSMOD|KISYS3DMOD)[)}]/;
const PROJECT = /^\$[{(]KIPRJMOD[)}]\/*/;

export function placeOf({ uri }: Pick<Library, "uri">): LibraryPlace {
  if (INSTALLED.test(uri)) return "installed";
  if (!PROJECT.test(uri)) return "outside";
  return { path: posix.normalize(uri.replace(PROJECT, "").replaceAll("\\", "/") || ".") };
}
