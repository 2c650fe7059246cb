/** Chooses which points of long waveforms are kept, the same for all, so that none loses its extremes. */

export interface Series {
  readonly points: number;
  /** Its first is the axis, which has no extremes worth a point. */
  readonly count: number;
  readonly value: (point: number, series: number) => number;
}

/**
 * Indices in order, at most `most` (at least 2): the first and the last, each series' lowest and highest point of
 * all as far as there is room, then those of equal stretches for half of what is left, then an even spread.
 */
export function keptPoints(series: Series, most: number): number[] {
  const { points, count } = series;
  if (points <= most) return Array.from({ length: points }, (_, index) => index);
  const kept = new Set([0, points - 1]);
  const add = (index: number) => {
    if (kept.size < most) kept.add(index);
  };
  for (let one = 1; one < count; one += 1) extremes(series, one, 0, points).forEach(add);
  const stretches = Math.floor((most - kept.size) / 2 / (2 * Math.max(1, count - 1)));
  for (let stretch = 0; stretch < stretches; stretch += 1) {
    const from = Math.floor((stretch * points) / stretches);
    const to = Math.floor(((stretch + 1) * points) / stretches);
    for (let one = 1; one < count; one += 1) extremes(series, one, from, to).forEach(add);
  }
  const room = most - kept.size;
  for (let index = 1; index <= room; index += 1) add(Math.round((index * points) / (room + 1)));
  return [...kept].toSorted((a, b) => a - b);
}

function extremes({ value }: Series, one: number, from: number, to: number): [number, number] {
  let low = from;
  let high = from;
  for (let point = from; point < to; point += 1) {
    const now = value(point, one);
    if (now < value(low, one)) low = point;
    if (now > value(high, one)) high = point;
  }
  return [low, high];
}
