/** Writes quantities with SI prefixes: 0.0021 V as "2.1 mV". */

import { plain } from "./words.ts";

const PREFIXES = ["f", "p", "n", "µ", "m", "", "k", "M", "G", "T"] as const;
const SMALLEST = -15;
const LARGEST = 12;
const UNIT_AT_MOST = 12;

/** Units that take a prefix; "mA", "dB" or "%" do not. */
const PREFIXABLE = /^(?:[VAsWFHJCSTNgmKB]|Hz|Ω|Ohm|Pa|Wh|Ah|VA|var|bit|bps|(?:V|A)(?:\/√Hz|\/s)?)$/;

/** How numbers of a scale are written: divided by `factor`, with `unit` behind. */
export interface Prefixed {
  readonly factor: number;
  readonly unit: string;
}

/** The prefix for numbers up to `largest`. */
export function prefixFor(largest: number, of = ""): Prefixed {
  const unit = plain(of, UNIT_AT_MOST);
  const size = Math.abs(largest);
  if (!PREFIXABLE.test(unit) || size === 0 || !Number.isFinite(size)) return { factor: 1, unit };
  // A hair more, because the logarithm of 1000 may come out as 2.9999….
  const thousands = Math.floor(Math.log10(size) / 3 + 1e-9);
  const exponent = Math.min(LARGEST, Math.max(SMALLEST, thousands * 3));
  return { factor: 10 ** exponent, unit: `${PREFIXES[(exponent - SMALLEST) / 3]}${unit}` };
}

/** Four digits unless told otherwise. */
export function quantity(value: number, unit = "", digits = 4): string {
  if (!Number.isFinite(value)) return "no value";
  const { factor, unit: prefixed } = prefixFor(Number(value.toPrecision(digits)), unit);
  // A true minus sign, as Vega writes at its ticks.
  const number = String(Number((value / factor).toPrecision(digits))).replace("-", "−");
  return prefixed === "" ? number : `${number} ${prefixed}`;
}
