/** Reads the user's approved list, `parts.csv`: which parts may be chosen, and what is said of those nobody else knows. */
import { parse } from "csv-parse/sync";
import { fail, messageOf } from "metaforge";
import type { FigureName, Part } from "../contract.ts";
import { partId } from "../schema.ts";
import { isSameMaker } from "./maker.ts";
import { attributeOf } from "./attributes.ts";
import { CELLS, parseFigure, placeOf, toWords } from "./columns.ts";
import type { Place } from "./columns.ts";

export const LIST_FILE = "parts.csv";

export interface ApprovedList {
  readonly parts: readonly Part[];
  /** Cells and rows that could not be used, each with its line. */
  readonly problems: readonly string[];
}

const MAX_BYTES = 4 * 1024 * 1024;
const MAX_ROWS = 20_000;
const MAX_COLUMNS = 200;
const MAX_PROBLEMS = 50;
const MPN = /^[\w.+,/#() -]{1,60}$/;

interface Row {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/**
 * Parts that the catalogue knows keep what it says; of others only the line is known.
 * @throws VALIDATION_ERROR (with the line, where there is one) when it is no table, has no part number, or holds no part
 */
export function parseApprovedList(text: string, catalogue: readonly Part[]): ApprovedList {
  const [header, ...rows] = parseRows(text);
  const places = (header?.record ?? []).map(placeOf);
  if (!places.some((place) => place.kind === "column" && place.column === "mpn")) {
    throw refuse(
      "has no column for the part number, such as 'MPN', in its first line",
      header?.info.lines,
    );
  }
  const known = byMpn(catalogue);
  const columns = { names: header!.record, places, words: wordsOf(catalogue) };
  const problems = places.flatMap((place) =>
    place.kind === "wrong" ? [`${LIST_FILE}: ${place.problem}`] : [],
  );
  const parts = new Map<string, Part>();
  for (const row of rows) {
    const note = (problem: string, column?: string) => {
      const where = column === undefined ? "" : `, column '${toWords(column)}'`;
      problems.push(`${LIST_FILE} line ${row.info.lines}${where}: ${problem}`);
    };
    for (const part of partsOf(row, columns, known, note)) {
      if (parts.has(part.id)) note(`${part.mpn} is listed twice`);
      else parts.set(part.id, part);
    }
  }
  if (parts.size === 0) throw refuse("holds no part", undefined, problems[0]);
  return { parts: [...parts.values()], problems: cut(problems) };
}

function parseRows(text: string): Row[] {
  if (text.length > MAX_BYTES) throw refuse(`is larger than ${MAX_BYTES} characters`);
  if (text.includes("\0")) throw refuse("is no text");
  const delimiter = delimiterOf(text);
  let rows: Row[];
  try {
    const options = {
      bom: true,
      trim: true,
      info: true,
      relax_column_count: true,
      to: MAX_ROWS + 2,
    };
    rows = parse(text, { ...options, delimiter, skip_empty_lines: true }) as unknown as Row[];
  } catch (thrown) {
    const { lines, column } = thrown as { lines?: number; column?: number | string };
    const at = typeof column === "number" ? ` in column ${column + 1}` : "";
    throw refuse(`is no table${at}: ${messageOf(thrown)}`, lines);
  }
  if (rows.length > MAX_ROWS + 1) throw refuse(`has more than ${MAX_ROWS} lines`);
  const wide = rows.find(({ record }) => record.length > MAX_COLUMNS);
  if (wide) throw refuse(`has more than ${MAX_COLUMNS} columns`, wide.info.lines);
  return rows;
}

/** Of the first line: a spreadsheet writes what its country is used to. */
function delimiterOf(text: string): string {
  const line = /^\uFEFF?([^\r\n]*)/.exec(text)![1]!;
  const count = (sign: string) => line.split(sign).length;
  return [",", ";", "\t"].reduce((most, sign) => (count(sign) > count(most) ? sign : most));
}

function byMpn(catalogue: readonly Part[]): Map<string, Part[]> {
  const known = new Map<string, Part[]>();
  for (const part of catalogue) {
    const key = part.mpn.toUpperCase();
    known.set(key, [...(known.get(key) ?? []), part]);
  }
  return known;
}

/** Attribute → the words that the catalogue has for it. */
function wordsOf(catalogue: readonly Part[]): ReadonlyMap<string, ReadonlySet<string>> {
  const words = new Map<string, Set<string>>();
  for (const { attributes } of catalogue) {
    for (const [name, text] of Object.entries(attributes)) {
      const has = words.get(name) ?? new Set();
      for (const word of text.split(/\s*,\s*/)) has.add(word.toLowerCase());
      words.set(name, has);
    }
  }
  return words;
}

/** The columns of one list, as its first line has them. */
interface Columns {
  readonly names: readonly string[];
  readonly places: readonly Place[];
  readonly words: ReadonlyMap<string, ReadonlySet<string>>;
}

function partsOf(
  { record, info }: Row,
  columns: Columns,
  known: ReadonlyMap<string, Part[]>,
  note: (problem: string, column?: string) => void,
): readonly Part[] {
  if (record.every((cell) => cell === "")) return [];
  if (record.length !== columns.places.length) {
    note(`has ${record.length} cells, the first line has ${columns.places.length}`);
    return [];
  }
  const listed = readCells(record, columns, info.lines, note);
  if (!listed) return [];
  const same = known.get(listed.mpn.toUpperCase()) ?? [];
  const matching = same.filter(({ manufacturer }) =>
    isSameMaker(listed.manufacturer, manufacturer),
  );
  if (matching.length > 0) return matching;
  const [other] = same;
  if (other) {
    note(
      `the catalogue knows ${other.mpn} by ${other.manufacturer}, not by ${listed.manufacturer}: nothing is taken from it`,
    );
  }
  return [listed];
}

/** The part as the line has it; null when it has no part number. */
function readCells(
  record: readonly string[],
  { names, places, words }: Columns,
  line: number,
  note: (problem: string, column?: string) => void,
): Part | null {
  let part: Part = { ...UNSAID };
  let mpn = "";
  for (const [at, place] of places.entries()) {
    const cell = toWords(record[at]!);
    if (cell === "") continue;
    const say = (problem: string) => note(problem, names[at]);
    if (place.kind === "figure") {
      const figure = parseFigure(cell, place.unit, line);
      if (!figure) say(`'${cell}' is no value of ${place.figure}: write 3.3, 2.5..6, ..6 or 2.5..`);
      else part = { ...part, figures: withFigure(part.figures, place.figure, figure) };
    } else if (place.kind === "attribute") {
      const read = attributeOf(place.attribute, cell, words);
      if (read === null) continue;
      const { value, problem } = read;
      if (problem) say(problem);
      part = { ...part, attributes: { ...part.attributes, [place.attribute]: value } };
    } else if (place.kind === "column" && place.column === "mpn") mpn ||= cell;
    else if (place.kind === "column") {
      const read = CELLS[place.column as keyof typeof CELLS](cell);
      if (typeof read === "string") say(read);
      else part = { ...part, ...read, package: withPackage(part.package, read.package) };
    }
  }
  if (!MPN.test(mpn)) {
    note(mpn === "" ? "has no part number" : `'${mpn}' is no part number`);
    return null;
  }
  return { ...part, mpn, id: partId({ manufacturer: part.manufacturer, mpn }) };
}

const withFigure = (
  figures: Part["figures"],
  name: FigureName,
  figure: NonNullable<Part["figures"][FigureName]>[number],
) => ({
  ...figures,
  [name]: [...(figures[name] ?? []), figure],
});

/** Name and pins stand in two columns. */
const withPackage = (has: Part["package"], read: Part["package"] = has): Part["package"] => ({
  name: read.name || has.name,
  pins: read.pins ?? has.pins,
});

const UNSAID: Part = {
  ...{ id: "", origin: "approved-list", manufacturer: "", mpn: "", family: null, description: "" },
  ...{
    package: { name: "", pins: null },
    symbol: null,
    footprint: null,
    datasheet: null,
    figures: {},
  },
  ...{ interfaces: [], peripherals: {}, attributes: {}, prices: [] },
  lifecycle: { status: "unknown", date: null, source: null },
};

function cut(problems: readonly string[]): readonly string[] {
  const more = problems.length - MAX_PROBLEMS;
  return more > 0
    ? [...problems.slice(0, MAX_PROBLEMS), `${LIST_FILE}: ${more} more problems`]
    : problems;
}

function refuse(problem: string, line?: number, first?: string) {
  const where = line === undefined ? LIST_FILE : `${LIST_FILE} line ${line}`;
  const details = { path: LIST_FILE, field: LIST_FILE, ...(line === undefined ? {} : { line }) };
  return fail("VALIDATION_ERROR", {
    problem: `${where}: ${problem}${first ? ` (${first})` : ""}`,
    ...details,
  });
}
