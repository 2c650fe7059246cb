/** Pages of sessions: the newest first, with totals that cost the same at a million rows. */
import { token } from "../tokens.ts";
import type { Database } from "./database.ts";
import { STATUSES } from "./model.ts";
import type { Session, Status } from "./model.ts";
import { ARTIFACTS_OF_SESSION, toSession } from "./rows.ts";
import type { ArtifactRow, SessionRow } from "./rows.ts";

/** A status that a list can be filtered by; `approved` are the completed ones that a person approved. */
export type Filter = Exclude<Status, "applying"> | "approved" | null;

export interface PageEntry {
  readonly id: string;
  readonly skill: string;
  readonly status: Status;
  readonly created: string;
}

export interface Pages {
  list(filter: Filter, limit: number, offset: number): { entries: PageEntry[]; total: number };
  /** Sessions that wait for a decision, oldest first. */
  pending(limit: number): Session[];
  count(...names: string[]): number;
  /** Ids in a state, oldest first. */
  idsIn(status: Status, createdBefore?: string): string[];
}

export const SESSION_PAGES = token<Pages>("session-pages");

const COLUMNS = "id, skill, status, created";

export function createPages({ db }: Pick<Database, "db">): Pages {
  const all = db.prepare(`SELECT ${COLUMNS} FROM sessions ORDER BY seq DESC LIMIT ? OFFSET ?`);
  const byStatus = db.prepare(
    `SELECT ${COLUMNS} FROM sessions WHERE status = ? ORDER BY seq DESC LIMIT ? OFFSET ?`,
  );
  // While an approval is applied its session still reads pending: both states, merged by age.
  const pendingOnes = db.prepare(
    `SELECT seq, ${COLUMNS} FROM sessions WHERE status = 'pending_approval' UNION ALL
     SELECT seq, ${COLUMNS} FROM sessions WHERE status = 'applying'
     ORDER BY seq DESC LIMIT ? OFFSET ?`,
  );
  const approved = db.prepare(
    `SELECT ${COLUMNS} FROM sessions WHERE decision = 'approved' ORDER BY seq DESC LIMIT ? OFFSET ?`,
  );
  const waiting = db.prepare(
    `SELECT * FROM sessions WHERE status = 'pending_approval' UNION ALL
     SELECT * FROM sessions WHERE status = 'applying' ORDER BY seq LIMIT ?`,
  );
  const artifactsOf = db.prepare(ARTIFACTS_OF_SESSION);
  const counter = db.prepare("SELECT n FROM counters WHERE name = ?");
  const ids = db.prepare("SELECT id FROM sessions WHERE status = ? AND created < ? ORDER BY seq");

  const count = (...names: string[]) =>
    names.reduce(
      (sum, name) => sum + ((counter.get(name) as { n: number } | undefined)?.n ?? 0),
      0,
    );

  function page(filter: Filter, limit: number, offset: number): unknown[] {
    if (filter === null) return all.all(limit, offset);
    if (filter === "approved") return approved.all(limit, offset);
    if (filter === "pending_approval") return pendingOnes.all(limit, offset);
    return byStatus.all(filter, limit, offset);
  }

  return {
    list(filter, limit, offset) {
      const names =
        filter === "pending_approval" ? [filter, "applying"] : filter ? [filter] : STATUSES;
      return { entries: page(filter, limit, offset) as PageEntry[], total: count(...names) };
    },
    pending: (limit) =>
      (waiting.all(limit) as unknown as SessionRow[]).flatMap((row) => {
        try {
          return toSession(row, artifactsOf.all(row.seq) as unknown as ArtifactRow[]);
        } catch {
          // A damaged record answers for itself when it is asked for; the others are not held up by it.
          return [];
        }
      }),
    count,
    // "9" sorts after every ISO date's first digit for the next seven thousand years.
    idsIn: (status, createdBefore = "9") =>
      (ids.all(status, createdBefore) as { id: string }[]).map(({ id }) => id),
  };
}
