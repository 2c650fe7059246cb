/** Names a parameter from the words around its value: the label first, then the sentence. */
import type { Quantity } from "../quantity/index.ts";
import { NOISE, QUANTITY_NOUN, REPLACE, WORD_FOR } from "./name-words.ts";

export interface NameSource {
  readonly text: string;
  readonly label: string | null;
  readonly bodyAt: number;
  readonly parents: readonly string[];
  readonly section: readonly string[];
}

/** A snake_case name such as `supply_voltage`, `board_size_x`. */
export function quantityName(source: NameSource, quantity: Quantity): string {
  const suffix = quantity.axis === null ? "" : `_${"xyz"[quantity.axis] ?? quantity.axis}`;
  return `${baseName(source, quantity)}${suffix}`;
}

function baseName(source: NameSource, quantity: Quantity): string {
  const body = source.text.slice(source.bodyAt);
  const near = besides(source, quantity);
  if (source.label !== null && !quantityInLabel(source, quantity)) {
    const label = slug(source.label);
    if (
      quantity.noun !== null &&
      quantity.unit.code === "1" &&
      !/count|number|quantity/.test(label)
    ) {
      const counted = countName(quantity.noun);
      // "**Actuators**: 4-8 motors": the label names it; "**GPIO**: 8+ pins" too.
      return isBare(source, quantity) || label === ""
        ? counted
        : sharesWord(label, counted)
          ? counted
          : withCount(label, counted);
    }
    if (label !== "" && !tooGeneric(label)) return withQuantityNoun(label, quantity, body);
    const more = slug(near);
    if (label === "" && more !== "") return withQuantityNoun(more, quantity, body);
    return withQuantityNoun(label || parentName(source), quantity, body);
  }
  if (quantity.noun !== null && quantity.unit.code === "1") return countName(quantity.noun);
  const words = slug(near);
  if (words !== "") return withQuantityNoun(words, quantity, body);
  return withQuantityNoun(parentName(source), quantity, body);
}

const quantityInLabel = (source: NameSource, quantity: Quantity): boolean =>
  source.bodyAt > 0 &&
  quantity.figureStart < source.bodyAt &&
  source.text.startsWith(source.label ?? "");
const isBare = (source: NameSource, quantity: Quantity): boolean =>
  /^(?:[^A-Za-z]*)$/.test(source.text.slice(source.bodyAt, quantity.start)) &&
  /\b(?:requirements?|specs?|goals?)\b/i.test(source.label ?? "");
const tooGeneric = (label: string): boolean =>
  /^(?:requirement|specification|note|value|target|description|or|option|\d*)$/.test(label);
const sharesWord = (a: string, b: string): boolean =>
  a.split("_").some((w) => b.split("_").includes(w) && w !== "count");
const withCount = (label: string, counted: string): string =>
  /(?:s|ing)$/.test(label) ? counted : counted;

function countName(noun: string): string {
  const words = slug(noun);
  return /(?:axis|axes)$/.test(words) ? words.replace(/axis$/, "axes") : `${singular(words)}_count`;
}

/** The innermost parent or heading that names a thing. */
function parentName(source: NameSource): string {
  for (const words of [...source.parents.toReversed(), ...source.section.toReversed()]) {
    const name = slug(words);
    if (name !== "" && name.split("_").length <= 4 && !tooGeneric(name)) return name;
  }
  return "";
}

const MODAL =
  /\b(?:shall|must|should|will|may|can|is|are|has|have|needs? to|does|do)\b(?: (?:be|have|not|support|provide|include|operate|survive|withstand|achieve|maintain|use|generate|store|weigh))*/i;

/** The words of a sentence that name the value: those before its bound, else those after it. */
function besides(source: NameSource, quantity: Quantity): string {
  const { text } = source;
  const before = clauseBefore(text.slice(0, quantity.start));
  const after = /^[^,;.()\d]{0,60}/.exec(text.slice(quantity.end))![0].trim();
  const modal = MODAL.exec(before);
  if (modal) {
    const subject = before.slice(0, modal.index);
    const rest = before
      .slice(modal.index + modal[0].length)
      .replace(/\bnot (?:be|exceed)\b.*/i, "")
      .trim();
    const object = headOf(rest);
    if (object !== "" && QUANTITY_NOUN.test(object)) return object;
    const follows = headOf(after);
    if (
      follows !== "" &&
      !/^(?:of|from|to|for|in|on|at|during|per|when|while|and|or|than)\b/i.test(after) &&
      (QUANTITY_NOUN.test(follows) || /rail|battery|output|input|supply/i.test(follows))
    )
      return follows;
    return subject;
  }
  const lead = before
    .replace(/\b(?:of|is|are|to|at|with|a|an|the|from|by|for|be)\s*$/i, "")
    .replace(/[:=–-]\s*$/, "");
  const head = headOf(lead);
  if (head !== "" && (QUANTITY_NOUN.test(head) || after === "")) return head;
  const follows = headOf(after);
  if (follows !== "" && QUANTITY_NOUN.test(follows)) return follows;
  return head || follows;
}

/** From the last border before the value: comma, semicolon, bracket, an earlier figure. */
const clauseBefore = (before: string): string => /[^,;()\d]*$/.exec(before.slice(-120))![0].trim();

/** The last words of a phrase that can be a name: after its last verb or preposition. */
function headOf(phrase: string): string {
  const parts = phrase
    .split(
      /\b(?:of|for|with|and have|to|from|per|during|when|while|at|in|on|over|via|by|is|are|be|have|has|support|supports|provide|provides|include|includes|ensure|sustain|sustained|introduce|store|sample|achieve|maintain|within|not exceed|do not exceed|minimum|maximum|min\.?|max\.?)\b/i,
    )
    .filter((part) => part.trim() !== "");
  return (parts.at(-1) ?? "").trim();
}

/** Adds what the unit measures where the label names a thing only: "Idle" in mA is `idle_current`. */
function withQuantityNoun(name: string, quantity: Quantity, body: string): string {
  const dimension = quantity.unit.dimension;
  const noun = WORD_FOR[dimension];
  if (noun === undefined) return name || dimension;
  if (name === "") return noun;
  if (
    noun.split("_").some((word) => name.split("_").includes(word)) ||
    QUANTITY_NOUN.test(name.replaceAll("_", " "))
  )
    return name;
  if (dimension === "voltage" && /\brail|regulat/i.test(body)) return "rail_voltage";
  return `${name}_${noun}`;
}

/** Lower case words joined by "_", without brackets, articles, limits and numbers of the author's list. */
export function slug(words: string): string {
  return words
    .replace(/\([^)]*\)?|\[[^\]]*\]?|[`*_"']/g, (sign) => (sign === "_" ? " " : " "))
    .replace(/²/g, "2")
    .toLowerCase()
    .replace(/[^a-z0-9.+]+/g, " ")
    .replace(/[.+]/g, "")
    .split(" ")
    .map((word) => REPLACE[word] ?? word)
    .filter((word) => word !== "" && !NOISE.has(word) && !/^\d+$/.test(word))
    .slice(0, 6)
    .join("_");
}

export const singular = (name: string): string =>
  /(?:ss|us|is)$/.test(name)
    ? name
    : name
        .replace(/ies$/, "y")
        .replace(/(?<=ch|sh|x)es$/, "")
        .replace(/s$/, "");
