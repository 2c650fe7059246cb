/** Gives every figure of a text its unit and its bound, and drops what only restates or conditions another. */
import type { Found } from "./bounds.ts";
import { betterThan, boundAfter, boundBefore } from "./bounds.ts";
import type { Figure } from "./figures.ts";
import { takeFigure } from "./figures.ts";
import { countedNoun } from "./nouns.ts";
import type { Quantity } from "./shape.ts";
import { shapeQuantities } from "./shape.ts";
import type { Unit } from "./units.ts";
import { COUNT, unitByCode } from "./units.ts";
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
    const made = toQuantities(text, figure, floor, values[at]?.start ?? text.length, {
      ...context,
      previous: out.at(-1) ?? null,
    });
    for (const quantity of made) {
      // Only neighbours restate or condition each other.
      const near = out.slice(-4);
      if (near.some((other) => restates(text, other, quantity))) continue;
      if (isCondition(text, quantity, near) || followsCondition(text, quantity, condition)) {
        condition = quantity.end;
        continue;
      }
      out.push(quantity);
    }
    floor = Math.max(floor, made.at(-1)?.end ?? figure.values.at(-1)!.end);
  }
  return out;
}

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
  const measured = measure(text, figure, before, bound, ceiling, context);
  if (measured === null) return [];
  let { end } = measured;
  const late = boundAfter(text.slice(end, end + 60), before);
  if (late && !bound?.explicit && !(bound !== null && late.bound === "typ")) {
    bound = late;
    // A bound right after the figure belongs to it; one behind its noun does not swallow the noun.
    if (/^\W*\w+(?: \w+)?$/.test(text.slice(end, end + late.length))) end += late.length;
  }
  const lead = bound === null || bound === late ? 0 : Math.min(bound.length, before.length);
  const nearby = before + text.slice(end, Math.min(ceiling, end + 12));
  return shapeQuantities(shape, values, measured.unit, bound, {
    start: first.start - lead,
    end,
    figureStart: first.start,
    figureEnd: values.at(-1)!.end,
    unit: measured.unit,
    noun: measured.noun,
    approximate: bound?.bound === "typ" && !/typ|nom/i.test(nearby),
  });
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
  const own = values.findLast((value) => value.unit !== null)?.unit ?? null;
  if (own) return { unit: own, end: last.end, noun: null };
  const outside = unitOutside(text, values, context.hints);
  if (outside) return { ...outside, noun: null };
  const given =
    context.unit === null
      ? null
      : readUnit(context.unit, 0, { ...context.hints, temperature: true }, 1, true);
  if (given) return { unit: given.unit, end: last.end, noun: null };
  const whole = values.every((value) => value.number >= 64 && Number.isInteger(value.number));
  const pixels = shape === "sizes" && whole;
  const plain = values.every((value) => value.sign === "" || value.sign === "+");
  const explicit = bound?.explicit === true;
  if (plain && shape !== "toleranced" && !pixels) {
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
  return context.counted || bare ? { unit: COUNT, end: last.end, noun: null } : null;
}

/** "[+10..+30]°C", "82 x 60 (mm)": the unit stands outside a bracket, or inside one of its own. */
function unitOutside(
  text: string,
  values: readonly Value[],
  hints: Hints,
): { unit: Unit; end: number } | null {
  const [first, last] = [values[0]!, values.at(-1)!];
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
  if (previous === null || previous.unit.code === "1") return null;
  const between = text.slice(previous.figureEnd, first.start);
  if (/[.;]/.test(between) || between.length > 40) return null;
  const again =
    first.sign === "±" ||
    /(?:prefer\w*|ideally|target\w*|goal|nominal\w*|typ\w*\.?)\s*:?\s*$/i.test(before);
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

/** "0.5 m/s (1.8 km/h)": the bracket says the same in another unit. */
function restates(text: string, stated: Quantity, again: Quantity): boolean {
  if (again.unit.dimension !== stated.unit.dimension || again.unit.code === stated.unit.code)
    return false;
  if (
    !/^[^)]{0,12}(?:[(/=≈]|\bor\b)\s*(?:~|approx\.?|about|≈)?\s*$/.test(
      text.slice(stated.figureEnd, again.start),
    )
  )
    return false;
  return (
    Math.abs(si(stated) - si(again)) <= 0.05 * Math.max(Math.abs(si(stated)), Math.abs(si(again)))
  );
}

const si = (quantity: Quantity): number =>
  (quantity.max ?? quantity.typ ?? quantity.min)! * quantity.unit.factor + quantity.unit.offset;

/** "accuracy ±1 % at 25 °C", "10 mA into 50 Ω": a value that says under which condition an earlier one holds. */
function isCondition(text: string, quantity: Quantity, earlier: readonly Quantity[]): boolean {
  const last = earlier.at(-1);
  if (!last || quantity.axis !== null || quantity.difference) return false;
  const before = text.slice(Math.max(0, quantity.start - 40), quantity.start);
  if (isStep(before, text.slice(quantity.figureEnd, quantity.figureEnd + 14))) return true;
  if (quantity.bounded) return isSpan(text, quantity, last, before);
  if (/@\s*$|\(\s*at\s+$/.test(before)) return true;
  // "with 5-min sampling": the number describes the next word.
  const describes = /^-[A-Za-z]/.test(text.slice(quantity.figureStart).replace(/^[\d.,]+/, ""));
  if (describes && /(?:\b(?:with|at|using)(?: an?)?\s+|\(\s*)$/i.test(before)) return true;
  if (earlier.some((other) => other.unit.dimension === quantity.unit.dimension)) return false;
  return CONDITIONAL.test(before);
}

/** "in 10 mV steps", "in steps of 50 mL": how finely a range is set. */
const isStep = (before: string, after: string): boolean =>
  /\bsteps? of\s*$/i.test(before) ||
  (/\bin\s*$/i.test(before) && /^[\s-]*(?:steps?|increments?)\b/i.test(after));

/** "±1 °C from 0 to 50 °C", "5 mVpp (20 Hz to 20 MHz)": the span in which the value before it holds. */
function isSpan(text: string, quantity: Quantity, last: Quantity, before: string): boolean {
  if (quantity.min === null || quantity.max === null || quantity.typ !== null) return false;
  if (/[,;]/.test(text.slice(last.figureEnd, quantity.start))) return false;
  const other = last.unit.dimension !== quantity.unit.dimension;
  if (other && quantity.unit.dimension === "frequency" && /\(\s*$/.test(before)) return true;
  if (!other && !last.difference) return false;
  return /\b(?:for|from|over|across|throughout)\s+(?:(?:the|a) )?(?:(?:range|temperature range) (?:of|from)\s+)?$/i.test(
    before,
  );
}

const CONDITIONAL =
  /(?:@|\b(?:at|into|per|for each|every|driving|with an?|under|given|over|for|from an?))\s+(?:an?\s)?$|\(\s*(?:at|with|@)\s+[^)]*$/i;

/** "from a 5 V / 2 A source": what a slash joins to a condition belongs to it. */
const followsCondition = (text: string, quantity: Quantity, end: number): boolean =>
  end >= 0 && !quantity.bounded && /^\s*[/,]\s*$/.test(text.slice(end, quantity.start));
