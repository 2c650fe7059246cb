/** Reads a table whose cells stand between pipes, with or without pipes at its sides. */
import { append, newDraft } from "./statement.ts";
import type { Cell } from "./table.ts";
import { MOST_CELLS } from "./table.ts";

/** Whether a table's header stands in this line: a rule of dashes and pipes is below it. */
export const startsPipeTable = (line: string, next: string): boolean =>
  line.includes("|") && next.includes("|") && next.includes("-") && /^[\s:|-]+$/.test(next);

/** Rows from the header on, the rule left out, and the line after the table. */
export function pipeRows(lines: readonly string[], at: number): { rows: Cell[][]; end: number } {
  const rows: Cell[][] = [];
  let end = at;
  for (; end < lines.length && lines[end]!.includes("|"); end++) {
    if (end !== at + 1) rows.push(cellsOf(lines[end]!, end + 1));
  }
  return { rows, end };
}

/** Every cell with its column. `\|` is a pipe of the author's. */
function cellsOf(raw: string, line: number): Cell[] {
  const lead = raw.length - raw.trimStart().length;
  const start = raw[lead] === "|" ? lead + 1 : lead;
  const body = raw.trimEnd();
  const inner = body.slice(start, /(?<!\\)\|$/.test(body) ? -1 : undefined);
  let column = start + 1;
  return inner.split(/(?<!\\)\|/, MOST_CELLS).map((words) => {
    const text = words.trim().replaceAll("\\|", " |").trim();
    const draft = newDraft();
    append(draft, text, line, column + words.length - words.trimStart().length);
    column += words.length + 1;
    return { text, draft, line };
  });
}
