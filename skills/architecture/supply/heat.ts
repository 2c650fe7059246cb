/** How hot the junction of a linear regulator gets, and whether that rules it out. */
import { figuresOf } from "../choose/wish.ts";
import type { Part } from "../choose/wish.ts";
import { linearHeat } from "./formulas.ts";
import { round, say } from "./number.ts";

export interface Load {
  /** The highest input, the output, in V. */
  readonly vin: number;
  readonly vout: number;
  /** In A, at least. */
  readonly amps: number;
  /** The highest ambient, in °C. */
  readonly ambient: number;
}

/** How the reason begins. */
export const HOT = "its junction would reach";
const TO_ELSEWHERE = /\bto (?:case|board|pad|top)\b|\bjunction-(?:case|board)\b/i;

/**
 * Tj = Ta + (Vin,max − Vout) · I · RθJA of the worst board that the sheet gives, against the highest junction temperature in
 * operation. Null: it bears it, or one of the two figures is not known.
 * @example hotJunction(lp5907, { vin: 5.25, vout: 3.3, amps: 0.2, ambient: 85 }) // "… 160.4 °C: … by 193.4 K/W above 85 °C; it bears 125 °C"
 */
export function hotJunction(part: Part, load: Load): string | null {
  const ohm = resistanceOf(part);
  const most = limitOf(part);
  if (ohm === null || most === null) return null;
  const { value, formula } = linearHeat(load.vin, load.vout, load.amps);
  const junction = round(load.ambient + value * ohm);
  if (junction <= most) return null;
  return `${HOT} ${say(junction, "°C")}: ${formula}, by ${say(ohm, "K/W")} above ${say(load.ambient, "°C")}; it bears ${say(most, "°C")}`;
}

/** In words, what is missing to judge its heat; null: nothing. */
export function coolnessOpen(part: Part): string | null {
  const missing = [
    ...(resistanceOf(part) === null ? ["thermal resistance"] : []),
    ...(limitOf(part) === null ? ["highest junction temperature"] : []),
  ];
  return missing.length === 0 ? null : missing.join(" and ");
}

/** Junction to ambient; a resistance to the case or the board says nothing without the rest of the way. */
function resistanceOf(part: Part): number | null {
  const all = figuresOf(part, "thermal_resistance", "K/W")
    .filter(({ condition }) => !TO_ELSEWHERE.test(condition ?? ""))
    .flatMap(({ min, typ, max }) => max ?? typ ?? min ?? []);
  return all.length === 0 ? null : Math.max(...all);
}

/** The least of several, as of several grades. */
function limitOf(part: Part): number | null {
  const all = figuresOf(part, "junction_temperature", "°C").flatMap(({ max }) => max ?? []);
  return all.length === 0 ? null : Math.min(...all);
}
