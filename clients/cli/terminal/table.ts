/** Rows in columns, the last one cut to what the terminal has room for. */
import type { Output, Style } from "./output.ts";
import { safeLine } from "./safe.ts";
import { cut, fill, widthOf } from "./width.ts";

/** A text, or one with a colour. */
export type Cell = string | readonly [style: Style, text: string];

const GAP = 2;

/** Writes the rows; where there is no terminal nothing is cut. */
export function writeTable(to: Output, rows: readonly (readonly Cell[])[], indent = 0): void {
  const safe = rows.map((row) => row.map((cell) => safeLine(textOf(cell))));
  const widths: number[] = [];
  for (const row of safe) {
    for (const [n, text] of row.entries()) widths[n] = Math.max(widths[n] ?? 0, widthOf(text));
  }
  for (const [n, row] of rows.entries()) {
    let left = to.columns - indent;
    const cells = row.map((cell, column) => {
      const isLast = column === row.length - 1;
      const width = Math.max(1, Math.min(widths[column]!, left));
      const text = cut(safe[n]![column]!, width);
      left -= width + GAP;
      const padded = isLast ? text : fill(text, width);
      return typeof cell === "string" ? padded : to.paint(cell[0], padded);
    });
    to.line(" ".repeat(indent) + cells.join(" ".repeat(GAP)));
  }
}

const textOf = (cell: Cell): string => (typeof cell === "string" ? cell : cell[1]);
