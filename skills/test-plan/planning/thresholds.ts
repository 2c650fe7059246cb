/** Beyond which limit something stops, as a sentence says: "charging shall be inhibited below 0 °C". */
import type { Constraint } from "../input/constraints.ts";
import { amount } from "./limit-words.ts";
import type { Limits } from "./guard-band.ts";
import type { About } from "./steps.ts";

const STOP =
  "(?:inhibit|disabl|prevent|suspend|disconnect|shut(?:s|ting)?(?: |-)?(?:down|off)|cuts?(?: |-)?off|lock(?:s|ed)?(?: |-)?out)\\w*";
const SIDE = "(?:below|under|above|over|exceeds?|exceeding|falls? below|rises? above)";

const SENTENCES = [
  // "inhibited below 0 °C"; "in shutdown below 1 µA" tells a state, and no threshold.
  new RegExp(
    `(?<!\\b(?:in|when|while|during|if|not|never)(?: being| be)? )\\b${STOP} ${SIDE} [-−+\\d]`,
    "i",
  ),
  // "shut down when the temperature exceeds 85 °C"
  new RegExp(
    `(?<!\\b(?:not|never)(?: be)? )\\b${STOP}\\b[^.;]*\\b(?:when|if|whenever|once)\\b[^.;]*\\b${SIDE} [-−+\\d]`,
    "i",
  ),
  // "above 85 °C charging shall be disabled"
  new RegExp(
    `\\b${SIDE} [-−+]?\\d[^.;]*\\b(?:shall|must|should|will|is|are)(?: be)? (?:\\w+ly )?${STOP}`,
    "i",
  ),
];

/** "Charging only between 0 °C and 45 °C": it works inside, and has to stop outside. */
const ONLY =
  /\bcharg(?:e|es|ed|ing)\b[^.;]{0,40}\bonly\b[^.;]{0,30}\b(?:between|from|within|at)\b|\bonly\b[^.;]{0,20}\bcharg(?:e|es|ed|ing)\b[^.;]{0,20}\b(?:between|from|within|at)\b/i;

/** It has one limit, which is where the thing stops. */
export const isThreshold = ({ statement, min, max, si }: Constraint): boolean =>
  ((min === null) !== (max === null) || (min !== null && max !== null && ONLY.test(statement))) &&
  /^(?:Cel|degF|V|A|W|Pa|1)$/.test(si?.unit ?? "") &&
  [...SENTENCES, ONLY].some((sentence) => sentence.test(statement));

/** Where it works first, then where it has to stop, each beside the limit by the doubt of the reading. */
export function sidesOf(
  { min, max, uncertaintyMin, uncertaintyMax, unit }: Limits,
  { statement }: Pick<Constraint, "statement">,
): string[] {
  const limit = min ?? max ?? 0;
  const doubt = uncertaintyMin ?? uncertaintyMax ?? 0;
  // "Inhibited above 45 °C" works below it, "only between 0 °C and 45 °C" above its lower end.
  const sign = (min === null ? -1 : 1) * (ONLY.test(statement) ? -1 : 1);
  return doubt === 0
    ? [`just short of ${amount(limit, unit)}`, `just beyond ${amount(limit, unit)}`]
    : [amount(limit - sign * doubt, unit), amount(limit + sign * doubt, unit)];
}

export function crossing({ constraint, limits, equipment }: About): string[] {
  const [short, beyond] = sidesOf(limits, constraint);
  const by = equipment === null ? "" : `, read by ${equipment.class} (${equipment.instrument})`;
  const what = `what the statement ${ONLY.test(constraint.statement) ? "allows" : "stops"} ("${constraint.statement.replace(/\.$/, "")}")`;
  return [
    `Bring the quantity to ${short}${by}, and wait until it is steady. Where that would harm a part, simulate it at its sensor.`,
    `Accept when the stop is not in effect there: ${what} works.`,
    `Bring it to ${beyond}, and wait until it is steady.`,
    "Accept when the stop is in effect there: it does not work, however it is asked for.",
    `Go back to ${short}; record whether it works again, and at which value.`,
  ];
}
