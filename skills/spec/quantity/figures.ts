/** Joins neighbouring values into one figure: a range, sizes, a value with its tolerance, a list. */
import { boundBefore } from "./bounds.ts";
import { UNKNOWN } from "./units.ts";
import type { Value } from "./values.ts";

export type Shape = "single" | "range" | "sizes" | "toleranced" | "list";

export interface Figure {
  readonly shape: Shape;
  readonly values: Value[];
  /** Which axis of a size it is, where each has a figure of its own. */
  readonly axis?: number;
}

const RANGE =
  /^\s*[)\]]?\s*(?:-|–|to|\.\.\.?|…|÷|through|thru|until|~|up to|to about|-to-)\s*[([]?\s*$/i;
const AND = /^\s*and\s*$/i;
const SIZES = /^\s*\(?[WLHDTwlhdt]?\)?(?:\s(?:wide|long|high|deep|tall))?\s*(?:x|X|×|\*|by)\s*$/;
const LIST = /^\s*(?:,\s*(?:and|or)?|\/|and|or|&|;)\s*$/i;
const TOLERANCE = /^\s*[(,]?\s*$/;

/** "12 V rail (+10/-5 %)". */
const BRACKET = /^\s+[A-Za-z]+(?:\s[A-Za-z]+)?\s*\($/;

/** The longest figure that starts at a value. */
export function takeFigure(text: string, values: readonly Value[], at: number): Figure {
  const first = values[at]!;
  const second = values[at + 1];
  if (!second) return { shape: "single", values: [first] };
  const joint = text.slice(first.end, second.start);
  if (joint.length > 14) return { shape: "single", values: [first] };
  const fits =
    second.unit?.dimension === "ratio" || second.unit?.dimension === first.unit?.dimension;
  const set =
    (TOLERANCE.test(joint) && !joint.includes(",")) ||
    (BRACKET.test(joint) && first.unit !== null && second.unit !== null && fits);
  if (second.sign === "±" && first.sign !== "±" && set) {
    return { shape: "toleranced", values: [first, withWord(text, second)] };
  }
  const third = values[at + 2];
  if (
    third &&
    isOpposite(second, third) &&
    first.sign === "" &&
    (/^\s*\(?$/.test(joint) || BRACKET.test(joint)) &&
    /^\s*[/,]?\s*$/.test(text.slice(second.end, third.start))
  ) {
    return { shape: "toleranced", values: [first, second, withWord(text, third)] };
  }
  if (
    isRelative(second) &&
    first.unit !== null &&
    !isRelative({ ...first, sign: "+" }) &&
    /^\s*\(?$/.test(joint)
  ) {
    return { shape: "toleranced", values: [first, second] };
  }
  if (isRange(text, first, second, joint)) return { shape: "range", values: [first, second] };
  // "3x 12V batteries" counts; "3 x 12 mm" measures.
  if (
    first.unit === null &&
    second.unit !== null &&
    /^\s?[x×]\s*$/i.test(joint) &&
    !["length", "pixels"].includes(second.unit.dimension)
  ) {
    return { shape: "single", values: [{ ...first, times: true }] };
  }
  // "50W x 2": the second number counts, it measures nothing.
  const repeated =
    first.unit !== null &&
    second.unit === null &&
    !["length", "pixels"].includes(first.unit.dimension);
  if (repeated && SIZES.test(joint)) return { shape: "single", values: [first] };
  if (SIZES.test(joint) || (first.times && /^\s*$/.test(joint))) {
    const sizes = [first, second];
    while (sizes.length < 3) {
      const next = values[at + sizes.length];
      if (!next || !SIZES.test(text.slice(sizes.at(-1)!.end, next.start))) break;
      sizes.push(next);
    }
    return { shape: "sizes", values: sizes };
  }
  const list = [first];
  while (at + list.length < values.length) {
    const last = list.at(-1)!;
    const next = values[at + list.length]!;
    if (
      !LIST.test(text.slice(last.end, next.start)) ||
      !(isListed(text, last, next) || isListedLater(text, values, at + list.length)) ||
      (next.sign === "±") !== (first.sign === "±") ||
      // "±3 %, ±2 % hysteresis" are two accuracies; "±2/±4/±8 g" is a choice of ranges.
      (first.sign === "±" &&
        last.unit !== null &&
        !text.slice(last.end, next.start).includes("/")) ||
      opensRange(text, values, at + list.length)
    )
      break;
    list.push(next);
  }
  return list.length > 1 ? { shape: "list", values: list } : { shape: "single", values: [first] };
}

/** "± 3 LSB": a word at a tolerance is its unit, known or not, unless it goes on with the sentence. */
export function withWord(text: string, tolerance: Value): Value {
  if (tolerance.unit !== null) return tolerance;
  const word = /^\s?[A-Za-zµΩ√][\w/√²³]*/.exec(text.slice(tolerance.end, tolerance.end + 24));
  if (!word || GOES_ON.test(word[0])) return tolerance;
  return { ...tolerance, unit: UNKNOWN, end: tolerance.end + word[0].length };
}

const GOES_ON =
  /^\s?(?:a[cs]?|across|after|all|and|at|before|but|by|dc|each|for|from|if|in|including|into|is|max\w*|min\w*|nom\w*|of|off?|on|or|over|peak|pk|rms|shall|throughout|to|tolerance|accuracy|typ\w*|under|when|while|with\w*|x)$/i;

/** "+10 %" behind a value is a tolerance with one side. */
const isRelative = ({ sign, unit }: Value): boolean =>
  (sign === "+" || sign === "-") && unit?.dimension === "ratio";

const isOpposite = (one: Value, other: Value): boolean =>
  (one.sign === "+" && other.sign === "-") || (one.sign === "-" && other.sign === "+");

function isRange(text: string, a: Value, b: Value, joint: string): boolean {
  const comparable = a.unit === null || b.unit === null || a.unit.dimension === b.unit.dimension;
  if (!comparable) return false;
  // "±1.5 °C up to 300 °C": an accuracy, and how far it holds.
  if (a.sign === "±" && b.sign === "" && /\bup to\b/i.test(joint)) return false;
  // "0% top 100%": a slip of the pen; between lengths the word has a sense of its own.
  const slip = /^\s*top\s*$/i.test(joint) && a.unit?.dimension === "ratio";
  if (RANGE.test(joint) || slip)
    return (
      !(a.hyphened && a.unit === null) &&
      (b.number > a.number || a.sign === "±" || b.sign !== "" || a.unit !== b.unit)
    );
  if (AND.test(joint))
    return /\bbetween\s*[([]?\s*$|\bfrom\s*$/i.test(text.slice(Math.max(0, a.start - 12), a.start));
  // "3.0 -3.6V": the sign is the joint.
  return /^\s+$/.test(joint) && b.sign === "-" && a.sign !== "-" && Math.abs(b.number) > a.number;
}

/** "24 V, 19.2 V to 30 V": what follows the comma is a range of its own. */
function opensRange(text: string, values: readonly Value[], at: number): boolean {
  const [before, here, next] = [values[at - 1]!, values[at]!, values[at + 1]];
  if (before.unit === null || next === undefined) return false;
  return isRange(text, here, next, text.slice(here.end, next.start));
}

/** "10, 30 and 60 cm": none of the numbers before the last has a unit. */
function isListedLater(text: string, values: readonly Value[], at: number): boolean {
  const [before, here, next] = [values[at - 1]!, values[at]!, values[at + 1]];
  const bare = (value: Value): boolean =>
    value.unit === null && !value.times && !value.plus && !value.hyphened;
  if (next === undefined || !bare(before) || !bare(here)) return false;
  if ((next.sign === "±") !== (before.sign === "±")) return false;
  if (!LIST.test(text.slice(here.end, next.start))) return false;
  return next.unit !== null ? next.unit.dimension !== "ratio" : isListedLater(text, values, at + 1);
}

/** "3.3, 5 V" share their unit; "4 channels, 5 V" do not. */
function isListed(text: string, a: Value, b: Value): boolean {
  if (b.unit === null) return false;
  if (a.unit !== null)
    return (
      a.unit.dimension === b.unit.dimension &&
      !boundBefore(text.slice(Math.max(0, b.start - 20), b.start))?.explicit
    );
  return !a.times && !a.plus;
}
