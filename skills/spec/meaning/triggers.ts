/** The clause that says when a requirement applies: its figures are the occasion of what is demanded, not the demand. */
import type { Span } from "../quantity/index.ts";

/** Event, state and unwanted-behaviour clauses of EARS: "When the supply falls below 2.4 V, the detector shall …". */
const TRIGGER =
  /^\s*(?:when(?:ever)?|where|if|while|once|after|upon|during|as soon as|in case|in the event|as long as)\b(?:[^,;]|,(?=\d)){4,160},\s+(?=(?:then\s+)?[^,;]{0,80}\b(?:shall|must|should|will)\b)/i;

/** "… within 10 µs after the current exceeds 75 A": the same behind the demand. */
const TRAILING =
  /\b(?:shall|must|should|will)\b[^;]{8,240}?\s((?:after|when(?:ever)?|once|as soon as)\s+(?:the|an?|its|any)\s+[^,;.()]{3,60}?\b(?:exceeds?|falls?|drops?|rises?|reaches|goes|is (?:above|below|over|under))\b(?:[^,;.()]|\.(?=\d)){2,60})[.)]?\s*$/i;

/** "Between 10 and 30 °C the error must stay …": the span in which the demand holds. */
const SPAN =
  /^\s*(?:between|from|over|within)\b[^,;]{3,60}?\d\s?[^\s,;]{0,4},?\s+(?=(?:the|its|an?)\s[^,;]{2,60}\b(?:shall|must|should|will|may)\b)/i;

/** Null when a statement has none, at its beginning or its end. */
export function triggerOf(text: string): Span | null {
  const found = TRIGGER.exec(text.slice(0, 400)) ?? SPAN.exec(text.slice(0, 160));
  if (found) return { start: 0, end: found[0].length };
  const late = text.length > 400 ? null : TRAILING.exec(text);
  if (late === null) return null;
  const start = late.index + late[0].lastIndexOf(late[1]!);
  return { start, end: start + late[1]!.length };
}

/** The clause as a condition: without its comma. */
export const triggerText = (text: string, { start, end }: Span): string =>
  text.slice(start, end).trim().replace(/,$/, "");
