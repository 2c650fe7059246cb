/** Makes statements from table rows: the header says which column is the parameter, the unit, a bound, or a sentence. */
import type { Draft, RowFacts, Statement } from "./statement.ts";
import {
  QUANTITY_HEADER,
  isEmpty,
  isRemarks,
  isUnit,
  toleranceOf,
  unitIn,
  unitOfName,
  withTolerance,
} from "./columns.ts";
import { isListing } from "./listing.ts";
import type { Role } from "./roles.ts";
import { rolesOf } from "./roles.ts";
import { splitSentences } from "./sentences.ts";
import { toStatement } from "./statement.ts";

/** Further cells of a row are read by nobody; in their thousands they only fill memory. */
export const MOST_CELLS = 200;

export interface Cell {
  readonly text: string;
  readonly draft: Draft;
  readonly line: number;
}

export interface TablePlace {
  readonly section: readonly string[];
  readonly parents: readonly string[];
}

/** Statements of a table whose first row is its header. */
export function tableStatements(
  rows: readonly (readonly Cell[])[],
  place: TablePlace,
): Statement[] {
  const [header, ...body] = rows;
  if (!header || body.length === 0) return [];
  const titles = header.map((cell) => cell.text.replace(/\s+/g, " "));
  if (isListing(titles)) return [];
  const roles = rolesOf(titles, body);
  return body.flatMap((row) => rowStatements(row, titles, roles, place));
}

function rowStatements(
  row: readonly Cell[],
  titles: readonly string[],
  roles: readonly Role[],
  place: TablePlace,
): Statement[] {
  const cellOf = (role: Role): Cell | undefined => row[roles.indexOf(role)];
  const textOf = (role: Role): string | undefined => {
    const text = cellOf(role)?.text ?? "";
    return isEmpty(text) ? undefined : text;
  };
  const owner = textOf("owner");
  const label = textOf("name")?.replace(/\s*:$/, "");
  const unitCell = roles.includes("unit") ? undefined : loneUnit(row, titles, roles);
  const margin = toleranceOf(cellOf("tolerance"), titles[roles.indexOf("tolerance")]);
  // The column before "Tolerance" may be "Voltage"; else the value's own.
  const left = roles.indexOf("tolerance") - 1;
  const valueAt =
    roles[left] === "data" ? left : roles.findIndex((role) => role === "value" || role === "typ");
  const joined =
    margin === null || row[valueAt] === undefined || textOf("min") || textOf("max")
      ? null
      : withTolerance(row[valueAt], margin.cell, margin.words);
  const conditions = [
    ...(margin === null || joined !== null ? [] : [`tolerance ${margin.words}`]),
    ...row
      .filter((cell, at) => isRemarks(titles[at] ?? "") && cell !== unitCell)
      .map(({ text }) => text)
      .filter((text) => !isEmpty(text)),
  ];
  const verifiedAt = titles.findIndex((title) => VERIFIED.test(title));
  const reference = (textOf("id") ?? "").replace(/[`*]/g, "");
  const facts: RowFacts = {
    // "1", "2" only count the rows.
    ...optional("reference", /[A-Za-z].*\d/.test(reference) ? reference : undefined),
    ...optional("verification", row[verifiedAt]?.text || undefined),
    ...optional("priority", textOf("priority")),
    ...optional("condition", conditions.length > 0 ? conditions.join("; ") : undefined),
    ...optional("unit", textOf("unit") ?? unitCell?.text ?? unitOfName(label)),
  };
  const out: Statement[] = [];
  const add = (cell: Cell, name: string | undefined, own: RowFacts): void => {
    // A whole sentence in a value column needs no label; the label says whose it is.
    const sentence = name !== undefined && /\b(?:shall|must)\b/i.test(cell.text);
    const owners = [
      ...place.parents,
      ...(owner === undefined ? [] : [owner]),
      ...(sentence ? [name] : []),
    ];
    const around = { section: place.section, parents: owners, form: "row" as const, row: own };
    const made = toStatement(
      cell.draft,
      name === undefined || sentence ? around : { ...around, label: name },
    );
    if (made) out.push(made);
  };
  const bounds = {
    ...optional("min", textOf("min")),
    ...optional("typ", textOf("typ")),
    ...optional("max", textOf("max")),
  };
  const boundAt = (["min", "typ", "max"] as const).find((role) => bounds[role] !== undefined);
  if (joined !== null && boundAt !== undefined && label !== undefined) {
    const unit = facts.unit ?? unitIn(titles[valueAt]!);
    add(joined, label, { ...facts, ...optional("unit", unit) });
  } else if (boundAt !== undefined && label !== undefined) {
    const unit = facts.unit ?? unitIn(titles[roles.indexOf(boundAt)]!);
    add(cellOf(boundAt)!, label, { ...facts, ...optional("unit", unit), bounds });
  }
  row.forEach((cell, index) => {
    const role = roles[index];
    const title = titles[index] ?? "";
    const unit = facts.unit ?? unitIn(title);
    const withUnit = { ...facts, ...optional("unit", unit) };
    if (isEmpty(cell.text) || cell === unitCell) return;
    if (role === "value")
      add((index === valueAt ? joined : null) ?? cell, label ?? title, withUnit);
    else if (role === "sentence")
      for (const part of splitSentences(cell.draft))
        add({ ...cell, draft: part }, undefined, facts);
    else if (role === "data") {
      const measured = QUANTITY_HEADER.test(title);
      const bare = title.replace(/\s*[([].*$/, "");
      const qualified = QUALIFIER.test(bare) && label !== undefined;
      const name = qualified
        ? `${bare} ${label}`
        : measured && label !== undefined
          ? `${label} ${bare}`
          : (label ?? bare);
      add((index === valueAt ? joined : null) ?? cell, name, withUnit);
    } else if (
      role === "name" &&
      !roles.some((r) => r !== "name" && r !== "id" && r !== "note" && r !== "priority")
    ) {
      add(cell, undefined, facts);
    }
  });
  return out;
}

const VERIFIED = /^(?:verif\w*|(?:test|qualification) method|method)(?: method)?(?:\s*\(.*\))?$/i;

/** A unit alone in a cell is the unit of the row, whatever the header says. */
const loneUnit = (
  row: readonly Cell[],
  titles: readonly string[],
  roles: readonly Role[],
): Cell | undefined =>
  roles.some((role) => ["value", "min", "typ", "max"].includes(role))
    ? row.find(
        ({ text }, at) => (roles[at] === "data" || isRemarks(titles[at] ?? "")) && isUnit(text),
      )
    : undefined;

/** "Operating | Storage" as columns of a temperature row. */
const QUALIFIER =
  /^(?:operating|storage|survival|transport|charging|ambient|peak|continuous|average)$/i;

function optional<K extends string>(key: K, value: string | undefined): { [P in K]?: string } {
  return (value === undefined ? {} : { [key]: value }) as { [P in K]?: string };
}
