/** Many clients that are slow, silent or gone: the others are served meanwhile, and the process lives. */
import { setTimeout as pause } from "node:timers/promises";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { testGateway } from "../fixtures/gateway.ts";
import { open, request, toAnswers } from "../fixtures/raw-http.ts";
import type { Raw } from "../fixtures/raw-http.ts";

const test = suite("http/load");
const CREATE = "/api/v1/session/create";
type Gateway = Awaited<ReturnType<typeof testGateway>>;

const host = ({ port }: Gateway) => ({ Host: `localhost:${port}` });
const begun = (gateway: Gateway) =>
  request(
    CREATE,
    { ...host(gateway), "Content-Type": "application/json", "Content-Length": "1000" },
    { method: "POST", body: '{"skill":' },
  );

/** Connections that all have sent the same, closed with the scope. */
async function crowd(gateway: Gateway, size: number, bytes: string) {
  const clients: Raw[] = [];
  for (let n = 0; n < size; n += 1) {
    // oxlint-disable-next-line no-await-in-loop -- the backlog of the listener is shorter than the crowd
    const raw = await open(gateway.port);
    if (bytes !== "") raw.send(bytes);
    clients.push(raw);
  }
  return {
    clients,
    [Symbol.asyncDispose]: async () => {
      for (const { socket } of clients) socket.destroy();
      await Promise.all(clients.map(({ closed }) => closed));
    },
  };
}

/** The longest of a few health checks, in milliseconds. */
async function slowestHealth(gateway: Gateway): Promise<number> {
  let slowest = 0;
  for (let n = 0; n < 10; n += 1) {
    const start = performance.now();
    // oxlint-disable-next-line no-await-in-loop -- one after the other, each timed
    assert.is((await gateway.get("/health")).status, 200);
    slowest = Math.max(slowest, performance.now() - start);
  }
  return slowest;
}

test("serves others while hundreds send half a header or half a body, and cuts the headers after ten seconds", async () => {
  await using gateway = await testGateway();
  const start = performance.now();
  await using headers = await crowd(gateway, 300, `GET / HTTP/1.1\r\n${"Host: local"}`);
  await using bodies = await crowd(gateway, 200, begun(gateway));
  assert.ok((await slowestHealth(gateway)) < 2000);
  await Promise.all(headers.clients.map(({ closed }) => closed));
  const seconds = (performance.now() - start) / 1000;
  assert.ok(seconds > 9 && seconds < 14, String(seconds));
  const [answer] = toAnswers(headers.clients[0]!.text());
  assert.equal([answer?.status, answer?.body.error.code], [408, "VALIDATION_ERROR"]);
  assert.not.ok(
    bodies.clients.some(({ socket }) => socket.destroyed),
    "a body has longer",
  );
});

test("serves whoever asks, however many connect and say nothing", async () => {
  await using gateway = await testGateway();
  await using silent = await crowd(gateway, 1200, "");
  assert.ok((await slowestHealth(gateway)) < 2000);
  const left = silent.clients.filter(({ socket }) => !socket.destroyed).length;
  assert.ok(left <= 513, `${left} silent connections are held`);
});

test("lives through a hundred resets in the middle of a body and of an answer", async () => {
  await using gateway = await testGateway();
  const list = request("/api/v1/openapi.json", host(gateway));
  for (let n = 0; n < 60; n += 1) {
    // oxlint-disable-next-line no-await-in-loop -- one reset after the other
    const [sends, reads] = await Promise.all([open(gateway.port), open(gateway.port)]);
    sends.send(begun(gateway));
    reads.send(list.repeat(5));
    // oxlint-disable-next-line no-await-in-loop -- at another moment each time
    await pause(n % 3);
    sends.reset();
    reads.reset();
  }
  assert.is((await gateway.get("/sessions")).body.total, 0);
  assert.equal(gateway.logged, []);
});

test("takes forty requests on each of fifty connections", async () => {
  await using gateway = await testGateway();
  const text = request("/api/v1/sessions", host(gateway));
  await using many = await crowd(gateway, 50, text.repeat(40));
  const counts = await Promise.all(
    many.clients.map(async (raw) => {
      const answers = toAnswers(await raw.until((so) => toAnswers(so).length === 40));
      return answers.filter(({ status }) => status === 200).length;
    }),
  );
  assert.ok(counts.every((count) => count === 40));
});

test("holds an answer for a client that does not read it without holding up the others", async () => {
  await using gateway = await testGateway({ config: { sessions: { createdMax: 100_000 } } });
  const body = JSON.stringify({ skill: "spec", input: { files: ["PRD.md"] } });
  const create = request(
    CREATE,
    { ...host(gateway), "Content-Type": "application/json", "Content-Length": `${body.length}` },
    { method: "POST", body },
  );
  await using filler = await open(gateway.port);
  filler.send(create.repeat(1000));
  await filler.until((so) => so.split("HTTP/1.1 200").length > 1000);
  await using deaf = await open(gateway.port);
  deaf.socket.pause();
  const before = process.memoryUsage().rss;
  deaf.send(request("/api/v1/sessions?limit=999999", host(gateway)).repeat(60));
  await pause(200);
  assert.ok((await slowestHealth(gateway)) < 2000);
  const grown = (process.memoryUsage().rss - before) / 1024 / 1024;
  assert.ok(grown < 100, `${grown.toFixed()} MiB more`);
});

test.run();
