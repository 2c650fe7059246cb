/** Reads the dated price file: who offers a part from which quantity at what price. */
import { parse } from "csv-parse/sync";
import { fail, messageOf } from "metaforge";
import type { Finding } from "metaforge";
import { findingId } from "../parts/finding-id.ts";
import { parseMoney } from "./money.ts";

export interface Price {
  readonly mpn: string;
  /** The smallest quantity it holds for. */
  readonly from: number;
  readonly unit: bigint;
  readonly currency: string;
  /** ISO, such as "2026-03-01". */
  readonly date: string;
  readonly source: string;
}

export interface Prices {
  readonly prices: readonly Price[];
  /** Rows that could not be used, with their line. */
  readonly findings: readonly Finding[];
}

/** Column → the names it may have, in plain letters. */
const COLUMNS = {
  mpn: ["mpn", "manufacturerpartnumber", "mfrpart", "partnumber"],
  quantity: ["quantity", "quantitybreak", "break", "pricebreak", "qty", "minquantity", "from"],
  unitPrice: ["unitprice", "price"],
  currency: ["currency"],
  date: ["date", "priced", "dateofprice"],
  source: ["source", "supplier", "distributor"],
} as const;
type Column = keyof typeof COLUMNS;

/** Throws VALIDATION_ERROR when it is no CSV, or when a column is missing: a price without a date or source is none. */
export function parsePrices(text: string, file: string): Prices {
  const refuse = (problem: string) =>
    fail("VALIDATION_ERROR", { problem: `${file}: ${problem}`, field: "input.args.prices" });
  let rows: { record: string[]; info: { lines: number } }[];
  try {
    rows = parse(text, { bom: true, trim: true, skip_empty_lines: true, info: true }) as never;
  } catch (thrown) {
    throw refuse(messageOf(thrown));
  }
  const header = (rows[0]?.record ?? []).map((name) =>
    name.toLowerCase().replaceAll(/[^a-z]/g, ""),
  );
  const places = Object.entries(COLUMNS).map(([column, names]) => {
    const at = header.findIndex((name) => (names as readonly string[]).includes(name));
    if (at < 0)
      throw refuse(`has no column ${column}; needed are ${Object.keys(COLUMNS).join(", ")}`);
    return [column as Column, at] as const;
  });
  const prices: Price[] = [];
  const findings: Finding[] = [];
  for (const { record, info } of rows.slice(1)) {
    const cell = Object.fromEntries(places.map(([column, at]) => [column, record[at]!])) as Record<
      Column,
      string
    >;
    const price = toPrice(cell);
    if (typeof price !== "string") prices.push(price);
    else {
      findings.push({
        id: findingId("price-unused", file, record.join("|")),
        severity: "warning",
        title: `A price of ${cell.mpn || "an unnamed part"} is not used: ${price}`,
        where: { file, line: info.lines },
        evidence: record.join(", "),
        action: "Correct the row.",
      });
    }
  }
  return { prices, findings };
}

/** The price, or why the row is none. */
function toPrice(cell: Record<Column, string>): Price | string {
  const { mpn, quantity, unitPrice, currency, date, source } = cell;
  const unit = parseMoney(unitPrice);
  if (mpn === "") return "it names no part";
  if (!/^[1-9]\d{0,8}$/.test(quantity)) return `'${quantity}' is no quantity`;
  if (unit === null) return `'${unitPrice}' is no price such as 0.0123`;
  if (!/^[A-Z]{3}$/.test(currency)) return `'${currency}' is no currency such as EUR`;
  if (!isDate(date)) return `'${date}' is no date such as 2026-03-01`;
  if (source === "") return "it has no source";
  return { mpn: mpn.toUpperCase(), from: Number(quantity), unit, currency, date, source };
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
