/** Temperatures that leave each other no room: where the device works, what it must not reach, and where it shuts off. */
import type { Constraint } from "../input/constraints.ts";
import { isOperatingTemperature } from "./corners.ts";
import { amount } from "./limit-words.ts";
import { isOwnTemperature } from "./temperatures.ts";
import { isThreshold } from "./thresholds.ts";

/** °C: each of two readings may be off by 1 °C, that of the test and that of the stop. */
const DOUBT = 2;

/** What the others make of the upper end of this one; empty: nothing. */
export function heatGaps(constraint: Constraint, all: readonly Constraint[]): string[] {
  if (constraint.si?.unit !== "Cel") return [];
  const others = all.filter((one) => one.id !== constraint.id && one.si?.unit === "Cel");
  if (isStop(constraint)) {
    const met = others.filter((one) => isMet(one, constraint));
    return met.length === 0
      ? []
      : [
          `no room: it shuts off at ${at(constraint)}, which leaves nothing between it and ${met.map(({ id, max, unit }) => `${id} (${amount(max!, unit)})`).join(" and ")}; say of what place each temperature is, and how far apart`,
        ];
  }
  const stops = others
    .filter((one) => isStop(one) && isMet(constraint, one))
    .map(
      (one) =>
        `no room: ${one.id} shuts it off at ${at(one)}, which is below the ${amount(constraint.max!, constraint.unit)} asked for here, the same, or nearer to it than both readings may be off; say of what place each temperature is, and how far apart`,
    );
  const own = isOwnTemperature(constraint) ? constraint.si.max : null;
  const works =
    own === null
      ? []
      : others
          .filter((one) => isOperatingTemperature(one) && !isThreshold(one))
          .filter(({ si }) => si!.max !== null && si!.max >= own)
          .map(
            ({ id, max, unit }) =>
              `no room: ${id} lets it work at ${amount(max!, unit)}, so that its own heat may add nothing to that`,
          );
  return [...stops, ...works];
}

/** The whole device stops above it: charging that is inhibited leaves the rest at work. */
const isStop = (constraint: Constraint): boolean =>
  isThreshold(constraint) &&
  constraint.max === null &&
  /\b(?:shut|switch|turn|power|cut)\w*[ -]?(?:\w+ ){0,3}(?:off|down)\b/i.test(
    constraint.statement,
  ) &&
  !/\bcharg|\bbatter|\bjunction/i.test(constraint.statement);

const at = ({ min, unit }: Constraint) => amount(min!, unit);

function isMet(one: Constraint, stop: Constraint): boolean {
  const max = one.si!.max;
  const trips = stop.si!.min;
  if (max === null || trips === null || isThreshold(one)) return false;
  if (isOperatingTemperature(one)) return trips <= max + DOUBT;
  // A stop below what must not be reached protects it; one at or just beyond it does not.
  return isOwnTemperature(one) && trips >= max && trips <= max + DOUBT;
}
