/** Reads the cells of reStructuredText tables; wrapped cells keep the line of every part. */
import { append, newDraft } from "./statement.ts";
import type { Cell } from "./table.ts";
import { MOST_CELLS } from "./table.ts";

/** Rows of cells; `lines` holds the whole table, `firstLine` its line number in the file. */
export function gridRows(lines: readonly string[], firstLine: number): Cell[][] {
  const rows: Cell[][] = [];
  const edges = edgesOf(lines[0] ?? "");
  let from = 1;
  for (let at = 1; at < lines.length; at++) {
    if (!/^\s*\+[-=+\s]/.test(lines[at]!)) continue;
    if (at > from) rows.push(cellsOf(lines.slice(from, at), firstLine + from, edges));
    from = at + 1;
  }
  return rows;
}

/** Rows of a reStructuredText simple table: columns stand under the runs of `=`. */
export function simpleRows(lines: readonly string[], firstLine: number): Cell[][] {
  const columns = [...lines[0]!.matchAll(/=+/g)].slice(0, MOST_CELLS).map((run) => run.index);
  return lines.flatMap((line, index) => {
    if (line.trim() === "" || /^[\s=-]+$/.test(line)) return [];
    return [
      columns.map((left, column): Cell => {
        const raw = line.slice(left, columns[column + 1]);
        const words = raw.trim();
        const draft = newDraft();
        const lead = raw.length - raw.trimStart().length;
        append(draft, words, firstLine + index, left + lead + 1);
        return { text: words, draft, line: firstLine + index };
      }),
    ];
  });
}

function edgesOf(rule: string): number[] {
  const edges: number[] = [];
  for (let at = 0; at < rule.length; at++) if (rule[at] === "+") edges.push(at);
  return edges.slice(0, MOST_CELLS);
}

function cellsOf(lines: readonly string[], firstLine: number, edges: readonly number[]): Cell[] {
  return edges.slice(0, -1).map((left, index) => {
    const right = edges[index + 1]!;
    const draft = newDraft();
    let ended = false;
    lines.forEach((line, offset) => {
      const raw = line.slice(left + 1, right);
      const words = raw.trim();
      if (words === "") {
        // A blank line or a list inside a cell starts a new thought.
        if (draft.text !== "") ended = true;
        return;
      }
      const lead = raw.length - raw.trimStart().length;
      const bullet = /^[-*•]\s+/.exec(words)?.[0].length ?? 0;
      if (draft.text !== "") append(draft, ended || bullet > 0 ? "\n" : " ", firstLine + offset, 1);
      append(draft, words.slice(bullet), firstLine + offset, left + 2 + lead + bullet);
      ended = false;
    });
    return { text: draft.text.replace(/\n/g, " "), draft, line: firstLine };
  });
}
