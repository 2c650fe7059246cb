/** The database's tables, and how an older database becomes a current one. */
import type { DatabaseSync } from "node:sqlite";
import { fail } from "../errors.ts";

/** Stored in `user_version`; a newer one is refused, never migrated down. */
export const SCHEMA_VERSION = 3;

const TABLES = `
CREATE TABLE sessions (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  skill TEXT NOT NULL,
  agent TEXT NOT NULL,
  status TEXT NOT NULL,
  decision TEXT,
  created TEXT NOT NULL,
  updated TEXT NOT NULL,
  input_key TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT;
CREATE INDEX sessions_by_status ON sessions (status, seq DESC);
CREATE INDEX sessions_approved ON sessions (seq DESC) WHERE decision = 'approved';
CREATE INDEX sessions_adoptable ON sessions (input_key, seq DESC) WHERE status = 'created';

CREATE TABLE artifacts (
  session INTEGER NOT NULL REFERENCES sessions (seq) ON DELETE CASCADE,
  n INTEGER NOT NULL,
  path TEXT NOT NULL,
  size INTEGER NOT NULL,
  new_hash TEXT NOT NULL,
  base_hash TEXT,
  mode INTEGER NOT NULL,
  added INTEGER NOT NULL,
  removed INTEGER NOT NULL,
  content BLOB NOT NULL,
  base BLOB
) STRICT;
CREATE UNIQUE INDEX artifacts_of_session ON artifacts (session, n);

CREATE TABLE traces (
  session INTEGER PRIMARY KEY REFERENCES sessions (seq) ON DELETE CASCADE,
  lines TEXT NOT NULL
) STRICT;

CREATE TABLE events (
  seq INTEGER PRIMARY KEY,
  event TEXT NOT NULL,
  at TEXT NOT NULL,
  data TEXT NOT NULL
) STRICT;

CREATE TABLE plugin_data (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE processes (pid INTEGER PRIMARY KEY, start_time INTEGER NOT NULL) STRICT;

-- Counting a million rows costs milliseconds on every page; these triggers cost next to nothing.
CREATE TABLE counters (name TEXT PRIMARY KEY, n INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TRIGGER sessions_counted_in AFTER INSERT ON sessions BEGIN
  INSERT INTO counters VALUES (NEW.status, 1) ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER sessions_counted_out AFTER DELETE ON sessions BEGIN
  UPDATE counters SET n = n - 1 WHERE name = OLD.status;
  UPDATE counters SET n = n - 1 WHERE name = 'approved' AND OLD.decision = 'approved';
END;
CREATE TRIGGER sessions_counted_on AFTER UPDATE OF status ON sessions WHEN OLD.status <> NEW.status BEGIN
  UPDATE counters SET n = n - 1 WHERE name = OLD.status;
  INSERT INTO counters VALUES (NEW.status, 1) ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER sessions_counted_decision AFTER UPDATE OF decision ON sessions
WHEN OLD.decision IS NULL AND NEW.decision = 'approved' BEGIN
  INSERT INTO counters VALUES ('approved', 1) ON CONFLICT DO UPDATE SET n = n + 1;
END;
`;

/** Since version 2. */
const EXCHANGES = `
CREATE TABLE exchanges (
  session INTEGER PRIMARY KEY REFERENCES sessions (seq) ON DELETE CASCADE,
  lines TEXT NOT NULL
) STRICT;
`;

/**
 * Since version 3: which session's files stand in the workspace, by path. An approval written before is taken for what
 * stands there: the newest of each path.
 */
const STANDING = `
CREATE TABLE standing (
  path TEXT PRIMARY KEY,
  session INTEGER NOT NULL REFERENCES sessions (seq) ON DELETE CASCADE,
  hash TEXT NOT NULL
) STRICT;
CREATE INDEX standing_by_session ON standing (session);
INSERT OR REPLACE INTO standing
  SELECT a.path, a.session, a.new_hash FROM artifacts a JOIN sessions s ON s.seq = a.session
  WHERE s.decision = 'approved' ORDER BY a.session;
`;

/** Brings the schema up to date inside one transaction; refuses a database from a newer version. */
export function migrate(db: DatabaseSync): void {
  const { user_version: version } = db.prepare("PRAGMA user_version").get() as {
    user_version: number;
  };
  if (version > SCHEMA_VERSION) {
    throw fail("START_REFUSED", {
      problem: `the session database has version ${version}; this gateway knows ${SCHEMA_VERSION}. Use the newer gateway`,
    });
  }
  if (version === SCHEMA_VERSION) return;
  const missing = [version < 1 ? TABLES : "", version < 2 ? EXCHANGES : "", STANDING].join("");
  db.exec(`BEGIN IMMEDIATE; ${missing} PRAGMA user_version = ${SCHEMA_VERSION}; COMMIT;`);
}
