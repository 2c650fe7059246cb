/** Gives every figure of a text its unit and its bound, and drops what only restates or conditions another. */
import type { Found } from "./bounds.ts";
import { betterThan, boundAfter, boundBefore, isCapability } from "./bounds.ts";
import { followsCondition, isCondition, restates } from "./conditions.ts";
import type { Figure } from "./figures.ts";
import { takeFigure } from "./figures.ts";
import { countedNoun } from "./nouns.ts";
import { FAULTS } from "./numbers.ts";
import type { Quantity } from "./shape.ts";
import { shapeQuantities } from "./shape.ts";
import type { Unit } from "./units.ts";
import { COUNT, UNKNOWN, unitByCode } from "./units.ts";
import { sharedTolerance, withNominals, withSharedBounds } from "./shared.ts";
import type { Hints } from "./unit-reader.ts";
import { readUnit } from "./unit-reader.ts";
import type { Value } from "./values.ts";

export interface CombineContext {
  /** The unit of the table column. */
  readonly unit: string | null;
  /** A bare number is a count. */
  readonly counted: boolean;
  /** Where an item starts, or -1. */
  readonly lead: number;
  readonly hints: Hints;
  /** The words speak of a percentage: "Duty cycle: 50 ± 5 %" is 45 to 55 %. */
  readonly percent: boolean;
}

interface Context extends CombineContext {
  readonly previous: Quantity | null;
}

export function combine(
  text: string,
  values: readonly Value[],
  context: CombineContext,
): Quantity[] {
  const out: Quantity[] = [];
  let at = 0;
  let floor = 0;
  let condition = -1;
  while (at < values.length) {
    const figure = takeFigure(text, values, at);
    at += figure.values.length;
    const shared = sharedTolerance(text, figure, values[at]);
    if (shared !== null) at++;
    const ceiling = values[at]?.start ?? text.length;
    const shaped = (shared ?? [figure]).flatMap((one) =>
      toQuantities(text, one, floor, ceiling, { ...context, previous: out.at(-1) ?? null }),
    );
    const made = shared !== null && figure.shape === "sizes" ? asOneSize(shaped) : shaped;
    for (const quantity of made) {
      if (isSummand(text, out.at(-1), quantity)) {
        const beside = text.slice(out.at(-1)!.end, quantity.end).trim();
        out.push({ ...out.pop()!, beside });
        continue;
      }
      // Only neighbours restate or condition each other.
      const near = out.slice(-4);
      if (near.some((other) => restates(text, other, quantity))) continue;
      if (isCondition(text, quantity, near) || followsCondition(text, quantity, condition, near)) {
        condition = quantity.end;
        continue;
      }
      out.push(quantity);
    }
    floor = Math.max(floor, made.at(-1)?.end ?? figure.values.at(-1)!.end);
  }
  // An unknown unit measures nothing, but what stands behind it may be its condition.
  const known = out.filter(({ unit }) => unit !== UNKNOWN);
  return withSharedBounds(text, withNominals(text, known));
}

/** The axes of a size stand at one place, and are named by the words in front of it. */
function asOneSize(axes: readonly Quantity[]): Quantity[] {
  const [first, last] = [axes[0], axes.at(-1)];
  if (first === undefined || last === undefined) return [];
  const { start, figureStart } = first;
  const { end, figureEnd } = last;
  return axes.map((axis) => ({ ...axis, start, figureStart, end, figureEnd }));
}

/** "0.05 % + 2 mV": a sum of two dimensions; the second stays beside the first. */
const isSummand = (text: string, last: Quantity | undefined, quantity: Quantity): boolean =>
  last !== undefined &&
  last.unit.dimension !== quantity.unit.dimension &&
  last.unit.dimension !== "count" &&
  /^\s*\+\s*$/.test(text.slice(last.end, quantity.figureStart));

function toQuantities(
  text: string,
  figure: Figure,
  floor: number,
  ceiling: number,
  context: Context,
): Quantity[] {
  const { shape, values } = figure;
  const first = values[0]!;
  const before = text
    .slice(Math.max(floor, first.start - 60), first.start)
    .replace(/^.*[;.](?=\s[A-Z])/, "");
  let bound = boundBefore(before);
  bound ??= betterThan(before);
  // "0 ERC errors": no more than none.
  if (shape === "single" && first.number === 0 && FAULTS.test(text.slice(first.end)))
    bound ??= { bound: "max", inclusive: true, length: 0, explicit: true };
  const measured = measure(text, figure, before, bound, ceiling, context);
  if (measured === null) return [];
  let { end } = measured;
  const late = boundAfter(text.slice(end, end + 60), before + text.slice(first.start, end));
  if (late && !bound?.explicit && !(bound !== null && late.bound === "typ")) {
    bound = late;
    // A bound right after the figure belongs to it; one behind its noun does not swallow the noun.
    if (/^\W*\w+(?: \w+)?$/.test(text.slice(end, end + late.length))) end += late.length;
  }
  const lead = bound === null || bound === late ? 0 : Math.min(bound.length, before.length);
  const nearby = before + text.slice(end, Math.min(ceiling, end + 12));
  const made = shapeQuantities(shape, values, measured.unit, bound, {
    start: first.start - lead,
    end,
    figureStart: first.start,
    figureEnd: values.at(-1)!.end,
    unit: measured.unit,
    noun: measured.noun,
    beside: text.slice(first.end, end).trim(),
    isReach: isCapability(
      text.slice(Math.max(0, first.start - 120), first.start),
      text.slice(end, end + 80),
      measured.unit.dimension,
    ),
    approximate: bound?.bound === "typ" && !/typ|nom/i.test(nearby),
  });
  const { axis } = figure;
  return axis === undefined ? made : made.map((quantity) => ({ ...quantity, axis }));
}

