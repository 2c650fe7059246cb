/** Judges one demand against one part's figures. A figure that is not known never meets a demand. */
import type { Demand, Figure, FigureName, Part } from "../contract.ts";
import { quantity } from "./quantity.ts";

/** `distance` is how far a value lies from what is asked for, without unit: beyond it when met, short of it when missed. */
export interface Check {
  readonly state: "met" | "missed" | "unknown";
  /** False when only a typical value meets it. */
  readonly sure: boolean;
  readonly distance: number;
}

export interface Criterion {
  check(part: Part): Check;
  /** Why the part does not meet it, in words with units. */
  explain(part: Part): string;
}

export const UNKNOWN: Check = { state: "unknown", sure: false, distance: 0 };

/** A part has to hold these under every condition of its data sheet: a dropout at 1 mA says nothing about 1 A. */
const UNDER_ALL: ReadonlySet<FigureName> = new Set(["dropout_voltage", "thermal_resistance"]);
/** A number that is what it is, not a typical one. */
const EXACT = new Set(["B", "1", "bit"]);
const ABSOLUTE = /\babsolute max/i;
/** Values that went through a calculation may differ in the last digits. */
const TOLERANCE = 1e-9;

export function toCriterion(demand: Demand): Criterion {
  return {
    check: (part) => checkDemand(part, demand),
    explain: (part) => explainDemand(part, demand),
  };
}

export function checkDemand(part: Part, demand: Demand): Check {
  const figures = part.figures[demand.figure];
  const figure = figures && decisive(figures, demand);
  return figure ? checkFigure(figure, demand) : UNKNOWN;
}

/** The figure that decides: of several conditions the nearest one, or the worst where all have to hold. */
function decisive(figures: readonly Figure[], demand: Demand): Figure | null {
  const usable = figures.filter((one) => one.unit === demand.unit && !isAbsolute(one));
  if (usable.length < 2) return usable[0] ?? null;
  const isWanted = UNDER_ALL.has(demand.figure) ? isFarther : isNearer;
  return usable.reduce((found, one) =>
    isWanted(checkFigure(one, demand), checkFigure(found, demand)) ? one : found,
  );
}

const isFarther = (one: Check, other: Check) => isNearer(other, one);

const RANK = { met: 0, unknown: 1, missed: 2 };

function isNearer(one: Check, other: Check): boolean {
  return (
    (RANK[one.state] - RANK[other.state] ||
      Number(other.sure) - Number(one.sure) ||
      one.distance - other.distance) < 0
  );
}

/** A limit that must never be exceeded, not one to work at. */
export const isAbsolute = ({ condition }: Figure) => condition !== null && ABSOLUTE.test(condition);

function checkFigure(figure: Figure, { atLeast, atMost, covers }: Demand): Check {
  let check: Check | null = null;
  if (atLeast !== undefined) check = both(check, reaches(figure, atLeast));
  if (atMost !== undefined) check = both(check, staysBelow(figure, atMost));
  if (covers !== undefined) check = both(check, spans(figure, covers));
  return check ?? UNKNOWN;
}

function both(one: Check | null, other: Check): Check {
  if (!one) return other;
  const worse = RANK[one.state] > RANK[other.state] ? one.state : other.state;
  return { state: worse, sure: one.sure && other.sure, distance: one.distance + other.distance };
}

function reaches({ min, typ, max, unit }: Figure, asked: number): Check {
  const value = (max ?? typ ?? min)!;
  const isMet = isAtLeast(value, asked);
  const distance = apart(value, asked, Math.abs(asked));
  return {
    state: isMet ? "met" : "missed",
    sure: max !== null || typ === null || EXACT.has(unit),
    distance,
  };
}

function staysBelow({ min, typ, max, unit }: Figure, asked: number): Check {
  const value = max ?? typ;
  const scale = Math.abs(asked);
  if (value === null) {
    return isAtLeast(asked, min!)
      ? UNKNOWN
      : { state: "missed", sure: true, distance: apart(min!, asked, scale) };
  }
  const sure = max !== null || EXACT.has(unit);
  if (!isAtLeast(asked, value))
    return { state: "missed", sure, distance: apart(value, asked, scale) };
  // Of a consumption less is better: the lowest is the nearest.
  return { state: "met", sure, distance: scale === 0 ? 0 : Math.abs(value) / scale };
}

