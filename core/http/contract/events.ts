/** The events, one schema each: what a client of `/ws` or `/events` gets. */
import { z } from "zod";
import { ErrorReport, SessionId, SessionStatus, agent, at, path } from "./parts.ts";
import { PluginState } from "./system.ts";

const place = {
  seq: z
    .int()
    .min(1)
    .describe("Its place in the log: rises by one an event, also across restarts of the gateway."),
  at: at("When it was stored"),
};

const event = <Name extends string, Data extends z.ZodType>(name: Name, data: Data) =>
  z.object({ event: z.literal(name), data, ...place });

const session_id = SessionId;
const artifacts = z.array(path("A file"));

export const SessionCreated = event(
  "session.created",
  z.object({ session_id, skill: z.string().describe("The skill it is for.") }),
).describe("A session was created.");

export const SessionStarted = event(
  "session.started",
  z.object({ session_id, skill: z.string().describe("The skill that runs.") }),
).describe("A run was started; it may wait for a free slot yet.");

export const AgentProgress = event(
  "agent.progress",
  z.object({
    session_id,
    agent,
    progress: z.number().min(0).max(1).describe("How far the run is, 0 to 1; never falls."),
    message: z.string().describe("What it is doing, in its own words."),
  }),
).describe("A run got on; at most ten a second are sent for one session.");

export const SessionComplete = event(
  "session.complete",
  z.object({
    session_id,
    status: SessionStatus,
    artifacts: artifacts.describe("What it proposes; empty when it failed or was cancelled."),
    error: ErrorReport.optional(),
  }),
).describe("A run ended, well or not; `GET /session/{id}` already reads the same.");

export const SessionApproved = event(
  "session.approved",
  z.object({
    session_id,
    status: z.literal("approved"),
    artifacts: artifacts.describe("What was written."),
  }),
).describe("A session was approved and every file is on disk.");

export const SessionRejected = event(
  "session.rejected",
  z.object({
    session_id,
    status: z.literal("rejected"),
    reason: z.string().describe("As it was given."),
  }),
).describe("A session was rejected; nothing was written.");

export const SessionDeleted = event("session.deleted", z.object({ session_id })).describe(
  "A session was deleted.",
);

export const PluginChanged = event(
  "plugin.changed",
  z.object({
    name: z.string().describe("The plugin's name."),
    state: z.enum([...PluginState.options, "removed"]).describe("How it stands now."),
  }),
).describe("A plugin was added, changed or removed while the gateway runs.");

export const ReplayExpired = z
  .object({ event: z.literal("replay.expired") })
  .describe(
    "The events that were asked for are gone (the last 100,000 are kept): read the state over REST. " +
      "Not part of the log: no `seq`, no `at`, no `data`.",
  );

export const GatewayEvent = z
  .discriminatedUnion("event", [
    SessionCreated,
    SessionStarted,
    AgentProgress,
    SessionComplete,
    SessionApproved,
    SessionRejected,
    SessionDeleted,
    PluginChanged,
    ReplayExpired,
  ])
  .describe("What comes over the event channel; tell them apart by `event`. More may be added.");
