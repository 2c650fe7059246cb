/** Requests: what is repeated and what never, time limits, and answers that are none. */
import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { MetaForgeClient } from "./src/index.ts";
import type { ClientOptions } from "./src/index.ts";
import { failing } from "./stage.ts";

const test = suite("clients/typescript/request");

const HEALTHY = { status: "healthy" };
const error = (code: string, details = {}) => ({
  error: { code, message: `it is ${code}`, details },
});

test("asks again after 503 and 429, when and as often as it is told", async () => {
  await using server = await answering(
    [503, error("UNAVAILABLE", { retry_after: 0.1 })],
    [429, error("RATE_LIMITED"), { "retry-after": "0" }],
    [200, HEALTHY],
  );
  assert.equal(await server.client().health(), HEALTHY);
  assert.is(server.seen.length, 3);
  assert.ok(server.seen[1]!.at - server.seen[0]!.at >= 95);
});

test("gives up after its retries", async () => {
  const busy: Answer = [503, error("UNAVAILABLE", { retry_after: 0 })];
  await using server = await answering(busy, busy, busy, busy);
  const failure = await failing(server.client({ retries: 1 }).health());
  assert.equal([failure.name, failure.code, failure.status], ["ApiError", "UNAVAILABLE", 503]);
  assert.is(server.seen.length, 2);
});

test("does not wait for longer than half a minute, but says for how long it was told to", async () => {
  await using server = await answering([429, error("RATE_LIMITED"), { "retry-after": "3600" }]);
  const failure = await failing(server.client().health());
  assert.equal(failure.details, { retry_after: 3600 });
  assert.is(server.seen.length, 1);
});

test("asks again when a reading request was cut off", async () => {
  await using server = await answering("cut off", "cut off", [200, HEALTHY]);
  assert.equal(await server.client().health(), HEALTHY);
});

test("never repeats what changes something, once it may have been heard", async () => {
  const busy: Answer = [503, error("UNAVAILABLE", { retry_after: 0 })];
  for (const answer of [busy, "cut off"] as const) {
    await using server = await answering([200, VIEW], answer, answer, answer);
    const client = server.client();
    const session = await client.session("session-1");
    await failing(session.approve());
    await failing(session.delete());
    await failing(client.runSkill("spec"));
    assert.equal(
      server.seen.slice(1).map(({ method, url }) => `${method} ${url}`),
      [
        "POST /api/v1/approve/session-1",
        "DELETE /api/v1/session/session-1",
        "POST /api/v1/agent/run",
      ],
    );
  }
});

test("repeats a change when the connection was refused and nothing can have been sent", async () => {
  let tries = 0;
  const fetch = async () => {
    tries += 1;
    // As Node says it when no address of a name answers.
    const errors = [refused("::1"), refused("127.0.0.1")];
    if (tries < 3) throw new TypeError("fetch failed", { cause: new AggregateError(errors) });
    return Response.json(tries === 3 ? { session_id: "session-1", status: "running" } : VIEW);
  };
  const session = await new MetaForgeClient("http://localhost:1", { fetch }).runSkill("spec");
  assert.equal([session.id, tries], ["session-1", 4]);
});

test("does not take a connection for refused when only one of two addresses refused it", async () => {
  let tries = 0;
  const reset = Object.assign(new TypeError("reset"), { code: "ECONNRESET" });
  const fetch = async () => {
    tries += 1;
    throw new TypeError("fetch failed", { cause: new AggregateError([refused("::1"), reset]) });
  };
  await failing(new MetaForgeClient("http://localhost:1", { fetch }).runSkill("spec"));
  assert.is(tries, 1);
});

test("ends a request that gets no answer in time, and one whose answer never ends", async () => {
  await using server = await answering("silence", "endless");
  for (const _ of [1, 2]) {
    const failure = await failing(server.client({ timeoutMs: 200, retries: 0 }).health());
    assert.equal([failure.name, failure.code], ["ConnectionError", "CONNECTION_FAILED"]);
    assert.match(failure.message, "GET /health: no answer within 0.2 s");
    assert.equal(failure.details, { timeout_ms: 200 });
  }
});

test("ends a request at once by its signal, with the signal's reason", async () => {
  await using server = await answering("silence");
  const stop = new AbortController();
  const call = failing(server.client().callTool("a", "b", {}, { signal: stop.signal }));
  const reason = new TypeError("enough");
  setTimeout(() => stop.abort(reason), 50);
  assert.is(await call, reason);
});

