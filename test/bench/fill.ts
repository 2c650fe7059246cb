/** Fills a workspace's database with sessions, through the gateway's own store, before a gateway is started on it. */
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { createBus } from "../../core/events.ts";
import { openDatabase } from "../../core/sessions/database.ts";
import { createOutbox } from "../../core/sessions/outbox.ts";
import { createStore } from "../../core/sessions/store.ts";

/** Written at once; the store puts them into commits of its own size. */
const CHUNK = 10_000;

const now = () => new Date().toISOString();

/** Every fifth session is cancelled, so that a page of one state has to leave some out. */
export async function fillSessions(workspace: string, count: number): Promise<void> {
  const database = openDatabase(join(workspace, ".metaforge"), { pid: process.pid, since: now() });
  const store = createStore(database, createOutbox(database, createBus(console.error), now), now);
  for (let done = 0; done < count; done += CHUNK) {
    const size = Math.min(CHUNK, count - done);
    // oxlint-disable-next-line no-await-in-loop -- a million pending writes would fill the memory
    await Promise.all(Array.from({ length: size }, (_, n) => one(done + n)));
  }
  await database.close();

  async function one(n: number): Promise<void> {
    const id = `session-${randomUUID()}`;
    const input = { files: ["PRD.md"], args: { name: `note-${n}` } };
    const options = { verbose: false };
    await store.create({ id, skill: "bench-note", agent: "bench-note", input, options });
    if (n % 5 === 0) await store.move(id, "created", "cancelled");
  }
}
