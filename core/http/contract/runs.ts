/** Runs and tool calls as answers. */
import { z } from "zod";
import * as parts from "./parts.ts";
import { ArtifactDiff } from "./sessions.ts";

export const RunStarted = z
  .object({
    session_id: parts.SessionId,
    status: z.literal("running"),
    agent: parts.agent,
  })
  .describe("A run is under way; ask `GET /agent/{id}/status` or listen to the events.");

export const AgentStatus = z
  .object({
    session_id: parts.SessionId,
    status: parts.SessionStatus,
    agent: parts.agent,
    artifacts: z.array(ArtifactDiff).describe("Empty until the run has ended."),
    progress: z.number().min(0).max(1).describe("How far the run is, 0 to 1; never falls."),
    message: z.string().describe("What it is doing, in its own words; may be empty."),
    queued: z
      .boolean()
      .optional()
      .describe("True while it waits for a free slot; not there otherwise."),
    error: parts.ErrorReport.optional(),
  })
  .describe("How a run stands. `error` is there when it failed.");

/** The first at once, the second to who waited for the end. */
export const RunAnswer = z
  .union([RunStarted, AgentStatus])
  .describe("`RunStarted` at once; `AgentStatus` to who waited and saw the end.");

export const ToolAnswer = z
  .object({
    tool: z.string().describe("As in the path."),
    action: z.string().describe("As in the path."),
    result: z.unknown().describe("What the action put out, by its own rules."),
  })
  .describe("What a tool's action put out.");
