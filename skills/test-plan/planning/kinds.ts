/** Which kind of case a requirement gets: whether it is measured, applied, endured, calculated, read or looked up. */
import type { Constraint } from "../input/constraints.ts";
import { magnitudeOf } from "../input/constraints.ts";
import { isOperatingTemperature, isSupply } from "./corners.ts";
import { thingOf } from "./limit-words.ts";
import { USE } from "./looking.ts";
import { isLoaded, isReach } from "./reach.ts";
import { isIndicator } from "./signals.ts";
import { isMeasuredTemperature, isOwnTemperature, isProbed } from "./temperatures.ts";
import { stressOf } from "./stress.ts";
import { isThreshold } from "./thresholds.ts";

/**
 * `range`: what the device works within; `reach`: up to where it has to be able to go; `span`: what a part of it measures; `error`: by how much a value may be wrong;
 * `threshold`: beyond which limit something stops; `indicator`: beyond which a lamp tells so;
 * `stress`: what is done to it by a standard; `storage`: what it endures without working; `life`: a time that is too
 * long to wait for, and is calculated from what is measured; `read`: what a data sheet or a set-up tells.
 */
export type Kind =
  | "measure"
  | "range"
  | "reach"
  | "span"
  | "error"
  | "threshold"
  | "indicator"
  | "stress"
  | "storage"
  | "life"
  | "read"
  | "presence"
  | "document";

/** What is applied, beyond each end. */
export const APPLIED: readonly Kind[] = ["range", "reach", "storage"];

/** °C on each side of zero. */
const LEAST_SPAN = 5;
const DAY = 86_400;
/** A discharge of two weeks is waited for; a longer one is calculated. Of other times nobody waits three months. */
const LONGEST_DISCHARGE = 14 * DAY;
const LONGEST_TIME = 90 * DAY;

export function kindOf(constraint: Constraint): Kind {
  const { min, typ, max, unit, category, parameter, si } = constraint;
  if (isDocument(constraint)) return "document";
  if (stressOf(constraint) !== null) return "stress";
  if ((min ?? typ ?? max) === null) return "presence";
  if (isReach(constraint) || isLoaded(constraint)) return "reach";
  // "Charging shall be inhibited below 0 °C" is no limit that the device works within.
  if (isThreshold(constraint)) return "threshold";
  if (isIndicator(constraint)) return "indicator";
  if (si?.unit === "s") {
    const time = magnitudeOf(constraint) ?? 0;
    if (LIFE.test(parameter)) return time > LONGEST_DISCHARGE ? "life" : "measure";
    if (time > LONGEST_TIME) return "document";
  }
  if (isStored(constraint)) return "storage";
  const isError = /(?:^|_)(?:accuracy|error|hysteresis|(?:non_?)?linearity)(?:_|$)/.test(parameter);
  // "With an accuracy of 0.5 %" is the largest error that is allowed.
  const isAllowed = typ !== null && /(?:^|_)accuracy$/.test(parameter) && !isRead(constraint);
  if (isError && ((min ?? max) !== null || isAllowed)) return "error";
  // "Humidity ±3 % RH" is by how much it may be wrong, where the line speaks of accuracy.
  const isEven = min !== null && max !== null && min === -max;
  if (isEven && /\baccura/i.test(constraint.statement)) return "error";
  // "From 0 °C to 90 °C ±0.5 °C": no device is made for the few degrees around freezing alone.
  if (isEven && si?.unit === "Cel" && max <= LEAST_SPAN) return "error";
  if (isProbed(constraint) || isSensing(constraint)) return "span";
  if (isRead(constraint)) return "read";
  if (isOwnTemperature(constraint)) return "measure";
  if (isOperatingTemperature(constraint) || isSupply(constraint)) return "range";
  const isBoth = min !== null && max !== null;
  // From empty to full: the device works on all of it.
  if (isBoth && si?.unit === "V" && isBattery(parameter)) return "range";
  if (isBoth && /^(?:bit|byte|B)\/s$/.test(si?.unit ?? "")) return "range";
  const isSpan = /(?:^|_)(?:range|span)(?:_|$)/.test(parameter) && isBoth && si?.unit !== "m";
  if (isSpan && thingOf(constraint) !== null) return "span";
  if (isSpan || (category === "environmental" && RANGES.test(si?.unit ?? unit ?? ""))) {
    return "range";
  }
  return "measure";
}

