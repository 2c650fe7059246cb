/** Joins neighbouring values into ranges, sizes, tolerances and lists, and gives each figure its bound. */
import type { Found } from "./bounds.ts";
import { betterThan, boundAfter, boundBefore } from "./bounds.ts";
import { countedNoun } from "./nouns.ts";
import { COUNT, unitByCode } from "./units.ts";
import type { Unit } from "./units.ts";
import type { Hints, Value } from "./values.ts";
import { readUnit, round } from "./values.ts";

/** One quantity as stated: bounds in the author's unit. */
export interface Quantity {
  /** With its bound words and its noun. */
  readonly start: number;
  readonly end: number;
  /** Of the figure alone. */
  readonly figureStart: number;
  readonly figureEnd: number;
  readonly min: number | null;
  readonly typ: number | null;
  readonly max: number | null;
  readonly minInclusive: boolean;
  readonly maxInclusive: boolean;
  readonly unit: Unit;
  /** What is counted, for counts. */
  readonly noun: string | null;
  /** 0, 1, 2 for the axes of `A × B × C`; null otherwise. */
  readonly axis: number | null;
  /** An explicit limit: a comparator, a range or a tolerance. */
  readonly bounded: boolean;
  readonly approximate: boolean;
  /** `±x` alone, or a tolerance. */
  readonly difference: boolean;
}

export interface CombineContext {
  readonly unit: string | null;
  readonly counted: boolean;
  readonly hints: Hints;
}

