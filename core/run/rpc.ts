/** The messages between the gateway and a run process, and the checks of what comes from the process. */
import type { Detected, RunOptions } from "../define.ts";
import { ERRORS } from "../errors.ts";
import type { ErrorReport } from "../errors.ts";
import type { ToolCall } from "../telemetry-recorder.ts";
import { LIMITS } from "./limits.ts";

/** What a run process is asked to do. Entries and scratch are absolute paths. */
export type Job = JobBase & (SkillJob | ToolJob | DiffJob | DetectJob | DescribeJob);

interface JobBase {
  readonly id: string;
  readonly plugin: { readonly name: string; readonly entry: string };
  /** The tools that may be called, by name. */
  readonly tools: Readonly<
    Record<string, { readonly entry: string; readonly version?: string | null }>
  >;
  readonly scratch: string;
  /** Where each tool's cache folder is; absent: in scratch, so that nothing is kept. */
  readonly cacheRoot?: string;
}
export interface SkillJob {
  readonly kind: "skill";
  readonly input: { readonly files: readonly string[]; readonly args: unknown };
  readonly options: RunOptions;
  /** Inputs sent along, by path; the others are asked for. */
  readonly given?: ReadonlyMap<string, Uint8Array>;
  /** Whether a language model is configured. */
  readonly llm: boolean;
}
export interface ToolJob {
  readonly kind: "tool";
  readonly action: string;
  readonly input: unknown;
}
/** Calls the skill's own diff of this name; answered with its text. */
export interface DiffJob {
  readonly kind: "diff";
  readonly format: string;
  readonly before: string;
  readonly after: string;
}
export interface DetectJob {
  readonly kind: "detect";
}
/** Reads the facts of a plugin; answered with JSON text that `core/plugins/facts.ts` checks. */
export interface DescribeJob {
  readonly kind: "describe";
}

export const METHODS = [
  "read",
  "list",
  "copyTree",
  "provenance",
  "llm.text",
  "llm.object",
  "llm.grounded",
  "storage.get",
  "storage.set",
  "storage.remove",
  "storage.keys",
] as const;
export type Method = (typeof METHODS)[number];

/** What the gateway does for a run. Params are what `CallParams` says, checked only as far as their shape goes. */
export interface Broker {
  call(method: Method, params: unknown): Promise<unknown>;
  progress(fraction: number, message: string): void;
  log(message: string, details?: Record<string, unknown>): void;
  /** A tool's action that a skill called has ended. */
  tool?(call: ToolCall): void;
}

export type ToChild =
  | { readonly type: "run"; readonly run: string; readonly job: Job }
  | {
      readonly type: "answer";
      readonly run: string;
      readonly call: number;
      readonly value: unknown;
    }
  | {
      readonly type: "refusal";
      readonly run: string;
      readonly call: number;
      readonly error: ErrorReport;
    }
  | { readonly type: "abort"; readonly run: string; readonly reason: string };

export type FromChild =
  | { readonly type: "ready" }
  | {
      readonly type: "call";
      readonly run: string;
      readonly call: number;
      readonly method: Method;
      readonly params: unknown;
    }
  | {
      readonly type: "progress";
      readonly run: string;
      readonly fraction: number;
      readonly message: string;
    }
  | {
      readonly type: "log";
      readonly run: string;
      readonly message: string;
      readonly details?: Record<string, unknown>;
    }
  | { readonly type: "tool"; readonly run: string; readonly call: ToolCall }
  /** A tool's process group began or ended; the group's id is its first process. */
  | { readonly type: "group"; readonly pid: number; readonly alive: boolean }
  | { readonly type: "done"; readonly run: string; readonly value: unknown }
  | {
      readonly type: "failed";
      readonly run: string;
      readonly code: string;
      readonly message: string;
      readonly details: Record<string, unknown>;
    }
  /** The run is over; `clean` when it left no timer, handle or process behind. */
  | { readonly type: "idle"; readonly run: string; readonly clean: boolean }
  /** An exception or rejection nobody caught; the process ends after it. */
  | { readonly type: "died"; readonly message: string };

/**
 * A message of a run process, or null when it is none. Plugin code can send anything over the channel, so
 * every field is checked and copied. Hand-written, because zod would add 40 ms to the process's start.
 */
export function parseFromChild(value: unknown): FromChild | null {
  if (!isRecord(value)) return null;
  const run = value["run"];
  const text = (key: string) => cut(value[key]);
  if (value["type"] === "ready") return { type: "ready" };
  if (value["type"] === "died") return { type: "died", message: text("message") };
  if (value["type"] === "group") {
    const { pid, alive } = value;
    if (!Number.isSafeInteger(pid) || (pid as number) < 2 || typeof alive !== "boolean")
      return null;
    return { type: "group", pid: pid as number, alive };
  }
  if (typeof run !== "string") return null;
  switch (value["type"]) {
    case "call": {
      const { call, method } = value;
      if (!Number.isSafeInteger(call) || !METHODS.includes(method as Method)) return null;
      return {
        type: "call",
        run,
        call: call as number,
        method: method as Method,
        params: value["params"],
      };
    }
    case "progress": {
      const fraction = value["fraction"];
      if (typeof fraction !== "number" || !(fraction >= 0 && fraction <= 1)) return null;
      return { type: "progress", run, fraction, message: text("message") };
    }
    case "log": {
      const details = small(value["details"]);
      return { type: "log", run, message: text("message"), ...(details ? { details } : {}) };
    }
    case "tool": {
      const call = parseToolCall(value["call"]);
      return call && { type: "tool", run, call };
    }
    case "done":
      return { type: "done", run, value: value["value"] };
    case "failed":
      return {
        type: "failed",
        run,
        code: text("code"),
        message: text("message"),
        details: small(value["details"]) ?? {},
      };
    case "idle":
      return { type: "idle", run, clean: value["clean"] === true };
    default:
      return null;
  }
}

/** Names are looked up by who hears them; an error without a code of the gateway's is a tool's own. */
function parseToolCall(value: unknown): ToolCall | null {
  if (!isRecord(value)) return null;
  const { tool, action, ms, error } = value;
  if (typeof tool !== "string" || typeof action !== "string") return null;
  if (typeof ms !== "number" || !(ms >= 0)) return null;
  const code = typeof error === "string" && Object.hasOwn(ERRORS, error) ? error : "TOOL_ERROR";
  return { tool, action, ms, error: error === null ? null : code };
}

/** What `detect()` found, with other members left out; null when it is not that. */
export function parseDetected(value: unknown): Detected | null {
  if (!isRecord(value) || typeof value["available"] !== "boolean") return null;
  const { available, version, reason } = value;
  return {
    available,
    ...(typeof version === "string" ? { version: version.slice(0, 100) } : {}),
    ...(typeof reason === "string" ? { reason: reason.slice(0, 300) } : {}),
  };
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Text as a client may see it: at most 4 KiB. */
export function cut(value: unknown): string {
  if (typeof value !== "string") return value === undefined ? "" : String(value).slice(0, 200);
  return value.length > LIMITS.message ? `${value.slice(0, LIMITS.message - 1)}…` : value;
}

/** Details as plain JSON data of at most 16 KiB; undefined when they are not. */
export function small(value: unknown): Record<string, unknown> | undefined {
  if (!isRecord(value)) return undefined;
  try {
    const json = JSON.stringify(value);
    return json.length > LIMITS.details
      ? { note: "details left out: too large" }
      : JSON.parse(json);
  } catch {
    return undefined;
  }
}
