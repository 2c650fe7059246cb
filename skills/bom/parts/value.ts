/** Reads values of resistors, capacitors and inductors, so that 4k7 is seen to be 4.7k. */

export type PartKind = "resistor" | "capacitor" | "inductor";

/** From the letters of a reference: R12, C3, L1; null for all else. */
export function kindOf(ref: string): PartKind | null {
  const letters = /^[A-Za-z]+/.exec(ref)?.[0].toUpperCase();
  if (letters === "R" || letters === "RN") return "resistor";
  if (letters === "C") return "capacitor";
  return letters === "L" ? "inductor" : null;
}

const POWERS: Record<string, number> = {
  p: -12,
  n: -9,
  u: -6,
  µ: -6,
  μ: -6,
  m: -3,
  "": 0,
  k: 3,
  K: 3,
  M: 6,
  G: 9,
};
const UNITS: Record<PartKind, string> = {
  resistor: "(?:[RΩΩ]|ohms?)",
  capacitor: "F",
  inductor: "H",
};

/**
 * In ohms, farads or henries; null when the text is not plainly such a value. What follows a blank, "/" or ","
 * (50V, 1%, X7R) is not looked at.
 * @example valueOf("4k7", "resistor") // 4700
 */
export function valueOf(text: string, kind: PartKind): number | null {
  const [first = ""] = text
    .trim()
    .replace(/^(\d+(?:[.]\d+)?) (?=[pnuµμmkKMG]?(?:F|H|Ω|Ω|ohms?)\b|[kMR]\b)/iu, "$1")
    .split(/[\s/;_]|,(?!\d)/);
  const unit = UNITS[kind];
  const plain = new RegExp(`^(\\d+(?:[.,]\\d+)?|[.]\\d+)([pnuµμmkKMG]?)${unit}?$`, "iu").exec(
    first,
  );
  if (plain) return scaled(plain[1]!.replace(",", "."), prefix(plain[2]!, first, kind));
  // The letter in place of the point: 4k7, 2R2, 4n7.
  const inner = new RegExp(`^(\\d+)([pnuµμmkKMG]|${unit})(\\d+)${unit}?$`, "iu").exec(first);
  if (!inner) return null;
  const letter = /^(?:r|ω|ohms?|f|h)$/i.test(inner[2]!) ? "" : inner[2]!;
  return scaled(`${inner[1]}.${inner[3]}`, prefix(letter, first, kind));
}

/** Nobody has a resistor of milliohms in mind who writes 1m beside 10M, but a capacitor of 10U is one of 10u. */
function prefix(letter: string, text: string, kind: PartKind): number | null {
  if (letter === "") return isBare(text, kind) ? null : 0;
  if (kind === "resistor") return /[pnuµμ]/i.test(letter) ? null : (POWERS[letter] ?? null);
  return POWERS[letter.toLowerCase()] ?? null;
}

/** A capacitor of "100" may be of picofarads or anything else; a resistor of "100" is one of ohms. */
const isBare = (text: string, kind: PartKind) => kind !== "resistor" && /^[\d.,]+$/.test(text);

/** By the decimal point's place rather than by multiplication: 0.1u and 100n give the same number. */
function scaled(digits: string, power: number | null): number | null {
  return power === null ? null : Number(`${digits}e${power}`);
}
