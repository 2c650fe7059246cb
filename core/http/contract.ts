/** What goes over the wire: the zod schemas that routes check by and that the API description is made from, by name. */
export { ErrorBody, ErrorCode, ErrorReport, JsonSchema } from "./contract/parts.ts";
export { SessionId, SessionStatus } from "./contract/parts.ts";
export { CanaryCheck } from "../canary.ts";
export * from "./contract/requests.ts";
export * from "./contract/sessions.ts";
export * from "./contract/runs.ts";
export * from "./contract/system.ts";
export * from "./contract/workspace.ts";
