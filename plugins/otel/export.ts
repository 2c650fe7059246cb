/** Sends spans and metrics in batches, with OpenTelemetry's own exporters, and never more than it can lose. */
import { randomUUID } from "node:crypto";
import { OTLPMetricExporter } from "@opentelemetry/exporter-metrics-otlp-http";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import {
  defaultResource,
  detectResources,
  envDetector,
  resourceFromAttributes,
} from "@opentelemetry/resources";
import { MeterProvider, PeriodicExportingMetricReader } from "@opentelemetry/sdk-metrics";
import { BatchSpanProcessor } from "@opentelemetry/sdk-trace";
import type { SpanExporter } from "@opentelemetry/sdk-trace";
import type { Measurement, Telemetry, TelemetryRecord } from "metaforge";
import { toSpan } from "./span.ts";

export interface Export {
  take(record: TelemetryRecord): void;
  /** For people who ask why nothing arrives. */
  state(): { readonly spans: SpanCount; readonly problem: string | null };
  /** Sends what is left; settles late when nobody answers. */
  stop(): Promise<void>;
}

export interface SpanCount {
  sent: number;
  failed: number;
  /** Not even tried, because so many waited. */
  dropped: number;
  waiting: number;
}

/** Spans that wait or are on their way, at most. */
const QUEUE = 2048;
/** Batches on their way at one time: one, and at the end all that the queue holds besides. */
const AT_ONCE = 1 + QUEUE / 512;

/** Address, headers, certificates and time-outs the exporters read from `OTEL_EXPORTER_OTLP_*` themselves. */
export function createExport(telemetry: Telemetry, env: NodeJS.ProcessEnv): Export {
  const spans: SpanCount = { sent: 0, failed: 0, dropped: 0, waiting: 0 };
  let problem: string | null = null;
  const resource = defaultResource()
    .merge(
      resourceFromAttributes({
        "service.name": "metaforge",
        "service.version": telemetry.version,
        "service.instance.id": randomUUID(),
      }),
    )
    .merge(detectResources({ detectors: [envDetector] }));

  const inner = new OTLPTraceExporter({ concurrencyLimit: AT_ONCE });
  const exporter: SpanExporter = {
    export(batch, done) {
      inner.export(batch, (result) => {
        problem = problemOf(result);
        spans[problem === null ? "sent" : "failed"] += batch.length;
        spans.waiting -= batch.length;
        done(result);
      });
    },
    shutdown: () => inner.shutdown(),
  };
  const processor = new BatchSpanProcessor({
    exporter,
    maxQueueSize: QUEUE,
    scheduledDelayMillis: milliseconds(env["OTEL_BSP_SCHEDULE_DELAY"], 5000),
    // A second more than the exporter gives itself, for an endpoint that sends its answer byte by byte.
    exportTimeoutMillis: milliseconds(env["OTEL_EXPORTER_OTLP_TIMEOUT"], 10_000) + 1000,
  });

  const reader = new PeriodicExportingMetricReader({
    exporter: new OTLPMetricExporter({ concurrencyLimit: AT_ONCE }),
    exportIntervalMillis: milliseconds(env["OTEL_METRIC_EXPORT_INTERVAL"], 60_000),
  });
  const meters = new MeterProvider({ resource, readers: [reader] });
  const instruments = createInstruments(meters, telemetry);

  return {
    take(record) {
      for (const { metric, value, labels } of telemetry.measure(record)) {
        instruments.get(metric.name)!(value, labels);
      }
      if (spans.waiting >= QUEUE) {
        spans.dropped += 1;
        return;
      }
      spans.waiting += 1;
      processor.onEnd(toSpan(record, resource, telemetry.version));
    },
    state: () => ({ spans: { ...spans }, problem }),
    async stop() {
      await Promise.allSettled([processor.shutdown(), meters.shutdown()]);
    },
  };
}

type Add = (value: number, labels: Measurement["labels"]) => void;

function createInstruments(meters: MeterProvider, { metrics, version }: Telemetry) {
  const meter = meters.getMeter("metaforge", version);
  return new Map<string, Add>(
    metrics.map(({ type, name, unit, description, buckets }) => {
      if (type === "counter") {
        const counter = meter.createCounter(name, { unit, description });
        return [name, (value, labels) => counter.add(value, labels)];
      }
      const advice = { explicitBucketBoundaries: [...buckets] };
      const histogram = meter.createHistogram(name, { unit, description, advice });
      return [name, (value, labels) => histogram.record(value, labels)];
    }),
  );
}

type ExportResult = Parameters<Parameters<SpanExporter["export"]>[1]>[0];

/** A code alone: an endpoint's own words may repeat what it was sent. */
function problemOf({ code, error }: ExportResult): string | null {
  if (code === 0) return null;
  const { code: why } = (error ?? {}) as { code?: unknown };
  if (typeof why === "number") return `the endpoint answered ${why}`;
  return typeof why === "string" ? why : "no answer in time";
}

const milliseconds = (text: string | undefined, otherwise: number): number => {
  const value = Number(text);
  return Number.isSafeInteger(value) && value > 0 ? value : otherwise;
};
