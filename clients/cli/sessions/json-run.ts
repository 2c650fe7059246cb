/** A run as JSON lines: its events, then one result. */
import type { Session } from "../../typescript/src/index.ts";
import { EXIT, toProblem } from "../problem.ts";
import type { Problem } from "../problem.ts";
import type { Shell } from "../shell.ts";
import { approve } from "./decide.ts";
import { followEvents } from "./follow.ts";
import { codeOf } from "./outcome.ts";
import { performRun } from "./perform.ts";
import type { Job } from "./perform.ts";

/** What came of it: the exit code, and the session when there was one. */
export interface JsonRun {
  readonly code: number;
  readonly session: Session | undefined;
}

export async function runAsJson(job: Job, shell: Shell, yes: boolean): Promise<JsonRun> {
  const { out } = shell;
  const events = await followEvents(job.client, (event) => out.json(event));
  let started: Session | undefined;
  let error: Pick<Problem, "code" | "message" | "details"> | undefined;
  const onSession = (session: Session) => events.of((started = session).id);
  try {
    const session = await performRun({ ...job, onSession }, shell, true);
    await events.until("session.complete");
    error = (session ?? started)?.error;
    if (session?.status === "pending_approval" && yes) {
      try {
        await approve(session, shell, { automatic: true });
        await events.until("session.approved");
      } catch (thrown) {
        error = toProblem(thrown);
      }
    }
    const { id, status, output, summary, findings } = (session ?? started)!;
    const { artifacts } = output;
    out.json({
      event: "result",
      ...{ session: id, status, artifacts, summary, findings },
      ...(error ? { error: bare(error) } : {}),
    });
    if (!session) return { code: EXIT.interrupted, session: started };
    return { code: error ? EXIT.failed : codeOf(session), session };
  } finally {
    events.end();
  }
}

const bare = ({ code, message, details }: Pick<Problem, "code" | "message" | "details">) => ({
  ...{ code, message, details },
});
