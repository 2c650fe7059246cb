/** Which pins of a converter switch: between them and the rail lies an inductor, so that they are never joined to it. */
import type { PartSymbol, Pin } from "../symbol/index.ts";
import { pinsNamed } from "./book.ts";
import { OUTPUT } from "./supply-names.ts";

export const SWITCH = /^(?:SW|LX|PH)$/;
export const FIRST = /^(?:LX?1|SW1)$/;
export const SECOND = /^(?:LX?2|SW2)$/;
/** The bare transistor of such as MC34063. */
const BARE = /^SW[CE]$/;

export const FEEDBACK = /^(?:V?FB|FEEDBACK|VSENSE)$/;

/** By their names; else an output that is none of power beside a feedback pin, as LM2596 and its like have it. */
export function switchedPins(symbol: PartSymbol): Pin[] {
  const named = [SWITCH, FIRST, SECOND, BARE].flatMap((names) => pinsNamed(symbol, names));
  return named.length > 0 ? named : switchedOutputs(symbol);
}

/** An output of a converter with a diode: KiCad calls what feeds a rail by itself `power_out`. */
export function switchedOutputs(symbol: PartSymbol): Pin[] {
  const isLinear = /^Regulator_Linear:|\blinear\b|\bLDO\b|dropout/i.test(
    `${symbol.id} ${symbol.description}`,
  );
  if (isLinear || pinsNamed(symbol, FEEDBACK).length === 0) return [];
  return pinsNamed(symbol, OUTPUT).filter(({ type }) => type === "output");
}

/** Drives transistors outside: its output is a gate's. */
export const isController = ({ description }: PartSymbol): boolean =>
  /\bcontroller\b/i.test(description);
