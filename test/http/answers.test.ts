/** What all answers have in common, whoever gives them: headers, the form of errors, HEAD, and waiting for a run. */
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { createApp } from "../../core/http/app.ts";
import { createLog } from "../../core/log.ts";
import { testGateway } from "../fixtures/gateway.ts";
import { exchange, open, request, toAnswers } from "../fixtures/raw-http.ts";
import type { RawAnswer } from "../fixtures/raw-http.ts";

const test = suite("http/answers");
const plugins = [join(import.meta.dirname, "../fixtures/plugins")];

const GUARDS = {
  "x-content-type-options": "nosniff",
  "cache-control": "no-store",
  "cross-origin-resource-policy": "same-origin",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "x-frame-options": "DENY",
  vary: "Origin",
};

const guardsOf = (answer: RawAnswer | null) =>
  Object.fromEntries(Object.keys(GUARDS).map((name) => [name, answer?.headers[name]]));

test("guards every answer, whichever part of the gateway gives it, against sniffing, framing and caching", async () => {
  await using gateway = await testGateway();
  const { port } = gateway;
  const { session_id: id } = (await gateway.run("spec")).body;
  const own = { Host: `localhost:${port}` };
  const page = { ...own, Origin: `http://localhost:${port}` };
  const socket = { ...own, Connection: "Upgrade", Upgrade: "websocket" };
  const answers: [string, number][] = [
    [request("/api/v1/health", own), 200],
    [request("/api/v1/sessions", own), 200],
    [request("/api/v1/openapi.json", own), 200],
    [request(`/api/v1/session/${id}/diff`, own), 200],
    [request(`/api/v1/session/${id}/artifact?path=constraints.json`, own), 200],
    [request(`/api/v1/session/${id}/trace`, own), 200],
    [request("/api/v1/health", own, { method: "HEAD" }), 200],
    [request("/nowhere", own), 404],
    [request("/api/v1/health", own, { method: "POST" }), 405],
    [request("/api/v1/session/create", page, { method: "OPTIONS" }), 204],
    [request("/api/v1/session/create", own, { method: "POST" }), 400],
    [request("/api/v1/health", { Host: "evil.example" }), 403],
    [request("/api/v1/health", {}), 400],
    [request("/ws", socket), 400],
    [request("/elsewhere", socket), 404],
    [request("/ws", { ...socket, Origin: "null" }), 403],
    ["nonsense\r\n\r\n", 400],
  ];
  for (const [bytes, status] of answers) {
    const answer = await exchange(port, bytes);
    assert.is(answer?.status, status, bytes);
    assert.equal(guardsOf(answer), GUARDS, bytes);
    if (status < 400) continue;
    assert.is(answer!.headers["content-type"], "application/json", bytes);
    assert.equal(Object.keys(answer!.body), ["error"], bytes);
    assert.equal(Object.keys(answer!.body.error), ["code", "message", "details"], bytes);
    assert.not.match(answer!.text, /\/(?:tmp|work|home)\/|node_modules|\.ts|\bat /, bytes);
  }
});

const page = (headers: Record<string, string>) => {
  const app = createApp([], () => new Response("<p>", { headers }), createLog("error"));
  return app.request("/ext/board/");
};

test("guards an extension's page unless it guards itself", async () => {
  const plain = await page({ "content-type": "text/html" });
  for (const [name, value] of Object.entries(GUARDS)) assert.is(plain.headers.get(name), value);
  const own = "default-src 'self'; frame-ancestors 'none'";
  const guarded = await page({ "content-security-policy": own });
  assert.is(guarded.headers.get("content-security-policy"), own);
  assert.is(guarded.headers.get("x-content-type-options"), "nosniff");
});

test("answers an extension that throws with an internal error that tells nothing", async () => {
  const lines: string[] = [];
  const log = createLog("error", (line) => void lines.push(line));
  const secret = "/srv/someone/key";
  for (const broken of [
    () => {
      throw new TypeError(secret);
    },
    () => Promise.reject(new TypeError(secret)),
  ]) {
    const answer = await createApp([], broken, log).request("/ext/board/");
    assert.is(answer.status, 500);
    const expected = { error: { code: "INTERNAL_ERROR", message: "Internal error", details: {} } };
    assert.equal(await answer.json(), expected);
  }
  assert.is(lines.filter((line) => line.includes(secret)).length, 2);
});

test("answers HEAD as GET without the body, also where the answer never ends", async () => {
  await using gateway = await testGateway();
  const headers = { Host: `localhost:${gateway.port}` };
  const targets = [
    "health",
    "sessions",
    "status",
    "pending",
    "events",
    "skills",
    "session/session-x",
  ];
  await using raw = await open(gateway.port);
  raw.send(targets.map((path) => request(`/api/v1/${path}`, headers, { method: "HEAD" })).join(""));
  const heads = await raw.until((text) => text.split("\r\n\r\n").length > targets.length);
  assert.not.match(heads, "{");
  assert.equal(
    [...heads.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => Number(status)),
    [200, 200, 200, 200, 200, 200, 404],
  );
});

test("waits for a run when asked to, as long as asked to", async () => {
  await using gateway = await testGateway({ plugins });
  const run = (how: string, prefer: string) =>
    gateway.post("/agent/run", { skill: "misbehave", input: { args: { how } } }, { prefer });
  const done = await run("fine", "wait=20");
  assert.equal([done.status, done.body.status], [200, "pending_approval"]);
  assert.is(done.headers.get("preference-applied"), "wait=20");
  const failed = await run("throw", "respond-async, wait=20");
  assert.equal([failed.status, failed.body.error.code], [500, "AGENT_ERROR"]);
  const start = performance.now();
  const early = await run("heed the signal", "wait=1");
  assert.equal([early.status, early.body.status], [200, "running"]);
  assert.ok(performance.now() - start > 950);
  for (const prefer of ["wait=0", "wait=-1", "wait=x", "wait=1e9", "waits=5", "wait=99999999999"]) {
    const { body } = await run("heed the signal", prefer);
    assert.is(body.status, "running", prefer);
  }
});

test("does not mind when the client who waits for a run is gone", async () => {
  await using gateway = await testGateway({ plugins });
  const body = JSON.stringify({ skill: "misbehave", input: { args: { how: "heed the signal" } } });
  const headers = {
    Host: `localhost:${gateway.port}`,
    "Content-Type": "application/json",
    "Content-Length": String(body.length),
    Prefer: "wait=30",
  };
  {
    await using raw = await open(gateway.port);
    raw.send(request("/api/v1/agent/run", headers, { method: "POST", body }));
    while ((await gateway.get("/sessions")).body.total === 0) await pause(5);
    raw.reset();
  }
  const [{ id }] = (await gateway.get("/sessions")).body.sessions;
  const cancelled = await gateway.post(`/agent/${id}/cancel`);
  assert.equal([cancelled.status, cancelled.body.status], [200, "cancelled"]);
  assert.equal(gateway.logged, []);
});

test("keeps an answered connection, and closes a refused one", async () => {
  await using gateway = await testGateway();
  await using raw = await open(gateway.port);
  const health = request("/api/v1/health", { Host: `localhost:${gateway.port}` });
  raw.send(health);
  await raw.until((text) => toAnswers(text).length === 1);
  raw.send(health + request("/api/v1/health", { Host: "evil.example" }) + health);
  await raw.closed;
  assert.equal(
    toAnswers(raw.text()).map(({ status }) => status),
    [200, 200, 403],
  );
});

test.run();
