/** Numbers as SPICE writes them: `10k`, `2.2uF`, `1Meg`; letters' case means nothing, so `M` is milli. */

export interface SpiceNumber {
  /** In SI units. */
  readonly value: number;
  /** The scale as written: "M", "meg", "u", or "". */
  readonly suffix: string;
  /** What follows the scale: "F", "ohm", or "". SPICE takes no notice of it. */
  readonly rest: string;
}

// ngspice manual, "Some naming conventions": the scale factors, none of which depends on case.
const SCALES: Readonly<Record<string, number>> = {
  t: 12,
  g: 9,
  meg: 6,
  k: 3,
  m: -3,
  u: -6,
  µ: -6,
  μ: -6,
  n: -9,
  p: -12,
  f: -15,
  a: -18,
};
const MIL = 25.4e-6;

const FORM =
  /^([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)(meg|mil|[tgkmuµμnpfa])?([a-zµμΩΩ%°]*[\d.]*[a-zΩΩ]*)$/iu;

/**
 * Reads a number with its scale and unit; null when it is none.
 * @example parseNumber("2.2uF"); // { value: 0.0000022, suffix: "u", rest: "F" }
 */
export function parseNumber(text: string): SpiceNumber | null {
  const match = FORM.exec(text);
  if (!match) return null;
  const [, digits = "", suffix = "", rest = ""] = match;
  // A second number glued to the first ("3.3.3", "1e5") is none; one behind a scale ("1k5") is what SPICE drops.
  if (suffix === "" && /\d|\./.test(rest)) return null;
  return { value: scaled(digits, suffix.toLowerCase()), suffix, rest };
}

/** By text, not by multiplication: 2.2 × 10⁻⁶ would not be 2.2e-6. */
function scaled(digits: string, suffix: string): number {
  if (suffix === "mil") return Number(digits) * MIL;
  const [mantissa = "", exponent = "0"] = digits.toLowerCase().split("e");
  return Number(`${mantissa}e${Number(exponent) + (SCALES[suffix] ?? 0)}`);
}
