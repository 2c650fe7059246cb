/** Turns what became of a run process into the run's value or its error. */
import type { Detected } from "../define.ts";
import { fail } from "../errors.ts";
import type { ErrorCode, GatewayError } from "../errors.ts";
import { hideInDetails, hidePaths } from "./hide.ts";
import { LIMITS } from "./limits.ts";
import { checkResult } from "./result.ts";
import { parseDetected } from "./rpc.ts";
import type { FromChild, Job } from "./rpc.ts";

/** What a run may say of itself; any other code would let a plugin pretend to be the gateway. */
const OWN_CODES: readonly ErrorCode[] = [
  "VALIDATION_ERROR",
  "FORBIDDEN",
  "NOT_FOUND",
  "CONFLICT",
  "PAYLOAD_TOO_LARGE",
  "AGENT_ERROR",
  "TOOL_ERROR",
  "UNAVAILABLE",
  "TIMEOUT",
  "PLUGIN_IMPORT_FAILED",
  "PLUGIN_NOT_DEFINED",
];

/** The value of a run after the gateway's own check of it. */
export function accept(value: unknown, job: Job): unknown {
  switch (job.kind) {
    case "skill":
      return checkResult(value);
    case "detect":
      return (parseDetected(value) ?? { available: false }) satisfies Detected;
    case "tool":
      return parseJson(value, job);
    case "diff":
      return parseText(value, job);
    case "describe":
      return value;
  }
}

function parseText(value: unknown, job: Job): string {
  if (typeof value !== "string") throw crashed(job, { problem: "its diff is no text" });
  if (value.length > LIMITS.toolResult) {
    throw crashed(job, { problem: "its diff is larger than 10 MiB" });
  }
  return value;
}

function parseJson(value: unknown, job: Job): unknown {
  if (typeof value !== "string") throw crashed(job, { problem: "what it returned is not JSON" });
  if (value.length > LIMITS.toolResult) {
    throw crashed(job, { problem: "what it returned is larger than 10 MiB" });
  }
  try {
    return JSON.parse(value);
  } catch {
    throw crashed(job, { problem: "what it returned is not JSON" });
  }
}

/** The error a run reported: its own words under a code it may use, without absolute paths. */
export function refused(message: Extract<FromChild, { type: "failed" }>, job: Job): GatewayError {
  const text = hidePaths(message.message, job);
  const details = hideInDetails(message.details, job);
  const code = OWN_CODES.find((own) => own === message.code);
  if (!code) return crashed(job, { problem: text });
  return fail(code, details, { message: text });
}

interface Crash {
  readonly problem?: string;
  readonly code?: number | null;
  readonly signal?: string | null;
  /** The message of an error nobody caught. */
  readonly died?: string;
  readonly output?: string;
}

/** What happened to the process, as AGENT_ERROR; of a job without an agent as TOOL_ERROR or PLUGIN_IMPORT_FAILED. */
export function crashed(job: Job, crash: Crash): GatewayError {
  const problem = hidePaths(crash.problem ?? howItEnded(crash), job);
  const { name } = job.plugin;
  if (job.kind === "tool") return fail("TOOL_ERROR", { tool: name, problem });
  if (job.kind === "describe") return fail("PLUGIN_IMPORT_FAILED", { plugin: name, problem });
  return fail("AGENT_ERROR", { problem });
}

function howItEnded({ code, signal, died, output = "" }: Crash): string {
  if (died) return `an error nobody caught: ${died}`;
  if (output.includes("JavaScript heap out of memory"))
    return "it used more memory than its heap may hold";
  if (signal) return `its process was ended by ${signal}`;
  return code === null
    ? "its process could not be started"
    : `its process ended with exit code ${code}`;
}
