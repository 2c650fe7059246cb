/** Writes bom.csv: every cell in quotes, and none that a spreadsheet would take for a formula. */
import { csv } from "metaforge/report";
import type { Group } from "./schema.ts";

const COLUMNS = [
  "References",
  "Quantity",
  "Value",
  "Footprint",
  "Tolerance",
  "Voltage",
  "MPN",
  "Manufacturer",
  "Supplier parts",
  "DNP",
  "Datasheet",
  "Description",
] as const;

export function toCsv(groups: readonly Group[]): string {
  const rows = groups.map((group) => [
    group.refs.join(" "),
    String(group.quantity),
    group.value,
    group.footprint ?? "",
    group.tolerance ?? "",
    group.voltage ?? "",
    group.mpn ?? "",
    group.manufacturer ?? "",
    group.supplierParts.join("; "),
    group.dnp ? "DNP" : "",
    group.datasheet ?? "",
    group.description ?? "",
  ]);
  return csv(COLUMNS, rows);
}
