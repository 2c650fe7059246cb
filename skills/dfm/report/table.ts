/** Markdown tables whose cells may hold anything. */
import { markdownTable } from "markdown-table";

export const table = (
  header: readonly string[],
  rows: readonly (readonly string[])[],
  align: readonly ("l" | "r" | "c")[] = [],
): string =>
  markdownTable([header.map(cell), ...rows.map((row) => row.map(cell))], { align: [...align] });

/** Text of a design is shown as it is written: it makes no table, no markup and no link. */
export const cell = (text: string): string =>
  text
    .replaceAll(/\s+/g, " ")
    .replaceAll(/[\\`*[\]<>|~]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, "\\$&")
    .trim();
