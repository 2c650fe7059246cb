/** Writes metrics in Prometheus' text format, the gateway's own and those of its process. */
import { Registry, collectDefaultMetrics } from "prom-client";
import type { Family, Series } from "./tally.ts";

/** What prom-client writes of a metric. */
interface Written {
  readonly name: string;
  readonly help: string;
  readonly type: "counter" | "gauge" | "histogram";
  readonly values: readonly {
    readonly value: number;
    readonly labels: Readonly<Record<string, string | number>>;
    readonly metricName?: string;
  }[];
}

export interface Gauge {
  readonly name: string;
  readonly help: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly value: number;
}

export const CONTENT_TYPE = Registry.PROMETHEUS_CONTENT_TYPE;

/** Once a process, because its collectors cannot be taken back; looks at the event loop ten times a second. */
const ofProcess = new Registry();
collectDefaultMetrics({ register: ofProcess, eventLoopMonitoringPrecision: 100 });

export function exposition(families: readonly Family[], gauges: readonly Gauge[]): Promise<string> {
  const own = new Registry();
  for (const written of [...families.map(ofFamily), ...gauges.map(ofGauge)]) {
    // A registry asks a metric for its name and its values, and nothing else.
    const metric = { name: written.name, get: async () => written };
    own.registerMetric(metric as unknown as Parameters<Registry["registerMetric"]>[0]);
  }
  return Registry.merge([own, ofProcess]).metrics();
}

const ofGauge = ({ name, help, labels = {}, value }: Gauge): Written => ({
  ...{ name, help, type: "gauge", values: [{ labels, value }] },
});

function ofFamily({ metric, series }: Family): Written {
  const { type, description: help } = metric;
  const name =
    spelled(metric.name) + (UNITS[metric.unit] ?? "") + (type === "counter" ? "_total" : "");
  const values = [...series.values()].flatMap((one) => {
    const labels = Object.fromEntries(
      Object.entries(one.labels).map(([label, value]) => [spelled(label), value]),
    );
    return type === "counter"
      ? [{ labels, value: one.sum }]
      : histogram(name, labels, metric.buckets, one);
  });
  return { name, help, type, values };
}

function histogram(
  name: string,
  labels: Readonly<Record<string, string>>,
  bounds: readonly number[],
  { counts, count, sum }: Series,
): Written["values"] {
  let upTo = 0;
  const buckets = bounds.map((le, at) => ({
    ...{ metricName: `${name}_bucket`, labels: { ...labels, le }, value: (upTo += counts[at]!) },
  }));
  return [
    ...buckets,
    { metricName: `${name}_bucket`, labels: { ...labels, le: "+Inf" }, value: count },
    { metricName: `${name}_sum`, labels, value: sum },
    { metricName: `${name}_count`, labels, value: count },
  ];
}

/** As OpenTelemetry's names become Prometheus': a unit in braces is left out. */
const spelled = (name: string): string => name.replaceAll(/[^a-zA-Z0-9_]/g, "_");
const UNITS: Readonly<Record<string, string>> = { s: "_seconds" };
