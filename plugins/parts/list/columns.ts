/** Which columns the user's list may have, by which names, and what its cells mean. */
import type { Figure, FigureName, Part } from "../contract.ts";
import { FAMILIES, FIGURE_NAMES, FIGURE_UNITS, LibraryId, UNITS } from "../schema.ts";
import { ATTRIBUTES } from "./attributes.ts";
import { nearest } from "./nearest.ts";

/** Column → the names that people give it, in small letters without spaces and signs. */
export const COLUMNS = {
  mpn: [
    ...[
      "mpn",
      "partnumber",
      "partno",
      "manufacturerpartnumber",
      "manufacturerpart",
      "manufacturerpartno",
    ],
    ...["mfrpartnumber", "mfrpart", "mfrpn", "mfgpartnumber", "mfgpart", "mfgpn"],
  ],
  manufacturer: ["manufacturer", "manufacturername", "mfr", "mfg", "maker", "brand", "vendor"],
  description: ["description", "desc", "comment"],
  family: ["family", "category", "type"],
  package: ["package", "case", "casepackage", "packagecase"],
  pins: ["pins", "pincount", "numberofpins"],
  symbol: ["symbol", "kicadsymbol"],
  footprint: ["footprint", "kicadfootprint"],
  datasheet: ["datasheet", "datasheeturl", "datasheetlink"],
  interfaces: ["interfaces", "interface", "buses"],
  peripherals: ["peripherals", "peripheral"],
  lifecycle: ["lifecycle", "lifecyclestatus", "status"],
} as const;
export type Column = keyof typeof COLUMNS;

export type Place =
  | { readonly kind: "column"; readonly column: Column }
  | { readonly kind: "figure"; readonly figure: FigureName; readonly unit: string }
  | { readonly kind: "attribute"; readonly attribute: string }
  /** Not ours: the list may be used for more than this. */
  | { readonly kind: "other" }
  | { readonly kind: "wrong"; readonly problem: string };

/** What a header means: "MFR Part #" is the part number, "input_voltage [V]" a figure with its unit. */
export function placeOf(header: string): Place {
  const [, name = "", unit] = /^([^[(]*)(?:[[(]\s*([^\])]*?)\s*[\])])?\s*$/.exec(header) ?? [];
  const snake = name
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, "_");
  const figure = FIGURE_NAMES.find((one) => one === snake);
  if (figure) {
    const units = FIGURE_UNITS[figure];
    if (unit !== undefined && (units as readonly string[]).includes(unit))
      return { kind: "figure", figure, unit };
    const has = unit === undefined ? "has no unit" : `is in '${unit}'`;
    return {
      kind: "wrong",
      problem: `the column '${figure}' ${has}: write '${figure} [${units.join(" or ")}]'`,
    };
  }
  const plain = header.toLowerCase().replaceAll(/[^a-z]/g, "");
  const column = (Object.keys(COLUMNS) as Column[]).find((one) =>
    (COLUMNS[one] as readonly string[]).includes(plain),
  );
  if (column) return { kind: "column", column };
  const attribute = ATTRIBUTES[snake];
  return attribute === undefined
    ? strange(header, snake, plain, unit)
    : { kind: "attribute", attribute };
}

/** A slip of the pen is told apart from a column that is somebody else's. */
function strange(header: string, snake: string, plain: string, unit: string | undefined): Place {
  const left = (advice: string): Place => ({
    kind: "wrong",
    problem: `the column '${toWords(header)}' is not known and left out; ${advice}`,
  });
  const figure = nearest(snake, FIGURE_NAMES) as FigureName | null;
  if (figure) return left(`did you mean '${figure} [${FIGURE_UNITS[figure].join(" or ")}]'?`);
  if (unit !== undefined && (UNITS as readonly string[]).includes(unit)) {
    const same = FIGURE_NAMES.filter((one) =>
      (FIGURE_UNITS[one] as readonly string[]).includes(unit),
    );
    return left(`figures in ${unit} are ${same.join(", ")}`);
  }
  const attribute = nearest(snake, Object.keys(ATTRIBUTES));
  if (attribute) return left(`did you mean '${attribute}'?`);
  const alias = nearest(plain, Object.values(COLUMNS).flat());
  const column = (Object.keys(COLUMNS) as Column[]).find((one) =>
    (COLUMNS[one] as readonly (string | null)[]).includes(alias),
  );
  return column ? left(`did you mean '${column}'?`) : { kind: "other" };
}

