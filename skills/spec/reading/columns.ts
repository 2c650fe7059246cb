/** Columns that add to a row's value: a tolerance, a unit under any header, a condition. */
import { normalise, readUnit } from "../quantity/index.ts";
import type { Draft } from "./statement.ts";
import type { Cell } from "./table.ts";

/** Headers of remarks that say when or where a value holds; a rationale or a test method says neither. */
const REMARKS = /^(?:(?:test )?conditions?|at|notes?|remarks?|comments?)(?:\s*\(.*\))?$/i;

export const isRemarks = (title: string): boolean => REMARKS.test(title.trim());

/** Whether a cell holds a unit and nothing else. */
export function isUnit(text: string): boolean {
  const hints = { temperature: true, acceleration: false, resistance: false };
  const words = normalise(text).trim();
  return words !== "" && readUnit(words, 0, hints, 1, true)?.end === words.length;
}

/** A cell that says nothing. */
export const isEmpty = (text: string): boolean => /^(?:[-–—]*|n\/?a)$/i.test(text);

/** "mA" of "Current (mA)". */
export const unitIn = (title: string): string | undefined =>
  /[([]([^)\]]{1,10})[)\]]\s*$/.exec(title)?.[1];

/** "V" of a row named "Voltage (V)". */
export function unitOfName(label: string | undefined): string | undefined {
  const unit = unitIn(label ?? "");
  return unit !== undefined && isUnit(unit) ? unit : undefined;
}

/** "±5 %" from "5" under "Tolerance (%)"; null when the cell holds no number. */
export function toleranceOf(
  cell: Cell | undefined,
  title: string | undefined,
): { cell: Cell; words: string } | null {
  if (cell === undefined || isEmpty(cell.text) || !/\d/.test(cell.text)) return null;
  const signed = /[±+−-]/.test(cell.text) ? cell.text : `±${cell.text}`;
  const unit = unitIn(title ?? "");
  return {
    cell,
    words: /\d\s*$/.test(signed) && unit !== undefined ? `${signed} ${unit}` : signed,
  };
}

/** The value with its tolerance behind it; null when the value is no single number. */
export function withTolerance(value: Cell, tolerance: Cell, words: string): Cell | null {
  if (!SINGLE.test(value.text)) return null;
  const { draft } = value;
  const start = draft.text.length + 1;
  const [place] = tolerance.draft.pieces;
  const joined: Draft = {
    ...draft,
    text: `${draft.text} ${words}`,
    pieces: place === undefined ? draft.pieces : [...draft.pieces, { ...place, at: start }],
  };
  return { ...value, text: joined.text, draft: joined };
}

const SINGLE = /^[^\d±+]*\d[\d.,]*\s?[^\d\s±]{0,6}\s*$/;

/** A header that names a physical quantity: its column gives the parameter, the row gives the subject. */
export const QUANTITY_HEADER =
  /\b(?:voltage|current|power|weight|mass|length|width|height|depth|temperature|humidity|frequency|rate|speed|capacity|time|cost|price|budget|accuracy|resolution|range|size|dimensions?|count|consumption|pressure|load|torque|energy|latency|duration|life)\b/i;
