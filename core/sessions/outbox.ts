/** The event log: rows written with the change they tell of, published only after that commit. */
import type { Bus, EventName, GatewayEvent, NewEvent } from "../events.ts";
import { token } from "../tokens.ts";
import type { Database } from "./database.ts";

/** Events kept for replay; older ones go in strides, so that pruning is rare and cheap. */
const KEPT = 100_000;
const STRIDE = 10_000;

export interface Outbox {
  /** Inside a write: stores the event and publishes it when the commit stands. */
  add(event: NewEvent): void;
  /** Events after `since`, oldest first; null when some of them are gone. */
  after(since: number, limit: number): GatewayEvent[] | null;
  lastSeq(): number;
}

export const EVENT_LOG = token<Outbox>("event-log");

export function createOutbox(database: Database, bus: Bus, now: () => string): Outbox {
  const { db } = database;
  const insert = db.prepare("INSERT INTO events (event, at, data) VALUES (?, ?, ?)");
  const select = db.prepare("SELECT * FROM events WHERE seq > ? ORDER BY seq LIMIT ?");
  const oldest = db.prepare("SELECT min(seq) AS seq FROM events");
  const prune = db.prepare("DELETE FROM events WHERE seq <= ?");
  // Only the oldest rows are ever pruned, so the numbers go on rising without a record of the highest.
  const newest = db.prepare("SELECT max(seq) AS seq FROM events");
  let last = (newest.get() as { seq: number | null }).seq ?? 0;

  return {
    add({ event, data }) {
      const at = now();
      const seq = Number(insert.run(event, at, JSON.stringify(data)).lastInsertRowid);
      if (seq % STRIDE === 0) prune.run(seq - KEPT);
      database.afterCommit(() => {
        last = seq;
        bus.publish({ event, data, seq, at });
      });
    },
    after(since, limit) {
      const first = (oldest.get() as { seq: number | null }).seq ?? last + 1;
      if (since > last || since + 1 < first) return null;
      return (select.all(since, limit) as unknown as EventRow[]).flatMap(toEvent);
    },
    lastSeq: () => last,
  };
}

interface EventRow {
  readonly seq: number;
  readonly event: EventName;
  readonly at: string;
  readonly data: string;
}

/** None for a damaged row: the gap in the numbers tells of it, and the others are not held up. */
function toEvent({ seq, event, at, data }: EventRow): GatewayEvent[] {
  try {
    return [{ event, data: JSON.parse(data) as Record<string, unknown>, seq, at }];
  } catch {
    return [];
  }
}