const NUMBER = String.raw`[+-]?(?:\d+(?:\.\d+)?|\.\d+)(?:e[+-]?\d+)?`;
const SINGLE = new RegExp(`^${NUMBER}$`, "i");
const RANGE = new RegExp(`^(${NUMBER})?\\s*\\.\\.\\s*(${NUMBER})?$`, "i");

/** "3.3" is typical, "2.5..6" from least to most, "..6" at most, "2.5.." at least; null when it is none of these. */
export function parseFigure(cell: string, unit: string, line: number): Figure | null {
  const source = { document: `parts.csv, line ${line}`, section: null };
  const given = { unit, condition: null, source, checked: null };
  if (SINGLE.test(cell)) return finite({ min: null, typ: Number(cell), max: null, ...given });
  const [, low, high] = RANGE.exec(cell) ?? [];
  if (low === undefined && high === undefined) return null;
  const [min, max] = [low, high].map((text) => (text === undefined ? null : Number(text))) as [
    number | null,
    number | null,
  ];
  return min !== null && max !== null && min > max
    ? null
    : finite({ min, typ: null, max, ...given });
}

const finite = (figure: Figure): Figure | null =>
  [figure.min, figure.typ, figure.max].every((value) => value === null || Number.isFinite(value))
    ? figure
    : null;

/** Text of a cell without signs that steer a terminal or turn the writing direction, cut to a line of a report. */
export const toWords = (cell: string): string =>
  cell
    .replaceAll(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}]+/gu, " ")
    .replaceAll(/\s+/g, " ")
    .trim()
    .slice(0, 300);

/** Reads one cell of a column into the part; what it yields instead is the problem. */
export const CELLS: {
  readonly [C in Exclude<Column, "mpn">]: (cell: string) => Partial<Part> | string;
} = {
  manufacturer: (manufacturer) => ({ manufacturer }),
  description: (description) => ({ description }),
  package: (name) => ({ package: { name, pins: null } }),
  family(cell) {
    const family = FAMILIES.find((one) => one === cell.toLowerCase().replaceAll(/[\s_]+/g, "-"));
    return family ? { family } : `'${cell}' is no family; there are ${FAMILIES.join(", ")}`;
  },
  pins: (cell) =>
    /^\d{1,4}$/.test(cell) && Number(cell) > 0
      ? { package: { name: "", pins: Number(cell) } }
      : `'${cell}' is no number of pins`,
  symbol: (symbol) =>
    LibraryId.safeParse(symbol).success ? { symbol } : `'${symbol}' is no Library:Name`,
  footprint: (footprint) =>
    LibraryId.safeParse(footprint).success ? { footprint } : `'${footprint}' is no Library:Name`,
  datasheet: (datasheet) =>
    /^https?:\/\/[^\s<>"'()[\]]+$/i.test(datasheet)
      ? { datasheet }
      : `'${datasheet}' is no http address`,
  interfaces: (cell) => ({
    interfaces: cell
      .toLowerCase()
      .split(/[\s,;/|]+/)
      .filter(Boolean),
  }),
  peripherals(cell) {
    const counts = cell
      .toLowerCase()
      .split(/\s*[,;/|]\s*/)
      .filter(Boolean);
    const read = counts.map((one) => /^([a-z][a-z0-9_]*)\s*[:=\s]\s*(\d{1,4})$/.exec(one));
    const wrong = read.indexOf(null);
    if (wrong >= 0) return `'${counts[wrong]}' is no number of a peripheral: write 'i2c 2, spi 1'`;
    return { peripherals: Object.fromEntries(read.map((one) => [one![1]!, Number(one![2])])) };
  },
  lifecycle(cell) {
    const status = STATUS[cell.toLowerCase().replaceAll(/[^a-z]/g, "")];
    return status
      ? { lifecycle: { status, date: null, source: "parts.csv" } }
      : `'${cell}' is no lifecycle: active, nrnd, obsolete or unknown`;
  },
};

const STATUS: Readonly<Record<string, Part["lifecycle"]["status"] | undefined>> = {
  __proto__: null as never,
  active: "active",
  inproduction: "active",
  nrnd: "nrnd",
  notrecommendedfornewdesigns: "nrnd",
  obsolete: "obsolete",
  eol: "obsolete",
  unknown: "unknown",
};
