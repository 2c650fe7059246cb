/** The client of MetaForge Gateway, for Node and browsers. */
export type * from "./api.ts";
export { MetaForgeClient } from "./client.ts";
export type { RunInput, RunSkillOptions, ToolOptions } from "./client.ts";
export type { ClientOptions } from "./connection.ts";
export { ApiError, ConnectionError, MetaForgeError, WaitTimeoutError } from "./errors.ts";
export type { EventsOptions } from "./events.ts";
export type { SessionsOptions } from "./pages.ts";
export type { Artifact, Session, StartOptions, Stated } from "./session.ts";
export type { Progress, WaitOptions } from "./wait.ts";
