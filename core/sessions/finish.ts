/** Finishes an approval that stopped half-way: at the next start, or when it is approved once more. */
import { fail, toClientReport } from "../errors.ts";
import type { Workspace } from "../workspace/files.ts";
import type { Fault } from "./fault.ts";
import type { Session } from "./model.ts";
import { recoverApply } from "./recover.ts";
import { approvedEvent, completeEvent } from "./session-events.ts";
import type { Store } from "./store.ts";

export interface FinishParts {
  readonly store: Store;
  readonly workspace: Workspace;
  readonly fault: Fault;
}

/**
 * Writes what is missing of an `applying` session: it is `completed` then, or `failed` when a file was edited
 * meanwhile, which is left alone. Throws STORAGE_ERROR and UNAVAILABLE; the session stays `applying`.
 */
export async function finishApply(
  id: string,
  { store, workspace, fault }: FinishParts,
): Promise<Session> {
  const files = store.staged(id);
  const { edited } = await recoverApply({ workspace, id, files, fault });
  if (edited.length === 0) {
    const events = [approvedEvent(id, files)];
    return (await store.move(id, "applying", "completed", { events }))!;
  }
  const problem = `The approval was interrupted, and these files were edited since: ${edited.join(", ")}. They were left as they are; the staged versions are kept with the session`;
  const error = toClientReport(fail("CONFLICT", { problem, paths: edited }));
  const failed = await store.move(id, "applying", "failed", {
    body: { error, decision: null },
    events: [completeEvent(id, "failed", [], error)],
  });
  return failed!;
}