const NO_JSON: Record<string, Answer> = {
  "a page with status 200": [200, "<html>hello</html>", { "content-type": "text/html" }],
  "a proxy's page": [502, "<html>bad gateway</html>"],
  "half of an answer": [200, '{"status": "heal'],
  "a number": [200, "7"],
  nothing: [200, ""],
  "a redirect": [302, "", { location: "https://elsewhere.example/" }],
  "an error of another shape": [500, '{"error": "no"}'],
};

for (const [what, answer] of Object.entries(NO_JSON)) {
  test(`takes ${what} for no gateway, and never ends in a bare SyntaxError`, async () => {
    await using server = await answering(answer);
    const failure = await failing(server.client({ retries: 0 }).health());
    assert.is(failure.name, "ConnectionError");
    assert.match(failure.message, /^GET \/health: .*MetaForge Gateway/);
  });
}

test("stops reading an answer that is larger than any honest one", async () => {
  let read = 0;
  const body = () =>
    new ReadableStream({
      pull(controller) {
        read += 1;
        controller.enqueue(new Uint8Array(16 * 1024 * 1024));
      },
    });
  const fetch = async () => new Response(body());
  const failure = await failing(
    new MetaForgeClient("http://localhost:1", { fetch, retries: 0 }).health(),
  );
  assert.match(failure.message, "larger than 256 MiB");
  assert.ok(read < 20, String(read));
});

test("never shows the key", async () => {
  const apiKey = "key-that-nobody-may-see";
  await using server = await answering(
    [401, error(`UNAUTHORIZED ${apiKey}`)],
    [500, `${apiKey} is not a key`],
    "cut off",
  );
  const client = server.client({ apiKey, retries: 0 });
  for (const _ of [1, 2, 3]) {
    const { message, details } = await failing(client.health());
    assert.not.match(JSON.stringify({ message, details }), apiKey);
  }
  assert.is(server.seen[0]!.headers.authorization, `Bearer ${apiKey}`);
});

test("says which session it was when the look at it fails", async () => {
  await using server = await answering(
    [200, { session_id: "session-7", status: "running", agent: "a" }],
    [500, error("INTERNAL_ERROR")],
  );
  const failure = await failing(server.client({ retries: 0 }).runSkill("spec"));
  assert.is(failure.details["session_id"], "session-7");
});

test("an approval that stands is one, also when the look afterwards fails", async () => {
  const approved = { session_id: "session-1", status: "approved", applied: true, artifacts: [] };
  await using server = await answering([200, VIEW], [200, approved], "cut off");
  const session = await server.client({ retries: 0 }).session("session-1");
  assert.equal(await session.approve("fine"), approved);
  assert.equal([session.status, session.decision?.comment], ["completed", "fine"]);
});

test("so is a cancel, and a start", async () => {
  const cancelled = { session_id: "session-1", status: "cancelled", agent: "a" };
  const started = { session_id: "session-1", status: "running", agent: "a" };
  await using server = await answering(
    ...([[200, VIEW], [200, started], "cut off", [200, cancelled], "cut off"] as const),
  );
  const session = await server.client({ retries: 0 }).session("session-1");
  assert.is((await session.run()).status, "running");
  assert.equal(await session.cancel(), cancelled);
  assert.is(session.status, "cancelled");
});

test.run();

const VIEW = { id: "session-1", skill: "spec", status: "pending_approval", input: {}, output: {} };

type Answer =
  | readonly [status: number, body: object | string, headers?: Record<string, string>]
  | "cut off"
  | "silence"
  | "endless";

function refused(address: string): Error {
  return Object.assign(new TypeError(`connect ECONNREFUSED ${address}`), { code: "ECONNREFUSED" });
}

/** A server that gives these answers in turn, the last one for ever. */
async function answering(...answers: Answer[]) {
  const seen: { method?: string; url?: string; at: number; headers: IncomingMessage["headers"] }[] =
    [];
  const server = createServer((req: IncomingMessage, res: ServerResponse) => {
    const answer = answers[Math.min(seen.length, answers.length - 1)]!;
    seen.push({ method: req.method!, url: req.url!, at: performance.now(), headers: req.headers });
    if (answer === "silence") return;
    if (answer === "cut off" || answer === "endless") {
      res.writeHead(200, { "content-length": "1000" }).write("{");
      if (answer === "cut off") setTimeout(() => res.destroy(), 10);
      return;
    }
    const [status, body, headers = {}] = answer;
    res.writeHead(status, headers);
    res.end(typeof body === "string" ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    seen,
    client: (options: ClientOptions = {}) =>
      new MetaForgeClient(`http://127.0.0.1:${port}`, options),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => void server.close(resolve));
    },
  };
}
