/** Which of a converter's efficiencies holds at a load, and how far it can be trusted there. */
import { boundsOf } from "./figure.ts";
import type { Bounds, Part } from "./figure.ts";
import { toSi } from "./quantity.ts";

export interface Efficiency {
  /** 0 to 1. */
  readonly typical: number;
  readonly worst: number;
  /** False: it is at most this, so that the input current is at least what follows from it. */
  readonly complete: boolean;
  /** False: no minimum is given for this load. */
  readonly assured: boolean;
  readonly source: string;
}

/** A figure is taken for loads within a decade of those it is stated for: between them the curve is rather flat. */
const DECADE = 10;

/** `iout` in A. Null where no figure tells anything of that load. */
export function efficiencyAt(part: Part | null, iout: number): Efficiency | null {
  const all = boundsOf(part, "efficiency", "1").map((bounds) => ({
    bounds,
    loads: loadsIn(bounds.condition),
  }));
  const inside = all.filter(({ loads }) => loads && iout >= loads.low && iout <= loads.high);
  const near = all.filter(({ loads }) => loads && distance(iout, loads) <= DECADE);
  const nearest = near.toSorted((a, b) => distance(iout, a.loads!) - distance(iout, b.loads!));
  const first = worstOf(inside) ?? nearest[0]?.bounds;
  if (first) return told(first, inside.length > 0);
  // Below all of them it only falls; above a figure of light load nothing is known.
  const above = all
    .filter(({ loads }) => loads && iout < loads.low)
    .toSorted((a, b) => a.loads!.low - b.loads!.low);
  // "More than 90 %" at a heavy load is no bound from above of what a light one has.
  const isFloor = above[0]?.bounds.typ === null && above[0].bounds.max === null;
  if (above[0] && isFloor) return null;
  if (above[0]) {
    return {
      ...told(above[0].bounds, false),
      complete: false,
      source: `${above[0].bounds.source}; less at lighter load`,
    };
  }
  const anywhere = worstOf(all.filter(({ loads }) => loads === null));
  return anywhere && told(anywhere, false);
}

function told({ min, typ, max, condition, source }: Bounds, isInside: boolean): Efficiency {
  const typical = (typ ?? max ?? min)!;
  // "up to" and "peak" say what is reached at best.
  const atBest = (min === null && typ === null) || /\bup to\b|\bpeak\b/i.test(condition);
  return {
    ...{ typical, worst: min ?? typical, complete: !atBest },
    ...{ assured: min !== null && isInside, source },
  };
}

type Rated = { readonly bounds: Bounds };

const bottom = ({ min, typ, max }: Bounds) => (min ?? typ ?? max)!;
const worstOf = (all: readonly Rated[]): Bounds | null =>
  all.map(({ bounds }) => bounds).toSorted((a, b) => bottom(a) - bottom(b))[0] ?? null;

interface Loads {
  readonly low: number;
  readonly high: number;
}

/** By which factor a load lies outside. */
const distance = (iout: number, { low, high }: Loads) =>
  iout < low ? low / Math.max(iout, Number.MIN_VALUE) : Math.max(1, iout / high);

/** "10 mA to 300 mA load" from 10 mA to 300 mA, "12 V input, 3 A" at 3 A; null where it names no current. */
function loadsIn(condition: string): Loads | null {
  const amounts = [...condition.matchAll(/(\d+(?:\.\d+)?)\s*([nuµm]?A)\b/g)].map(
    ([, value, unit]) => toSi(Number(value), unit!, "A")!,
  );
  return amounts.length === 0 ? null : { low: Math.min(...amounts), high: Math.max(...amounts) };
}
