/** Durable writes for the peers: all of one turn of the event loop in one commit, or one commit each. */
import { DatabaseSync } from "node:sqlite";

export interface Writer {
  readonly db: DatabaseSync;
  write<T>(work: () => T): Promise<T>;
}

/** WAL with synchronous=FULL: a commit stands when it returns, as in the gateway. */
export function openWriter(file: string, grouped: boolean): Writer {
  const db = new DatabaseSync(file);
  db.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
  db.exec(`
    CREATE TABLE sessions (
      id TEXT PRIMARY KEY, skill TEXT NOT NULL, status TEXT NOT NULL, created TEXT NOT NULL,
      body TEXT NOT NULL, path TEXT, content TEXT);
    CREATE INDEX by_status ON sessions (status);
    CREATE TABLE events (seq INTEGER PRIMARY KEY, event TEXT NOT NULL, data TEXT NOT NULL);`);
  const begin = db.prepare("BEGIN IMMEDIATE");
  const commit = db.prepare("COMMIT");
  let queue: (() => () => void)[] = [];
  const flush = () => {
    const batch = queue;
    queue = [];
    begin.run();
    const answers = batch.map((work) => work());
    commit.run();
    for (const answer of answers) answer();
  };
  return {
    db,
    write: (work) =>
      new Promise((resolve) => {
        queue.push(() => {
          const value = work();
          return () => resolve(value);
        });
        if (!grouped) flush();
        else if (queue.length === 1) setImmediate(flush);
      }),
  };
}
