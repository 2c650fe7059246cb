/** The gateway killed at every place that matters: after a restart all files or none, and the state agrees. */
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import * as crash from "../fixtures/crash.ts";
import { childGateway } from "../fixtures/gateway.ts";
import { marked, until } from "../fixtures/run-pool.ts";

const test = suite("e2e/crash");
const ks = [1, 2, 3, 4, 5];
const BEFORE = ["apply:journal", ...ks.map((k) => `apply:temp:${k}`), "apply:temps"];
const AFTER = [
  ...ks.map((k) => `apply:rename:${k}`),
  ...["apply:synced", "apply:written", "apply:settled"],
];
const five = (text: string | null) => crash.FIVE.map(() => text);

/** Dies at each place in turn; each start settles the last death and is to die at the next place. */
async function killedAt(places: readonly string[], afterDeath: (at: string) => void) {
  await using gateway = await crash.crashGateway(places[0]);
  for (const [n, place] of places.entries()) {
    const id = await crash.proposed(gateway, `text ${n}`);
    await crash.approvedUntilDeath(gateway, id);
    assert.is((await gateway.exited()).signal, "SIGKILL", `not killed at ${place}`);
    afterDeath(`${place}: ${crash.texts(gateway).join()}`);
    await gateway.restart({ METAFORGE_FAULT: places[n + 1] ?? "" });
    assert.equal(crash.texts(gateway), five(`text ${n}`), place);
    assert.equal(crash.tempFiles(gateway), [], place);
    const { body } = await gateway.api.get(`/session/${id}`);
    assert.equal([body.status, body.decision?.status], ["completed", "approved"], place);
    const told = (await crash.loggedEvents(gateway)).filter(
      ({ event, data }) => event === "session.approved" && data["session_id"] === id,
    );
    assert.is(told.length, 1, `${place}: told ${told.length} times`);
  }
}

test("writes all files or none, wherever the process is killed while it applies", async () => {
  const deaths: string[] = [];
  const note = (line: string) => void deaths.push(line);
  await Promise.all([killedAt(BEFORE, note), killedAt(AFTER, note)]);
  // Nothing was written before the first rename, and what died between renames really was half-way.
  const first = deaths.find((line) => line.startsWith("apply:temps"))!;
  assert.match(first, `text ${BEFORE.length - 2},text ${BEFORE.length - 2}`);
  const half = deaths.find((line) => line.startsWith("apply:rename:3"))!;
  assert.match(half, "text 2,text 2,text 2,text 1,text 1");
});

test("finishes after crashes during the recovery itself", async () => {
  await using gateway = await crash.crashGateway("apply:rename:1");
  const id = await crash.proposed(gateway, "whole");
  await crash.approvedUntilDeath(gateway, id);
  const places = ["recover:temp:2", "recover:rename:1", "recover:rename:2", "recover:synced"];
  for (const place of places) assert.ok(await crash.diesAtStart(gateway, place), place);
  await gateway.restart();
  assert.equal(crash.texts(gateway), five("whole"));
  assert.equal(crash.tempFiles(gateway), []);
  assert.is((await gateway.api.get(`/session/${id}`)).body.status, "completed");
});

test("keeps a file that was edited between crash and restart, and says so, with both versions there", async () => {
  await using gateway = await crash.crashGateway("apply:rename:2", { "out/3.txt": "old" });
  const id = await crash.proposed(gateway, "new");
  await crash.approvedUntilDeath(gateway, id);
  assert.equal(crash.texts(gateway), ["new", "new", "old", null, null]);
  gateway.write("out/3.txt", "mine");
  await gateway.restart();
  assert.equal(crash.texts(gateway), ["new", "new", "mine", "new", "new"]);
  assert.equal(crash.tempFiles(gateway), []);
  const { body } = await gateway.api.get(`/session/${id}`);
  assert.equal([body.status, body.error.code], ["failed", "CONFLICT"]);
  assert.equal(body.error.details.paths, ["out/3.txt"]);
  const side = (which: string) =>
    gateway.api.get(`/session/${id}/artifact?path=out/3.txt&side=${which}`);
  assert.equal([(await side("staged")).text, (await side("base")).text], ["new", "old"]);
  assert.is((await gateway.api.post(`/approve/${id}`)).status, 409);
  const last = (await crash.loggedEvents(gateway)).at(-1)!;
  assert.equal([last.event, last.data["status"]], ["session.complete", "failed"]);
});

/** A gateway with a run that loops for ever; `left` are the processes that were started for it. */
async function looping() {
  const mark = `mark-${process.pid}-${performance.now()}`;
  const gateway = await childGateway({
    plugins: [crash.plugin("misbehave"), crash.plugin("spawner")],
    // One of the few variables that reach a run process.
    env: { LC_NUMERIC: mark },
    config: crash.LEAN,
  });
  const input = { files: [], args: { how: "loop" } };
  const { body: run } = await gateway.api.post("/agent/run", { skill: "misbehave", input });
  const status = `/agent/${run.session_id}/status`;
  while ((await gateway.api.get(status)).body.message !== "looping");
  return { gateway, status, left: () => marked(mark) };
}

test("marks a run that was killed with its gateway as interrupted, and ends the process it left", async () => {
  const { gateway: made, status, left } = await looping();
  await using gateway = made;
  await gateway.kill("SIGKILL");
  await sleep(200);
  assert.is(left().length, 1, "a loop cannot notice the end of its gateway");
  await gateway.restart();
  assert.equal(left(), []);
  const { body } = await gateway.api.get(status);
  assert.equal([body.status, body.error.code], ["failed", "AGENT_ERROR"]);
  assert.match(body.error.message, "interrupted");
  assert.is((await gateway.api.get("/sessions?status=running")).body.total, 0);
  const last = (await crash.loggedEvents(gateway)).at(-1)!;
  assert.equal([last.event, last.data["status"]], ["session.complete", "failed"]);
});

test("ends a looping run soon after its gateway was killed, although nobody starts it again", async () => {
  const { gateway: made, left } = await looping();
  await using gateway = made;
  await gateway.kill("SIGKILL");
  assert.ok(left().length > 0);
  await until(() => left().length === 0);
});

test("has every session whose creation it answered, after kill -9", async () => {
  await using gateway = await crash.crashGateway();
  const { api } = gateway;
  const answered: string[] = [];
  const writers = Array.from({ length: 8 }, async () => {
    for (;;) {
      const { body } = await api.post("/session/create", { skill: "five-files", input: {} });
      answered.push(body.id);
    }
  });
  await until(() => answered.length >= 100);
  await Promise.allSettled([gateway.kill("SIGKILL"), ...writers]);
  await gateway.restart();
  const { body } = await gateway.api.get("/sessions?limit=1000");
  const stored = new Set(body.sessions.map(({ id }: { id: string }) => id));
  assert.equal(
    answered.filter((id) => !stored.has(id)),
    [],
  );
  assert.match(readFileSync(gateway.at("PRD.md"), "utf8"), "Pump");
});

test.run();
