/** The database connection: opened safely, held alone, and written in groups that share one commit. */
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fail, messageOf } from "../errors.ts";
import { prepareFolder } from "./data-folder.ts";
import { heldBy, writeHolder } from "./holder.ts";
import type { Holder } from "./holder.ts";
import { migrate } from "./schema.ts";

/** Rows written in one commit at most: above it a checkpoint's stall shows in the tail. */
const BATCH = 200;

export interface Database {
  readonly db: DatabaseSync;
  /**
   * Settled by a crash-proof commit. A `work` that throws is undone alone. It may be run twice: when
   * another of its group fails, the group is undone and done again one by one.
   */
  write<T>(work: () => T): Promise<T>;
  /** Inside a write: done once its commit stands, before its caller is answered; never when it is undone. */
  afterCommit(step: () => void): void;
  close(): Promise<void>;
}

/**
 * Opens `<folder>/metaforge.db`, which no other process can open meanwhile.
 * Throws START_REFUSED when another gateway holds it, when it is damaged, or when it is newer.
 */
export function openDatabase(folder: string, holder: Holder): Database {
  prepareFolder(folder);
  const db = openAlone(join(folder, "metaforge.db"), folder);
  writeHolder(folder, holder);
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

/** SQLite's primary codes for a disk that is full, read-only, failing, damaged or gone. */
const STORAGE_FAULTS = new Set([8, 10, 11, 13, 14]);

const isStorageFault = (thrown: unknown): boolean =>
  STORAGE_FAULTS.has(((thrown as { errcode?: number }).errcode ?? 0) & 0xff);

const toRejection = (cause: unknown): unknown =>
  isStorageFault(cause)
    ? fail("STORAGE_ERROR", { problem: "the database refused the write" }, { cause })
    : cause;

interface Waiting {
  readonly work: () => unknown;
  readonly resolve: (value: never) => void;
  readonly reject: (reason: unknown) => void;
}

function createWriter(db: DatabaseSync): Database {
  const begin = db.prepare("BEGIN IMMEDIATE");
  const commit = db.prepare("COMMIT");
  let queue: Waiting[] = [];
  let scheduled = false;
  let after: (() => void)[] = [];

  function flush(): void {
    scheduled = false;
    if (queue.length === 0) return;
    const batch = queue.length > BATCH ? queue.splice(0, BATCH) : queue;
    if (batch === queue) queue = [];
    else schedule();
    // Told outside of what can still be undone: the commit stands, whatever a listener does.
    const tell = committed(batch);
    tell();
  }

  /** Writes a batch; what is returned tells everyone how it went. */
  function committed(batch: readonly Waiting[]): () => void {
    try {
      // As a rule nothing fails, and then no entry needs a savepoint of its own.
      return commitAll(batch, ({ work, resolve }) => {
        const value = work();
        return () => resolve(value as never);
      });
    } catch (thrown) {
      if (db.isTransaction) db.exec("ROLLBACK");
      return batch.length === 1 ? refusal(batch, thrown) : commitApart(batch);
    }
  }

  function commitAll(batch: readonly Waiting[], attempt: (entry: Waiting) => () => void) {
    after = [];
    begin.run();
    const answers = batch.map(attempt);
    commit.run();
    const steps = after;
    return () => {
      for (const step of steps) step();
      for (const answer of answers) answer();
    };
  }

  /** The same batch again, each entry in a savepoint: the one that fails must not fail its neighbours. */
  function commitApart(batch: readonly Waiting[]): () => void {
    try {
      return commitAll(batch, attemptApart);
    } catch (thrown) {
      if (db.isTransaction) db.exec("ROLLBACK");
      return refusal(batch, thrown);
    }
  }

  const refusal = (batch: readonly Waiting[], thrown: unknown) => () => {
    for (const { reject } of batch) reject(toRejection(thrown));
  };

  function attemptApart({ work, resolve, reject }: Waiting): () => void {
    const steps = after.length;
    db.exec("SAVEPOINT entry");
    try {
      const value = work();
      db.exec("RELEASE entry");
      return () => resolve(value as never);
    } catch (thrown) {
      // A full disk undoes the whole transaction by itself; then there is no savepoint left to return to.
      if (!db.isTransaction) throw thrown;
      db.exec("ROLLBACK TO entry; RELEASE entry");
      after.length = steps;
      return () => reject(toRejection(thrown));
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
    afterCommit: (step) => void after.push(step),
    async close() {
      while (queue.length > 0) flush();
      db.exec("PRAGMA wal_checkpoint(TRUNCATE)");
      db.close();
    },
  };
}
