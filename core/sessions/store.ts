/** Sessions in SQL: every move is one UPDATE that names the state it comes from, with its event in the same commit. */
import type { StatementSync } from "node:sqlite";
import { fail } from "../errors.ts";
import type { NewEvent } from "../events.ts";
import { token } from "../tokens.ts";
import { checkedPath } from "../workspace/paths.ts";
import type { Database } from "./database.ts";
import type { RunOptions, Session, SessionInput, StagedContent, Status } from "./model.ts";
import type { Outbox } from "./outbox.ts";
import { ARTIFACTS_OF_SESSION, inputKey, parsedBody, toSession } from "./rows.ts";
import type { ArtifactRow, SessionRow } from "./rows.ts";
import { checkedMove, isFinal, shownStatus } from "./states.ts";

/** What a move may change besides the state. */
export interface Patch {
  readonly body?: Partial<
    Pick<
      Session,
      | "options"
      | "progress"
      | "message"
      | "findings"
      | "summary"
      | "error"
      | "decision"
      | "sources"
      | "ran"
      | "unchanged"
    >
  >;
  readonly staged?: readonly StagedContent[];
  readonly trace?: string;
  readonly exchanges?: string;
  readonly events?: readonly NewEvent[];
}

export interface NewSession {
  readonly id: string;
  readonly skill: string;
  readonly agent: string;
  readonly input: SessionInput;
  readonly options: RunOptions;
}

export interface Store {
  /** `admit` may throw; it counts with every session that was created before. */
  create(session: NewSession, admit?: () => void): Promise<Session>;
  /**
   * Begins a run: of the named session; else of the newest that was created with the same skill and input;
   * else of a new one. Throws NOT_FOUND or CONFLICT for a named session that cannot run.
   */
  begin(session: NewSession, named: string | null): Promise<Session>;
  /** Moves a session; null when it is not in `from` (any more). */
  move(id: string, from: Status, to: Status, patch?: Patch): Promise<Session | null>;
  get(id: string): Session | null;
  /** With their bytes. */
  staged(id: string): StagedContent[];
  trace(id: string): string;
  /** What its run asked models and what they answered, as JSON lines. */
  exchanges(id: string): string;
  /** Removes a session, also a damaged one, unless it is being applied (CONFLICT); false when there is none. */
  remove(id: string): Promise<boolean>;
  /** Marks a running session whose record is damaged as failed; the record stays as it is. */
  abandon(id: string): Promise<void>;
  record(event: NewEvent): Promise<void>;
  /** Told of every session that is about to read differently; for caches. */
  onChange(listener: (id: string) => void): void;
}

export const SESSION_STORE = token<Store>("session-store");

