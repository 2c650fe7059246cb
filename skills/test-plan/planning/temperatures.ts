/** Tells the temperatures that the device works at from those that a part of it has, and from those that it measures. */
import type { Constraint } from "../input/constraints.ts";

/** A temperature that a part of the device has while it works: it is looked at, and never forced. */
export const isOwnTemperature = ({
  parameter,
  si,
}: Pick<Constraint, "parameter" | "si">): boolean =>
  si?.unit === "Cel" &&
  /(?:^|_)(?:battery|cell|junction|die|chip|case|surface|skin|touch|housing|enclosure|component|coil|winding|mosfet|fet|heat_?sink)(?:_\w+)?_temperature$/.test(
    parameter,
  );

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
