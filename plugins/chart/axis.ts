/** One axis: from where to where, and how its ticks are written. */
import type { Axis } from "./contract.ts";
import type { Spec } from "./render.ts";
import { prefixFor, quantity } from "./si.ts";
import { plain } from "./words.ts";

export interface Range {
  readonly low: number;
  readonly high: number;
}

/** Beyond it the difference of two numbers is infinite; below it, on a log axis, nothing is measured. */
const LARGEST = 1e300;
const DECADES_AT_MOST = 40;
/** Of the span to each side, so that a curve does not lie on the frame. */
const MARGIN = 0.06;

/** Whether a number has a place on the axis. */
export const isDrawn = (value: unknown, { scale }: Axis): value is number =>
  typeof value === "number" &&
  Math.abs(value) < LARGEST &&
  (scale !== "log" || value > 1 / LARGEST) &&
  !Number.isNaN(value);

/** The span of the numbers that are drawn; null when there are none. */
export function spanOf(values: Iterable<number>, axis: Axis): Range | null {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (!isDrawn(value, axis)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? { low, high } : null;
}

/** The span with a margin, and never empty: a constant signal is a line in the middle. */
export function padded({ low, high }: Range, { scale }: Axis, margin = MARGIN): Range {
  if (scale === "log") {
    // Forty decades hold anything measured; a lone 1e-300 would squeeze the rest to a line.
    const from = Math.max(low, high / 10 ** DECADES_AT_MOST);
    const widen = high / from < 1.001 ? 2 : (high / from) ** margin;
    return { low: from / widen, high: high * widen };
  }
  const span = high - low;
  // Rounding errors of a constant are not worth a picture of them.
  const least = Math.max(Math.abs(low), Math.abs(high)) * 1e-9;
  if (span > least) return { low: low - span * margin, high: high + span * margin };
  const by = Math.abs(high) * 0.05 || 1;
  return { low: low - by, high: high + by };
}

/** Where a number lies, from 0 at the low end to 1 at the high one; what a log axis cannot show lies below. */
export const placeOf = ({ low, high }: Range, { scale }: Axis): ((value: number) => number) =>
  scale === "log"
    ? (value) => (value > 0 ? Math.log(value / low) / Math.log(high / low) : -1)
    : (value) => (value - low) / (high - low);

/** The scale and the axis of a Vega specification. `name` is "x" or "y". */
export function axisSpec(
  name: "x" | "y",
  axis: Axis,
  range: Range,
): { readonly scales: readonly Spec[]; readonly axis: Spec } {
  const drawn = {
    scale: name,
    orient: name === "x" ? "bottom" : "left",
    title: plain(axis.label),
    titleLimit: 340,
    grid: true,
  };
  const scale = { name, domain: [range.low, range.high], range: name === "x" ? "width" : "height" };
  if (axis.scale === "log") {
    const ticks = logTicks(range, axis.unit);
    const words = { name: `${name}-words`, type: "ordinal" };
    return {
      scales: [
        { ...scale, type: "log", zero: false },
        { ...words, domain: ticks.map(({ at }) => at), range: ticks.map(({ text }) => text) },
      ],
      axis: {
        ...drawn,
        values: ticks.map(({ at }) => at),
        encode: { labels: { update: { text: { scale: `${name}-words`, field: "value" } } } },
      },
    };
  }
  const { factor, unit } = prefixFor(
    Math.max(Math.abs(range.low), Math.abs(range.high)) / 1.001,
    axis.unit,
  );
  // A number and a string constant: JSON's are the expression language's, too.
  const text = `format(datum.value / ${factor}, '.10~g')`;
  return {
    scales: [{ ...scale, type: "linear", zero: false, nice: false }],
    axis: {
      ...drawn,
      tickCount: 6,
      encode: {
        labels: {
          update: { text: { signal: unit === "" ? text : `${text} + ${literal(` ${unit}`)}` } },
        },
      },
    },
  };
}

/** A string of Vega's expression language that stands for exactly this text. */
const literal = (text: string): string =>
  `'${[...text].map((letter) => (/[\w µΩ%°/]/.test(letter) ? letter : `\\u${hex(letter)}`)).join("")}'`;

const hex = (letter: string) =>
  [...Array(letter.length).keys()]
    .map((index) => letter.charCodeAt(index).toString(16).padStart(4, "0"))
    .join("\\u");

interface Tick {
  readonly at: number;
  readonly text: string;
}

const LABELS_AT_MOST = 10;

/** Lines at 1, 2, … 9 of each decade, words at its 1, of few decades also at 2 and 5, of many at some. */
function logTicks({ low, high }: Range, unit: string | undefined): Tick[] {
  const first = Math.floor(Math.log10(low));
  const decades = Math.ceil(Math.log10(high)) - first;
  const every = Math.ceil(decades / LABELS_AT_MOST);
  const steps = decades > LABELS_AT_MOST ? [1] : [1, 2, 3, 4, 5, 6, 7, 8, 9];
  const named = decades > 2 ? [1] : high / low > 3 ? [1, 2, 5] : steps;
  const ticks: Tick[] = [];
  for (let decade = 0; decade <= decades; decade += 1) {
    for (const step of steps) {
      const at = Number(`${step}e${first + decade}`);
      if (at < low || at > high) continue;
      const isNamed = named.includes(step) && decade % every === 0;
      ticks.push({ at, text: isNamed ? quantity(at, unit) : "" });
    }
  }
  return ticks;
}