const RANGE =
  /^\s*[)\]]?\s*(?:-|–|to|\.\.\.?|…|÷|through|thru|until|~|up to|to about|-to-)\s*[([]?\s*$/i;
const AND = /^\s*and\s*$/i;
const SIZES = /^\s*\(?[WLHDwlhd]?\)?(?:\s(?:wide|long|high|deep|tall))?\s*(?:x|X|×|\*|by)\s*$/;
const LIST = /^\s*(?:,\s*(?:and|or)?|\/|and|or|&|;)\s*$/i;
const TOLERANCE = /^\s*[(,]?\s*$/;

type Shape = "single" | "range" | "sizes" | "toleranced" | "list";

interface Figure {
  readonly shape: Shape;
  readonly values: Value[];
}

export function combine(
  text: string,
  values: readonly Value[],
  context: CombineContext,
): Quantity[] {
  const out: Quantity[] = [];
  let at = 0;
  let floor = 0;
  while (at < values.length) {
    const figure = takeFigure(text, values, at);
    at += figure.values.length;
    const made = toQuantities(text, figure, floor, values[at]?.start ?? text.length, context);
    for (const quantity of made) {
      if (out.some((other) => restates(text, other, quantity))) continue;
      if (isCondition(text, quantity, out)) continue;
      out.push(quantity);
    }
    floor = Math.max(floor, made.at(-1)?.end ?? figure.values.at(-1)!.end);
  }
  return out;
}

/** The longest figure that starts at a value. */
function takeFigure(text: string, values: readonly Value[], at: number): Figure {
  const first = values[at]!;
  const second = values[at + 1];
  if (!second) return { shape: "single", values: [first] };
  const joint = text.slice(first.end, second.start);
  if (joint.length > 14) return { shape: "single", values: [first] };
  if (second.sign === "±" && first.sign !== "±" && TOLERANCE.test(joint) && !joint.includes(",")) {
    return { shape: "toleranced", values: [first, second] };
  }
  const third = values[at + 2];
  if (
    second.sign === "+" &&
    third?.sign === "-" &&
    first.sign === "" &&
    /^\s*\(?$/.test(joint) &&
    /^\s*[/,]?\s*$/.test(text.slice(second.end, third.start))
  ) {
    return { shape: "toleranced", values: [first, second, third] };
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
      !isListed(text, last, next) ||
      next.sign === "±"
    )
      break;
    list.push(next);
  }
  return list.length > 1 ? { shape: "list", values: list } : { shape: "single", values: [first] };
}

function isRange(text: string, a: Value, b: Value, joint: string): boolean {
  const comparable = a.unit === null || b.unit === null || a.unit.dimension === b.unit.dimension;
  if (!comparable) return false;
  if (RANGE.test(joint))
    return (
      !(a.hyphened && a.unit === null) &&
      (b.number > a.number || a.sign === "±" || b.sign !== "" || a.unit !== b.unit)
    );
  if (AND.test(joint))
    return /\bbetween\s*[([]?\s*$|\bfrom\s*$/i.test(text.slice(Math.max(0, a.start - 12), a.start));
  // "3.0 -3.6V": the sign is the joint.
  return /^\s+$/.test(joint) && b.sign === "-" && a.sign !== "-" && Math.abs(b.number) > a.number;
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

function toQuantities(
  text: string,
  figure: Figure,
  floor: number,
  ceiling: number,
  context: CombineContext,
): Quantity[] {
  const { shape, values } = figure;
  const first = values[0]!;
  const last = values.at(-1)!;
  let end = last.end;
  let unit = values.findLast((value) => value.unit !== null)?.unit ?? null;
  // "[+10..+30]°C": the unit stands outside the bracket.
  const close = /^\s*[)\]]\s*/.exec(text.slice(end, end + 4));
  if (
    unit === null &&
    close &&
    /[([]\s*$/.test(text.slice(Math.max(0, first.start - 3), first.start))
  ) {
    const outside = readUnit(text, end + close[0].length, context.hints, last.number, true);
    if (outside) ({ unit, end } = outside);
  }
  if (unit === null && context.unit !== null)
    unit =
      readUnit(context.unit, 0, { ...context.hints, temperature: true }, 1, true)?.unit ?? null;
  const before = text
    .slice(Math.max(floor, first.start - 60), first.start)
    .replace(/^.*[;.](?=\s[A-Z])/, "");
  const after = text.slice(end, Math.min(ceiling, end + 70));
  let bound = boundBefore(before);
  if (bound === null && betterThan(before))
    bound = { bound: "max", inclusive: false, length: 0, explicit: true };
  let noun: string | null = null;
  if (unit === null) {
    const pixels =
      shape === "sizes" && values.every((v) => v.number >= 64 && Number.isInteger(v.number));
    const figures = values.every((value) => value.sign === "" || value.sign === "+");
    const counted =
      figures && shape !== "toleranced" && (shape !== "sizes" || !pixels)
        ? countedNoun(
            text.slice(end, end + 90),
            bound?.explicit === true || last.plus || last.times,
          )
        : null;
    const ratio = /^\s?:\s?1\b/.exec(after);
    if (counted) {
      noun = counted.noun;
      end += counted.length;
      unit = counted.rate === null ? COUNT : rateUnit(counted.rate);
    } else if (pixels) unit = unitByCode("px");
    else if (ratio) {
      end += ratio[0].length;
      unit = COUNT;
    } else if (
      context.counted ||
      (bound?.explicit === true && first.end === last.end && !/[A-Za-z]/.test(after.slice(0, 2)))
    )
      unit = COUNT;
    else return [];
  }
  const late = boundAfter(text.slice(end, end + 60));
  if (late && (bound === null || !bound.explicit)) {
    if (!(bound !== null && late.bound === "typ")) bound = late;
    if (bound === late)
      end += /^\W*\w+(?: \w+)?$/.test(text.slice(end, end + late.length)) ? late.length : 0;
  }
  const common = {
    start:
      first.start - (bound !== null && bound !== late ? Math.min(bound.length, before.length) : 0),
    end,
    figureStart: first.start,
    figureEnd: last.end,
    unit,
    noun,
    approximate: bound?.bound === "typ" && !/typ|nom/i.test(before + after.slice(0, 12)),
  };
  return shapeQuantities(shape, values, unit, bound, common);
}

const rateUnit = (per: string): Unit => {
  const code = /^m/.test(per) ? "min" : /^h/.test(per) ? "h" : per === "day" ? "d" : "s";
  return {
    code: `1/${code}`,
    dimension: "rate",
    factor: 1 / unitByCode(code).factor,
    offset: 0,
    si: "1/s",
  };
};

type Common = Pick<
  Quantity,
  "start" | "end" | "figureStart" | "figureEnd" | "unit" | "noun" | "approximate"
>;

function shapeQuantities(
  shape: Shape,
  values: readonly Value[],
  unit: Unit,
  bound: Found | null,
  common: Common,
): Quantity[] {
  const base = {
    ...common,
    axis: null,
    minInclusive: true,
    maxInclusive: true,
    difference: false,
    bounded: true,
  };
  const [a, b, c] = values as [Value, Value?, Value?];
  const scale = (value: Value): number => inUnit(value, unit);
  if (bound?.bound === "condition") return [];
  if (shape === "range" && b) {
    if (a.sign === "±") return [{ ...base, min: -scale(b), typ: null, max: scale(b) }];
    const [low, high] = [scale(a), scale(b)];
    return [{ ...base, min: Math.min(low, high), typ: null, max: Math.max(low, high) }];
  }
  if (shape === "toleranced" && b) {
    const typ = scale({ ...a, unit: a.unit });
    const of = (value: Value): number =>
      value.unit?.code === "%" && unit.code !== "%"
        ? (Math.abs(typ) * value.number) / 100
        : value.unit?.code === "%" && a.unit?.code !== "%"
          ? (Math.abs(a.number) * value.number) / 100
          : Math.abs(scale(value));
    const own = a.unit ?? unit;
    const own2 = own.code === "%" && a.unit === null ? COUNT : own;
    const up = Math.abs(of(b));
    const down = c ? Math.abs(of(c)) : up;
    return [{ ...base, unit: own2, min: round(typ - down), typ, max: round(typ + up) }];
  }
  if (shape === "single" && a.sign === "±") {
    return [{ ...base, min: -scale(a), typ: null, max: scale(a), difference: true }];
  }
  return values.map((value, index) => {
    const number = scale(value);
    const side = value.plus && !(bound?.explicit === true) ? "min" : (bound?.bound ?? "typ");
    return {
      ...base,
      ...(shape === "list" ? { figureStart: value.start, figureEnd: value.end } : {}),
      ...(shape === "list" && index > 0 ? { start: value.start } : {}),
      min: side === "min" ? number : null,
      typ: side === "typ" ? number : null,
      max: side === "max" ? number : null,
      minInclusive: side === "min" ? value.plus || bound!.inclusive : true,
      maxInclusive: side === "max" ? bound!.inclusive : true,
      axis: shape === "sizes" ? index : null,
      bounded: side !== "typ",
    };
  });
}

/** A value of a mixed figure ("500 mA to 2 A") in the figure's unit. */
function inUnit(value: Value, unit: Unit): number {
  if (
    value.unit === null ||
    value.unit.code === unit.code ||
    value.unit.dimension !== unit.dimension
  )
    return value.number;
  return round((value.number * value.unit.factor + value.unit.offset - unit.offset) / unit.factor);
}

/** "0.5 m/s (1.8 km/h)": the bracket says the same in another unit. */
function restates(text: string, stated: Quantity, again: Quantity): boolean {
  if (again.unit.dimension !== stated.unit.dimension || again.unit.code === stated.unit.code)
    return false;
  if (
    !/^[^)]{0,12}[(/=≈]\s*(?:~|approx\.?|about|≈)?\s*$/.test(
      text.slice(stated.figureEnd, again.start),
    )
  )
    return false;
  const si = (q: Quantity): number => (q.max ?? q.typ ?? q.min)! * q.unit.factor + q.unit.offset;
  return (
    Math.abs(si(stated) - si(again)) <= 0.05 * Math.max(Math.abs(si(stated)), Math.abs(si(again)))
  );
}

/** "accuracy ±1 % at 25 °C", "10 mA into 50 Ω": a plain value that says under which condition an earlier one holds. */
function isCondition(text: string, quantity: Quantity, earlier: readonly Quantity[]): boolean {
  if (quantity.bounded || quantity.axis !== null || earlier.length === 0) return false;
  const before = text.slice(Math.max(0, quantity.start - 40), quantity.start);
  if (/\(\s*at\s+$/.test(before)) return true;
  if (
    earlier.some(
      (other) => other.unit.dimension === quantity.unit.dimension && !/@\s*$/.test(before),
    )
  )
    return false;
  return /(?:@|\b(?:at|into|per|for each|every|driving|with (?:a|an)|under|given|over|for))\s+(?:a\s|an\s)?$|\(\s*(?:at|with|@)\s+[^)]*$|@\s*$/i.test(
    before,
  );
}
