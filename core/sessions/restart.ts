/** Settles at start what a crash left behind: interrupted runs, half-done approvals, forgotten sessions. */
import { fail, messageOf, toClientReport } from "../errors.ts";
import type { Log } from "../log.ts";
import type { Workspace } from "../workspace/files.ts";
import type { Fault } from "./fault.ts";
import type { Pages } from "./pages.ts";
import { recoverApply } from "./recover.ts";
import { completeEvent } from "./runs.ts";
import type { Store } from "./store.ts";

export interface RestartParts {
  readonly store: Store;
  readonly pages: Pages;
  readonly workspace: Workspace;
  readonly fault: Fault;
  readonly log: Log;
}

/** Before listening: rolls approvals forward, never over a user's edit; fails interrupted runs, re-runs none. */
export async function settleLeftovers(parts: RestartParts): Promise<void> {
  const { store, pages, log } = parts;
  for (const id of pages.idsIn("applying")) {
    try {
      await settleApply(id, parts);
    } catch (thrown) {
      // It stays in the journal and is tried again at the next start; the others must not wait for it.
      log.error("an approval could not be finished", { session: id, problem: messageOf(thrown) });
    }
  }
  for (const id of pages.idsIn("running")) {
    const error = toClientReport(
      fail("AGENT_ERROR", { problem: "interrupted: the gateway ended while the agent ran" }),
    );
    await store.move(id, "running", "failed", {
      body: { error },
      events: [completeEvent(id, "failed", [], error)],
    });
  }
}

async function settleApply(id: string, { store, workspace, fault }: RestartParts): Promise<void> {
  const files = store.staged(id);
  const { edited } = await recoverApply({ workspace, id, files, fault });
  if (edited.length === 0) {
    const artifacts = files.map(({ path }) => path);
    await store.move(id, "applying", "completed", {
      events: [
        { event: "session.approved", data: { session_id: id, status: "approved", artifacts } },
      ],
    });
    return;
  }
  const problem = `A crash interrupted the approval, and these files were edited since: ${edited.join(", ")}. They were left as they are; the staged versions are kept with the session`;
  const error = toClientReport(fail("CONFLICT", { problem, paths: edited }));
  await store.move(id, "applying", "failed", { body: { error, decision: null } });
}

/** Sessions that never ran are removed after their time; returns how many. */
export async function removeForgotten(
  store: Store,
  pages: Pages,
  createdBefore: string,
): Promise<number> {
  const ids = pages.idsIn("created", createdBefore);
  await Promise.all(ids.map((id) => store.remove(id)));
  return ids.length;
}
