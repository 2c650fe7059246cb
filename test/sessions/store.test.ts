/** The session store: moves that only one can win, adoption, counters, and events that match what happened. */
import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { isGatewayError } from "../../core/errors.ts";
import type { Status } from "../../core/sessions/model.ts";
import { newSession, staged, tempStore } from "../fixtures/temp-store.ts";

const test = suite("sessions/store");

test("gives a move to exactly one of twelve that want it at once", async () => {
  await using temp = tempStore();
  const { store } = temp;
  const { id } = await store.begin(newSession(), null);
  await store.move(id, "running", "pending_approval", { staged: [staged("a.txt", "a")] });
  const moves = Array.from({ length: 12 }, (_, n) =>
    store.move(id, "pending_approval", n % 2 ? "applying" : "rejected"),
  );
  const won = (await Promise.all(moves)).filter((session) => session !== null);
  assert.is(won.length, 1);
  assert.is(store.get(id)!.status, won[0]!.status);
});

test("refuses a move that the table of moves does not know", async () => {
  await using temp = tempStore();
  const { id } = await temp.store.create(newSession());
  const problem = await temp.store.move(id, "created", "completed").catch((thrown) => thrown);
  assert.ok(isGatewayError(problem) && problem.code === "INTERNAL_ERROR");
  assert.is(temp.store.get(id)!.status, "created");
});

test("lets a run adopt the newest created session with the same skill and input", async () => {
  await using temp = tempStore();
  const { store } = temp;
  await store.create(newSession("spec", ["PRD.md"], { b: 1, a: 2 }));
  const newest = await store.create(newSession("spec", ["PRD.md"], { a: 2, b: 1 }));
  await store.create(newSession("spec", ["OTHER.md"], { a: 2, b: 1 }));
  await store.create(newSession("power", ["PRD.md"], { a: 2, b: 1 }));
  const run = await store.begin(newSession("spec", ["PRD.md"], { b: 1, a: 2 }), null);
  assert.is(run.id, newest.id);
  assert.is(run.status, "running");
});

test("starts a new session when none can be adopted, and adopts none twice", async () => {
  await using temp = tempStore();
  const created = await temp.store.create(newSession());
  const first = await temp.store.begin(newSession(), null);
  const second = await temp.store.begin(newSession(), null);
  assert.is(first.id, created.id);
  assert.is.not(second.id, created.id);
});

test("names why a named session cannot run: unknown, or not created any more", async () => {
  await using temp = tempStore();
  const { id } = await temp.store.begin(newSession(), null);
  const codes: unknown[] = [];
  for (const named of [id, newSession().id]) {
    const problem: unknown = await temp.store.begin(newSession(), named).catch((thrown) => thrown);
    codes.push(isGatewayError(problem) && problem.code);
  }
  assert.equal(codes, ["CONFLICT", "NOT_FOUND"]);
});

test("keeps staged bytes exactly, and forgets them with the session", async () => {
  await using temp = tempStore();
  const { store } = temp;
  const { id } = await store.begin(newSession(), null);
  const files = [staged("a.bin", "\u0000\u00ff\n"), staged("b/c.md", "# B")];
  await store.move(id, "running", "pending_approval", { staged: files, trace: "{}\n" });
  assert.equal(
    store
      .staged(id)
      .map(({ path, content, newHash }) => [path, Buffer.from(content).toString(), newHash]),
    files.map(({ path, content, newHash }) => [path, content.toString(), newHash]),
  );
  await store.remove(id);
  assert.equal([store.get(id), store.staged(id), store.trace(id)], [null, [], ""]);
  const left = temp.database.db.prepare("SELECT count(*) AS n FROM artifacts").get();
  assert.is(left!["n"], 0);
});

test("does not remove a session while its approval is applied", async () => {
  await using temp = tempStore();
  const { id } = await temp.store.begin(newSession(), null);
  await temp.store.move(id, "running", "pending_approval", { staged: [staged("a", "a")] });
  await temp.store.move(id, "pending_approval", "applying");
  const problem: unknown = await temp.store.remove(id).catch((thrown) => thrown);
  assert.ok(isGatewayError(problem) && problem.code === "CONFLICT");
  assert.is(temp.store.staged(id).length, 1);
});

