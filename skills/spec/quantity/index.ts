/**
 * The quantity grammar: from the words of a requirement to bounds with a unit.
 *
 *     statement  = { words | quantity }
 *     quantity   = [bound] figure [bound] [noun]
 *     figure     = value | range | sizes | toleranced | list
 *     value      = [sign] number [unit] ["+"]          5 V · 1,000 h · 4k7 · 3V3 · 1/2" · £15 · 10+ m · 1.5e-6 A
 *     range      = value joint value                   -20 to +85 °C · 3.0–3.6V · 10..30 · between A and B · from A to B
 *     sizes      = value ("x"|"×"|"by") value [ … ]    30.5mm × 30.5mm · 640x480: one quantity an axis
 *     toleranced = value "±" value                     5 V ±5 % · 12 V ±0.5 V · 10 k +5/-10 %: min, typ and max computed
 *     list       = value (","|"/"|"and"|"or") value    3.3V and 5V: one quantity a value
 *     bound      = "<" | "at least" | "no more than" | "up to" | "max" | "or less" | …    see bounds.ts
 *     noun       = what is counted                     4x PWM outputs · 6-axis · 2 banana plug receptacles: unit 1
 *
 * `±` alone is a symmetric limit (min -x, max x). A plain value is typ. `@ 25 °C` and "at 5 V" after another quantity are its condition and
 * make no quantity. A number without unit, bound or countable noun is no quantity.
 */
import { combine } from "./combine.ts";
import type { Quantity } from "./shape.ts";
import { normalise } from "./text.ts";
import type { Hints } from "./unit-reader.ts";
import type { Span } from "./values.ts";
import { findValues } from "./values.ts";

export { normalise } from "./text.ts";
export { isCountable } from "./nouns.ts";
export { WORDS as NUMBER_WORDS } from "./numbers.ts";
export { COUNT, unitByCode } from "./units.ts";
export type { Dimension, Unit } from "./units.ts";
export type { Hints } from "./unit-reader.ts";
export type { Span } from "./values.ts";
export type { Quantity } from "./shape.ts";
export { readUnit } from "./unit-reader.ts";
export { toSi } from "./si.ts";

export interface QuantityContext {
  /** Stretches that hold no quantity (standards, part numbers, dates), in order and apart from each other. */
  readonly masks?: readonly Span[];
  /** Words around the text; they settle what C, F, G, g and k mean. */
  readonly around?: string;
  /** The unit of a table column, for cells that hold bare numbers. */
  readonly unit?: string;
  /** Where a list item or cell starts: "12 thermistors" there counts, whatever the noun. */
  readonly lead?: number;
  /** The label names a count ("Digital outputs", "Pin count"): a bare number is one. */
  readonly counted?: boolean;
}

const TEMPERATURE =
  /temp|operat|storage|stor(?:e|ing)|ambient|thermal|surviv|cold|hot|heat|cool|celsius|fahrenheit|degree|environment|climat|range|solder|reflow/i;
const ACCELERATION =
  /vibrat|shock|accel|g-force|drop|impact|gravity|crash|launch|\bimu\b|sustain|\brms\b/i;
const RESISTANCE = /resist|impedance|ohm|pull-?up|pull-?down|terminat|\bload\b|Ω/i;

const MAGNETIC = /magnet|\bcompass|\bhall\b|\bfield (?:strength|range)/i;
/** A magnet may be shaken, and a board may have both sensors: gauss are then written as such, and G is gravity. */
const BOTH = /accelerat|acceleromet|gravity|vibrat|shock|\bdrop|\bimpact|\bcrash|\bimu\b/i;

const CAPACITANCE = /capacit|decoupl|bypass|\bcaps?\b|\bC\d{0,3}\s*[:=]/i;

const PERCENTAGE =
  /duty|humidity|\brh\b|efficiency|percent|state of charge|\bsoc\b|\bload\b|\blevel\b|\bcharge\b/i;

/** Every quantity of a text, in order. Offsets are those of `text`. */
export function parseQuantities(text: string, context: QuantityContext = {}): Quantity[] {
  const clean = normalise(text);
  const around = `${clean.slice(0, 2000)} ${context.around ?? ""}`;
  const hints: Hints = {
    temperature: TEMPERATURE.test(around),
    acceleration: ACCELERATION.test(around),
    resistance: RESISTANCE.test(around),
    capacitance: CAPACITANCE.test(around),
    magnetic: MAGNETIC.test(around) && !BOTH.test(around),
  };
  const values = findValues(clean, context.masks ?? [], hints);
  return combine(clean, values, {
    unit: context.unit === undefined ? null : normalise(context.unit),
    counted: context.counted ?? false,
    lead: context.lead ?? -1,
    hints,
    percent: PERCENTAGE.test(around),
  });
}
