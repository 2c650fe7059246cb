/** What a climatic chamber reaches: beyond it nothing is set, and the case says so. */
import type { Limits } from "./guard-band.ts";
import type { Equipment } from "./equipment.ts";
import { amount } from "./limit-words.ts";

/** °C; what test chambers of the usual class offer, and wider than the severities that IEC 60068-2-1 and -2-2 are used with. */
const REACH = { lowest: -70, highest: 180 };

/** Null: it is reached, or no chamber is asked for. */
export function unreached(
  { acceptMin, acceptMax, unit }: Pick<Limits, "acceptMin" | "acceptMax" | "unit">,
  equipment: Equipment | null,
): string | null {
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