test("answers STORAGE_ERROR for a damaged record alone, and still lists the others", async () => {
  await using temp = tempStore();
  const { id } = await temp.store.begin(newSession(), null);
  const sound = await temp.store.begin(newSession(), null);
  for (const one of [id, sound.id]) {
    await temp.store.move(one, "running", "pending_approval", { staged: [staged("a", "a")] });
  }
  temp.database.db.prepare("UPDATE sessions SET body = '{\"inp' WHERE id = ?").run(id);
  try {
    temp.store.get(id);
    assert.unreachable();
  } catch (thrown) {
    assert.ok(isGatewayError(thrown) && thrown.code === "STORAGE_ERROR");
  }
  assert.is(temp.pages.list(null, 50, 0).entries.length, 2);
  assert.equal(
    temp.pages.pending(10).map((session) => session.id),
    [sound.id],
  );
});

test("counts what COUNT(*) counts after any work, and pages the newest first", async () => {
  const step = fc.record({
    on: fc.nat(9),
    act: fc.constantFrom("create", "begin", "stage", "fail", "approve", "reject", "remove"),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      await using temp = tempStore();
      const { store, pages, database } = temp;
      const ids: string[] = [];
      for (const { on, act } of steps) {
        const id = ids[on % Math.max(1, ids.length)] ?? "";
        if (act === "create") ids.push((await store.create(newSession())).id);
        else if (act === "begin") ids.push((await store.begin(newSession(), null)).id);
        else if (act === "stage") await store.move(id, "running", "pending_approval");
        else if (act === "fail") await store.move(id, "running", "failed");
        else if (act === "remove") await store.remove(id);
        else if (act === "reject") await store.move(id, "pending_approval", "rejected");
        else await approve(id);
      }
      async function approve(id: string) {
        const decision = { status: "approved" as const, at: "now" };
        await store.move(id, "pending_approval", "applying", { body: { decision } });
        await store.move(id, "applying", "completed");
      }
      const truth = (where: string) =>
        database.db.prepare(`SELECT count(*) AS n FROM sessions WHERE ${where}`).get()!["n"];
      assert.is(pages.list(null, 1, 0).total, truth("true"));
      assert.is(pages.count("approved"), truth("decision = 'approved'"));
      const statuses = [
        "created",
        "running",
        "pending_approval",
        "completed",
        "rejected",
        "failed",
      ] as Status[];
      for (const status of statuses) assert.is(pages.count(status), truth(`status = '${status}'`));
      const page = pages.list(null, 1000, 0).entries.map(({ id }) => id);
      const order = database.db.prepare("SELECT id FROM sessions ORDER BY seq DESC").all();
      assert.equal(
        page,
        order.map(({ id }) => id),
      );
    }),
    { numRuns: 20 },
  );
});

test("publishes an event only after its commit, numbered without a gap", async () => {
  await using temp = tempStore();
  const { store, heard, outbox } = temp;
  const created = store.create(newSession());
  assert.is(heard.length, 0);
  const { id } = await created;
  await store.begin(newSession(), null);
  await store.move(id, "created", "completed").catch(() => {});
  await store.remove(id);
  const names = heard.map(({ event, seq }) => [event, seq]);
  assert.equal(names, [
    ["session.created", 1],
    ["session.started", 2],
    ["session.deleted", 3],
  ]);
  assert.equal(
    outbox.after(1, 10)!.map(({ seq }) => seq),
    [2, 3],
  );
});

test("says that events are gone rather than skip them", async () => {
  await using temp = tempStore();
  await temp.store.create(newSession());
  await temp.store.create(newSession());
  temp.database.db.exec("DELETE FROM events WHERE seq = 1");
  assert.is(temp.outbox.after(0, 10), null);
  assert.is(temp.outbox.after(99, 10), null);
  assert.equal(temp.outbox.after(2, 10), []);
});

test.run();
