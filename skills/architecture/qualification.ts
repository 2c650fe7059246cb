/** What lines ask of the parts themselves and no catalogue tells: automotive qualification, radiation, grades, export rules. */
import type { Finding } from "metaforge";
import { isDeferred, isRefusal } from "./asks/read.ts";
import type { Constraint } from "./input.ts";

const QUALITIES: readonly RegExp[] = [
  /\bAEC-?\s?Q\d{3}\b/gi,
  /\b(?:automotive|military|mil|medical|space|aerospace)[- ](?:grade|qualified|qualification|rated)\b/gi,
  /\bMIL-(?:PRF-\d+|STD-883|S-19500)\w*/gi,
  /\bQML(?:-?[QVY])?\b/g,
  /\b(?:rad(?:iation)?[- ](?:hard\w*|toleran\w+)|radiation (?:environment|dose|effects?|levels?|toleran\w+|hard\w*)|total ioni[sz]ing dose|single[- ]event (?:upsets?|latch-?ups?|effects?)|\d+ ?krad\b)/gi,
  /\bITAR(?:[- ]free)?\b/g,
];
/** What is measured, sent out or taken up is no quality of a part. */
const OTHER =
  /\bradiation (?:sensors?|detectors?|patterns?|monitors?)\b|\b(?:measur|detect|monitor)\w* (?:the )?(?:[\w-]+ )?radiation\b|\brecover\w*\b/i;

/** Which qualities the line asks of parts, in its words, each once. */
export function qualitiesOf(one: Constraint): string[] {
  if (isDeferred(one) || isRefusal(one) || OTHER.test(one.statement)) return [];
  const found = QUALITIES.flatMap((words) => one.statement.match(words) ?? []);
  return [...new Set(found.map((text) => text.replaceAll(/\s+/g, " ")))];
}

/** One a sentence: two rows of it ask for the same. */
export function qualityFindings(
  constraints: readonly Constraint[],
  where: { file: string },
): Finding[] {
  const asked = constraints.flatMap((one) => {
    const qualities = qualitiesOf(one);
    return qualities.length > 0 ? [{ one, qualities }] : [];
  });
  const sentences = Map.groupBy(asked, ({ one }) => one.statement);
  return [...sentences.values()].map(([first]): Finding => {
    const { one, qualities } = first!;
    return {
      id: `quality-${one.id}`,
      severity: "warning",
      title: `${qualities.join(", ")}: asked for by ${one.id}; no figure of the catalogue tells it of a part`,
      where,
      evidence: one.statement,
      action:
        "Hold every part against it by its data sheet: those that have it often carry another part number.",
      requirement: one.id,
    };
  });
}

/** For the coverage; null: the line asks for none. */
export function qualityNote(one: Constraint): string | null {
  const qualities = qualitiesOf(one);
  return qualities.length === 0
    ? null
    : `Not shown by data: ${qualities.join(", ")}; no figure of the catalogue tells it of a part`;
}
