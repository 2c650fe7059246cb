/** Which voltage of a sentence is that of a stress: "isolated by at least 500 V", "ESD: 4 kV contact, 8 kV air". */
import type { Constraint } from "../input/constraints.ts";

// What is said of a voltage stands within 120 characters of it; to look further for each number would take long.

/** The first voltage after these words, or right before them; another stress in between has it. */
export function voltageOf(words: string): RegExp {
  const volts = "(\\d+(?:\\.\\d+)?) ?[kK]?V(?:rms|dc|ac)?\\b";
  const between = "(?:(?!\\d ?[kK]?V|\\bsurge|\\bload dump|\\besd\\b|\\bmains\\b)[^;]){0,120}?";
  return new RegExp(
    `\\b(?:${words})\\b${between}${volts}(?! (?:mains|supply|rail))|${volts} (?:${words})\\b`,
    "gi",
  );
}

/** "ESD: 4 kV contact, 8 kV air", "4 kV contact (IEC 61000-4-2)"; a surge in between has the voltage. */
export const DISCHARGE = (() => {
  const word = "\\b(?:ESD|electrostatic|61000-4-2|10605)\\b";
  const between = "(?:(?!surge|burst|\\beft|isolat|load.dump)[^;]){0,120}?";
  const volts = "(\\d+(?:\\.\\d+)?) ?[kK]V\\b";
  return new RegExp(`(?<=${word}${between})${volts}|${volts}(?=${between}${word})`, "gi");
})();

/** The sentence may state other numbers, too: "9 V to 16 V, load dump to 40 V" makes no stress of 9 V. */
export const isSaid = (
  { statement, min, typ, max }: Pick<Constraint, "statement" | "min" | "typ" | "max">,
  says: RegExp,
): boolean =>
  [...statement.matchAll(says)].some((match) =>
    [min, typ, max].some((one) => one !== null && Math.abs(one) === Number(match[1] ?? match[2])),
  );
