/** How binding a statement is: its modal words, its table column, its heading. */
import type { SectionSense } from "./sections.ts";

export type Priority = "must" | "should" | "may";

const MAY =
  /\b(?:may|optional(?:ly)?|nice[- ]to[- ]have|stretch|future|could|if (?:budget|time|space) permits|bonus|eventually|later|might|acceptable|allowed)\b/i;
const SHOULD =
  /\b(?:should|target(?:s|ed|ing)?|prefer(?:red|ably|able|s)?|recommended|desir(?:ed|able)|ideal(?:ly)?|goal|aim(?:s|ing)?|if possible|where (?:possible|practical)|wanted)\b/i;
const MUST =
  /\b(?:must|shall|required|requires?|mandatory|has to|have to|needs? to|essential|critical)\b/i;

const COLUMN: readonly (readonly [RegExp, Priority])[] = [
  [/^\s*(?:must|m\b|high|critical|essential|mandatory|required|shall|p0|p1|1\b|h\b|yes)/i, "must"],
  [/^\s*(?:should|s\b|medium|med\b|p2|2\b|important|desir|preferred|recommended|d\b)/i, "should"],
  [/^\s*(?:could|may|c\b|low|nice|optional|w\b|won|p3|p4|3\b|l\b|o\b|stretch|future)/i, "may"],
];

/** `clause` holds the words around the value, `text` the statement, `label` what it is about. */
export function priorityOf(
  words: { readonly clause: string; readonly text: string; readonly label: string | null },
  sense: SectionSense,
  column: string | undefined,
): Priority {
  const stated = column === undefined ? undefined : ofColumn(column);
  if (stated) return stated;
  const own = ofWords(words.clause) ?? ofVerb(words.text) ?? ofWords(words.label ?? "");
  // Nothing under "Nice to have" binds, whatever verb it uses.
  if (sense.priority === "may") return "may";
  return own ?? sense.priority ?? "must";
}

/** What a cell or a field such as "High" says; undefined when it says nothing of priority. */
export const ofColumn = (words: string): Priority | undefined =>
  COLUMN.find(([fits]) => fits.test(words))?.[1];

/** "No voltage may exceed …", "may not be …", "under no circumstances may it …". */
const FORBIDS = /\bno\b[^.;]*\bmay\b|\bmay (?:not|never)\b/i;

function ofWords(words: string): Priority | null {
  if (FORBIDS.test(words)) return "must";
  if (MUST.test(words) && !/\b(?:not|no) (?:required|needed)\b/i.test(words)) return "must";
  if (SHOULD.test(words)) return "should";
  return MAY.test(words) ? "may" : null;
}

/** A modal verb binds the whole sentence; "preferred" and the like bind only their clause. */
function ofVerb(text: string): Priority | null {
  const code = /^\W{0,2}[([]([MSC])[)\]]/.exec(text)?.[1];
  if (code !== undefined) return code === "M" ? "must" : code === "S" ? "should" : "may";
  if (/\b(?:shall|must|required)\b/i.test(text) && !/\bnot required\b/i.test(text)) return "must";
  if (/\b(?:should|ideally)\b/i.test(text)) return "should";
  return /^\W*(?:optional(?:ly)?|may|could|nice to have)\b|\b(?:is|are) optional\b|\boptional(?:ly)?\W*$|\((?:optional|future)\)/i.test(
    text,
  )
    ? "may"
    : null;
}