/** How far a clock, a carrier or an output is off: it comes out of the device, and is not applied. */
export const isGenerated = ({
  si,
  unit,
  parameter,
  subject,
  statement,
}: Pick<Constraint, "si" | "unit" | "parameter" | "subject" | "statement">): boolean =>
  (si?.unit === "Hz" || /^pp[mb]$/.test(unit ?? "")) &&
  !/measur|input/i.test(`${parameter} ${statement}`) &&
  /transmit|\btx\b|carrier|oscillator|clock|crystal|\brtc\b|timebase|output|radio|frequency_(?:accuracy|error|stability)/i.test(
    `${parameter} ${(subject ?? "").replaceAll("_", " ")} ${statement}`,
  );

export const isBattery = (parameter: string): boolean =>
  /^(?:backup_)?(?:battery|cell|pack)_voltage(?:_range)?$/.test(parameter);

/** What a sensor or an input reads, from one end to the other: it is applied to it, and comes out of nothing. */
function isSensing(constraint: Constraint): boolean {
  const { min, max, si, parameter, statement, subject } = constraint;
  if (min === null || max === null || min === max) return false;
  if (isMeasuredTemperature(constraint)) return true;
  const unit = si?.unit ?? "";
  // Of a sensor, and not of the air that the device bears.
  if (/humid/.test(parameter)) return constraint.category === "performance";
  if (unit === "lx") return /sensor|measur|sens/i.test(`${statement} ${subject ?? ""}`);
  if (unit === "m/s2" || unit === "deg/s") return /range|acceleromet|gyro|imu/.test(parameter);
  if (!/^(?:V|A|Pa|m3\/s)$/.test(unit)) return false;
  const words = `${parameter.replaceAll("_", " ")} ${subject?.replaceAll("_", " ") ?? ""} ${statement}`;
  return (
    /\banalog(?:ue)? inputs?\b|\badc\b|potentiometer|\bsensors?\b|\bmeasur(?:e|es|ed|ing|ement)\b|\b(?:be|is|are) read\b/i.test(
      words,
    ) &&
    !isSupply(constraint) &&
    !/output|supply|supplied|power|rail|charg|batter|operat|working/i.test(words)
  );
}

const LIFE =
  /(?:battery|operat\w*|run|standby|backup|stand_by)_?(?:life|time)$|^(?:autonomy|endurance)$/;

/** What surrounds a device: temperature, humidity, pressure. */
const RANGES = /^(?:Cel|degF|K|Pa|%.*|1|lx)$/;

const isDocument = ({ category, parameter, verification: { method } }: Constraint): boolean =>
  ["compliance", "cost", "schedule"].includes(category) ||
  method === "analysis" ||
  /^(?:development|lead|delivery)_time$/.test(parameter) ||
  USE.test(parameter);

const isStored = ({ category, parameter }: Constraint): boolean =>
  category === "environmental" &&
  /(?:^|_)(?:storage|stor(?:ed|ing)|transport\w*|survival|non_?operat\w*|shipping)(?:_|$)/.test(
    parameter,
  );

/** The nominal voltage of a battery and the band of a bought radio are what their makers call them. */
const isNominal = ({
  parameter,
  si,
  min,
  max,
  statement,
}: Pick<Constraint, "parameter" | "si" | "min" | "max" | "statement">): boolean =>
  min === null &&
  max === null &&
  ((si?.unit === "V" &&
    /^(?:(?:battery|cell|pack)_)?(?:nominal_)?voltage$/.test(parameter) &&
    /\b(?:batter(?:y|ies)|cells?|li-?(?:ion|po)|nominal)\b/i.test(statement) &&
    !/\b(?:supply|rails?|output|charg\w*)\b/i.test(statement)) ||
    (si?.unit === "Hz" &&
      (si.typ ?? 0) >= 1e8 &&
      /\b(?:Wi-?Fi|WLAN|802\.\d+|Bluetooth|BLE|LTE|NB-IoT|GNSS|GPS|Zigbee|Thread|LoRa(?:WAN)?)\b/i.test(
        statement,
      )));

/** What a data sheet, a set-up or the reading itself shows, and no instrument. */
function isRead({ parameter, unit, si, min, max, statement }: Constraint): boolean {
  return (
    /(?:^|_)resolution(?:_[xyz])?$/.test(parameter) ||
    /^(?:px|bit|AWG|byte|1\/m)$/.test(si?.unit ?? unit ?? "") ||
    (si?.unit === "Hz" &&
      /(?:^|_)(?:cpu|core|clock|processor)_(?:frequency|speed|rate)$/.test(parameter)) ||
    isNominal({ parameter, si, min, max, statement })
  );
}
