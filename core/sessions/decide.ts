/** Approving and rejecting: the only way from staged bytes to files in the workspace. */
import { fail, isGatewayError } from "../errors.ts";
import { refuseBefore, waitingFiles } from "./after.ts";
import { applyStaged, conflicts } from "./apply.ts";
import { finishApply } from "./finish.ts";
import type { FinishParts } from "./finish.ts";
import type { Decision, Session, Stated } from "./model.ts";
import { createPathLocks } from "./path-locks.ts";
import type { Staleness } from "./staleness.ts";
import { approvedEvent, rejectedEvent } from "./session-events.ts";
import { shownStatus } from "./states.ts";

export interface DecideParts extends FinishParts {
  readonly staleOf: Staleness;
  readonly now: () => string;
}

export interface Decide {
  /**
   * Writes every staged file or none. Throws CONFLICT with `details.paths` when a file changed since it was
   * staged, STORAGE_ERROR when the disk refused; the session then still waits for its decision. When some files
   * stand by then, approving once more writes the others.
   */
  approve(id: string, comment: string | undefined, stated?: Stated): Promise<Session>;
  /** Writes nothing. Throws CONFLICT when the session does not wait for a decision. */
  reject(id: string, reason: string, stated?: Stated): Promise<Session>;
  /** Inputs of a run that read differently now. */
  staleInputs(session: Session): Promise<string[]>;
  /** Settles when no approval is under way. */
  idle(): Promise<void>;
}

export function createDecide(parts: DecideParts): Decide {
  const { store, workspace, fault, now, staleOf } = parts;
  const locks = createPathLocks();
  const underWay = new Set<Promise<unknown>>();

  /** One at a time for each path: a session that is `applying` here was left so by an earlier approval. */
  async function approve(id: string, said: Pick<Decision, "comment"> & Stated): Promise<Session> {
    if (approvable(store.get(id)).status === "pending_approval") return apply(id, said);
    const finished = await finishApply(id, parts);
    if (finished.error) throw fail("CONFLICT", finished.error.details, finished.error);
    return finished;
  }

  async function apply(id: string, said: Pick<Decision, "comment"> & Stated): Promise<Session> {
    refuseBefore(store.get(id)!, store);
    const files = store.staged(id);
    await workspace.check();
    const paths = await conflicts(workspace, files);
    if (paths.length > 0) {
      const problem = `Changed since they were staged: ${paths.join(", ")}`;
      throw fail("CONFLICT", { problem, paths });
    }
    const decision: Decision = { status: "approved", ...said, at: now() };
    // This commit is the journal: whatever happens from here on, a restart finishes it.
    const journal = await store.move(id, "pending_approval", "applying", { body: { decision } });
    if (!journal) throw notWaiting(store.get(id));
    fault("apply:journal");
    try {
      await applyStaged({ workspace, id, files, fault });
    } catch (thrown) {
      throw await undone(id, thrown);
    }
    fault("apply:written");
    const settled = await store.move(id, "applying", "completed", {
      events: [approvedEvent(id, files)],
    });
    fault("apply:settled");
    return settled!;
  }

  /** Nothing written yet: the session waits again. Something written: it stays in the journal. */
  async function undone(id: string, thrown: unknown): Promise<unknown> {
    if (!isGatewayError(thrown) || thrown.details["written"] !== 0) return thrown;
    const undo = store.move(id, "applying", "pending_approval", { body: { decision: null } });
    // On a disk that takes no more it stays in the journal, too; the first error says why.
    await undo.catch(() => {});
    return thrown;
  }

  return {
    async approve(id, comment, stated) {
      const said = { ...(comment ? { comment } : {}), ...stated };
      const paths = approvable(store.get(id)).artifacts.map(({ path }) => path);
      const approval = locks.hold(paths, () => approve(id, said));
      underWay.add(approval);
      return approval.finally(() => underWay.delete(approval));
    },
    async reject(id, reason, stated) {
      waiting(store.get(id));
      const decision: Decision = { status: "rejected", reason, ...stated, at: now() };
      const rejected = await store.move(id, "pending_approval", "rejected", {
        body: { decision },
        events: [rejectedEvent(id, reason)],
      });
      if (!rejected) throw notWaiting(store.get(id));
      return rejected;
    },
    async staleInputs({ sources, options }) {
      const files = waitingFiles(options.after, store);
      const waits = new Set(files.map(({ path, newHash }) => `${newHash} ${path}`));
      return staleOf(sources.filter(({ path, sha256 }) => !waits.has(`${sha256} ${path}`)));
    },
    async idle() {
      await Promise.allSettled(underWay);
    },
  };
}

function approvable(session: Session | null): Session {
  return session?.status === "applying" ? session : waiting(session);
}

function waiting(session: Session | null): Session {
  if (session?.status !== "pending_approval") throw notWaiting(session);
  return session;
}

function notWaiting(session: Session | null) {
  if (!session) return fail("NOT_FOUND", { what: "Session" });
  const status = shownStatus(session.status);
  const problem =
    session.status === "applying"
      ? "The session is being applied"
      : `The session is ${status}, not pending_approval`;
  return fail("CONFLICT", { problem, status });
}
