/** Keeps of a long series what a picture can show: of each column of pixels the first, lowest, highest and last point. */

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A series as a picture sees it; null is a gap in the line. */
export type Path = readonly (Point | null)[];

/**
 * `columnOf` gives the column of an x; points of one column that follow each other are thinned out, so that spikes stay
 * and the order is kept (a loop stays a loop). Points that `isDrawn` refuses become gaps.
 */
export function reduce(
  xs: readonly number[],
  ys: readonly number[],
  isDrawn: (x: number, y: number) => boolean,
  columnOf: (x: number) => number,
): Path {
  const kept: (Point | null)[] = [];
  let column: number | null = null;
  let held: Held | null = null;
  const flush = () => {
    if (!held) return;
    // In the order in which they came: at most four, often fewer.
    const indices = new Set([held.first, held.low, held.high, held.last]);
    for (const index of [...indices].toSorted((a, b) => a - b)) {
      kept.push({ x: xs[index]!, y: ys[index]! });
    }
    held = null;
  };
  for (let index = 0; index < xs.length; index += 1) {
    const x = xs[index]!;
    const y = ys[index]!;
    if (!isDrawn(x, y)) {
      flush();
      if (kept.length > 0 && kept.at(-1) !== null) kept.push(null);
      continue;
    }
    const at = columnOf(x);
    if (held && at !== column) flush();
    column = at;
    held = held ? joined(held, index, ys) : { first: index, low: index, high: index, last: index };
  }
  flush();
  return kept;
}

interface Held {
  readonly first: number;
  readonly low: number;
  readonly high: number;
  readonly last: number;
}

const joined = (held: Held, index: number, ys: readonly number[]): Held => ({
  first: held.first,
  low: ys[index]! < ys[held.low]! ? index : held.low,
  high: ys[index]! > ys[held.high]! ? index : held.high,
  last: index,
});
