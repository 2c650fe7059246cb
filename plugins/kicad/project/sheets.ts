/** Which sheets a schematic is made of, and whether a file is only one of another schematic's. */
import { posix } from "node:path";

/** The files of a schematic's sheets as they are written there: relative to the file that names them. */
export function sheetFiles(text: string): string[] {
  const found = text.matchAll(/\(property\s+"Sheet ?file"\s+"((?:[^"\\]|\\.)*)"/g);
  return [
    ...new Set([...found].map(([, name]) => name!.replace(/\\(.)/g, "$1").replaceAll("\\", "/"))),
  ];
}

export interface Sheet {
  /** Relative to the folder of the first one; begins with "../" when it lies above. */
  readonly path: string;
  /** Null when there is no such file. */
  readonly text: string | null;
}

/** A design of more is none. */
const MOST = 1000;

/**
 * All sheets that are reached from one, itself first, each once.
 * `read` is given paths like those of `Sheet.path`, and gives null for what is not there.
 */
export async function walkSheets(
  first: string,
  read: (path: string) => Promise<string | null>,
): Promise<Sheet[]> {
  const paths = [first];
  const sheets: Sheet[] = [];
  for (let at = 0; at < paths.length && at < MOST; at++) {
    const path = paths[at]!;
    const text = await read(path);
    sheets.push({ path, text });
    for (const name of sheetFiles(text ?? "")) {
      const next = posix.normalize(posix.join(posix.dirname(path), name));
      if (!paths.includes(next)) paths.push(next);
    }
  }
  return sheets;
}

/** Only a schematic's first sheet holds the page numbers of all: one that lacks them belongs to another. */
export const isSubsheet = (text: string): boolean =>
  text.startsWith("(kicad_sch") && !/\(\s*sheet_instances\b/.test(text);

/** What the sheet's symbols say they belong to; empty for a sheet without symbols. */
export const projectsIn = (text: string): string[] => [
  ...new Set([...text.matchAll(/\(project\s+"((?:[^"\\]|\\.)+)"/g)].map(([, name]) => name!)),
];
