/** Says whether a number of a text stands with a unit there: behind it, before it as money does, or behind its range. */
import type { Figure } from "./figures.ts";
import type { Span } from "./quotes.ts";

const SPACE = /[ \t\u00a0\u202f\u2009]/;
/** What would make another unit of the one before it: `mA` of `m`, `V/µs` of `V`, `m²` of `m`, `%RH` of `%`. */
const GOES_ON = /^(?:[\p{L}\p{M}\p{N}\p{Cf}%‰°·⋅⁻²³]|[/*^_][\p{L}\p{N}√°])/u;
const MONEY = /^(?:\p{Sc}|[A-Z]{3})$/u;
const RANGE = /^[ \t]?(?:-|–|—|−|\.\.\.?|…|to|through|\/|±|\+\/-|×|x)?[ \t]?$/;
const TOLERANCE = /^[ \t]?(?:±|\+\/-)?[ \t]?$/;
const SIDES = /[×x]/;
const LENGTH = /^(?:[munµμ]?m|cm|km|mil|mils|in|inch|inches|″|")$/;
/** Numbers in a row that share the last one's unit: `36 × 36 × 8 mm`. */
const SHARED = 4;

/** `unit` null: the number alone is claimed, and must not count in thousands or the like. */
export function standsWith(
  text: string,
  span: Span,
  figures: readonly Figure[],
  n: number,
  unit: string | null,
): boolean {
  const figure = figures[n]!;
  if (unit === null) return !figure.scaled;
  for (let steps = 0, at = n; steps < SHARED; steps += 1, at += 1) {
    if (standsBeside(text, span, figures[at]!, unit)) return true;
    const next = figures[at + 1];
    if (!next || !sharesUnit(text, figures[at]!, next, unit)) return false;
  }
  return false;
}

function standsBeside(text: string, { from, to }: Span, figure: Figure, unit: string): boolean {
  const { start, digitsEnd } = figure;
  const at = SPACE.test(text[digitsEnd] ?? "") ? digitsEnd + 1 : digitsEnd;
  const end = at + unit.length;
  if (text.startsWith(unit, at) && end <= to && !GOES_ON.test(text.slice(end, end + 3)))
    return true;
  if (!MONEY.test(unit)) return false;
  const before = SPACE.test(text[start - 1] ?? "") ? start - 1 : start;
  const begin = before - unit.length;
  return (
    begin >= from && text.startsWith(unit, begin) && !/[\p{L}\p{Sc}]/u.test(text[begin - 1] ?? "")
  );
}

/**
 * Whether nothing but a range's sign stands between the two. `100 ±5 %` says nothing of 100 %, nor `4 × 100 mA` of 4 mA.
 */
function sharesUnit(text: string, figure: Figure, next: Figure, unit: string): boolean {
  // The signs of the second number belong to it, so that nothing may be left between the two.
  const between = text.slice(figure.digitsEnd, next.start);
  if (next.notation.startsWith("±") && TOLERANCE.test(between)) return !/^[%‰]|^pp[mb]$/.test(unit);
  if (between === "" || between.trim() === "") return false;
  if (SIDES.test(between)) return RANGE.test(between) && LENGTH.test(unit);
  return (
    RANGE.test(between) ||
    (/^ and $/.test(between) && text.startsWith("between ", figure.start - 8))
  );
}
