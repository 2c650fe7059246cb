/**
 * The physics of the budget, each with its numbers shown. Currents in A, voltages in V, power in W, temperature in °C.
 * Conservation of energy and charge; thermal estimate by the resistance from junction to ambient as JEDEC JESD51-2
 * defines it, which holds for the board of the data sheet and is an estimate on any other.
 */
import { rounded, shown } from "./quantity.ts";

export type Topology = "ldo" | "buck" | "boost" | "buck-boost" | "direct";

export interface Result {
  readonly value: number;
  /** False: something was not known, so that it is at least this much. */
  readonly complete: boolean;
  readonly formula: string;
}

export interface Conversion {
  readonly topology: Topology | null;
  readonly vin: number;
  readonly vout: number;
  readonly iout: number;
  /** 0 to 1; null: not known. */
  readonly efficiency: number | null;
  /** True: the efficiency is at most this. */
  readonly isAtBest?: boolean;
  /** Null: not known. */
  readonly iq: number | null;
  /** True: a switching converter takes its own current from its output, and so through its efficiency. */
  readonly isIqAtOutput?: boolean;
}

/**
 * What a converter takes from its input. A linear regulator passes its load current on; a switching one passes power on.
 * Without efficiency the ideal converter gives the least that it can be.
 */
export function inputCurrent(of: Conversion): Result {
  const { topology, vin, vout, iout, efficiency } = of;
  const known = of.iq !== null;
  const iq = of.iq ?? 0;
  const more = known ? ` + ${shown(iq, "A")}` : "";
  const name = known ? " + Iq" : "";
  if (topology === "direct") {
    return { value: iout, complete: true, formula: `Iin = Iout = ${shown(iout, "A")}` };
  }
  if (topology === "ldo") {
    const value = iout + iq;
    const formula = `Iin = Iout${name} = ${shown(iout, "A")}${more} = ${shown(value, "A")}`;
    return { value, complete: known, formula };
  }
  const eta = efficiency ?? 1;
  const ratio = `(${etaWords(of)} · ${shown(vin, "V")})`;
  const complete = known && isEtaKnown(of);
  if (of.isIqAtOutput) {
    const value = (Math.abs(vout) * (iout + iq)) / (eta * Math.abs(vin));
    const formula = `Iin = Vout·(Iout${name})/(η·Vin) = ${shown(vout, "V")} · (${shown(iout, "A")}${more}) / ${ratio} = ${least(complete)}${shown(value, "A")}`;
    return { value, complete, formula };
  }
  const value = (Math.abs(vout) * iout) / (eta * Math.abs(vin)) + iq;
  const formula = `Iin = Vout·Iout/(η·Vin)${name} = ${shown(vout, "V")} · ${shown(iout, "A")} / ${ratio}${more} = ${least(complete)}${shown(value, "A")}`;
  return { value, complete, formula };
}

/** Without a load no efficiency is asked for. */
const isEtaKnown = ({ topology, iout, efficiency, isAtBest, isIqAtOutput }: Conversion) =>
  topology !== null &&
  ((iout === 0 && !isIqAtOutput) || (efficiency !== null && isAtBest !== true));

const etaWords = ({ efficiency, isAtBest }: Conversion) =>
  efficiency === null ? "at most 1" : `${isAtBest ? "at most " : ""}${rounded(efficiency)}`;

const least = (complete: boolean) => (complete ? "" : "at least ");

/** What a converter turns into heat. */
export function dissipation(of: Conversion): Result {
  const { topology, vin, vout, iout, efficiency } = of;
  const iq = of.iq ?? 0;
  const known = of.iq !== null;
  const own = Math.abs(vin) * iq;
  const name = known ? " + Vin·Iq" : "";
  const more = known ? ` + ${shown(vin, "V")} · ${shown(iq, "A")}` : "";
  if (topology === "direct") return { value: 0, complete: true, formula: "P = 0 W, no converter" };
  if (topology === "ldo") {
    const value = (Math.abs(vin) - Math.abs(vout)) * iout + own;
    const formula = `P = (Vin − Vout)·Iout${name} = (${shown(vin, "V")} − ${shown(vout, "V")}) · ${shown(iout, "A")}${more} = ${shown(value, "W")}`;
    return { value: Math.max(0, value), complete: known, formula };
  }
  const eta = efficiency ?? 1;
  const complete = known && isEtaKnown(of);
  const loss = `(1/${efficiency === null || of.isAtBest ? `(${etaWords(of)})` : rounded(eta)} − 1)`;
  if (of.isIqAtOutput) {
    // All of its own current ends as heat, and what is lost on the way to it as well.
    const value = Math.abs(vout) * (iout * (1 / eta - 1) + iq / eta);
    const formula = `P = Vout·Iout·(1/η − 1) + Vout·Iq/η = ${shown(vout, "V")} · ${shown(iout, "A")} · ${loss} + ${shown(vout, "V")} · ${shown(iq, "A")} / ${rounded(eta)} = ${least(complete)}${shown(value, "W")}`;
    return { value, complete, formula };
  }
  const value = Math.abs(vout) * iout * (1 / eta - 1) + own;
  const formula = `P = Vout·Iout·(1/η − 1)${name} = ${shown(vout, "V")} · ${shown(iout, "A")} · ${loss}${more} = ${least(complete)}${shown(value, "W")}`;
  return { value, complete, formula };
}

/** Tj = Ta + P·RθJA. */
export function junction(ambient: number, power: number, thermalResistance: number): Result {
  const value = ambient + power * thermalResistance;
  const formula = `Tj = Ta + P·RθJA = ${shown(ambient, "°C")} + ${shown(power, "W")} · ${shown(thermalResistance, "K/W")} = ${shown(value, "°C")}`;
  return { value, complete: true, formula };
}

/**
 * How long a charge lasts. Self-discharge is a current beside the load, a fixed share of the capacity a second, so that
 * I·t + C·s·t = C. `charge` in C, `selfDischarge` in 1/s.
 */
export function runtime(charge: number, current: number, selfDischarge: number): Result {
  const value = charge / (current + charge * selfDischarge);
  const leak = selfDischarge > 0 ? ` + ${shown(charge * selfDischarge, "A")}` : "";
  const name = selfDischarge > 0 ? " + C·s" : "";
  const formula =
    selfDischarge > 0
      ? `t = C/(I${name}) = ${shown(charge, "C")} / (${shown(current, "A")}${leak}) = ${shown(value, "s")}`
      : `t = C/I = ${shown(charge, "C")} / ${shown(current, "A")} = ${shown(value, "s")}`;
  return { value, complete: true, formula };
}

/** The mean current that empties `charge` in `seconds`: what the design may take. */
export function allowedCurrent(charge: number, seconds: number, selfDischarge: number): Result {
  const value = Math.max(0, charge / seconds - charge * selfDischarge);
  const leak = selfDischarge > 0 ? ` − ${shown(charge * selfDischarge, "A")}` : "";
  const name = selfDischarge > 0 ? " − C·s" : "";
  const formula = `I = C/t${name} = ${shown(charge, "C")} / ${shown(seconds, "s")}${leak} = ${shown(value, "A")}`;
  return { value, complete: true, formula };
}

/** The largest share of time for `active` beside `asleep` that keeps the mean at `allowed`; null when none does. */
export function allowedDuty(allowed: number, active: number, asleep: number): number | null {
  if (asleep > allowed) return null;
  return active <= allowed ? 1 : (allowed - asleep) / (active - asleep);
}
