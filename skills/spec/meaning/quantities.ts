/** The quantities of a statement as constraints. */
import type { Quantity, Span } from "../quantity/index.ts";
import { COUNT, NUMBER_WORDS, isCountable, parseQuantities } from "../quantity/index.ts";
import type { Statement } from "../reading/index.ts";
import { placeAt } from "../reading/index.ts";
import { categoryOf } from "./category.ts";
import type { Drafted } from "./draft.ts";
import { subjectOf } from "./draft.ts";
import { loadOf } from "./loads.ts";
import { masksOf } from "./masks.ts";
import { quantityName } from "./names.ts";
import { priorityOf } from "./priority.ts";
import type { SectionSense } from "./sections.ts";

/** `hidden` are spans that hold no quantity: names and asides. */
export function quantitiesOf(statement: Statement, hidden: readonly Span[]): Quantity[] {
  const { text, label, row, form, bodyAt } = statement;
  const around = `${label ?? ""} ${statement.section.at(-1) ?? ""} ${statement.parents.join(" ")}`;
  if (row?.bounds) return boundsRow(statement, around);
  if (!NUMBER.test(text)) return [];
  const read = parseQuantities(text, {
    masks: masksOf(text, hidden),
    around,
    counted: label !== null && isCountLabel(label),
    ...(form === "sentence" ? {} : { lead: bodyAt }),
    ...(row?.unit === undefined ? {} : { unit: row.unit }),
  });
  // Copper of "2 oz" is a thickness told by the weight of an area.
  const found = read.filter(
    ({ unit, start, end }) =>
      !unit.code.startsWith("oz") ||
      !COPPER.test(`${label ?? ""} ${text.slice(Math.max(0, start - 40), end + 30)}`),
  );
  const limit = LIMIT.exec(label ?? "")?.[1]?.toLowerCase();
  return limit === undefined
    ? found
    : found.map((quantity) => bounded(quantity, limit.startsWith("min")));
}

/** Digits of any script, fractions, and the words that count. */
const NUMBER = new RegExp(`\\p{N}|\\b(?:${Object.keys(NUMBER_WORDS).join("|")}|zero)`, "iu");

const COPPER = /\bcopper\b|\bCu\b/i;

const LIMIT = /\b(min(?:imum)?|max(?:imum)?|limit(?! ?switch))\b/i;

/** "Minimum Startup Voltage: 0.88V": the label holds the bound. */
function bounded(quantity: Quantity, low: boolean): Quantity {
  if (quantity.bounded || quantity.typ === null) return quantity;
  const { typ } = quantity;
  return { ...quantity, typ: null, min: low ? typ : null, max: low ? null : typ, bounded: true };
}

function isCountLabel(label: string): boolean {
  const last =
    label
      .replace(/\([^)]*\)/g, "")
      .trim()
      .split(/\s+/)
      .at(-1) ?? "";
  return (
    /count|number of|quantity|\bqty\b/i.test(label) ||
    (isCountable(last) && /s$|^[A-Z]{3,}$/.test(last))
  );
}

/** One quantity from the min, typ and max cells of a row. */
function boundsRow(statement: Statement, around: string): Quantity[] {
  const { bounds, unit } = statement.row!;
  const context = { around, counted: unit === undefined, ...(unit === undefined ? {} : { unit }) };
  const read = (cell: string | undefined): Quantity | undefined =>
    cell === undefined ? undefined : parseQuantities(cell, context)[0];
  const [min, typ, max] = [read(bounds!.min), read(bounds!.typ), read(bounds!.max)];
  const base = typ ?? max ?? min;
  if (!base) return [];
  return [
    {
      ...base,
      start: 0,
      end: statement.text.length,
      min: figure(min),
      typ: figure(typ),
      max: figure(max),
      minInclusive: true,
      maxInclusive: true,
      bounded: min !== undefined || max !== undefined,
      isReach: false,
      difference: false,
      unit: base.unit.dimension === "count" ? COUNT : base.unit,
    },
  ];
}

/** The one number of a cell; a signed cell in a max column means its size. */
const figure = (quantity: Quantity | undefined): number | null =>
  quantity === undefined ? null : (quantity.typ ?? quantity.max ?? quantity.min);

export function draftQuantity(
  statement: Statement,
  sense: SectionSense,
  quantity: Quantity,
): Drafted {
  const { text, label, row } = statement;
  const load = loadOf(statement, quantity);
  const { name: parameter, sure } =
    load === null
      ? withoutDraws(quantityName(statement, quantity), quantity)
      : { name: load.parameter, sure: true };
  const certain = quantity.bounded ? 0.95 : quantity.approximate ? 0.7 : label === null ? 0.8 : 0.9;
  return {
    category: categoryOf(parameter, quantity.unit.dimension, [
      ...statement.section.slice(1),
      ...statement.parents,
    ]),
    parameter,
    sure,
    subject: subjectOf(statement, parameter),
    quantity,
    values: null,
    condition: joined(
      [
        load?.when ?? null,
        conditionOf(text, quantity) ?? quantity.beside ?? choiceOf(text, quantity),
      ]
        .filter((words) => words !== null)
        .join(", ") || null,
      row?.condition ?? null,
    ),
    priority: priorityOf(
      { clause: clauseAround(text, quantity), text, label },
      sense,
      row?.priority,
    ),
    confidence: certain,
    at: quantity.start,
    ...placeAt(statement, quantity.figureStart),
  };
}

/** "±2 g to ±16 g": the widest of several ranges, between which the words let choose. */
function choiceOf(text: string, { figureStart, figureEnd, start, end }: Quantity): string | null {
  const words = text.slice(Math.min(start, figureStart), Math.max(end, figureEnd)).trim();
  return /^±.*[a-z\s–-]±/i.test(words) ? `widest of ${words}` : null;
}

/** The words at the value and those of its row. */
const joined = (own: string | null, column: string | null): string | null =>
  own === null || column === null || own === column ? (own ?? column) : `${own}; ${column}`;

/** The words between the separators around a value. */
function clauseAround(text: string, quantity: Quantity): string {
  const before = /(?:(?!\b(?:and|but|or)\b)[^,;(])*$/.exec(
    text.slice(Math.max(0, quantity.start - 80), quantity.start),
  )![0];
  const after = /^(?:(?!\b(?:and|but)\b)[^,;()])*/.exec(
    text.slice(quantity.end, quantity.end + 60),
  )![0];
  return before + text.slice(quantity.start, quantity.end) + after;
}

/** `_draws` tells a fact that a budget adds up: what charges is called by its quantity. */
const withoutDraws = <T extends { readonly name: string }>(named: T, { unit }: Quantity): T =>
  unit.dimension === "current" || unit.dimension === "power"
    ? { ...named, name: named.name.replace(/_draws$/, `_${unit.dimension}`) }
    : named;

const CONDITION =
  /^\s*(?:[([]\s*([^)\]]{2,80})[)\]]|((?:at|when|while|during|with|under|for|into|in|per|typical(?:ly)?|average|continuous|peak|from|over)\b(?:[^.;()]|\.(?=\d)|(?<=\b(?:max|min|typ|approx))\.){0,80}|@\s?[^.;,]{1,40}|(?:typical(?:ly)?|average|continuous|peak|rms|nominal)\b[^.;,()]{0,40}))/i;

/** The words after a value that say when or where it holds. */
function conditionOf(text: string, quantity: Quantity): string | null {
  const found = CONDITION.exec(text.slice(quantity.end, quantity.aboutEnd ?? quantity.end + 100));
  const words = (found?.[1] ?? found?.[2])?.trim() ?? "";
  return words === "" ? null : words;
}
