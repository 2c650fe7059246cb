/** Reads "Label: one or another" where the label says that a choice follows. */
import { COUNT, parseQuantities } from "../quantity/index.ts";
import type { Statement } from "../reading/index.ts";
import { isOpen } from "./questions.ts";

const CHOICE =
  /\b(?:type|types|protocols?|interfaces?|connectors?|connection(?: type)?$|connectivity|material|chemistry|modulation|format|standards?|driver|controller|processor|mcu|microcontroller|framework|language|form factor|mounting|finish|package|module|os|operating system|technology|primary|alternative|communication (?:protocol|interface|bus)|switch|cable|antenna|encoding|topology|color|colour|certifications?|compatib\w+|integration|ruggedness)\b/i;

const FILLER = /^(?:equivalent|similar|better|other)$/i;

export interface Listed {
  readonly values: readonly string[];
  readonly at: number;
}

export function listedValues(statement: Statement): Listed | null {
  const { label, text, bodyAt } = statement;
  if (label === null || label.split(/\s+/).length > 5 || !CHOICE.test(label)) return null;
  const body = text
    .slice(bodyAt)
    .replace(/\s*\([^)]*\)/g, "")
    .replace(/[.\s]+$/, "");
  if (
    body === "" ||
    body.length > 70 ||
    /\d{2,}|[<>≤≥?]|\b(?:shall|must|should|is|are|same|test|verify|measure|independent|simple|easy|good|meet|with|during|when|for|of|from|so)\b/i.test(
      body,
    )
  )
    return null;
  // "Cable length: up to 3 m" is a limit, whatever its label may choose.
  if (parseQuantities(body).some(({ bounded, unit }) => bounded || unit.code !== COUNT.code)) {
    return null;
  }
  const values = body
    .split(/\s*(?:,|\/|;|\bor\b|\band\b)\s*/i)
    .map((value) => value.replace(/^(?:a|an|the|either)\s+/i, "").trim())
    // "TBD" is an open question, never a choice.
    .filter((value) => value !== "" && !isOpen(value) && !FILLER.test(value));
  if (values.length === 0 || values.some((value) => value.split(/\s+/).length > 4)) return null;
  return { values, at: bodyAt };
}
