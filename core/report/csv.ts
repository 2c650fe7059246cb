/** Tables as CSV that a spreadsheet takes for text and numbers only. */
import { stringify } from "csv-stringify/sync";

/**
 * Every cell in quotes. One that begins with `=`, `+`, `-`, `@`, a tab or a carriage return (or their wide forms) gets
 * an apostrophe in front: a value such as "=HYPERLINK(…)" comes from whoever drew a symbol.
 */
export const csv = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  stringify(
    [head, ...rows].map((row) => [...row]),
    {
      ...{ quoted: true, quoted_empty: true, record_delimiter: "unix" },
      escape_formulas: true,
    },
  );
