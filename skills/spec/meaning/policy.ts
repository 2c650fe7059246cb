/** Decides which statements may set a constraint: by their section, and by what kind of remark they are. */
import type { Quantity, Span } from "../quantity/index.ts";
import type { Statement } from "../reading/index.ts";
import type { SectionSense } from "./sections.ts";

const STRONG = /\b(?:shall|must|required|requires?|has to|have to|needs? to)\b/i;
const WEAK = /\b(?:should|is to|are to)\b/i;

/** Labels of remarks: what stands behind them explains or dates, and sets nothing. */
const REMARK =
  /^(?:references?|refs?|date|authors?|version|revision|rev|status|owner|document(?: (?:number|id|title|name|no\.?))?|doc(?: id)?|rationale|justification|notes?|nb|example|examples|reason|why|contact|(?:approved|prepared|reviewed|written|checked|created) by|created|last updated|updated|tags?|title|repo(?:sitory)?|license|licence|source|sources|links?|webpage|datasheet|url|vendor|supplier|distributor|price source|customer|target (?:group|purchaser|users?|audience|market|customers?)|audience|background|comment|comments|see|see also|tip|warning|disclaimer|hint|approval|team|designer|project(?: name)?|digi-?key|mouser|lcsc|farnell)$/i;
const REMARK_START =
  /^\W*(?::\w+:\s*)?(?:note(?: that)?\b|n\.b\.|rationale\b|justification\b|rough(?:ly)? (?:rule|estimate|guess)|rule of thumb|for (?:reference|example|instance)\b|see (?:also|example|the|section|figure|table)\b|reference\b|source\b|this (?:document|section|chapter|page|table)\b|as (?:an|a) example|background\b|currently\b|at the moment\b|today\b|as an? [\w -]{2,40},? i (?:want|need|can|would|should|must)\b|(?:the )?(?:current|existing|previous|old) (?:design|version|prototype|board|unit|model|product|device|node|system|generation|one)\b|(?:measured|actual|as[- ]built)\b|we (?:measured|chose|selected|found|used|believe)\b|i (?:think|want|plan|made|chose)\b)/i;

export function isRemark(statement: Statement): boolean {
  if (statement.label !== null && REMARK.test(statement.label.replace(/[*_`]/g, "").trim()))
    return true;
  return REMARK_START.test(statement.text) && !STRONG.test(statement.text);
}

/** Whether a quantity of the statement is taken as a constraint. */
export function wantsQuantity(
  statement: Statement,
  sense: SectionSense,
  quantity: Quantity,
): boolean {
  const { text } = statement;
  switch (sense.kind) {
    case "requirement":
      return true;
    case "test":
      return testsWith(text, quantity);
    case "design":
      return quantity.bounded && (STRONG.test(text) || WEAK.test(text));
    case "background":
      return quantity.bounded && STRONG.test(text);
    default:
      return false;
  }
}

/** A test section sets limits, stress counts and durations; other counts describe the test. */
function testsWith(text: string, quantity: Quantity): boolean {
  if (quantity.bounded || STRONG.test(text)) return true;
  if (quantity.unit.dimension === "count")
    return /cycle|press|actuation|insertion|mating|drop/i.test(quantity.noun ?? "");
  return !/\bsimulat|\bmeasure(?:d|ment)?\b/i.test(text);
}

/** Verbs by which prose says what the product has; other prose only mentions. */
const CHOOSES =
  /\b(?:shall|must|should|will|uses?|used|using|supports?|includes?|has|have|provides?|consists?|via|requires?|features?|runs?|based on|powered|waterproof|protected|sealed|suppl(?:y|ies|ied)|compl(?:y|ies)|compliant|meets?|rated|conforms?|certified|communicates?|connects?|interfaces? (?:with|to|via))\b/i;

/** Whether names in the statement (buses, parts, standards) are taken as a choice. */
export function wantsNames(
  statement: Statement,
  sense: SectionSense,
  names: readonly Span[],
): boolean {
  if (sense.kind === "requirement") {
    return (
      statement.form !== "sentence" ||
      statement.label !== null ||
      CHOOSES.test(statement.text) ||
      isBare(statement.text, names)
    );
  }
  if (sense.kind === "design") return STRONG.test(statement.text) || WEAK.test(statement.text);
  if (sense.kind === "background" || sense.kind === "test")
    return /\b(?:shall|must)\b/i.test(statement.text);
  return false;
}

/** "IEC 61010-1, EN 61326-1": a line of names and hardly a word besides. */
function isBare(text: string, names: readonly Span[]): boolean {
  const named = names.reduce((sum, { start, end }) => sum + end - start, 0);
  const besides = text.replace(/\([^()]*\)|[\s,;/&.]|\b(?:and|or)\b/g, "").length;
  return named > 0 && text.length <= 120 && named >= 0.4 * besides;
}
