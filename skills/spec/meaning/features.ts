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

/** "must not rely on an app, and should have a display": each demands or excludes for itself. */
const NEXT_DEMAND =
  /(?:,|;|,?\s+(?:and|but))\s+(?:(?:it|they)\s+)?(?=(?:shall|must|should|will)\b)/gi;

/** What the statement must not depend on may well be there. */
const RELIES =
  /\b(?:shall|must|should|will) not (?:rely|depend) on (?:an?\s|the\s)?([\w -]+?)(?=\s+(?:for|to|in|when|at|as)\b|[.,;:(]|$)/i;

/** "Cost: must fit within budget": what every device has says nothing by being there. */
const MEASURE =
  /\b(?:cost|price|complexity|difficulty|size|weight|mass|height|width|thickness|quality|usability|availability|performance|speed|lifetime|budget|effort|priority|accuracy|noise|appearance)s?$/i;

const LIMITS =
  /^\W*no\b.*\b(?:above|below|over|under|beyond|exceed\w*|(?:more|less|greater|higher|lower|longer) than)\b/i;

/** Every demand of a text in order, each with its offset. */
export function demandsOf(text: string): { at: number; words: string }[] {
  const starts = [0];
  // Without a demand in front, the words up to there are its subject.
  for (const { index, 0: joint } of text.matchAll(NEXT_DEMAND))
    if (/\b(?:shall|must|should|will)\b/i.test(text.slice(starts.at(-1), index)))
      starts.push(index + joint.length);
  return starts.map((at, index) => ({ at, words: text.slice(at, starts[index + 1]) }));
}

/** Whether the demand around an offset excludes what it names. */
export const isNegative = (text: string, at: number): boolean =>
  NEGATIVE.test(demandsOf(text).findLast((demand) => demand.at <= at)!.words);

/** `already`: the statement sets something else, so only its exclusion is of interest. */
export function featuresOf(statement: Statement, sense: SectionSense, already: boolean): Drafted[] {
  const { label } = statement;
  if (/[:：]\s*$/.test(statement.text) || (label !== null && MEASURE.test(label))) return [];
  const demands = demandsOf(normalise(statement.text));
  const drafted = demands.flatMap(({ words }) => featureOf(words, statement, sense, already));
  const names = new Set<string>();
  return drafted.filter(({ parameter }) => !names.has(parameter) && names.add(parameter));
}

function featureOf(
  text: string,
  statement: Statement,
  sense: SectionSense,
  already: boolean,
): Drafted[] {
  const relied = RELIES.exec(text)?.[1];
  if (relied !== undefined) {
    const parameter = `reliance_on_${slug(relied)}`;
    const category = categoryOf(parameter, "other", statement.section);
    return [
      draftValues(statement, sense, {
        parameter,
        category,
        values: ["false"],
        at: 0,
        confidence: 0.6,
      }),
    ];
  }
  const negative = NEGATIVE.test(text);
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
