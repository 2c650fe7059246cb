/** Finds something on a board that a rule can be made to fail on. */
import type { Landmark } from "./rules.ts";

/** A reference without KiCad's wildcards and quotes; up to version 7 it is written as a text of its kind. */
const REFERENCE = /\((?:property "Reference"|fp_text reference) "?([A-Za-z0-9_.+-]+)"?[\s)]/;

/** How an item begins in a board's file, and what KiCad calls its type. */
const ITEMS = [
  [/\(segment\s/, "Track"],
  [/\(via\s/, "Via"],
  [/\(gr_(?:line|rect|arc|circle|poly|curve)\s/, "Graphic"],
  [/\(zone\s/, "Zone"],
  [/\(gr_text\s/, "Text"],
] as const;

/**
 * One footprint, else all items of the first type there is; null for a board with nothing on it.
 * @example landmarkOf(board)!.is // "A.Type == 'Footprint' && A.Reference == 'U1'"
 */
export function landmarkOf(board: string): Landmark | null {
  const reference = REFERENCE.exec(board)?.[1];
  if (reference !== undefined) {
    return {
      is: `A.Type == 'Footprint' && A.Reference == '${reference}'`,
      // An item without references is not to fail: KiCad stops at 199 findings of a type.
      isNot: `A.Type != 'Footprint' || A.Reference != '${reference}'`,
    };
  }
  const type = ITEMS.find(([begin]) => begin.test(board))?.[1];
  return type === undefined ? null : { is: `A.Type == '${type}'`, isNot: `A.Type != '${type}'` };
}
