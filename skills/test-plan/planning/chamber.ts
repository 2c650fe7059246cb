/** What a climatic chamber reaches: beyond it nothing is set, and the case says so. */
import type { Limits } from "./guard-band.ts";
import type { Equipment } from "./equipment.ts";
import { amount } from "./limit-words.ts";

/** °C; what test chambers of the usual class offer, and wider than the severities that IEC 60068-2-1 and -2-2 are used with. */
const REACH = { lowest: -70, highest: 180 };

/** % relative humidity that they hold without dew, their own ± 3 % counted. */
const HUMID = { lowest: 10, highest: 95 };

/** What is set is moved beyond a limit by the doubt of the reading, yet not to where no chamber holds it. */
export function heldHumidity(limits: Limits): Limits {
  const { min, max, acceptMin, acceptMax } = limits;
  return {
    ...limits,
    acceptMin:
      acceptMin === null || min === null || min < HUMID.lowest
        ? min
        : Math.max(HUMID.lowest, acceptMin),
    acceptMax:
      acceptMax === null || max === null || max > HUMID.highest
        ? max
        : Math.min(HUMID.highest, acceptMax),
  };
}

/** `typ` is what is set where there are no limits. Null: it is reached, or no chamber is asked for. */
export function unreached(
  { acceptMin, acceptMax, unit }: Pick<Limits, "acceptMin" | "acceptMax" | "unit">,
  equipment: Equipment | null,
  typ: number | null = null,
): string | null {
  if (equipment?.quantity === "relative humidity") {
    const dew = [acceptMin, acceptMax, typ].find(
      (end) => end !== null && (end < HUMID.lowest || end > HUMID.highest),
    );
    return dew === undefined || dew === null
      ? null
      : `no chamber: ${amount(dew, unit)} relative humidity is beyond the ${HUMID.lowest} % to ${HUMID.highest} % that is held without dew; agree how near it is tested, and for condensing air on a damp heat test (IEC 60068-2-30)`;
  }
  if (equipment?.quantity !== "temperature") return null;
  const far = [acceptMin, acceptMax].find(
    (end) =>
      end !== null && (celsius(end, unit) < REACH.lowest || celsius(end, unit) > REACH.highest),
  );
  return far === undefined || far === null
    ? null
    : `no chamber: ${amount(far, unit)} is beyond ${REACH.lowest} °C to ${REACH.highest} °C; ask whether it is the device's, or that of a place that a probe measures`;
}

const celsius = (value: number, unit: string | null) =>
  unit === "degF" ? ((value - 32) * 5) / 9 : unit === "K" ? value - 273.15 : value;
