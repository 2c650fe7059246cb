/** Reads the examples: data beside the code, because they speak of documents and tools that the code does not know. */
import type { ErrorCode } from "../../errors.ts";
import type { EventName } from "../../events.ts";
import type { Example } from "./operation.ts";
import data from "./examples.json" with { type: "json" };

export interface Examples {
  /** By operation, then by the example's name. */
  readonly operations: Readonly<Record<string, Readonly<Record<string, Example>>>>;
  /** A whole error body for each code that the API gives. */
  readonly errors: Partial<Readonly<Record<ErrorCode, unknown>>>;
  readonly events: Readonly<Record<EventName | "replay.expired", unknown>>;
}

export const EXAMPLES: Examples = data;
