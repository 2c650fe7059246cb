/** The events that tell of a session, in the words of the log. */
import type { NewEvent } from "../events.ts";
import type { Session, StagedFile, Status } from "./model.ts";
import type { Progress } from "./progress.ts";

export const progressEvent = (
  { id, agent }: Pick<Session, "id" | "agent">,
  { fraction, message }: Progress,
): NewEvent => ({
  event: "agent.progress",
  data: { session_id: id, agent: `${agent}-agent`, progress: fraction, message },
});

export const completeEvent = (
  id: string,
  status: Status,
  files: readonly Pick<StagedFile, "path">[],
  error?: Session["error"],
): NewEvent => ({
  event: "session.complete",
  data: { session_id: id, status, artifacts: pathsOf(files), ...(error ? { error } : {}) },
});

export const approvedEvent = (
  id: string,
  files: readonly Pick<StagedFile, "path">[],
): NewEvent => ({
  event: "session.approved",
  data: { session_id: id, status: "approved", artifacts: pathsOf(files) },
});

export const rejectedEvent = (id: string, reason: string): NewEvent => ({
  event: "session.rejected",
  data: { session_id: id, status: "rejected", reason },
});

const pathsOf = (files: readonly Pick<StagedFile, "path">[]) => files.map(({ path }) => path);
