/** What neighbouring figures share: a tolerance behind a list or a size, and the range around a nominal value. */
import type { Figure } from "./figures.ts";
import { withWord } from "./figures.ts";
import { round } from "./numbers.ts";
import type { Quantity } from "./shape.ts";
import type { Value } from "./values.ts";

/** "1.8 V / 2.8 V / 3.3 V (±5 %)", "85 × 56 mm ± 0.2 mm": each value with the tolerance behind them; null without one. */
export function sharedTolerance(
  text: string,
  { shape, values }: Figure,
  next: Value | undefined,
): Figure[] | null {
  const last = values.at(-1)!;
  if (next?.sign !== "±") return null;
  if (shape === "range") return widened(text, values, next);
  if (shape !== "list" && shape !== "sizes") return null;
  // "85 × 56 ± 0.2 mm": the unit stands at the tolerance alone.
  const fits =
    next.unit?.dimension === "ratio" ||
    next.unit?.dimension === last.unit?.dimension ||
    (shape === "sizes" && last.unit === null && next.unit?.dimension === "length");
  const joint = text.slice(last.end, next.start);
  if (!fits || !/^\s*,?\s*\(?\s*(?:all|each)?\s*$/.test(joint)) return null;
  const margin = withWord(text, next);
  return values.map((value, index) => {
    const unit = value.unit ?? last.unit;
    const axis = shape === "sizes" ? { axis: index } : {};
    return { shape: "toleranced", values: [{ ...value, unit }, margin], ...axis };
  });
}

/** "100 to 240 V AC ±10 %": a supply that may go beyond both ends. Behind a comma it is an accuracy. */
function widened(text: string, values: readonly Value[], margin: Value): Figure[] | null {
  const [low, high] = [values[0]!, values.at(-1)!];
  const supplied = high.unit?.dimension === "voltage" || high.unit?.dimension === "frequency";
  if (margin.unit?.dimension !== "ratio" || !supplied || low.number < 0) return null;
  if (!/^\s*\(?\s*$/.test(text.slice(high.end, margin.start))) return null;
  const share = margin.number * margin.unit.factor;
  return [
    {
      shape: "range",
      values: [
        { ...low, number: round(low.number * (1 - share)) },
        { ...high, number: round(high.number * (1 + share)), end: margin.end },
      ],
    },
  ];
}

/**
 * "24 V DC, 19.2 V to 30 V", "9–16 V (12 V nominal)": one quantity with its nominal value and its range. A voltage needs no more
 * than the range around it; another dimension the word "nominal".
 */
export function withNominals(text: string, quantities: readonly Quantity[]): Quantity[] {
  const out: Quantity[] = [];
  for (const quantity of quantities) {
    const last = out.at(-1);
    const one = last === undefined ? null : joined(text, last, quantity);
    if (one === null) out.push(quantity);
    else out.splice(-1, 1, one);
  }
  return out;
}

function joined(text: string, first: Quantity, second: Quantity): Quantity | null {
  if (first.unit.code !== second.unit.code || first.difference || second.difference) return null;
  const [nominal, range] = isRangeAlone(second) ? [first, second] : [second, first];
  if (!isPlain(nominal) || !isRangeAlone(range)) return null;
  if (nominal.typ! <= range.min! || nominal.typ! >= range.max!) return null;
  const around = text.slice(Math.max(0, nominal.start - 12), nominal.end + 12);
  const said = /\b(?:nom(?:inal)?|typ(?:ical)?|rated)\b/i.test(around);
  if (!said && (nominal !== first || nominal.unit.dimension !== "voltage")) return null;
  const between = text.slice(first.figureEnd, second.figureStart);
  if (!(nominal === first ? TO_RANGE : TO_NOMINAL).test(between)) return null;
  const start = Math.max(0, first.start - 40);
  if (SEVERAL.test(text.slice(start, first.start))) return null;
  if (SET.test(text.slice(range.figureEnd, range.figureEnd + 30))) return null;
  return {
    ...range,
    typ: nominal.typ,
    start: first.start,
    firstEnd: first.end,
    figureStart: first.figureStart,
    end: second.end,
    figureEnd: second.figureEnd,
    approximate: false,
  };
}

const isRangeAlone = ({ min, typ, max, axis }: Quantity): boolean =>
  min !== null && max !== null && typ === null && axis === null;

const isPlain = ({ min, typ, max, axis }: Quantity): boolean =>
  typ !== null && min === null && max === null && axis === null;

/** What may stand between a nominal value and its range: what supplies, a comma or a bracket, "range from". */
const TO_RANGE =
  /^\s*(?:(?:DC|AC)\b\s*)?(?:(?:nom(?:inal)?|typ(?:ical)?|rated)\b\.?\s*)?(?:(?:[a-z]+\s)?(?:supply|battery|mains|bus|source|adapter|system)\b\s*)?[,;:(]\s*(?:(?:input|supply|operating|working|permissible|permitted|allowed|valid|full)\s)?(?:voltage\s)?(?:range\s?)?(?:is\s|of\s|from\s|between\s|:\s?)?$/i;
const TO_NOMINAL =
  /^\s*(?:(?:DC|AC)\b\s*)?[,;(]\s*(?:(?:nom(?:inal)?|typ(?:ical)?|rated)\b\.?\s*)?(?:voltage\s)?(?:at\s|is\s|:\s?)?$/i;

/** Several things stand in one list, each with a value of its own. */
const SEVERAL = /\b(?:out|rail|level|voltage|suppl(?:y|ie)|channel)s?\b(?<=s)\W*$/i;
/** A span to choose from is no range around a nominal value, nor is what is borne for a moment. */
const SET =
  /^\s*(?:V\s)?(?:adjustable|programmable|selectable|settable|variable|tolerant|transients?|surges?|pulses?|spikes?)\b/i;

/**
 * "shall not exceed 60 mA in operation and 100 µA in sleep": the second value has the bound of the first, and the words in
 * front of it, where each is told its own state.
 */
export function withSharedBounds(text: string, quantities: readonly Quantity[]): Quantity[] {
  const out: Quantity[] = [];
  for (const quantity of quantities) {
    const last = out.at(-1);
    if (last === undefined || !isParallel(text, last, quantity)) {
      out.push(quantity);
      continue;
    }
    const joint = /[\s,]+(?:and|or)\s*$|,\s*$/i.exec(text.slice(last.end, quantity.start))!;
    out.splice(-1, 1, { ...last, aboutEnd: last.end + joint.index });
    // "up to 60 °C in operation and -20 °C in storage": the other end is meant.
    if (!isLimit(last) || Math.sign((last.max ?? last.min)! * quantity.typ!) < 0) {
      out.push(quantity);
      continue;
    }
    const { start, min, minInclusive, maxInclusive } = last;
    const side = min === null ? { max: quantity.typ } : { min: quantity.typ };
    out.push({ ...quantity, typ: null, ...side, start, minInclusive, maxInclusive, bounded: true });
  }
  return out;
}

const STATE = "(?:in|at|during|when|while|with|without|under)\\s[a-z][a-z -]{1,40}";
const BETWEEN = new RegExp(`^\\s*${STATE}?(?:,|,?\\s(?:and|or))\\s*$`, "i");
const BEHIND = new RegExp(`^\\s*${STATE}`, "i");

/** Each of two values is told its own state. */
const isParallel = (text: string, last: Quantity, quantity: Quantity): boolean =>
  isPlain(quantity) &&
  !quantity.bounded &&
  last.unit.dimension === quantity.unit.dimension &&
  last.unit.dimension !== "count" &&
  BETWEEN.test(text.slice(last.end, quantity.start)) &&
  BEHIND.test(text.slice(quantity.end, quantity.end + 60));

const isLimit = ({ bounded, min, typ, max }: Quantity): boolean =>
  bounded && typ === null && (min === null) !== (max === null);