export function createStore(database: Database, outbox: Outbox, now: () => string): Store {
  const { db } = database;
  const sql = (text: string): StatementSync => db.prepare(text);
  const insert =
    sql(`INSERT INTO sessions (id, skill, agent, status, created, updated, input_key, body)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)`);
  const byId = sql("SELECT * FROM sessions WHERE id = ?");
  const adoptable = sql(
    "SELECT * FROM sessions WHERE input_key = ? AND status = 'created' ORDER BY seq DESC LIMIT 1",
  );
  const update = sql(
    "UPDATE sessions SET status = ?, decision = ?, updated = ?, body = ? WHERE id = ? AND status = ?",
  );
  const artifactsOf = sql(ARTIFACTS_OF_SESSION);
  const contentOf = sql("SELECT * FROM artifacts WHERE session = ? ORDER BY n");
  const insertArtifact = sql("INSERT INTO artifacts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  const setTrace = sql("INSERT OR REPLACE INTO traces VALUES (?, ?)");
  const traceOf = sql("SELECT lines FROM traces WHERE session = ?");
  const setExchanges = sql("INSERT OR REPLACE INTO exchanges VALUES (?, ?)");
  const exchangesOf = sql("SELECT lines FROM exchanges WHERE session = ?");
  const abandon = sql(
    "UPDATE sessions SET status = 'failed', updated = ? WHERE id = ? AND status = 'running'",
  );
  const remove = sql("DELETE FROM sessions WHERE id = ? AND status <> 'applying'");
  const stands = sql("INSERT OR REPLACE INTO standing VALUES (?, ?, ?)");
  const listeners: ((id: string) => void)[] = [];
  const changed = (id: string) => {
    for (const listener of listeners) listener(id);
  };

  const row = (id: string) => byId.get(id) as SessionRow | undefined;
  const read = (found: SessionRow): Session =>
    toSession(found, artifactsOf.all(found.seq) as unknown as ArtifactRow[]);

  function insertNew(session: NewSession, status: Status): Session {
    const { id, skill, agent, input, options } = session;
    const at = now();
    const key = inputKey(skill, input);
    const body = JSON.stringify({ input, options });
    const { lastInsertRowid } = insert.run(id, skill, agent, status, at, at, key, body);
    outbox.add({ event: "session.created", data: { session_id: id, skill } });
    const seq = Number(lastInsertRowid);
    return toSession({ seq, id, skill, agent, status, created: at, updated: at, body }, []);
  }

  function started(session: Session): Session {
    outbox.add({
      event: "session.started",
      data: { session_id: session.id, skill: session.skill },
    });
    return session;
  }

  function moved(found: SessionRow, to: Status, patch: Patch): Session {
    checkedMove(found.status, to);
    const at = now();
    const merged = { ...parsedBody(found.body), ...patch.body };
    const body = JSON.stringify(merged);
    // The decision stands in the journal already, but counts only once its files stand.
    const decision = isFinal(to) ? (merged.decision?.status ?? null) : null;
    update.run(to, decision, at, body, found.id, found.status);
    changed(found.id);
    patch.staged?.forEach((file, n) => {
      insertArtifact.run(
        ...[found.seq, n, file.path, file.size, file.newHash, file.baseHash, file.mode],
        ...[file.added, file.removed, file.content, file.base],
      );
    });
    if (patch.trace !== undefined) setTrace.run(found.seq, patch.trace);
    if (patch.exchanges) setExchanges.run(found.seq, patch.exchanges);
    for (const event of patch.events ?? []) outbox.add(event);
    const session = read({ ...found, status: to, updated: at, body });
    if (to === "completed") settle(session);
    return session;
  }

  /** From here on the session's files are what the workspace should hold. */
  function settle({ seq, artifacts, unchanged }: Session): void {
    for (const { path, newHash } of artifacts) stands.run(path, seq, newHash);
    for (const { path, sha256 } of unchanged) stands.run(path, seq, sha256);
  }

  return {
    create: (session, admit) =>
      database.write(() => {
        admit?.();
        return insertNew(session, "created");
      }),
    begin: (session, named) =>
      database.write(() => {
        const found = named === null ? adopted(session) : row(named);
        if (!found) {
          if (named !== null) throw fail("NOT_FOUND", { what: "Session" });
          return started(insertNew(session, "running"));
        }
        if (found.status !== "created") {
          throw fail("CONFLICT", {
            problem: `The session is ${shownStatus(found.status)}, not created`,
          });
        }
        return started(moved(found, "running", { body: { options: session.options } }));
      }),
    move: (id, from, to, patch = {}) =>
      database.write(() => {
        const found = row(id);
        return found?.status === from ? moved(found, to, patch) : null;
      }),
    get(id) {
      const found = row(id);
      return found ? read(found) : null;
    },
    staged(id) {
      const found = row(id);
      return found ? (contentOf.all(found.seq) as unknown as ArtifactRow[]).map(toContent) : [];
    },
    trace: (id) => linesOf(traceOf, id),
    exchanges: (id) => linesOf(exchangesOf, id),
    remove: (id) =>
      database.write(() => {
        const found = row(id);
        if (!found) return false;
        if (remove.run(id).changes === 0) {
          throw fail("CONFLICT", { problem: "The session is being applied" });
        }
        changed(id);
        outbox.add({ event: "session.deleted", data: { session_id: id } });
        return true;
      }),
    abandon: (id) =>
      database.write(() => {
        abandon.run(now(), id);
        changed(id);
      }),
    record: (event) => database.write(() => outbox.add(event)),
    onChange: (listener) => void listeners.push(listener),
  };

  function linesOf(of: StatementSync, id: string): string {
    const found = row(id);
    return found ? ((of.get(found.seq) as { lines: string } | undefined)?.lines ?? "") : "";
  }

  function adopted(session: NewSession): SessionRow | undefined {
    return adoptable.get(inputKey(session.skill, session.input)) as SessionRow | undefined;
  }
}

/**
 * Paths and permissions are checked as if a run had just proposed them: the database lies in the workspace,
 * and a workspace can come from anybody.
 */
function toContent(found: ArtifactRow): StagedContent {
  const { size, new_hash, base_hash, added, removed, content, base } = found;
  const path = storedPath(found.path);
  const mode = found.mode & 0o777;
  const hashes = { newHash: new_hash, baseHash: base_hash };
  return { path, size, ...hashes, mode, added, removed, content: content!, base: base ?? null };
}

function storedPath(path: string): string {
  try {
    return checkedPath(path, "write");
  } catch (cause) {
    throw fail("STORAGE_ERROR", { problem: "this session's record is damaged" }, { cause });
  }
}
