/** The door of the WebSocket: who is let through, who is told why not, and that neither can end the process. */
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { createLog } from "../../core/log.ts";
import { createSockets } from "../../core/ws/sockets.ts";
import { testGateway } from "../fixtures/gateway.ts";
import { exchange, open } from "../fixtures/raw-http.ts";
import { openSocket, upgrade } from "../fixtures/raw-socket.ts";

const test = suite("ws/upgrade");
type Gateway = Awaited<ReturnType<typeof testGateway>>;

const verdict = async ({ port }: Gateway, ...how: [object?, object?]) => {
  const [headers, more] = how as [Record<string, string>, object];
  const answer = await exchange(port, upgrade(port, headers, more));
  return `${answer?.status} ${answer?.body?.error?.code ?? ""}`.trim();
};

test("lets programs in, and pages of the gateway's own", async () => {
  await using gateway = await testGateway();
  assert.is(await verdict(gateway), "101");
  for (const name of ["localhost", "127.0.0.1", "[::1]"]) {
    const Origin = `http://${name}:${gateway.port}`;
    assert.is(await verdict(gateway, { Origin }), "101", name);
  }
});

test("refuses every foreign page before it is a socket", async () => {
  await using gateway = await testGateway();
  const { port } = gateway;
  const origins = `http://evil.example null file:// http://localhost:${port}.evil.example http://localhost
    http://localhost:5173 http://localhost:${port + 1} https://localhost:${port} garbage
    http://localhost.evil.example:${port} http://127.0.0.1.nip.io:${port}`;
  for (const Origin of origins.split(/\s+/)) {
    assert.is(await verdict(gateway, { Origin }), "403 FORBIDDEN", Origin);
  }
  assert.is(
    await verdict(gateway, { Origin: [`http://localhost:${port}`, "null"] }),
    "403 FORBIDDEN",
  );
});

test("refuses a page whose name points to this machine, and malformed hosts", async () => {
  await using gateway = await testGateway();
  const evil = `evil.example:${gateway.port}`;
  assert.is(await verdict(gateway, { Host: evil, Origin: `http://${evil}` }), "403 FORBIDDEN");
  for (const Host of [evil, "[bad", "", "localhost", `localhost:${gateway.port}.evil.example`]) {
    assert.is(await verdict(gateway, { Host }), "403 FORBIDDEN", Host);
  }
  assert.is(await verdict(gateway, { Host: undefined }), "400 VALIDATION_ERROR");
});

test("is a socket at one path only", async () => {
  await using gateway = await testGateway();
  for (const target of "/ /nope /ws/ /wss /WS /api/v1/ws /api/v1/health /ws/.. //ws /w%73".split(
    " ",
  )) {
    assert.is(await verdict(gateway, {}, { target }), "404 NOT_FOUND", target);
  }
});

test("refuses a handshake that is none, in the form of all errors", async () => {
  await using gateway = await testGateway();
  for (const key of [undefined, "", "short", "x".repeat(24), "é".repeat(22)]) {
    const answer = await verdict(gateway, { "Sec-WebSocket-Key": key });
    assert.is(answer, "400 VALIDATION_ERROR", String(key));
  }
  for (const version of [undefined, "12", "8", "0", "x", "13, 8"]) {
    const answer = await verdict(gateway, { "Sec-WebSocket-Version": version });
    assert.is(answer, "400 VALIDATION_ERROR", String(version));
  }
  assert.is(await verdict(gateway, {}, { method: "POST" }), "405 METHOD_NOT_ALLOWED");
  for (const query of [
    "since=x",
    "since=-1",
    "since=1&since=2",
    "session=x",
    "session=__proto__",
  ]) {
    const answer = await verdict(gateway, {}, { target: `/ws?${query}` });
    assert.is(answer, "400 VALIDATION_ERROR", query);
  }
});

