/** The BOM as a table for buyers: quoted, and safe from cells that a spreadsheet would compute. */
import { csv } from "metaforge/report";

/** Lines as KiCad groups them, those that are not fitted last; the columns are the first line's. */
export function bomTable(lines: readonly Readonly<Record<string, string>>[]): string {
  const fitted = lines.filter(({ DNP }) => !DNP);
  const others = lines.filter(({ DNP }) => DNP);
  const columns = Object.keys(lines[0] ?? { Refs: "", Value: "", Footprint: "", Qty: "", DNP: "" });
  const rows = [...fitted, ...others].map((line) => columns.map((name) => line[name] ?? ""));
  return csv(columns, rows);
}
