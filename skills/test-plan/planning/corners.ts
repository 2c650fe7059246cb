/** The conditions of use that every electrical test is repeated at: what the requirements say of supply and temperature. */
import type { Constraint } from "../input/constraints.ts";
import { bareWords, thingOf } from "./limit-words.ts";
import { isIndicator } from "./signals.ts";
import { isMeasuredTemperature, isOwnTemperature } from "./temperatures.ts";
import { isThreshold } from "./thresholds.ts";

export interface Corner {
  readonly requirement: string;
  readonly what: "temperature" | "supply";
  readonly words: string;
}

export function cornersOf(constraints: readonly Constraint[]): Corner[] {
  const corner = (one: Constraint, what: Corner["what"]): Corner => ({
    ...{ requirement: one.id, what, words: bareWords(one) },
  });
  const worked = constraints.filter((one) => !isThreshold(one) && !isIndicator(one));
  return [
    ...worked.filter(isOperatingTemperature).map((one) => corner(one, "temperature")),
    ...suppliesOf(worked).map((one) => corner(one, "supply")),
  ];
}

/** Ranges say more than the numbers that name them: "5 V" beside "4.75 V to 5.25 V". */
function suppliesOf(constraints: readonly Constraint[]): readonly Constraint[] {
  const all = constraints.filter(isSupply);
  const ranges = all.filter(({ min, max }) => min !== null && max !== null);
  return ranges.length > 0 ? ranges : all;
}

/** Of the device, where it works: not where it is stored, nor what it measures. */
export const isOperatingTemperature = ({
  category,
  parameter,
  si,
  min,
  max,
  subject,
  statement,
}: Constraint): boolean =>
  !isMeasuredTemperature({ parameter, statement, si }) &&
  !isOwnTemperature({ parameter, statement, si, min, max }) &&
  category === "environmental" &&
  si?.unit === "Cel" &&
  (min !== null || max !== null) &&
  (/operat|ambient/.test(parameter) ||
    (/temperature/.test(parameter) && !(isSensed(parameter) && thingOf({ subject }) !== null))) &&
  !/storage|transport|accuracy|solder|cycling|thermal shock/i.test(
    `${parameter} ${subject ?? ""} ${statement}`,
  );

/** What a part tells of the world: its span, how well, how finely. */
export const isSensed = (parameter: string): boolean =>
  /(?:^|_)(?:range|span|accuracy|resolution|hysteresis)(?:_|$)/.test(parameter);

/** What the device is fed with. A plain voltage is fed as it stands. */
export const isSupply = ({ category, parameter, si }: Constraint): boolean =>
  (category === "power" || category === "electrical") &&
  si?.unit === "V" &&
  /(?:^|_)(?:input|supply|operating)(?:_|$)/.test(parameter) &&
  !/analog|signal|logic|adc|rail/.test(parameter);
