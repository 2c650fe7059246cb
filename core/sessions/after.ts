/** Runs that build on files which still wait for a decision: which sessions those may be, and in which order they settle. */
import { fail } from "../errors.ts";
import type { Session, StagedContent, Status } from "./model.ts";
import { shownStatus } from "./states.ts";
import type { Store } from "./store.ts";

/**
 * Checks what a run wants to build on. Throws VALIDATION_ERROR for a session that is not there, or has nothing that
 * waits or was written.
 */
export function checkAfter(after: readonly string[] | undefined, store: Pick<Store, "get">): void {
  for (const id of after ?? []) {
    const session = store.get(id);
    const status = session && shownStatus(session.status);
    if (status === "pending_approval" || status === "completed") continue;
    const problem = session
      ? `session ${id} is ${status}, so there is nothing of it to build on`
      : `there is no session ${id}`;
    throw fail("VALIDATION_ERROR", { field: "options.after", problem });
  }
}

/**
 * The files of the sessions that still wait; those of settled ones stand in the workspace. Of one that is being
 * written any number may stand there so far.
 */
export function waitingFiles(
  after: readonly string[] | undefined,
  store: Pick<Store, "get" | "staged">,
): StagedContent[] {
  return (after ?? [])
    .filter((id) => WAITING.has(store.get(id)?.status))
    .flatMap((id) => store.staged(id));
}

const WAITING: ReadonlySet<Status | undefined> = new Set(["pending_approval", "applying"]);

/** Throws CONFLICT while a session that this one builds on is not written: its inputs would not be there. */
export function refuseBefore({ options }: Session, store: Pick<Store, "get">): void {
  const open = (options.after ?? []).filter((id) => store.get(id)?.status !== "completed");
  if (open.length === 0) return;
  const status = (id: string) => {
    const session = store.get(id);
    return session ? shownStatus(session.status) : "deleted";
  };
  const problem = `It builds on what is not approved: ${open.map((id) => `${id} is ${status(id)}`).join(", ")}`;
  throw fail("CONFLICT", { problem, sessions: open });
}
