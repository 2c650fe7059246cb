/** Adds up measurements in plain numbers: a gateway that nobody scrapes never loads a metrics library. */
import type { Measurement, Metric } from "metaforge";

/** What one metric has counted, by its labels. */
export interface Family {
  readonly metric: Metric;
  readonly series: ReadonlyMap<string, Series>;
}

export interface Series {
  readonly labels: Readonly<Record<string, string>>;
  count: number;
  sum: number;
  /** How many values lie up to each bucket's bound, and above the one before. */
  readonly counts: number[];
}

export interface Tally {
  add(measurement: Measurement): void;
  families(): readonly Family[];
}

/** Series of one metric at most; what comes after counts as `other`. Names of plugins and models stay far below. */
const MOST = 500;

export function createTally(metrics: readonly Metric[]): Tally {
  const families = new Map(
    metrics.map((metric) => [metric.name, { metric, series: new Map<string, Series>() }]),
  );
  return {
    add({ metric, value, labels }) {
      const { series } = families.get(metric.name)!;
      const one = seriesOf(series, metric, labels);
      one.count += 1;
      one.sum += value;
      const bucket = metric.buckets.findIndex((bound) => value <= bound);
      if (bucket >= 0) one.counts[bucket]! += 1;
    },
    families: () => [...families.values()],
  };
}

function seriesOf(series: Map<string, Series>, metric: Metric, labels: Series["labels"]): Series {
  const known = series.get(JSON.stringify(labels));
  if (known) return known;
  const names = Object.keys(labels);
  const full = series.size >= MOST;
  const kept = full ? Object.fromEntries(names.map((name) => [name, "other"])) : labels;
  const key = JSON.stringify(kept);
  const one = series.get(key) ?? {
    ...{ labels: kept, count: 0, sum: 0, counts: metric.buckets.map(() => 0) },
  };
  series.set(key, one);
  return one;
}
