/** Limits that are a share of another value: of which, and whether it is stated; and what protection lets through of a spike. */
import type { Constraint } from "../input/constraints.ts";
import { quoted } from "./states.ts";

/** Why a share cannot be judged; null: it is no share, or of something known or measured. */
export function openShare(constraint: Constraint, all: readonly Constraint[]): string | null {
  const { unit, statement } = constraint;
  if (!unit?.startsWith("%")) return null;
  const isOpen = UNDECIDED.test(statement);
  const of = RATING.exec(statement)?.[1];
  const isStated =
    of !== undefined &&
    (WITH_UNIT.test(statement) ||
      all.some((one) => one.id !== constraint.id && tells(one, of.toLowerCase())));
  if (!isOpen && (of === undefined || isStated)) return null;
  return `of what value: ${quoted(constraint)} states a share of ${of ?? "a value"} that is ${isOpen ? "still to be determined" : "stated nowhere"}; a result can be recorded, not judged`;
}

/** "5 % of rated current (TBD)": near the share; another TBD of the line is about something else. */
const UNDECIDED = /\d ?%[^.;%]{0,40}\b(?:TB[DCA]|to be (?:determined|defined|confirmed))\b/i;

/** What a maker or an author sets. An input power is measured with the result. */
const RATING =
  /% of (?:the |its |their |an? )?((?:rated|nominal|max(?:imum)?|peak|allowed|allowable|specified|expected|normal)(?: (?:input|output|supply|load|line|operating|continuous|working))? (?:current|voltage|power|load|speed|torque|force|pressure|flow|frequency|capacity|temperature))\b/i;

/** "of 12 V", "(10 A)": a value beside the share. */
const WITH_UNIT = /\d ?(?:[kKmMµun]?(?:V|A|W|VA|Hz|N|Nm|Pa|bar|Ah|Wh)|rpm|°C)\b/;

/** A requirement tells it by its name, or by its sentence beside a number. */
function tells({ parameter, statement, min, typ, max, unit }: Constraint, of: string): boolean {
  if ((min ?? typ ?? max) === null || unit?.startsWith("%")) return false;
  const words = parameter.replaceAll("_", " ");
  return words.includes(of) || statement.toLowerCase().includes(of);
}

/** "Suppressors reduce spikes to below": what is left of a spike, in a value that is a share of another. */
export const isLetThrough = ({
  unit,
  statement,
}: Pick<Constraint, "unit" | "statement">): boolean =>
  !!unit?.startsWith("%") &&
  (/\b(?:reduc|clamp|suppress|limit|attenuat|filter)\w*(?: [\w.]+){0,3} (?:spikes?|surges?|transients?|inrush peaks?)\b[^.;]{0,20}\b(?:to|by|below|under)\b/i.test(
    statement,
  ) ||
    /\b(?:spikes?|surges?|transients?)\b(?: [\w.]+){0,5} (?:reduc|clamp|suppress|limit|attenuat|filter)\w* (?:to|by|below)\b/i.test(
      statement,
    ));

export const LET_THROUGH = "what is left of a surge behind the protection";

/** The surge, as large as the sentence says; empty: it does not. */
const severityIn = ({ statement }: Pick<Constraint, "statement">): string =>
  /\d+(?:\.\d+)? ?k?V\b/.exec(statement)?.[0] ?? "";

export const surgeWords = (constraint: Pick<Constraint, "statement">): string =>
  `applied: a surge (1.2/50 µs, 8/20 µs, as IEC 61000-4-5) of ${severityIn(constraint) || "the severity that is agreed"}`;

/** Null: it is told, or nothing is let through. */
export const unsaidSurge = (constraint: Pick<Constraint, "unit" | "statement">): string | null =>
  isLetThrough(constraint) && severityIn(constraint) === ""
    ? `no severity: ${quoted(constraint)} does not say how large a spike is applied, between which lines; a result can be recorded, not judged`
    : null;

export const LETTING_THROUGH: readonly string[] = [
  "Agree first on the surge, as far as it is not stated: voltage, source resistance, lines, polarity, number (IEC 61000-4-5 has levels).",
  "Feed the device at its nominal supply, loaded as rated; apply the surge at its input by a surge generator with coupling network, at both polarities.",
  "Measure voltage and current behind the protection by an oscilloscope with a high-voltage differential probe and a current probe, 100 MHz at least: the highest value, and how long it lasts.",
];
