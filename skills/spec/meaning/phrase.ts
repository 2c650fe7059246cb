/** The words of a sentence that may name a value: those before its bound, and those behind it. */
import type { Quantity } from "../quantity/index.ts";
import { readUnit } from "../quantity/index.ts";
import { QUANTITY_NOUN } from "./name-words.ts";

export interface Phrase {
  readonly before: string;
  readonly behind: string;
}

const MODAL = /\b(?:shall|must|should|will|may|can|is|are|has|have|needs? to|does|do|cannot)\b/i;
const OPENING =
  /^\s*(?:(?:also|only|always|not|be|have|has|support|provide|include|operate|survive|withstand|achieve|maintain|use|generate|store|weigh|exceed|cost|require|reserve|allow|execute|support|ensure|deliver|draw|consume|complete|show|display|obtain|measure|sound|emit|send|report|accept|cover|capable of \w+|able to \w+|within|designed|for|from|on|at|to|with|of|by|an?|the)\s+)*/i;
/** Words at which a name ends: prepositions, verbs that take a value, bounds. */
const BREAK =
  /\b(?:of|for|with|to|from|per|during|when|while|at|in|on|over|via|by|is|are|be|has|have|that|which|so|if|after|before|until|throughout|across|between|into|indicat\w+|supports?|provides?|includes?|ensures?|sustain(?:ed)?|introduce|store|sample|achieve|maintain|within|exceed|minimum|maximum|min\.?|max\.?|than|least|most|under|about|approximately|up to)\b/i;

/** `text` is the statement, `from` where its body starts. */
export function phraseFor(text: string, from: number, quantity: Quantity): Phrase {
  // "The modem sleep (PSM) current": a short form in brackets parts no name.
  const body = text
    .slice(from, quantity.start)
    .replace(/ \([A-Z][A-Za-z0-9-]{1,7}\)(?= [a-z])/g, "");
  const clause = clauseBefore(body.slice(-140));
  const end = quantity.firstEnd ?? quantity.end;
  const rest = text.slice(end, end + 120).replace(/^\s*\([^()]{0,40}\)/, "");
  // The size of a cell is no word of its name: "3 V backup 2032 battery".
  const words = /^[^,;.()\d]{0,60}/
    .exec(rest.replace(/\b(?:CR|BR|LR|AAA?\s)?\d{3,5}\s(?=(?:batter|cell))/i, ""))![0]
    .trim();
  const behind = headBehind(words);
  const modal = MODAL.exec(clause);
  if (!modal) {
    const before = headBefore(clause);
    const prefer = QUANTITY_NOUN.test(behind) && !QUANTITY_NOUN.test(before);
    return { before: prefer ? "" : before, behind };
  }
  const object = objectOf(clause.slice(modal.index + modal[0].length));
  const subject = subjectHead(clause.slice(0, modal.index));
  if (QUANTITY_NOUN.test(object)) return { before: headBefore(object), behind };
  if (QUANTITY_NOUN.test(subject)) return { before: subject, behind };
  // "shall be within 2 mm of the axis" says where the subject is.
  const within = /\bwithin\W*$/i.test(text.slice(0, quantity.figureStart));
  const thing = /rail|battery|output|input|supply|connection/i.test(behind);
  if (thing || QUANTITY_NOUN.test(behind) || (/^of\b/i.test(words) && !within))
    return { before: "", behind };
  // "The display shall have 10 mm bevels": the bevels are the display's.
  const part =
    quantity.unit.dimension === "length" && /\b(?:have|has|with)\b[^,]{0,12}$/i.test(clause);
  if (part && behind !== "") return { before: `${subject} ${behind.split(/\s+/)[0]}`, behind };
  const doing = quantity.unit.dimension === "time" && object !== "";
  return { before: doing ? object : subject, behind };
}

/** The words since the last separator or figure, without the unit of that figure. */
function clauseBefore(body: string): string {
  const found = /(?:[^,;()\d]|(?<=[A-Za-z_]\d{0,2})\d)*$/.exec(body)!;
  const figure = /\d$/.test(body.slice(0, found.index));
  const unit = figure ? readUnit(body, found.index, NO_HINTS, 2) : null;
  return body.slice(unit?.end ?? found.index).trim();
}

const NO_HINTS = { temperature: false, acceleration: false, resistance: false };

/** What a modal verb is about, without the verb. */
const objectOf = (words: string): string =>
  words
    .trimStart()
    .replace(OPENING, "")
    .replace(/\s*\b(?:of|at|to|is|be|an?|the|no|not|within|than|in|for)\s*$/i, "");

/** "The weight of the backpack" → weight; "depth of discharge" stays whole. */
function subjectHead(words: string): string {
  // "Efficiency at full load", "leakage current to earth": when and where it is measured.
  const [thing = "", where] = words.split(/\s(?:at|during|under|to|into)\s/i);
  if (where !== undefined && QUANTITY_NOUN.test(thing)) return subjectHead(thing);
  const [first = "", ...rest] = words.split(/\bof\b/i);
  if (rest.length === 0 || !QUANTITY_NOUN.test(first)) return words;
  return QUANTITY_NOUN.test(rest.join(" ")) ? words : first;
}

/** The last words before a value that can be a name. */
function headBefore(phrase: string): string {
  const clean = phrase
    .replace(/[:=([–-]+\s*$/, "")
    .replace(/\s+in (?:a |the )?range(?: of| from)?\s*$/i, "")
    .trim();
  const head = subjectHead(clean);
  if (head !== clean) return headBefore(head);
  if (/\bof\b/i.test(clean) && QUANTITY_NOUN.test(clean.split(/\bof\b/i)[0]!)) return clean;
  const parts = clean.split(BREAK).filter((part) => part.trim() !== "");
  return (parts.at(-1) ?? "").trim();
}

/** The first words behind a value that can be a name; "of tether" names the tether. */
function headBehind(phrase: string): string {
  // "The 5 V rail shall deliver": the name ends at the verb.
  const parts = phrase
    .replace(/^of\s+/i, "")
    .replace(/\s(?:shall|must|should|will|may|can)\s.*$/i, "")
    .split(BREAK);
  const first = (parts[0] ?? "").trim();
  if (first !== "" || !/^(?:max|min)/i.test(phrase)) {
    return first.split(/\s+/).slice(0, 4).join(" ");
  }
  return (parts[1] ?? "").trim();
}
