/** Decisions about sessions when they collide: with each other, with edits, with deletion. */
import { DatabaseSync } from "node:sqlite";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { FIVE, crashGateway, proposed, texts } from "../fixtures/crash.ts";
import { workflow } from "../fixtures/workflow.ts";

const test = suite("e2e/workflow");
const one = { paths: ["a.txt"] };
const statuses = (answers: { status: number }[]) => answers.map(({ status }) => status).toSorted();
const written = (count: number) => FIVE.map(() => (count ? "new" : null));

test("applies once when twelve approvals arrive together", async () => {
  await using flow = await workflow();
  const id = await flow.pending();
  const answers = await Promise.all(Array.from({ length: 12 }, () => flow.approve(id)));
  assert.equal(statuses(answers), [200, ...Array.from({ length: 11 }, () => 409)]);
  assert.equal(texts(flow), written(5));
  assert.is(flow.told(id).filter((event) => event === "session.approved").length, 1);
  const refused = answers.find(({ status }) => status === 409)!.body.error;
  assert.is(refused.code, "CONFLICT");
});

test("lets exactly one of approve and reject win, and the files agree with the winner", async () => {
  await using flow = await workflow();
  for (let n = 0; n < 6; n += 1) {
    const paths = [`both/${n}.txt`];
    const id = await flow.pending({ paths });
    const calls = [() => flow.approve(id), () => flow.reject(id)];
    const [first, second] = n % 2 ? calls : calls.toReversed();
    const answers = await Promise.all([first!(), second!()]);
    assert.equal(statuses(answers), [200, 409]);
    const winner = answers.find(({ status }) => status === 200)!.body.status;
    assert.is(flow.text(paths[0]!), winner === "approved" ? "new" : null);
    const { body } = await flow.get(`/session/${id}`);
    assert.is(body.decision.status, winner);
    assert.is(body.status, winner === "approved" ? "completed" : "rejected");
  }
});

test("refuses a decision about a session that waits for none", async () => {
  await using flow = await workflow();
  const approved = await flow.pending(one);
  await flow.approve(approved);
  const rejected = await flow.pending({ paths: ["b.txt"] });
  await flow.reject(rejected);
  const { body: created } = await flow.create();
  const { body: failed } = await flow.post("/agent/run", {
    skill: "misbehave",
    input: { args: { how: "throw" } },
  });
  await flow.settled(failed.session_id);
  for (const id of [approved, rejected, created.id, failed.session_id]) {
    const before = (await flow.get(`/session/${id}`)).body;
    assert.equal([(await flow.approve(id)).status, (await flow.reject(id)).status], [409, 409]);
    assert.equal((await flow.get(`/session/${id}`)).body, before);
  }
  assert.is(flow.text("b.txt"), null);
  const unknown = "session-00000000-0000-4000-8000-000000000000";
  assert.equal(
    [(await flow.approve(unknown)).status, (await flow.reject(unknown)).status],
    [404, 404],
  );
});

test("still waits after a decision whose body is refused", async () => {
  await using flow = await workflow();
  const id = await flow.pending(one);
  const bodies = [{ comment: 7 }, [], { comment: "x", extra: 1 }];
  for (const body of bodies) assert.is((await flow.post(`/approve/${id}`, body)).status, 400);
  for (const body of [undefined, {}, { reason: 7 }])
    assert.is((await flow.post(`/reject/${id}`, body)).status, 400);
  assert.is((await flow.status(id)).status, "pending_approval");
  assert.is(flow.text("a.txt"), null);
});

test("writes nothing over a file edited since, names it, and can be approved when it is back", async () => {
  await using flow = await workflow({}, { files: { "out/2.txt": "old" } });
  const id = await flow.pending();
  flow.write("out/2.txt", "mine");
  flow.write("out/sub/5.txt", "mine, too");
  const { status, body } = await flow.approve(id);
  assert.equal([status, body.error.code], [409, "CONFLICT"]);
  assert.equal(body.error.details.paths, ["out/2.txt", "out/sub/5.txt"]);
  assert.equal(texts(flow), [null, "mine", null, null, "mine, too"]);
  assert.is((await flow.status(id)).status, "pending_approval");
  flow.write("out/2.txt", "old");
  flow.write("out/sub/5.txt", "new");
  assert.is((await flow.approve(id)).status, 200);
  assert.equal(texts(flow), written(5));
});

