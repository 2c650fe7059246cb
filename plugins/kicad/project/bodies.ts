/** Symbols that a schematic uses and does not hold: KiCad leaves their parts out of netlists and BOMs without a word. */
import { join } from "node:path";
import type { Problem } from "../contract.ts";
import { problem } from "../problem.ts";
import { textOf } from "./copy.ts";
import { below } from "./name.ts";
import type { OpenProject } from "./open.ts";
import { walkSheets } from "./sheets.ts";

/** One a sheet that lacks some. */
export async function bodyProblems({ master, stem, folder }: OpenProject): Promise<Problem[]> {
  const sheets = await walkSheets(`${stem}.kicad_sch`, (path) => textOf(join(master, path)));
  return sheets.flatMap(({ path, text }) => {
    const names = lackingBodies(text ?? "");
    if (names.length === 0) return [];
    const where = below(folder, path);
    const some = names
      .slice(0, 5)
      .map((name) => `'${name}'`)
      .join(", ");
    const message = `'${where}' uses ${names.length} symbols that it does not hold (${some}): their parts are missing in what KiCad gives`;
    return [problem("INPUT_CORRUPT", message, where, "Open the sheet in KiCad and save it.")];
  });
}

/** The names of symbols in use without a drawing of theirs in the same text, each once. */
export function lackingBodies(text: string): string[] {
  const held = new Set(
    [...text.matchAll(/\(symbol\s+"((?:[^"\\]|\\.)*)"/g)].map(([, name]) => name),
  );
  const used = text.matchAll(
    /\(symbol\s+(?:\(lib_name\s+"((?:[^"\\]|\\.)*)"\)\s*)?\(lib_id\s+"((?:[^"\\]|\\.)*)"\)/g,
  );
  const names = [...used].map(([, own, library]) => own ?? library!);
  return [...new Set(names)].filter((name) => !held.has(name));
}
