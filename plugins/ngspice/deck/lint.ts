/** Finds values that say something else to SPICE than to their author: `10M` is ten milli, `1F` a femtofarad. */
import { parseNumber } from "./number.ts";
import type { DeckLine } from "./lines.ts";
import type { DeckReport } from "./report.ts";

const UNITS: Readonly<Record<string, string>> = { r: "Ω", c: "F", l: "H" };
/** A capacitor or an inductor of one unit or more is rarer than a forgotten scale. */
const LARGE: Readonly<Record<string, number>> = { c: 1, l: 100 };

/** Reports what is suspect in the value of a resistor, capacitor or inductor, or in the numbers of an analysis. */
export function lint(line: DeckLine, report: DeckReport): void {
  const words = line.text.split(" ");
  const kind = words[0]![0]!.toLowerCase();
  const suspect = (message: string) => report.add("UNIT_SUSPECT", "warning", line, message);
  if (kind === "." && /^\.(?:ac|noise)$/i.test(words[0]!)) {
    for (const word of words.slice(2)) {
      if (isLargeM(word)) suspect(`'${word}' is milli hertz to SPICE; mega is written 'Meg'`);
    }
    return;
  }
  const unit = UNITS[kind];
  if (unit === undefined) return;
  const word = valueOf(words, kind);
  const number = word === undefined ? null : parseNumber(word);
  if (!number) return;
  const { value, suffix, rest } = number;
  const says = `'${word}' is ${value} ${unit} to SPICE`;
  if (isLargeM(word!)) suspect(`${says}: M is milli; mega is written 'Meg'`);
  else if (kind === "c" && suffix === "F" && rest === "") {
    suspect(`${says}: F is femto, not farad; leave the unit out`);
  } else if (/\d/.test(rest)) suspect(`${says}: digits behind the scale are not read`);
  else if (suffix === "" && value >= (LARGE[kind] ?? Infinity)) {
    suspect(`${says}: is a scale such as u or n missing?`);
  }
}

function valueOf(words: readonly string[], kind: string): string | undefined {
  const named = words.find((word) => word.toLowerCase().startsWith(`${kind}=`));
  return named === undefined ? words[3] : named.slice(2);
}

/** An `M` as people write it who mean mega; who means milli writes `m`. */
const isLargeM = (word: string) => parseNumber(word)?.suffix === "M";
