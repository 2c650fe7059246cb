/** Turns a record into the span that OpenTelemetry exports. */
import { SpanKind, SpanStatusCode, TraceFlags } from "@opentelemetry/api";
import type { HrTime } from "@opentelemetry/api";
import type { Resource } from "@opentelemetry/resources";
import type { ReadableSpan } from "@opentelemetry/sdk-trace";
import type { TelemetryRecord } from "metaforge";

/** Made directly, because a tracer would give it an id of its own, and the record has one already. */
export function toSpan(record: TelemetryRecord, resource: Resource, version: string): ReadableSpan {
  const { name, kind, trace, id, parent, startMs, endMs, error, attributes } = record;
  const context = (spanId: string) => ({ traceId: trace, spanId, traceFlags: TraceFlags.SAMPLED });
  return {
    ...{ name, attributes, resource, ended: true, links: [], events: [] },
    // A model answers from elsewhere; a run and a tool's action are the gateway's own.
    kind: kind === "model" ? SpanKind.CLIENT : SpanKind.INTERNAL,
    spanContext: () => context(id),
    ...(parent !== null && { parentSpanContext: context(parent) }),
    startTime: toHrTime(startMs),
    endTime: toHrTime(endMs),
    duration: toHrTime(endMs - startMs),
    status: { code: error === null ? SpanStatusCode.UNSET : SpanStatusCode.ERROR },
    instrumentationScope: { name: "metaforge", version },
    ...{ droppedAttributesCount: 0, droppedEventsCount: 0, droppedLinksCount: 0 },
  };
}

/** Seconds and nanoseconds of milliseconds. */
export function toHrTime(ms: number): HrTime {
  const seconds = Math.floor(ms / 1000);
  return [seconds, Math.min(999_999_999, Math.round((ms - seconds * 1000) * 1e6))];
}
