/** How binding a statement is: its modal words, its table column, its heading. */
import type { SectionSense } from "./sections.ts";

export type Priority = "must" | "should" | "may";

const MAY =
  /\b(?:may|optional(?:ly)?|nice[- ]to[- ]have|stretch|future|could|if (?:budget|time|space) permits|bonus|eventually|later|might|acceptable|allowed)\b/i;
const SHOULD =
  /\b(?:should|target(?:s|ed|ing)?|prefer(?:red|ably|able|s)?|recommended|desir(?:ed|able)|ideal(?:ly)?|goal|aim(?:s|ing)?|if possible|where (?:possible|practical)|wanted|would be (?:nice|good))\b/i;
const MUST =
  /\b(?:must|shall|required|requires?|mandatory|has to|have to|needs? to|essential|critical)\b/i;

const COLUMN: readonly (readonly [RegExp, Priority])[] = [
  [/^\s*(?:must|m\b|high|critical|essential|mandatory|required|shall|p0|p1|1\b|h\b|yes)/i, "must"],
  [/^\s*(?:should|s\b|medium|med\b|p2|2\b|important|desir|preferred|recommended|d\b)/i, "should"],
  [/^\s*(?:could|may|c\b|low|nice|optional|w\b|won|p3|p4|3\b|l\b|o\b|stretch|future)/i, "may"],
];

/** `clause` is the part of the statement around the value, `text` the whole of it. */
export function priorityOf(
  clause: string,
  text: string,
  sense: SectionSense,
  column: string | undefined,
): Priority {
  const stated =
    column === undefined ? undefined : COLUMN.find(([words]) => words.test(column))?.[1];
  if (stated) return stated;
  for (const part of [clause, text]) {
    if (MUST.test(part) && !/\b(?:not|no) (?:required|needed)\b/i.test(part))
      return sense.priority === "may" ? "may" : "must";
    if (SHOULD.test(part)) return sense.priority === "may" ? "may" : "should";
    if (MAY.test(part) && !/\bup to\b/.test(part)) return "may";
    if (part === clause && text !== clause && sense.priority === null && /[,;(]/.test(text)) break;
  }
  return sense.priority ?? "must";
}
