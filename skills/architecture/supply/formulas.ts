/** The arithmetic of the power tree, each result with its formula written out. */
import { round, say, sayRange, span } from "./number.ts";
import type { Volts } from "./number.ts";

export type Topology = "ldo" | "buck" | "boost" | "buck-boost" | "direct";

export interface Heat {
  readonly value: number;
  readonly unit: "W";
  readonly formula: string;
}

export interface TopologyChoice {
  /** Null: the source's voltage is not known. */
  readonly topology: Topology | null;
  /** What a linear regulator would turn to heat; null: not known, or there cannot be one. */
  readonly linearHeat: Heat | null;
  readonly reason: string;
  /** What is missing to hold the chosen regulator's junction, in words. */
  readonly heatOpen?: string | null;
}

/** Below this part of the input a linear regulator wastes more than it gives on: the choice where the current is unknown. */
const LEAST_RATIO = 0.6;

/**
 * P = (Vin,max − Vout) · I of a linear regulator; its own consumption is left out.
 * @example linearHeat(5, 3.3, 0.2).value // 0.34
 */
export function linearHeat(vin: number, vout: number, amps: number): Heat {
  const value = round((vin - vout) * amps);
  return {
    value,
    unit: "W",
    formula: `(${say(vin, "V")} − ${say(vout, "V")}) · ${say(amps, "A")} = ${say(value, "W")}`,
  };
}

interface Wanted {
  /** The document asks for a linear one. */
  readonly isAsked?: boolean;
  /** `amps` is a part of the current, the rest is not known. */
  readonly isPart?: boolean;
  readonly least?: { readonly value: number; readonly requirement: string } | null;
}

/**
 * Which kind of converter makes `vout` from `vin`: by the ranges, then by the heat of a linear one against `limit` (W).
 * `amps` null: the current is not known, so the ratio of the voltages decides, as it does where only a part of it is known.
 */
export function chooseTopology(
  vin: Volts,
  vout: number,
  amps: number | null,
  limit: number,
  { isAsked = false, isPart = false, least = null }: Wanted = {},
): TopologyChoice {
  const known = span(vin);
  if (!known) {
    return { topology: null, linearHeat: null, reason: "the voltage of the source is not known" };
  }
  const [input, output] = [sayRange(vin), say(vout, "V")];
  const none = { linearHeat: null };
  if (known.from === known.to && known.to === vout) {
    return { topology: "direct", ...none, reason: `the source is ${output} itself` };
  }
  if (known.to < vout) {
    return { topology: "boost", ...none, reason: `${input} is always below ${output}` };
  }
  if (known.from <= vout) {
    return { topology: "buck-boost", ...none, reason: `${input} lies on both sides of ${output}` };
  }
  const heat = amps === null ? null : linearHeat(known.to, vout, amps);
  if (isAsked) {
    const warm =
      heat && heat.value > limit ? `, though ${heat.formula} is above ${say(limit, "W")}` : "";
    return {
      topology: "ldo",
      linearHeat: heat,
      reason: `the document asks for a linear regulator${warm}`,
    };
  }
  if (least && vout / known.to < least.value) {
    return {
      topology: "buck",
      linearHeat: heat,
      reason: `a linear regulator would have ${output} / ${say(known.to, "V")} = ${round((vout / known.to) * 100)} %, ${least.requirement} asks for ${round(least.value * 100)} %`,
    };
  }
  if (!heat) {
    const ratio = vout / known.to;
    const isLinear = ratio >= LEAST_RATIO;
    return {
      topology: isLinear ? "ldo" : "buck",
      linearHeat: null,
      reason: `the current is not known; ${output} / ${say(known.to, "V")} = ${round(ratio)} is ${isLinear ? "at least" : "below"} ${LEAST_RATIO}`,
    };
  }
  const isCool = heat.value <= limit;
  const ratio = vout / known.to;
  const words = `a linear regulator would turn ${heat.formula} to heat, ${isCool ? "within" : "above"} the limit of ${say(limit, "W")}${isPart ? ", by the part of the current that is known" : ""}`;
  if (isPart && isCool && ratio < LEAST_RATIO) {
    return {
      topology: "buck",
      linearHeat: heat,
      reason: `${words}; ${output} / ${say(known.to, "V")} = ${round(ratio)} is below ${LEAST_RATIO}, too little for what is not known`,
    };
  }
  return { topology: isCool ? "ldo" : "buck", linearHeat: heat, reason: words };
}

/**
 * Charge current for a capacity (Ah) in a time (h): I = C / t. A charger ends with falling current, so it is a lower bound.
 * @example chargeCurrent(2, 4).value // 0.5
 */
export function chargeCurrent(capacity: number, hours: number): { value: number; formula: string } {
  const value = round(capacity / hours);
  return {
    value,
    formula: `${round(capacity)} Ah / ${round(hours)} h = ${say(value, "A")}, at least, since the current falls at the end`,
  };
}
