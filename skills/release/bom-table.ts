/** The BOM as a table for buyers: quoted, and safe from cells that a spreadsheet would compute. */
import { stringify } from "csv-stringify/sync";

/** Lines as KiCad groups them, those that are not fitted last; the columns are the first line's. */
export function bomTable(lines: readonly Readonly<Record<string, string>>[]): string {
  const fitted = lines.filter(({ DNP }) => !DNP);
  const others = lines.filter(({ DNP }) => DNP);
  const columns = Object.keys(lines[0] ?? { Refs: "", Value: "", Footprint: "", Qty: "", DNP: "" });
  return stringify([...fitted, ...others], {
    ...{ header: true, columns, quoted: true, quoted_empty: true, record_delimiter: "unix" },
    // A value such as "=HYPERLINK(…)" comes from whoever drew the symbol.
    escape_formulas: true,
  });
}
