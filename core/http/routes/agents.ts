/** Routes of runs: start one, ask how it stands, cancel it. */
import { fail } from "../../errors.ts";
import type { Session } from "../../sessions/model.ts";
import { json } from "../answer.ts";
import * as contract from "../contract/requests.ts";
import { agentName, toAgentStatus, toThrown } from "../present.ts";
import { route } from "../route.ts";
import type { Route } from "../route.ts";
import type { Services } from "../services.ts";
import { sessionOf } from "./sessions.ts";

/** Seconds that a caller may wait for the end of a run. */
const WAIT_MOST = 300;

export const agentRoutes = (services: Services): Route[] => [
  route({
    method: "POST",
    path: "/agent/run",
    id: "runAgent",
    summary: "Run an agent",
    body: contract.RunAgent,
    answer: "RunAnswer",
    errors: [
      "NOT_FOUND",
      "CONFLICT",
      "RATE_LIMITED",
      "AGENT_ERROR",
      "TOOL_ERROR",
      "TIMEOUT",
      "STORAGE_ERROR",
    ],
    async handle({ body, headers, signal }) {
      const { session_id: named = null, ...request } = body;
      if (named !== null) sessionOf(services, named);
      const { session, ended } = await services.runs.run(request, named);
      const seconds = waitSeconds(headers.get("prefer"));
      if (seconds > 0) {
        const over = await within(ended, seconds, signal);
        // How the run ended may be unstored when the gateway stops; then the session still reads `running`.
        const after = over === "time is over" ? session : (over ?? services.store.get(session.id));
        if (!after) throw fail("NOT_FOUND", { what: "Session", session_id: session.id });
        if (after.status !== "running") return waited(after, seconds);
      }
      return { session_id: session.id, status: "running", agent: agentName(session) };
    },
  }),
  route({
    method: "GET",
    path: "/agent/:id/status",
    id: "getAgentStatus",
    summary: "Get the status of a run",
    answer: "AgentStatus",
    errors: ["NOT_FOUND", "STORAGE_ERROR"],
    handle({ param }) {
      const session = sessionOf(services, param("id"));
      return toAgentStatus(session, services.runs.live(session.id));
    },
  }),
  route({
    method: "POST",
    path: "/agent/:id/cancel",
    id: "cancelAgent",
    summary: "Cancel a run",
    answer: "AgentStatus",
    errors: ["NOT_FOUND", "CONFLICT", "STORAGE_ERROR"],
    async handle({ param }) {
      const { id } = sessionOf(services, param("id"));
      return toAgentStatus(await services.runs.cancel(id), null);
    },
  }),
];

function waitSeconds(prefer: string | null): number {
  const [, seconds] = /(?:^|[,;\s])wait=(\d{1,6})(?:$|[,;\s])/i.exec(prefer ?? "") ?? [];
  return Math.min(Number(seconds ?? 0), WAIT_MOST);
}

/** The value, or that the time is over, also because the caller is gone. */
async function within<T>(value: Promise<T>, seconds: number, signal: AbortSignal) {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<"time is over">((resolve) => {
    timer = setTimeout(resolve, seconds * 1000, "time is over");
    signal.addEventListener("abort", () => resolve("time is over"), { once: true });
  });
  return Promise.race([value, over]).finally(() => clearTimeout(timer));
}

/**
 * Only for a caller who waited does a failed run become a failed request. Its code may be one that also refuses
 * requests; that there was a run, and which, is told by the session's id.
 */
function waited(session: Session, seconds: number): Response {
  const { id, error } = session;
  if (error) throw toThrown({ ...error, details: { ...error.details, session_id: id } });
  return json(toAgentStatus(session, null), 200, { "preference-applied": `wait=${seconds}` });
}
