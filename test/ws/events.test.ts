/** Events as a WebSocket client gets them: which, in what order, how many, again after a gap, and what becomes of a slow reader. */
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { testGateway } from "../fixtures/gateway.ts";
import { openSocket } from "../fixtures/raw-socket.ts";

const test = suite("ws/events");
const plugins = [join(import.meta.dirname, "../fixtures/plugins")];
type Socket = Awaited<ReturnType<typeof openSocket>>;
type Gateway = Awaited<ReturnType<typeof testGateway>>;

const until = (socket: Socket, event: string) =>
  socket.until(() => socket.messages().some((message) => message.event === event));
const names = (socket: Socket) => socket.messages().map(({ event }) => event as string);
const misbehave = (gateway: Gateway, how: string) => gateway.run("misbehave", { args: { how } });

test("tells of a run from its start to exactly one end, which comes last", async () => {
  await using gateway = await testGateway({ plugins });
  for (const how of ["fine", "throw", "exit"]) {
    await using socket = await openSocket(gateway.port);
    const { body } = await misbehave(gateway, how);
    await until(socket, "session.complete");
    await gateway.get("/health");
    assert.equal(
      names(socket).filter((name) => name !== "agent.progress"),
      ["session.created", "session.started", "session.complete"],
      how,
    );
    assert.is(names(socket).at(-1), "session.complete", how);
    const seqs = socket.messages().map(({ seq }) => seq as number);
    assert.equal(
      seqs,
      seqs.map((_, n) => seqs[0]! + n),
    );
    if (how === "fine") assert.is(socket.messages().at(-1).data.session_id, body.session_id);
  }
});

test("brings a flood of progress down to ten a second that never fall, and cuts its messages", async () => {
  await using gateway = await testGateway({ plugins });
  await using socket = await openSocket(gateway.port);
  const start = performance.now();
  await misbehave(gateway, "flood");
  await until(socket, "session.complete");
  const seconds = (performance.now() - start) / 1000;
  const progress = socket.messages().filter(({ event }) => event === "agent.progress");
  assert.ok(progress.length > 0);
  assert.ok(progress.length <= seconds * 10 + 2, `${progress.length} in ${seconds} s`);
  let last = 0;
  for (const { data } of progress) {
    assert.ok(data.progress >= last && data.progress <= 1);
    assert.ok(data.message.length <= 4096);
    last = data.progress;
  }
});

test("replays what was missed, and from then on nothing twice", async () => {
  await using gateway = await testGateway();
  const create = () => gateway.post("/session/create", { skill: "spec" });
  for (let n = 0; n < 5; n += 1) await create();
  await using socket = await openSocket(gateway.port, "/ws?since=0");
  await Promise.all(Array.from({ length: 5 }, create));
  await socket.until(() => socket.messages().length >= 10);
  assert.equal(
    socket.messages().map(({ seq }) => seq),
    [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
  );
  await using resumed = await openSocket(gateway.port, "/ws?since=7");
  await resumed.until(() => resumed.messages().length === 3);
  await using unaware = await openSocket(gateway.port);
  await create();
  await unaware.until(() => unaware.messages().length === 1);
  assert.is(unaware.messages()[0].seq, 11);
});

test("says that a place in the log is gone, and goes on with what happens", async () => {
  await using gateway = await testGateway();
  await using socket = await openSocket(gateway.port, "/ws?since=99");
  await until(socket, "replay.expired");
  await gateway.post("/session/create", { skill: "spec" });
  await until(socket, "session.created");
  assert.equal(names(socket), ["replay.expired", "session.created"]);
});

test("tells of one session only when asked for one", async () => {
  await using gateway = await testGateway();
  const other = () => gateway.post("/session/create", { skill: "spec" });
  const { id } = (await other()).body;
  await other();
  await using socket = await openSocket(gateway.port, `/ws?since=0&session=${id}`);
  await other();
  await gateway.delete(`/session/${id}`);
  await until(socket, "session.deleted");
  assert.equal(names(socket), ["session.created", "session.deleted"]);
  assert.ok(socket.messages().every(({ data }) => data.session_id === id));
});

test("cuts a reader that does not read, while the others get everything in order", async () => {
  await using gateway = await testGateway();
  const { store } = gateway.kernel.services;
  const deaf = await Promise.all(Array.from({ length: 3 }, () => openSocket(gateway.port)));
  for (const { socket } of deaf) socket.pause();
  await using reader = await openSocket(gateway.port);
  const text = "x".repeat(16 * 1024);
  const most = 1000;
  for (let n = 0; n < most; n += 50) {
    const some = Array.from({ length: 50 }, () =>
      store.record({ event: "plugin.changed", data: { text } }),
    );
    // oxlint-disable-next-line no-await-in-loop -- a commit at a time, as runs make them
    await Promise.all(some);
  }
  await reader.until((so) => so.length >= text.length * most && reader.messages().length === most);
  assert.equal(
    reader.messages().map(({ seq }) => seq),
    Array.from({ length: most }, (_, n) => n + 1),
  );
  for (const raw of deaf) raw.socket.resume();
  const codes = await Promise.all(deaf.map((raw) => raw.closed.then(() => raw.messages().length)));
  assert.ok(
    codes.every((count) => count < most),
    `${codes}`,
  );
});

test("tells of an approval and of a rejection after they stand", async () => {
  await using gateway = await testGateway();
  await using socket = await openSocket(gateway.port);
  const first = (await gateway.run("spec")).body.session_id;
  const second = (await gateway.run("spec", { args: { strict: true } })).body.session_id;
  await gateway.post(`/approve/${first}`);
  await gateway.post(`/reject/${second}`, { reason: "no" });
  await until(socket, "session.rejected");
  const decided = socket.messages().filter(({ event }) => /approved|rejected/.test(event));
  assert.equal(
    decided.map(({ event, data }) => [event, data.session_id]),
    [
      ["session.approved", first],
      ["session.rejected", second],
    ],
  );
});

test.run();
