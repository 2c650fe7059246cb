/** Events over plain HTTP: server-sent, resumable by `Last-Event-ID`, and gone when the client is. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { testGateway } from "../fixtures/gateway.ts";
import { open, request } from "../fixtures/raw-http.ts";
import type { Raw } from "../fixtures/raw-http.ts";

const test = suite("http/events");

/** A stream of events; `ids` are the places in the log that have come so far. */
async function stream(port: number, query = "", headers: Record<string, string> = {}) {
  const raw = await open(port);
  raw.send(request(`/api/v1/events${query}`, { Host: `localhost:${port}`, ...headers }));
  await raw.until((text) => text.includes(":\n\n"));
  return Object.assign(raw, {
    ids: () => [...raw.text().matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id)),
    names: () => [...raw.text().matchAll(/^event: (.+)$/gm)].map(([, name]) => name),
    events: () => eventsIn(raw),
  });
}

const eventsIn = (raw: Raw) =>
  [...raw.text().matchAll(/^data: (.+)$/gm)].map(([, data]) => JSON.parse(data!));

test("sends events as they happen, each with its place in the log", async () => {
  await using gateway = await testGateway();
  await using live = await stream(gateway.port);
  const { id } = (await gateway.post("/session/create", { skill: "spec" })).body;
  await live.until(() => live.ids().length === 1);
  assert.match(live.text(), /content-type: text\/event-stream/);
  assert.equal([live.ids(), live.names()], [[1], ["session.created"]]);
  assert.equal(live.events()[0].data, { session_id: id, skill: "spec" });
});

test("resumes after the event that the client names, in the header or in the address", async () => {
  await using gateway = await testGateway();
  const create = () => gateway.post("/session/create", { skill: "spec" });
  for (let n = 0; n < 4; n += 1) await create();
  await using byHeader = await stream(gateway.port, "?since=0", { "Last-Event-ID": "2" });
  await using byAddress = await stream(gateway.port, "?since=3");
  await create();
  await byHeader.until(() => byHeader.ids().length === 3);
  await byAddress.until(() => byAddress.ids().length === 2);
  assert.equal(
    [byHeader.ids(), byAddress.ids()],
    [
      [3, 4, 5],
      [4, 5],
    ],
  );
});

test("says that the place is gone, and goes on", async () => {
  await using gateway = await testGateway();
  await using live = await stream(gateway.port, "", { "Last-Event-ID": "77" });
  await live.until(() => live.names().length === 1);
  await gateway.post("/session/create", { skill: "spec" });
  await live.until(() => live.names().length === 2);
  assert.equal(live.names(), ["replay.expired", "session.created"]);
});

test("tells of one session when asked for one, and refuses what is no place and no session", async () => {
  await using gateway = await testGateway();
  const { id } = (await gateway.post("/session/create", { skill: "spec" })).body;
  await using live = await stream(gateway.port, `?since=0&session=${id}`);
  await gateway.post("/session/create", { skill: "spec", input: { args: { a: 1 } } });
  await gateway.delete(`/session/${id}`);
  await live.until(() => live.names().length === 2);
  assert.equal(live.names(), ["session.created", "session.deleted"]);
  for (const query of ["since=x", "since=-1", "since=", "session=x", "since=1&since=1"]) {
    assert.is((await gateway.get(`/events?${query}`)).status, 400, query);
  }
  const bad = await gateway.call("GET", "/events", undefined, { "last-event-id": "x" });
  assert.is(bad.status, 400);
});

test("ends with the gateway, and holds nothing for clients that are gone", async () => {
  const gateway = await testGateway();
  for (let n = 0; n < 20; n += 1) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    const gone = await stream(gateway.port);
    gone.reset();
  }
  await using live = await stream(gateway.port);
  await gateway.post("/session/create", { skill: "spec" });
  await live.until(() => live.ids().length === 1);
  const start = performance.now();
  await gateway[Symbol.asyncDispose]();
  await live.closed;
  assert.ok(performance.now() - start < 1000);
  assert.equal(gateway.logged, []);
});

test.run();
