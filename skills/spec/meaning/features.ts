/** Features that have to be there, or must not be: constraints with the value true or false. */
import { normalise } from "../quantity/index.ts";
import type { Statement } from "../reading/index.ts";
import { categoryOf } from "./category.ts";
import type { Drafted } from "./draft.ts";
import { draftValues } from "./draft.ts";
import { slug } from "./slug.ts";
import { isOpen } from "./questions.ts";
import type { SectionSense } from "./sections.ts";

const NEGATIVE =
  /^\s*(?:no|without|not)\b|\b(?:shall|must|should|will) not (?:have|use|include|contain|require|rely|need)\b|\b(?:shall|must|should|will) not be (?:used|fitted|present|included|required|provided|installed|allowed|permitted)\b|\bnot (?:required|needed|allowed)\b|\bno (?:requirement|need) for\b/i;
const VERB =
  "have|include|includes|provide|support|implement|incorporate|feature|contain|use|offer";
const FEATURE = new RegExp(
  `\\b(?:protect(?:ed|ion)|required|shall|must)\\b|^(?:no|without)\\s+\\S|\\bshould (?:not )?(?:be capable of|${VERB})\\b|^(?:optional)\\b`,
  "i",
);
/** Up to what the product does or has. */
const UP_TO_OBJECT = new RegExp(
  `^.*?\\b(?:shall|must|should)\\b(?:.*?\\b(?:be capable of|${VERB})\\b| be\\b)?`,
  "i",
);

/** "Stored data shall be protected": the thing itself belongs to the name. */
const BE = /\b(?:shall|must|should) (?:not )?be\b/i;
const HAS = new RegExp(`\\b(?:be capable of|${VERB})\\b`, "i");

const LIMITS =
  /^\W*no\b.*\b(?:above|below|over|under|beyond|exceed\w*|(?:more|less|greater|higher|lower|longer) than)\b/i;

export const isNegative = (text: string): boolean => NEGATIVE.test(text);

/** `already`: the statement sets something else, so only its exclusion is of interest. */
export function featuresOf(statement: Statement, sense: SectionSense, already: boolean): Drafted[] {
  const text = normalise(statement.text);
  const negative = isNegative(text);
  // "No voltage may exceed 42 V" is a limit, read already.
  const limits = already && LIMITS.test(text);
  if (limits || (already && !negative) || text.length > 300 || !FEATURE.test(text) || isOpen(text))
    return [];
  const passive = BE.test(text) && !HAS.test(text);
  const excluded = negative && /\bnot be\b/i.test(text);
  const words = (
    excluded
      ? text.replace(NEGATIVE, ". ")
      : passive
        ? text.replace(BE, " ")
        : text.replace(UP_TO_OBJECT, " ")
  )
    .replace(NEGATIVE, " ")
    .split(/[.,;:(]|\b(?:for|with|to|on|in|against|per|if|when|by|that|which)\b/)[0]!;
  const name = slug(statement.label ?? words)
    .split("_")
    .slice(0, 5)
    .join("_");
  if (name === "") return [];
  // "shall not affect others" demands an absence, but names no thing to leave out.
  const parameter = !negative && /\b(?:shall|must) not\b/i.test(text) ? `not_${name}` : name;
  const category = categoryOf(parameter, "other", statement.section);
  const values = [negative ? "false" : "true"];
  return [draftValues(statement, sense, { parameter, category, values, at: 0, confidence: 0.6 })];
}
