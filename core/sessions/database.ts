/** The database connection: opened safely, held alone, and written in groups that share one commit. */
import { mkdirSync, writeFileSync, chmodSync, readFileSync, existsSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fail, messageOf } from "../errors.ts";
import { migrate } from "./schema.ts";

/** Rows written in one commit at most: above it a checkpoint's stall shows in the tail. */
const BATCH = 200;

export interface Database {
  readonly db: DatabaseSync;
  /** Settled by a crash-proof commit. `work` runs in a savepoint of its own: its failure undoes it alone. */
  write<T>(work: () => T): Promise<T>;
  /** Called after each commit, before the callers are answered. */
  onCommit(listener: () => void): void;
  close(): Promise<void>;
}

/**
 * Opens `<folder>/metaforge.db`, which no other process can open meanwhile.
 * Throws START_REFUSED when another gateway holds it, when it is damaged, or when it is newer.
 */
export function openDatabase(folder: string, holder: Record<string, unknown>): Database {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  writeFileSync(join(folder, ".gitignore"), "*\n");
  const file = join(folder, "metaforge.db");
  const db = openAlone(file, folder);
  chmodSync(file, 0o600);
  writeFileSync(join(folder, "holder.json"), JSON.stringify(holder), { mode: 0o600 });
  return createWriter(db);
}

function openAlone(file: string, folder: string): DatabaseSync {
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(file, { timeout: 250, enableForeignKeyConstraints: true });
    // The engine's own file lock tells two gateways apart and goes with the process, however it dies.
    db.exec(
      "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;",
    );
    db.exec("PRAGMA trusted_schema = OFF; BEGIN IMMEDIATE; COMMIT;");
    const synchronous = db.prepare("PRAGMA synchronous").get() as { synchronous: number };
    const journal = db.prepare("PRAGMA journal_mode").get() as { journal_mode: string };
    if (synchronous.synchronous !== 2 || journal.journal_mode !== "wal") {
      throw fail("START_REFUSED", {
        problem: "the session database cannot be written durably here (a network file system?)",
      });
    }
    const check = db.prepare("PRAGMA quick_check(1)").get() as { quick_check: string };
    if (check.quick_check !== "ok") throw unreadable(check.quick_check);
    migrate(db);
    return db;
  } catch (thrown) {
    db?.close();
    throw explained(thrown, folder);
  }
}

function explained(thrown: unknown, folder: string): unknown {
  const { errcode } = thrown as { errcode?: number };
  if (errcode === 5) {
    return fail("START_REFUSED", {
      problem: `another gateway holds this workspace${heldBy(folder)}`,
    });
  }
  return typeof errcode === "number" ? unreadable(messageOf(thrown)) : thrown;
}

const unreadable = (why: string) =>
  fail("START_REFUSED", {
    problem: `the session database .metaforge/metaforge.db cannot be read (${why}). Move it away to start afresh`,
  });

function heldBy(folder: string): string {
  const file = join(folder, "holder.json");
  if (!existsSync(file)) return "";
  try {
    const { pid, since } = JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
    return `: process ${String(pid)}, since ${String(since)}`;
  } catch {
    return "";
  }
}

/** SQLite's primary codes for a disk that is full, read-only, failing, damaged or gone. */
const STORAGE_FAULTS = new Set([8, 10, 11, 13, 14]);

const isStorageFault = (thrown: unknown): boolean =>
  STORAGE_FAULTS.has(((thrown as { errcode?: number }).errcode ?? 0) & 0xff);

const storageError = (cause: unknown) =>
  fail("STORAGE_ERROR", { problem: "the database refused the write" }, { cause });

interface Waiting {
  readonly work: () => unknown;
  readonly resolve: (value: never) => void;
  readonly reject: (reason: unknown) => void;
}

function createWriter(db: DatabaseSync): Database {
  const begin = db.prepare("BEGIN IMMEDIATE");
  const commit = db.prepare("COMMIT");
  const savepoint = db.prepare("SAVEPOINT entry");
  const release = db.prepare("RELEASE entry");
  const listeners: (() => void)[] = [];
  let queue: Waiting[] = [];
  let scheduled = false;

  function flush(): void {
    scheduled = false;
    if (queue.length === 0) return;
    const batch = queue.length > BATCH ? queue.splice(0, BATCH) : queue;
    if (batch === queue) queue = [];
    else schedule();
    const answers: (() => void)[] = [];
    try {
      begin.run();
      for (const entry of batch) answers.push(attempt(entry));
      commit.run();
    } catch (thrown) {
      if (db.isTransaction) db.exec("ROLLBACK");
      for (const { reject } of batch) reject(storageError(thrown));
      return;
    }
    for (const listener of listeners) listener();
    for (const answer of answers) answer();
  }

  /** Runs one entry; a bad row must not fail its neighbours. */
  function attempt({ work, resolve, reject }: Waiting): () => void {
    savepoint.run();
    try {
      const value = work();
      release.run();
      return () => resolve(value as never);
    } catch (thrown) {
      // A full disk undoes the whole transaction by itself; then there is no savepoint left to return to.
      if (!db.isTransaction) throw thrown;
      db.exec("ROLLBACK TO entry; RELEASE entry");
      return () => reject(isStorageFault(thrown) ? storageError(thrown) : thrown);
    }
  }

  function schedule(): void {
    if (scheduled) return;
    scheduled = true;
    // All writes of one turn of the event loop share a commit; a timer would only add its delay.
    setImmediate(flush);
  }

  return {
    db,
    write<T>(work: () => T) {
      if (!db.isOpen)
        return Promise.reject(fail("UNAVAILABLE", { problem: "the store is closed" }));
      return new Promise<T>((resolve, reject) => {
        queue.push({ work, resolve: resolve as (value: never) => void, reject });
        schedule();
      });
    },
    onCommit: (listener) => void listeners.push(listener),
    async close() {
      while (queue.length > 0) flush();
      db.exec("PRAGMA wal_checkpoint(TRUNCATE)");
      db.close();
    },
  };
}