function spans({ min, typ, max, unit }: Figure, { from, to }: { from: number; to: number }): Check {
  const [low, high] = [min ?? typ, max ?? typ];
  const sure = (min !== null && max !== null) || EXACT.has(unit);
  const scale = Math.max(to - from, Math.abs(to), Math.abs(from));
  const short =
    (low !== null && !isAtLeast(from, low) ? apart(low, from, scale) : 0) +
    (high !== null && !isAtLeast(high, to) ? apart(high, to, scale) : 0);
  if (short > 0) return { state: "missed", sure, distance: short };
  if (low === null || high === null) return UNKNOWN;
  return { state: "met", sure, distance: apart(low, from, scale) + apart(high, to, scale) };
}

const isAtLeast = (value: number, asked: number) =>
  value >= asked || asked - value <= TOLERANCE * Math.max(Math.abs(value), Math.abs(asked));

/** Doublings beyond the scale: 2 A and 4 A are as far apart as 200 mA and 400 mA. */
const apart = (one: number, other: number, scale: number) =>
  Math.log2(1 + Math.abs(one - other) / (scale || 1));

function explainDemand(part: Part, demand: Demand): string {
  const figure = decisive(part.figures[demand.figure] ?? [], demand);
  if (!figure) return explainUnknown(part, demand);
  const name = demand.figure;
  const say = (value: number) => quantity(value, demand.unit);
  const under = figure.condition === null ? "" : ` (${figure.condition})`;
  const { min, typ, max } = figure;
  const { atLeast, atMost, covers } = demand;
  const reasons: string[] = [];
  if (atLeast !== undefined && reaches(figure, atLeast).state !== "met") {
    reasons.push(
      `${name} reaches ${say((max ?? typ ?? min)!)}${under}, ${say(atLeast)} is asked for`,
    );
  }
  if (atMost !== undefined) {
    const { state } = staysBelow(figure, atMost);
    if (state === "unknown")
      reasons.push(`the largest ${name} is not known${under}, at most ${say(atMost)} is asked for`);
    if (state === "missed") {
      const value = max ?? typ;
      const is =
        value === null
          ? `is at least ${say(min!)}`
          : `is ${max === null ? "typically" : "up to"} ${say(value)}`;
      reasons.push(`${name} ${is}${under}, at most ${say(atMost)} is asked for`);
    }
  }
  if (covers !== undefined) reasons.push(...explainSpan(figure, demand, under));
  return reasons.join("; ");
}

function explainSpan(
  figure: Figure,
  { figure: name, covers, unit }: Demand,
  under: string,
): string[] {
  const { state } = spans(figure, covers!);
  if (state === "met") return [];
  const say = (value: number) => quantity(value, unit);
  const range = (low: number, high: number) =>
    low === high ? say(low) : `${say(low)} to ${say(high)}`;
  const [low, high] = [figure.min ?? figure.typ, figure.max ?? figure.typ];
  const asked = `${range(covers!.from, covers!.to)} is asked for`;
  if (state === "unknown")
    return [
      `the ${low === null ? "lower" : "upper"} end of ${name} is not known${under}, ${asked}`,
    ];
  if (low === null) return [`${name} ends at ${say(high!)}${under}, ${asked}`];
  if (high === null) return [`${name} begins at ${say(low)}${under}, ${asked}`];
  return [`${name} is ${range(low, high)}${under}, ${asked}`];
}

/** Nothing that can be compared: not given, in another unit, or known only as what must never be exceeded. */
function explainUnknown(part: Part, { figure: name, unit, atLeast, covers }: Demand): string {
  const figures = part.figures[name] ?? [];
  const absolute = figures.find((figure) => isAbsolute(figure) && figure.unit === unit);
  if (absolute) {
    const top = Math.max(atLeast ?? -Infinity, covers?.to ?? -Infinity);
    const limit = absolute.max;
    if (limit !== null && limit < top) {
      return `${name} must never exceed ${quantity(limit, unit)}, ${quantity(top, unit)} is asked for`;
    }
    return `${name} is not known for operation, only as absolute maximum`;
  }
  const other = figures[0]?.unit;
  return other === undefined
    ? `${name} is not known`
    : `${name} is not known in ${unit}, only in ${other}`;
}