test("takes up no extension and no compression", async () => {
  await using gateway = await testGateway();
  const offer = "permessage-deflate; client_max_window_bits=99, x-evil; a=\u0001";
  for (const extension of ["permessage-deflate", offer.slice(0, -2), ";;;", "a".repeat(5000)]) {
    const text = upgrade(gateway.port, { "Sec-WebSocket-Extensions": extension });
    const answer = await exchange(gateway.port, text);
    assert.is(answer?.status, 101);
    assert.is(answer!.headers["sec-websocket-extensions"], undefined);
  }
});

test("lives through clients that reset the connection while they are let in or turned away", async () => {
  await using gateway = await testGateway();
  const { port } = gateway;
  const foreign = upgrade(port, { Origin: "http://evil.example" });
  const nowhere = upgrade(port, {}, { target: "/nope" });
  for (const text of [upgrade(port), foreign, nowhere]) {
    for (let n = 0; n < 80; n += 1) {
      // oxlint-disable-next-line no-await-in-loop -- one reset after the other, each at another moment
      const raw = await open(port);
      raw.send(text);
      // oxlint-disable-next-line no-await-in-loop -- as above
      if (n % 4 > 0) await pause(n % 4 === 1 ? 0 : 1);
      raw.reset();
    }
  }
  assert.is((await gateway.get("/health")).status, 200);
  assert.is(await verdict(gateway), "101");
});

test("cuts a client that does not read its refusal", async () => {
  await using gateway = await testGateway();
  await using raw = await open(gateway.port);
  raw.socket.pause();
  raw.send(upgrade(gateway.port, { Origin: "http://evil.example" }));
  await pause(50);
  raw.socket.resume();
  await raw.closed;
  assert.match(raw.text(), /^HTTP\/1\.1 403 /);
});

test("says no to more than a thousand and twenty-four clients, and still serves requests", async () => {
  await using gateway = await testGateway();
  const { port } = gateway;
  const sockets: Awaited<ReturnType<typeof openSocket>>[] = [];
  try {
    for (let n = 0; n < 1024; n += 64) {
      const some = Array.from({ length: 64 }, () => openSocket(port));
      // oxlint-disable-next-line no-await-in-loop -- the backlog of the listener is shorter than the crowd
      sockets.push(...(await Promise.all(some)));
    }
    const answer = await exchange(port, upgrade(port));
    assert.equal([answer?.status, answer?.body.error.code], [503, "UNAVAILABLE"]);
    assert.is(answer!.headers["retry-after"], "5");
    assert.is((await gateway.get("/health")).status, 200);
    await gateway.post("/session/create", { skill: "spec" });
    const heard = sockets.map(({ seen }) =>
      seen(({ payload }) => /session\.created/.test(`${payload}`)),
    );
    assert.ok((await Promise.all(heard)).every(Boolean), "each hears of it");
  } finally {
    for (const { socket } of sockets) socket.destroy();
  }
});

test("ends one connection, and nothing else, when the gateway itself fails with it", async () => {
  const lines: string[] = [];
  const log = createLog("error", (line) => void lines.push(line));
  const hub = {
    add: () => () => {
      throw new TypeError("not there");
    },
    drained: () => {},
    size: 0,
  };
  const sockets = createSockets(hub, log, Date.now);
  const server = createServer();
  server.on("upgrade", (req, socket, head) => sockets.accept(req, socket, head, {}));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  await using raw = await open((server.address() as AddressInfo).port);
  raw.send(upgrade(0));
  await raw.until((text) => text.includes(" 101 "));
  raw.reset();
  while (lines.length === 0) await pause(5);
  sockets.close();
  server.close();
  assert.match(lines[0]!, "not there");
});

test("lets nobody hold up the end: who does not answer the goodbye is cut", async () => {
  const gateway = await testGateway();
  await using raw = await openSocket(gateway.port);
  const start = performance.now();
  await gateway[Symbol.asyncDispose]();
  assert.is(await raw.closeCode(), 1001);
  assert.ok(performance.now() - start < 3000);
});

test.run();
