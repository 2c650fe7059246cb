/** Settles at start what a crash left behind: interrupted runs, half-done approvals, forgotten sessions. */
import { fail, messageOf, toClientReport } from "../errors.ts";
import type { Log } from "../log.ts";
import { finishApply } from "./finish.ts";
import type { FinishParts } from "./finish.ts";
import type { Pages } from "./pages.ts";
import { completeEvent } from "./session-events.ts";
import type { Store } from "./store.ts";

export interface RestartParts extends FinishParts {
  readonly pages: Pages;
  readonly log: Log;
}

/** Before listening: rolls approvals forward, never over a user's edit; fails interrupted runs, re-runs none. */
export async function settleLeftovers(parts: RestartParts): Promise<void> {
  const { store, pages, log } = parts;
  for (const id of pages.idsIn("applying")) {
    try {
      await finishApply(id, parts);
    } catch (thrown) {
      // It stays in the journal and is tried again at the next start; the others must not wait for it.
      log.error("an approval could not be finished", { session: id, problem: messageOf(thrown) });
    }
  }
  for (const id of pages.idsIn("running")) {
    const error = toClientReport(
      fail("AGENT_ERROR", { problem: "interrupted: the gateway ended while the agent ran" }),
    );
    const events = [completeEvent(id, "failed", [], error)];
    try {
      await store.move(id, "running", "failed", { body: { error }, events });
    } catch (thrown) {
      log.error("a session's record is damaged", { session: id, problem: messageOf(thrown) });
      await store.abandon(id);
    }
  }
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
