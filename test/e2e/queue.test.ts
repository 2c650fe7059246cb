/** Runs in line: which session a run adopts, what it reads while it waits, how many there may be, how they are cancelled. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { until } from "../fixtures/run-pool.ts";
import { workflow } from "../fixtures/workflow.ts";

const test = suite("e2e/queue");

test("keeps 100 creations apart that arrive together", async () => {
  await using flow = await workflow();
  const answers = await Promise.all(Array.from({ length: 100 }, () => flow.create()));
  assert.is(new Set(answers.map(({ body }) => body.id)).size, 100);
  const { body } = await flow.get("/sessions?limit=1000&status=created");
  assert.equal([body.total, body.sessions.length], [100, 100]);
});

test("refuses one creation more than may wait to be run", async () => {
  await using flow = await workflow({}, { config: { sessions: { createdMax: 3 } } });
  // Within one turn of the event loop, where all would see the same count.
  const request = { skill: "five-files", input: { args: {} }, options: { verbose: false } };
  const { runs } = flow.kernel.services;
  const all = await Promise.allSettled([1, 2, 3, 4, 5].map(() => runs.create(request)));
  assert.is(all.filter(({ status }) => status === "fulfilled").length, 3);
  const { status, body } = await flow.create();
  assert.equal([status, body.error.code], [429, "RATE_LIMITED"]);
  assert.is((await flow.get("/sessions")).body.total, 3);
});

test("adopts the newest session created with the same skill and input, and no other", async () => {
  await using flow = await workflow();
  await flow.create({ text: "same" });
  const newest = (await flow.create({ text: "same" })).body.id;
  await flow.create({ text: "another" });
  assert.is((await flow.start({ text: "same" })).body.session_id, newest);
  const { body: page } = await flow.get("/sessions?status=created");
  assert.is(page.total, 2);
  const fresh = (await flow.start({ text: "never created" })).body.session_id;
  assert.is((await flow.get("/sessions")).body.sessions[0].id, fresh);
});

test("runs the session it is told to run, and only one that was created and never ran", async () => {
  await using flow = await workflow();
  const first = (await flow.create()).body.id;
  await flow.create();
  const { body } = await flow.start({}, { session_id: first });
  assert.is(body.session_id, first);
  assert.is((await flow.start({}, { session_id: first })).status, 409);
  await flow.settled(first);
  assert.is((await flow.start({}, { session_id: first })).status, 409);
  const unknown = "session-00000000-0000-4000-8000-000000000000";
  assert.is((await flow.start({}, { session_id: unknown })).status, 404);
});

test("reads `running` from the answer on until the end, also while it waits, and no other word between", async () => {
  await using flow = await workflow({ concurrent: 1 });
  const { body: created } = await flow.create({ text: "waits" });
  await flow.start({ text: "goes first", waitMs: 1000 });
  const { body: run } = await flow.start({ text: "waits" });
  assert.equal([run.session_id, run.status], [created.id, "running"]);
  const words: string[] = [];
  const queued: boolean[] = [];
  do {
    const [status, view] = [
      await flow.status(created.id),
      await flow.get(`/session/${created.id}`),
    ];
    words.push(status.status);
    queued.push(status.queued === true);
    if (status.status === "running") words.push(view.body.status);
  } while (words.at(-1) === "running");
  assert.equal([...new Set(words)], ["running", "pending_approval"]);
  assert.is(queued[0], true);
  assert.is(queued.at(-1), false);
  const names = flow.told(created.id).filter((name) => name !== "agent.progress");
  assert.equal(names, ["session.created", "session.started", "session.complete"]);
});

test("runs as many as configured, keeps as many in line, and refuses the next with a time to come back", async () => {
  await using flow = await workflow({ concurrent: 2, queue: 3 });
  const runs = Array.from({ length: 7 }, (_, n) => flow.start({ text: `${n}`, waitMs: 150 }));
  const answers = await Promise.all(runs);
  const refused = answers.filter(({ status }) => status === 429);
  assert.is(refused.length, 2);
  assert.is(refused[0]!.body.error.code, "RATE_LIMITED");
  assert.is(refused[0]!.headers.get("retry-after"), "1");
  const accepted = answers
    .filter(({ status }) => status === 200)
    .map(({ body }) => body.session_id);
  const now = await Promise.all(accepted.map(flow.status));
  assert.is(now.filter(({ queued }) => queued).length, 3);
  for (const id of accepted) assert.is((await flow.settled(id)).status, "pending_approval");
  assert.is((await flow.get("/sessions")).body.total, 5);
});

test("needs no approval when every file reads that way already", async () => {
  await using flow = await workflow({}, { files: { "a.txt": "new" } });
  const { body } = await flow.run("five-files", { args: { paths: ["a.txt"] } });
  assert.equal([body.status, body.artifacts], ["completed", []]);
  assert.equal((await flow.get("/pending")).body.pending, []);
  assert.is((await flow.approve(body.session_id)).status, 409);
  const { body: page } = await flow.get("/sessions?status=approved");
  assert.is(page.total, 0);
});

test("cancels a run that runs, one that waits, and a session that never ran", async () => {
  await using flow = await workflow({ concurrent: 1 });
  const running = (await flow.start({ text: "runs", waitMs: 60_000 })).body.session_id;
  const waiting = (await flow.start({ text: "waits" })).body.session_id;
  const { body: created } = await flow.create();
  await until(() => flow.told(running).includes("agent.progress"));
  assert.is((await flow.status(waiting)).queued, true);
  for (const id of [waiting, created.id, running]) {
    const { status, body } = await flow.post(`/agent/${id}/cancel`);
    assert.equal([status, body.status, body.error], [200, "cancelled", undefined]);
    assert.is(flow.told(id).at(-1), "session.complete");
    assert.is((await flow.post(`/agent/${id}/cancel`)).status, 409);
  }
  assert.is((await flow.run("five-files")).body.status, "pending_approval");
});

test("refuses to cancel what is no longer running", async () => {
  await using flow = await workflow();
  const id = await flow.pending();
  const { status, body } = await flow.post(`/agent/${id}/cancel`);
  assert.equal([status, body.error.code], [409, "CONFLICT"]);
  assert.match(body.error.message, "pending_approval");
  assert.is((await flow.status(id)).status, "pending_approval");
  await flow.approve(id);
  assert.is((await flow.post(`/agent/${id}/cancel`)).status, 409);
});

test.run();
