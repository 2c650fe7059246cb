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
  const found = junctionOf(part, load);
  const most = limitOf(part) ?? neverOf(part);
  if (found === null || found.value <= most) return null;
  return `${HOT} ${found.words}; it bears ${say(most, "°C")}`;
}

/** In words, what is missing to hold its junction; null: nothing. */
export function coolnessOpen(part: Part, load: Load | null): string | null {
  const found = load && junctionOf(part, load);
  if (resistanceOf(part) === null) return `no thermal resistance of ${part.mpn} is known`;
  if (limitOf(part) !== null) return null;
  const open = `no highest junction temperature of ${part.mpn} is known`;
  return found ? `${open}, and it would reach ${found.words}` : open;
}

/** Those of which all is known come first. */
export const byCoolness = (load: Load) => (a: Part, b: Part) =>
  Number(coolnessOpen(a, load) !== null) - Number(coolnessOpen(b, load) !== null);

function junctionOf(part: Part, load: Load): { value: number; words: string } | null {
  const ohm = resistanceOf(part);
  if (ohm === null) return null;
  const { watts, formula } = heatOf(part, load);
  const value = round(load.ambient + watts * ohm);
  const words = `${say(value, "°C")}: ${formula}, by ${say(ohm, "K/W")} above ${say(load.ambient, "°C")}`;
  return { value, words };
}

/** With what the regulator itself takes, where that counts. */
function heatOf(part: Part, { vin, vout, amps }: Load): { watts: number; formula: string } {
  const passed = linearHeat(vin, vout, amps);
  const own = Math.max(
    0,
    ...figuresOf(part, "quiescent_current", "A").map(({ typ, max }) => max ?? typ ?? 0),
  );
  const watts = round(passed.value + vin * own);
  if (watts < passed.value * 1.01) return { watts: passed.value, formula: passed.formula };
  const [ways, total] = [passed.formula.split(" = ")[0]!, say(watts, "W")];
  return { watts, formula: `${ways} + ${say(vin, "V")} · ${say(own, "A")} = ${total}` };
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

/** What must never be exceeded rules out, too, and says nothing for a part. */
const neverOf = ({ figures }: Part): number =>
  Math.min(
    Infinity,
    ...(figures.junction_temperature ?? []).flatMap(({ max, unit }) =>
      max !== null && unit === "°C" ? [max] : [],
    ),
  );
