/** Reads the rows of a reStructuredText `csv-table`, the header from its option. */
import { append, newDraft } from "./statement.ts";
import { MOST_CELLS } from "./table.ts";
import type { Cell } from "./table.ts";

const HEADER = /^\s*:header:\s+(?=\S)/;
const OPTION = /^\s*:[\w-]+:/;
/** A field in quotes, where a doubled quote is one, or up to the comma. */
const FIELD = /\s*(?:"((?:[^"]|"")*)"\s*|([^,]*))(?:,|$)/y;

/** `from` is the line below the directive, `end` the one after its block. Fields over several lines are cut. */
export function csvTableRows(lines: readonly string[], from: number, end: number): Cell[][] {
  const rows: Cell[][] = [];
  for (let at = from; at < end; at++) {
    const line = lines[at]!;
    const header = HEADER.exec(line);
    if (line.trim() === "" || (header === null && OPTION.test(line))) continue;
    rows.push(fieldsOf(line, header?.[0].length ?? 0, at + 1));
  }
  return rows;
}

function fieldsOf(line: string, start: number, number: number): Cell[] {
  const cells: Cell[] = [];
  FIELD.lastIndex = start;
  while (FIELD.lastIndex < line.length && cells.length < MOST_CELLS) {
    const found = FIELD.exec(line);
    if (!found) break;
    const [whole, quoted, bare] = found;
    const words = quoted?.replaceAll('""', '"') ?? bare!;
    const draft = newDraft();
    const lead = /^[\s"]*/.exec(whole)![0].length;
    append(draft, words.trim(), number, found.index + lead + 1);
    cells.push({ text: words.trim(), draft, line: number });
  }
  return cells;
}
