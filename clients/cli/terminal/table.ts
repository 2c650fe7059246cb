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

/** A name and what it is, one a line; what has no room goes on below, because it is shown nowhere else. */
export function writeFields(to: Output, fields: readonly (readonly [string, Cell])[]): void {
  const width = Math.max(...fields.map(([name]) => name.length)) + GAP;
  for (const [name, cell] of fields) {
    const value = typeof cell === "string" ? safeLine(cell) : to.paint(...cell);
    to.prose(to.paint("bold", name.padEnd(width)) + value, " ".repeat(width));
  }
}

const textOf = (cell: Cell): string => (typeof cell === "string" ? cell : cell[1]);
