/** Tells the temperatures that the device works at from those that a part of it has, and from those that it measures. */
import type { Constraint } from "../input/constraints.ts";

type Said = Pick<Constraint, "parameter" | "statement" | "si" | "min" | "max">;

/** A temperature that the device or a part of it has while it works: it is looked at, and never forced. */
export const isOwnTemperature = (said: Said): boolean =>
  said.si?.unit === "Cel" &&
  (/(?:^|_)(?:battery|cell|junction|die|chip|case|surface|skin|touch|housing|enclosure|component|coil|winding|mosfet|fet|heat_?sink|internal)(?:_\w+)?_temperature$/.test(
    said.parameter,
  ) ||
    isHeldInUse(said));

/** "Does not exceed 50 °C during use": what the product heats itself to, as no one lets its surroundings get hotter by a rule. */
export function isHeldInUse({ parameter, statement, min, max }: Said): boolean {
  if (max === null || min !== null || NOT_OF_ITSELF.test(parameter)) return false;
  const held = HELD.exec(statement);
  if (held === null) return false;
  // "During operation the device shall not exceed": the use stands before what is held.
  const whose = statement.slice(0, held.index).replace(IN_USE, "");
  if (SURROUNDINGS.test(whose)) return false;
  if (SPOT.test(whose)) return true;
  // Under a heading about operating temperatures a line without a subject is one of these.
  return IN_USE.test(statement) && (!/operat/.test(parameter) || PRODUCT.test(whose));
}

const HELD =
  /\b(?:not|never)(?: be allowed to| be)? (?:exceed|surpass|rise (?:above|over|beyond)|go (?:above|over|beyond)|heat (?:up )?(?:above|beyond|over)|(?:get|become|run)? ?(?:hotter|warmer) than|above)\b|\b(?:stays?|remains?|keeps?|(?:be|is|are) (?:kept|held|limited)|runs?)(?: \w+){0,2}? (?:below|under|cooler than|at most|no (?:hotter|warmer) than)(?= )/i;
const IN_USE =
  /\b(?:during|in|under|at|while|when|with)(?: (?:in|the|its|any|all|being|intended|normal|continuous|full|maximum|max|rated|typical|regular|heavy|worst-case|peak|nominal)){0,3} (?:use|usage|used|operation|operating|operated|running|working|loads?|loaded|gameplay|playback|flight|transmission|recording|streaming|printing)\b/i;
const SPOT =
  /\b(?:surfaces?|housing|case|casing|enclosure|internal|inside|chassis|external|exterior|outer|shell|cover|handle|touch\w*|skin|components?|heat ?sink|parts?|junction|coil|winding|pcb|board)\b/i;
const PRODUCT = /\b(?:products?|devices?|units?|systems?|instrument|appliance|it|itself)\b/i;
const SURROUNDINGS =
  /\b(?:ambient|room|surround\w*|environment\w*|outdoors?|air|weather|climate|stor(?:age|ed)|transport\w*|operat\w*|us(?:ed|able|age)|works?|exposed|charg\w*|solder\w*|probes?|sensors?|shuts?|when|if)\b/i;
const NOT_OF_ITSELF =
  /ambient|stor(?:ed|age|ing)|transport|shipping|surviv|charg|shut|cut_?off|trip|water|flow|medium|liquid|fluid|oil|coolant|accuracy|error|rise|change|gradient/;

/** "The flow temperature shall be measured from 0 to 50 °C": of what is measured, and not of the device. */
export const isMeasuredTemperature = ({
  parameter,
  statement,
  si,
}: Pick<Constraint, "parameter" | "statement" | "si">): boolean =>
  isOfMedium({ parameter, si }) ||
  (si?.unit === "Cel" &&
    !/operat|ambient|stor(?:ed|age|ing)|transport|surviv|charg/.test(parameter) &&
    /\b(?:is|are|be|shall|must|should|to|device|unit|sensors?)\s(?:be\s)?(?:measur|sens|monitor|record)(?:e|ed|es|ing)?\b|\b(?:temperature )?sensors?\b[^.;]{0,20}\b(?:range|covers?|from)\b|\bmeasur(?:ement|ing) range\b/i.test(
      statement,
    ));

/** A liquid, a body, a pipe: its temperature is made in a bath or a block, and not in the air around the device. */
export const isOfMedium = ({ parameter, si }: Pick<Constraint, "parameter" | "si">): boolean =>
  si?.unit === "Cel" &&
  /(?:^|_)(?:flow|medium|media|water|liquid|fluid|oil|coolant|soil|gas|inlet|outlet|return|tank|pipe|body|skin|food|brew|boiler|process)_temperature(?:_(?:sensor|range|span|accuracy|error|covers))*$/.test(
    parameter,
  );

/** What a probe bears is nothing that the device is brought to. */
export const isProbed = ({
  parameter,
  statement,
  min,
  max,
  si,
}: Pick<Constraint, "parameter" | "statement" | "min" | "max" | "si">): boolean =>
  si?.unit === "Cel" &&
  !/operat|ambient|stor(?:ed|age|ing)|transport|surviv/.test(parameter) &&
  min !== null &&
  max !== null &&
  /\bthermocouples?\b|\bRTDs?\b|\bPT100\d?\b|\bprobes?\b/i.test(statement);
