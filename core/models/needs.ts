/** Lists what an item has to find in its quote: each number with its unit, and each name with digits in it. */
import { figuresOf, toDecimal } from "./figures.ts";

/** One thing that must stand in the quote. */
export interface Need {
  /** By value (a JSON number), or as it is written (in a string). */
  readonly value?: string;
  readonly notation?: string;
  /** What must stand beside the number; null: nothing is claimed. */
  readonly unit: string | null;
  /** For people. */
  readonly shown: string;
}

/** Bounds of one item; what a hardware requirement needs is a tenth of them. */
export const ITEM_LIMITS = { depth: 16, values: 1000, units: 20_000, figures: 200 } as const;

const TOO_MANY = `the item holds more than ${ITEM_LIMITS.figures} figures`;
const UNIT_KEY = /^(?:unit|units|currency)$|(?:Unit|_unit|Currency|_currency)$/;
/** Names that a program may take for its own machinery. */
const RESERVED = ["__proto__", "constructor", "prototype"];
const NO_UNIT = ["", "1", "-"];

/**
 * The needs of an item, or the reason why it cannot be read. The `unit` (`units`, `currency`, `…Unit`) of an object
 * holds for every number in it, also deeper, where no nearer one does. Keys of the author's schema are the author's
 * words; in all others the model may have put a number.
 */
export function needsOf(item: unknown, schemaKeys: ReadonlySet<string>): Need[] | string {
  const needs: Need[] = [];
  const left = { values: ITEM_LIMITS.values, units: ITEM_LIMITS.units };
  const unreadable = walk(item, null, 0);
  if (unreadable !== null) return unreadable;
  return needs.length > ITEM_LIMITS.figures ? TOO_MANY : needs;

  function walk(value: unknown, unit: string | null, depth: number): string | null {
    if (depth > ITEM_LIMITS.depth) return `the item is nested deeper than ${ITEM_LIMITS.depth}`;
    if ((left.values -= 1) < 0) return `the item holds more than ${ITEM_LIMITS.values} values`;
    if (value === null || typeof value === "boolean") return null;
    if (typeof value === "number") return number(value, unit);
    if (typeof value === "string") return text(value, unit);
    if (typeof value !== "object") return "the item holds what JSON cannot";
    if (Array.isArray(value)) return first(value, (inner) => walk(inner, unit, depth + 1));
    return record(value, unit, depth);
  }

  function record(value: object, outer: string | null, depth: number): string | null {
    const entries = Object.entries(value);
    const own = unitIn(entries);
    const count = needs.length;
    const problem = first(entries, ([key, inner]) => {
      if (RESERVED.includes(key)) return `the item has a member named '${key}'`;
      const words = schemaKeys.has(key) ? null : text(key, null);
      if (words !== null) return words;
      return isUnit(key, inner) ? null : walk(inner, own === undefined ? outer : own, depth + 1);
    });
    // A unit without a number is a claim of its own.
    if (own && needs.length === count) needs.push({ unit: own, shown: own });
    return problem;
  }

  function number(value: number, unit: string | null): string | null {
    const decimal = toDecimal(String(value).replace("e+", "e"));
    if (decimal === null) return `${value} is no number`;
    needs.push({ value: decimal, unit, shown: shown(String(value), unit) });
    return null;
  }

  function text(value: string, outer: string | null): string | null {
    if ((left.units -= value.length) < 0)
      return `the item holds more than ${ITEM_LIMITS.units} characters`;
    const found = figuresOf(value);
    if (needs.length + found.length > ITEM_LIMITS.figures) return TOO_MANY;
    for (const { notation, value: decimal, digitsEnd } of found) {
      const isNumber = decimal !== null || /^[^\p{L}]*$/u.test(notation);
      const unit = isNumber ? (unitAfter(value, digitsEnd) ?? outer) : null;
      needs.push({ notation, unit, shown: shown(notation, unit) });
    }
    return null;
  }
}

const shown = (number: string, unit: string | null) =>
  unit === null ? number : `${number} ${unit}`;

const isUnit = (key: string, value: unknown) => UNIT_KEY.test(key) && typeof value === "string";

/** Undefined: the object says nothing of a unit; null: it says that there is none. */
function unitIn(entries: readonly [string, unknown][]): string | null | undefined {
  const found = entries.find(
    ([key, value]) => isUnit(key, value) || (key === "unit" && value === null),
  );
  if (!found) return undefined;
  const unit = String(found[1] ?? "").trim();
  return NO_UNIT.includes(unit) ? null : unit;
}

/** A longer word is no unit; its beginning must stand there as well. */
const UNIT = /[ \u00a0\u202f\u2009]?([\p{L}\p{Sc}%‰°′″][^\s,;:()[\]{}"'|<>]{0,63})/uy;

/** The word at a number in a string, whatever it is: the author's text must have the same one there. */
function unitAfter(text: string, at: number): string | null {
  UNIT.lastIndex = at;
  return UNIT.exec(text)?.[1]!.replace(/[.!?*_`]+$/, "") ?? null;
}

function first<T>(list: readonly T[], judge: (one: T) => string | null): string | null {
  for (const one of list) {
    const problem = judge(one);
    if (problem !== null) return problem;
  }
  return null;
}
