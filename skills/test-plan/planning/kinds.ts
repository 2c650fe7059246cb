/** Which kind of case a requirement gets: whether it is measured, applied, endured, calculated, read or looked up. */
import type { Constraint } from "../input/constraints.ts";
import { magnitudeOf } from "../input/constraints.ts";
import { isOperatingTemperature, isSupply } from "./corners.ts";
import { isProbed } from "./equipment.ts";
import { thingOf } from "./limit-words.ts";
import { stressOf } from "./stress.ts";
import { isThreshold } from "./thresholds.ts";

/**
 * `range`: what the device works within; `span`: what a part of it measures; `error`: by how much a value may be wrong;
 * `threshold`: beyond which limit something stops;
 * `stress`: what is done to it by a standard; `storage`: what it endures without working; `life`: a time that is too
 * long to wait for, and is calculated from what is measured; `read`: what a data sheet or a set-up tells.
 */
export type Kind =
  | "measure"
  | "range"
  | "span"
  | "error"
  | "threshold"
  | "stress"
  | "storage"
  | "life"
  | "read"
  | "presence"
  | "document";

const DAY = 86_400;
/** A discharge of two weeks is waited for; a longer one is calculated. Of other times nobody waits three months. */
const LONGEST_DISCHARGE = 14 * DAY;
const LONGEST_TIME = 90 * DAY;

export function kindOf(constraint: Constraint): Kind {
  const { min, typ, max, unit, category, parameter, si } = constraint;
  if (isDocument(constraint)) return "document";
  if (stressOf(constraint) !== null) return "stress";
  if ((min ?? typ ?? max) === null) return "presence";
  // "Charging shall be inhibited below 0 °C" is no limit that the device works within.
  if (isThreshold(constraint)) return "threshold";
  if (si?.unit === "s") {
    const time = magnitudeOf(constraint) ?? 0;
    if (LIFE.test(parameter)) return time > LONGEST_DISCHARGE ? "life" : "measure";
    if (time > LONGEST_TIME) return "document";
  }
  if (isStored(constraint)) return "storage";
  const isError = /(?:^|_)(?:accuracy|error|hysteresis|(?:non_?)?linearity)(?:_|$)/.test(parameter);
  if (isError && (min ?? max) !== null) return "error";
  // "Humidity ±3 % RH" is by how much it may be wrong, where the line speaks of accuracy.
  const isEven = min !== null && max !== null && min === -max;
  if (isEven && /\baccura/i.test(constraint.statement)) return "error";
  if (isProbed(constraint)) return "span";
  if (isRead(constraint)) return "read";
  if (isOwnTemperature(constraint)) return "measure";
  if (isOperatingTemperature(constraint) || isSupply(constraint)) return "range";
  const isBoth = min !== null && max !== null;
  if (isBoth && /^(?:bit|byte|B)\/s$/.test(si?.unit ?? "")) return "range";
  const isSpan = /(?:^|_)(?:range|span)(?:_|$)/.test(parameter) && isBoth && si?.unit !== "m";
  if (isSpan && thingOf(constraint) !== null) return "span";
  if (isSpan || (category === "environmental" && RANGES.test(si?.unit ?? unit ?? ""))) {
    return "range";
  }
  return "measure";
}

const LIFE =
  /(?:battery|operat\w*|run|standby|backup|stand_by)_?(?:life|time)$|^(?:autonomy|endurance)$/;

/** What surrounds a device: temperature, humidity, pressure. */
const RANGES = /^(?:Cel|degF|K|Pa|%.*|1|lx)$/;

const isDocument = ({ category, parameter, verification: { method } }: Constraint): boolean =>
  ["compliance", "cost", "schedule"].includes(category) ||
  method === "analysis" ||
  /^(?:development|lead|delivery)_time$/.test(parameter);

const isStored = ({ category, parameter }: Constraint): boolean =>
  category === "environmental" &&
  /(?:^|_)(?:storage|stor(?:ed|ing)|transport\w*|survival|non_?operat\w*|shipping)(?:_|$)/.test(
    parameter,
  );

/** What a data sheet, a set-up or the reading itself shows, and no instrument. */
function isRead({ parameter, unit, si }: Constraint): boolean {
  return (
    /(?:^|_)resolution(?:_[xyz])?$/.test(parameter) ||
    /^(?:px|bit|AWG|byte|1\/m)$/.test(si?.unit ?? unit ?? "") ||
    (si?.unit === "Hz" &&
      /(?:^|_)(?:cpu|core|clock|processor)_(?:frequency|speed|rate)$/.test(parameter))
  );
}

/** A temperature that a part of the device has while it works: it is looked at, and never forced. */
export const isOwnTemperature = ({
  parameter,
  si,
}: Pick<Constraint, "parameter" | "si">): boolean =>
  si?.unit === "Cel" &&
  /(?:^|_)(?:battery|cell|junction|die|chip|case|surface|skin|touch|housing|enclosure|component|coil|winding|mosfet|fet|heat_?sink)(?:_\w+)?_temperature$/.test(
    parameter,
  );
