/** The prose of the operations on runs, tools, events and the gateway itself. */
import type { OperationDocs } from "./operation.ts";

const id = "The session's id.";
const NO_SESSION = "There is no such session, or the id is none.";
const RUN_FAILED = "Only to who waited: the run ended so. `details.session_id` names it.";

export const AGENT_DOCS: OperationDocs = {
  runAgent: {
    tag: "Agents",
    description:
      "Starts a run and answers at once, before it ends. Which session runs: the one named by `session_id`; else the " +
      "newest that is still `created` with this skill and this input; else a new one. It reads `running` before this " +
      "is answered, also while it waits for a free slot.\n\n" +
      "With `Prefer: wait=N` the answer comes when the run ends, or after N seconds as `running`. Only then does a " +
      "failed run become a failed request. An error with `details.session_id` is the run's own, also a " +
      "VALIDATION_ERROR (of the skill's arguments, or of a file it wants); without it nothing was started.",
    returns: "The run was started, or, to who waited, has ended.",
    headers: {
      Prefer: {
        description:
          "`wait=N`: wait for the end, at most N seconds; more than 300 count as 300, 0 and anything else as no wait.",
        schema: { type: "string" },
      },
    },
    answerHeaders: {
      "Preference-Applied": {
        description: "`wait=N` as it was applied; only when the run has ended.",
        schema: { type: "string" },
      },
    },
    errors: {
      VALIDATION_ERROR:
        "The skill is unknown, a file does not exist (`details.run_first` names the skill that makes it), a field is " +
        "wrong, or the named session is of another skill or input.",
      NOT_FOUND: "`session_id` names no session, or it was deleted while this waited.",
      CONFLICT:
        "The named session is not `created` any more; or, to who waited, files that it wants to write were edited " +
        "meanwhile.",
      RATE_LIMITED: "All slots run and the line is full.",
      AGENT_ERROR: RUN_FAILED,
      TOOL_ERROR: `${RUN_FAILED} A tool that it called failed.`,
      TIMEOUT: `${RUN_FAILED} It took longer than it may (5 minutes unless configured).`,
      STORAGE_ERROR: "The session could not be stored: nothing was started.",
    },
  },
  getAgentStatus: {
    tag: "Agents",
    description:
      "How a run stands: what to poll where no event channel is to be had. Every status but `running` and `created` is " +
      "the end of the run.",
    returns: "The run.",
    params: { id },
    errors: { NOT_FOUND: NO_SESSION },
  },
  cancelAgent: {
    tag: "Agents",
    description:
      "Ends a run and every process that it started, or a session that was not run yet. Takes no body. Answers when " +
      "it has ended.",
    returns: "It is `cancelled`.",
    params: { id },
    errors: {
      NOT_FOUND: NO_SESSION,
      CONFLICT: "It had ended before.",
    },
  },
  getHealth: {
    tag: "System",
    description:
      "Whether the gateway and what it needs are well. Answered from memory in well under a millisecond: made to be " +
      "polled. With `deep=1` the programs behind tools have to answer questions whose answers are known first.",
    returns: "It is well; what it lacks stands under `components`.",
  },
  getStatus: {
    tag: "System",
    description:
      "Workspace, counts of sessions, tools, agents, and every plugin that was found with its state. One that did not " +
      "load says why, and what to do about it.",
    returns: "The gateway in detail.",
  },
  listSkills: {
    tag: "Plugins",
    description: "The ready skills, with the JSON Schemas of their arguments and artifacts.",
    returns: "The skills.",
  },
  listTools: {
    tag: "Plugins",
    description:
      "The tools with what they can be asked to do, also those whose program is not on this machine.",
    returns: "The tools.",
  },
  callTool: {
    tag: "Plugins",
    description:
      "Calls one action of a tool with its own input, and answers what it put out. The body may be missing when the " +
      "action wants nothing. The call ends when the client goes.",
    returns: "What the action put out.",
    params: { name: "The tool's name, see `GET /tools`.", action: "The action's name." },
    errors: {
      VALIDATION_ERROR: "The input does not fit the action's schema; `details.field` says where.",
      NOT_FOUND: "No such tool, or no such action of it (`details.allowed` names those there are).",
      RATE_LIMITED: "All slots run and the line is full.",
      TOOL_ERROR: "The program failed or is missing.",
      TIMEOUT: "It took longer than it may (5 minutes unless configured).",
    },
  },
  streamEvents: {
    tag: "Events",
    description:
      "Server-sent events as they happen: `id` is the event's `seq`, `event` its name, `data` the event as JSON " +
      "(`GatewayEvent`). With `since` or `Last-Event-ID` what came after that event is sent first, nothing twice, " +
      "nothing left out; when it is gone, `replay.expired` says so: read the state over REST then. A comment line " +
      "every 15 seconds keeps the connection open. Ends when the gateway stops. The same events come over " +
      "WebSocket at `/ws`, see `GET /asyncapi.json`.",
    returns: "A stream without an end.",
    headers: {
      "Last-Event-ID": {
        description:
          "Like `since`, and stronger: browsers send it by themselves when they connect again.",
        schema: { type: "string", pattern: "^\\d{1,15}$" },
      },
    },
    errors: { UNAVAILABLE: "256 streams are open, or the gateway is stopping." },
  },
  getOpenApi: {
    tag: "System",
    description:
      "This description, OpenAPI 3.1, made from the contracts that the gateway itself checks by. For people it is at " +
      "`/docs`.",
    returns: "The description.",
  },
  getAsyncApi: {
    tag: "System",
    description: "The event channels, AsyncAPI 3.0: WebSocket at `/ws` and server-sent events.",
    returns: "The description.",
  },
};
