/** Walks a schematic's sheets from the first one: each place where a sheet is used, and what stands in the way. */
import { posix } from "node:path";
import type { Problem } from "../contract.ts";
import { problem } from "../problem.ts";
import type { Node } from "../sexpr/index.ts";

export interface SheetUse {
  /** As KiCad calls it: "/" or "/power/". */
  readonly path: string;
  /** Relative to the first sheet's folder. */
  readonly file: string;
  readonly name: string;
}

export interface Hierarchy {
  /** The first sheet first, each sheet before those that it holds, in the order of the file. */
  readonly sheets: readonly SheetUse[];
  readonly problems: readonly Problem[];
}

/** A design of more is none; a file that names itself twice, and the next twice, would never end. */
const MOST_SHEETS = 1000;

/**
 * @param first the first sheet's file
 * @param name the first sheet's name
 * @param rootOf a file's list, or null when it cannot be read: why is told elsewhere
 */
export async function walkHierarchy(
  first: string,
  name: string,
  rootOf: (file: string) => Promise<Node | null>,
): Promise<Hierarchy> {
  const sheets: SheetUse[] = [];
  const problems = new Map<string, Problem>();
  await visit({ path: "/", file: first, name }, []);
  return { sheets, problems: [...problems.values()] };

  async function visit(use: SheetUse, around: readonly string[]): Promise<void> {
    if (around.includes(use.file)) {
      problems.set(use.file, insideItself(use.file));
      return;
    }
    if (sheets.length >= MOST_SHEETS) {
      problems.set("", tooMany);
      return;
    }
    sheets.push(use);
    const root = await rootOf(use.file);
    for (const sheet of root?.childrenNamed("sheet") ?? []) {
      const file = property(sheet, /^Sheet ?file$/);
      const title = property(sheet, /^Sheet ?name$/) ?? "";
      if (file === null) continue;
      const inner = {
        path: `${use.path}${title}/`,
        file: posix.normalize(posix.join(posix.dirname(use.file), file.replaceAll("\\", "/"))),
        name: title,
      };
      await visit(inner, [...around, use.file]);
    }
  }
}

/** KiCad 6 wrote "Sheet name" and "Sheet file", later ones leave the blank out. */
function property(sheet: Node, name: RegExp): string | null {
  const found = sheet.childrenNamed("property").find((one) => name.test(one.string(1) ?? ""));
  return found?.string(2) ?? null;
}

const insideItself = (file: string) =>
  problem(
    "INPUT_CORRUPT",
    `the sheet '${file}' holds itself, directly or by another sheet`,
    file,
    "Take the inner sheet out in KiCad.",
  );

const tooMany = problem(
  "COUNT_CAPPED",
  `the schematic has more than ${MOST_SHEETS} sheets: the first ${MOST_SHEETS} are given`,
);
