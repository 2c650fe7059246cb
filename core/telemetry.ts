/** How an extension hears what runs, tool actions and model calls took and how they ended, by `get(TELEMETRY)`. */
import { token } from "./tokens.ts";

/**
 * One thing that has ended. It holds names and numbers, never a word of a prompt, an answer or a file.
 * What a run has called comes before the run itself.
 */
export interface TelemetryRecord {
  readonly kind: "run" | "tool" | "model";
  /** As a span is named, such as `execute_tool printer.print`. */
  readonly name: string;
  /** 32 hex digits, the same for a run and all that it called. */
  readonly trace: string;
  /** 16 hex digits. */
  readonly id: string;
  /** The run's id; null for a run, and for a tool that a client called. */
  readonly parent: string | null;
  /** Milliseconds since 1970. */
  readonly startMs: number;
  readonly endMs: number;
  /** Class of the error that it ended with; null when there was none. */
  readonly error: string | null;
  /** By the names of the semantic conventions; some are ids, so they are not for labels of metrics. */
  readonly attributes: Readonly<Record<string, string | number | boolean>>;
}

/** A metric that records add to. */
export interface Metric {
  readonly type: "counter" | "histogram";
  /** With dots, as OpenTelemetry names it. */
  readonly name: string;
  /** In UCUM: `s`, `{token}`, `{run}`. */
  readonly unit: string;
  readonly description: string;
  /** Upper bounds of a histogram's buckets; empty for a counter. */
  readonly buckets: readonly number[];
}

export interface Measurement {
  readonly metric: Metric;
  readonly value: number;
  /** Few different ones: names of plugins and models, kinds of errors; never an id or a path. */
  readonly labels: Readonly<Record<string, string>>;
}

export interface Telemetry {
  /** Hears every record from now on; returns its undo. While nobody listens, nothing is recorded. */
  on(listener: (record: TelemetryRecord) => void): () => void;
  readonly metrics: readonly Metric[];
  /** What a record adds to which metric. */
  measure(record: TelemetryRecord): readonly Measurement[];
  /** Sessions that run or wait for a place now, and those that wait for a person's decision. */
  sessions(): { readonly running: number; readonly pending: number };
  /** The gateway's. */
  readonly version: string;
}

export const TELEMETRY = token<Telemetry>("telemetry");
