/** The clause that says when a requirement applies: its figures are the occasion of what is demanded, not the demand. */
import type { Span } from "../quantity/index.ts";

/** Event, state and unwanted-behaviour clauses of EARS: "When the supply falls below 2.4 V, the detector shall …". */
const TRIGGER =
  /^\s*(?:when(?:ever)?|if|while|once|after|upon|during|as soon as|in case|in the event|as long as)\b(?:[^,;]|,(?=\d)){4,160},\s+(?=(?:then\s+)?[^,;]{0,80}\b(?:shall|must|should|will)\b)/i;

/** Null when a statement begins with none. */
export function triggerOf(text: string): Span | null {
  const found = TRIGGER.exec(text.slice(0, 400));
  return found && { start: 0, end: found[0].length };
}

/** The clause as a condition: without its comma. */
export const triggerText = (text: string, { start, end }: Span): string =>
  text.slice(start, end).trim().replace(/,$/, "");
