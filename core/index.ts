/** The one door for plugin authors: the define functions, zod, the types and the errors. */
export { z } from "zod";
export { API_DESCRIPTION } from "./api-description.ts";
export { action, defineExtension, defineProvider, defineSkill, defineTool } from "./define.ts";
export { EVENT_NAMES } from "./events.ts";
export { fail, isGatewayError, messageOf } from "./errors.ts";
export { TELEMETRY } from "./telemetry.ts";
export { token } from "./tokens.ts";
export type { ApiDescription } from "./api-description.ts";
export type * from "./define.ts";
export type { ErrorCode, ErrorDetails, GatewayError } from "./errors.ts";
export type { Measurement, Metric, Telemetry, TelemetryRecord } from "./telemetry.ts";