test("lets the second of two sessions with one path pass only when the bytes are the same", async () => {
  await using flow = await workflow();
  const first = await flow.pending({ ...one, text: "first" });
  const same = await flow.pending({ ...one, text: "first" });
  const other = await flow.pending({ ...one, text: "other" });
  assert.is((await flow.approve(first)).status, 200);
  const refused = await flow.approve(other);
  assert.equal([refused.status, refused.body.error.details.paths], [409, ["a.txt"]]);
  assert.is((await flow.approve(same)).status, 200);
  assert.is(flow.text("a.txt"), "first");
});

test("shows that an input changed since the run, and lets it be approved all the same", async () => {
  await using flow = await workflow();
  const id = await flow.pending(one, ["PRD.md"]);
  assert.is((await flow.get(`/session/${id}`)).body.stale_inputs, undefined);
  flow.write("PRD.md", "# Changed\n");
  assert.equal((await flow.get(`/session/${id}`)).body.stale_inputs, ["PRD.md"]);
  assert.is((await flow.approve(id)).status, 200);
});

test("writes only bytes that hash to what was reviewed", async () => {
  await using gateway = await crashGateway();
  const id = await proposed(gateway, "reviewed");
  await gateway.kill();
  const database = new DatabaseSync(gateway.at(".metaforge/metaforge.db"));
  database.exec("UPDATE artifacts SET content = CAST('swapped!' AS BLOB) WHERE n = 4");
  database.close();
  await gateway.restart();
  const { status, body } = await gateway.api.post(`/approve/${id}`);
  assert.equal([status, body.error.code], [507, "STORAGE_ERROR"]);
  assert.match(body.error.message, "'out/sub/5.txt' are damaged");
  assert.equal(texts(gateway), written(0));
});

test("deletes a session that waits, once", async () => {
  await using flow = await workflow();
  const id = await flow.pending(one);
  assert.is((await flow.delete(`/session/${id}`)).status, 200);
  assert.is((await flow.delete(`/session/${id}`)).status, 404);
  assert.equal([(await flow.approve(id)).status, flow.text("a.txt")], [404, null]);
  assert.equal((await flow.get("/pending")).body.pending, []);
});

test("keeps approved files when their session is deleted", async () => {
  await using flow = await workflow();
  const id = await flow.pending(one);
  await flow.approve(id);
  assert.is((await flow.delete(`/session/${id}`)).status, 200);
  assert.is(flow.text("a.txt"), "new");
  assert.is((await flow.get(`/session/${id}/artifact?path=a.txt`)).status, 404);
});

test("agrees with itself when a deletion meets an approval", async () => {
  await using flow = await workflow();
  for (let n = 0; n < 6; n += 1) {
    const path = `met/${n}.txt`;
    const id = await flow.pending({ paths: [path] });
    const calls = [() => flow.approve(id), () => flow.delete(`/session/${id}`)];
    const [first, second] = n % 2 ? calls : calls.toReversed();
    await Promise.all([first!(), second!()]);
    const { status, body } = await flow.get(`/session/${id}`);
    const told = flow.told(id);
    assert.is(flow.text(path), told.includes("session.approved") ? "new" : null);
    assert.is(status === 404, told.includes("session.deleted"));
    if (status === 200) assert.is(body.status, "completed");
  }
});

test("stages nothing of a run whose session was deleted, and tells nothing more of it", async () => {
  await using flow = await workflow();
  const { body: run } = await flow.start({ waitMs: 200 });
  assert.is((await flow.delete(`/session/${run.session_id}`)).status, 200);
  await new Promise((go) => setTimeout(go, 300));
  assert.is((await flow.get(`/session/${run.session_id}`)).status, 404);
  assert.is(flow.told(run.session_id).at(-1), "session.deleted");
  assert.equal((await flow.get("/pending")).body.pending, []);
  assert.equal((await flow.get("/status")).body.sessions, { active: 0, pending: 0, completed: 0 });
});

test.run();