interface Measured {
  readonly unit: Unit;
  readonly end: number;
  readonly noun: string | null;
}

/** The unit of a figure: its own, one outside its bracket, the column's, a counted noun, the one before. */
function measure(
  text: string,
  { shape, values }: Figure,
  before: string,
  bound: Found | null,
  ceiling: number,
  context: Context,
): Measured | null {
  const last = values.at(-1)!;
  const column =
    context.unit === null
      ? null
      : (readUnit(context.unit, 0, { ...context.hints, temperature: true }, 1, true)?.unit ?? null);
  const stated = values.findLast((value) => value.unit !== null)?.unit ?? null;
  // A tolerance has a unit of its own: "3.3 ± 5 %" in a column of volts.
  const relative = shape === "toleranced" && stated?.dimension === "ratio";
  const own =
    shape === "toleranced"
      ? (values[0]!.unit ?? column ?? (relative && !context.percent ? COUNT : stated))
      : stated;
  if (own) return { unit: own, end: last.end, noun: null };
  const outside = unitOutside(text, values, context.hints);
  if (outside) return { ...outside, noun: null };
  if (column) return { unit: column, end: last.end, noun: null };
  const whole = values.every((value) => value.number >= 64 && Number.isInteger(value.number));
  const pixels = shape === "sizes" && whole;
  const plain = values.every((value) => value.sign === "" || value.sign === "+");
  const explicit = bound?.explicit === true;
  // "Micro-Fit 3.0 connectors": what is counted is written without a point.
  const digits = text.slice(values[0]!.start, last.end);
  if (plain && shape !== "toleranced" && !pixels && !/\d\.0+(?!\d)/.test(digits)) {
    const anyNoun = explicit || last.plus || last.times || values[0]!.start === context.lead;
    const counted = countedNoun(text.slice(last.end, last.end + 90), {
      anyNoun,
      hyphened: last.hyphened,
    });
    if (counted) {
      const unit = counted.rate === null ? COUNT : rateUnit(counted.rate);
      return { unit, end: last.end + counted.length, noun: counted.noun };
    }
  }
  if (pixels) return { unit: unitByCode("px"), end: last.end, noun: null };
  const after = text.slice(last.end, Math.min(ceiling, last.end + 8));
  const ratio = /^\s?:\s?1\b/.exec(after);
  if (ratio) return { unit: COUNT, end: last.end + ratio[0].length, noun: null };
  const inherited = inheritedUnit(text, values[0]!, before, context.previous);
  if (inherited) return { unit: inherited, end: last.end, noun: null };
  if (last.times && /^\s?[A-Za-z]/.test(after)) return { unit: COUNT, end: last.end, noun: "" };
  const bare = explicit && values.length === 1 && !/^.?[A-Za-z]/.test(after);
  return (context.counted && !/\d\.\d/.test(digits)) || bare
    ? { unit: COUNT, end: last.end, noun: null }
    : null;
}

/** "[+10..+30]°C", "82 x 60 (mm)": the unit stands outside a bracket, or inside one of its own. */
function unitOutside(
  text: string,
  values: readonly Value[],
  hints: Hints,
): { unit: Unit; end: number } | null {
  const [first, last] = [values[0]!, values.at(-1)!];
  // "180 (D) mm": the letter of an axis stands between.
  const axis = /^\s*\([WHLDT]\)\s*/i.exec(text.slice(last.end, last.end + 8));
  if (axis && values.length > 1)
    return readUnit(text, last.end + axis[0].length, hints, last.number, true);
  const own = /^\s*\(([^()]{1,6})\)/.exec(text.slice(last.end, last.end + 10));
  if (own) {
    const found = readUnit(own[1]!, 0, { ...hints, temperature: true }, last.number, true);
    return found?.end === own[1]!.length
      ? { unit: found.unit, end: last.end + own[0].length }
      : null;
  }
  const close = /^\s*[)\]]\s*/.exec(text.slice(last.end, last.end + 4));
  if (!close || !/[([]\s*$/.test(text.slice(Math.max(0, first.start - 3), first.start)))
    return null;
  return readUnit(text, last.end + close[0].length, hints, last.number, true);
}

/** "8 to 12 AWG, preferably 10", "±1 hPa abs, ±0.12 rel": the unit is that of the figure before. */
function inheritedUnit(
  text: string,
  first: Value,
  before: string,
  previous: Quantity | null,
): Unit | null {
  if (previous === null || previous.unit.code === "1" || previous.unit === UNKNOWN) return null;
  const between = text.slice(previous.figureEnd, first.start);
  if (/[.;]/.test(between) || between.length > 40) return null;
  const again =
    first.sign === "±" ||
    /(?:prefer\w*|ideally|target\w*|goal|nominal\w*|typ(?:ical\w*|\.)?)\s*:?\s*$/i.test(before);
  return again ? previous.unit : null;
}

const rateUnit = (per: string): Unit => {
  const code = per.startsWith("m") ? "min" : per.startsWith("h") ? "h" : per === "day" ? "d" : "s";
  return {
    code: `1/${code}`,
    dimension: "rate",
    factor: 1 / unitByCode(code).factor,
    offset: 0,
    si: "1/s",
  };
};
