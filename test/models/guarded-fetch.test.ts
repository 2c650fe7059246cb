/** The fetch of providers: one origin, no redirect elsewhere, and limits that a slow or endless answer meets. */
import { once } from "node:events";
import { createServer } from "node:http";
import type { RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { createGuard, MAX_ANSWER } from "../../core/models/guarded-fetch.ts";
import { failing } from "../fixtures/models.ts";
import { until } from "../fixtures/run-pool.ts";

const test = suite("test/models/guarded-fetch");

async function served(listener: RequestListener) {
  const server = createServer(listener);
  let sockets = 0;
  server.on("connection", (socket) => {
    sockets += 1;
    socket.on("close", () => (sockets -= 1)).on("error", () => {});
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    sockets: () => sockets,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function guarded(origin: string, limits: { connectMs?: number; idleMs?: number } = {}) {
  const abort = new AbortController();
  const all = { connectMs: 2000, idleMs: 2000, ...limits };
  return {
    abort,
    ...createGuard({ name: "acme/small", origin, limits: all, signal: abort.signal }),
  };
}
const text = (fetch: typeof globalThis.fetch, url: string, init?: RequestInit) =>
  fetch(url, init).then((response) => response.text());

test("asks the configured origin and no other, whatever the way of writing it", async () => {
  await using other = await served((_, response) => void response.end("other"));
  await using server = await served((_, response) => void response.end("mine"));
  const { fetch } = guarded(server.origin);
  assert.is(await text(fetch, `${server.origin}/v1`), "mine");
  assert.is(await text(fetch, new URL(`${server.origin}/v1`) as never), "mine");
  assert.is(await fetch(new Request(`${server.origin}/x`)).then((r) => r.text()), "mine");
  for (const url of [
    other.origin,
    server.origin.replace("127.0.0.1", "localhost"),
    server.origin.replace("http:", "https:"),
    "http://169.254.169.254/latest/meta-data/",
    "file:///etc/passwd",
    "data:text/plain,x",
    "not a URL",
    server.origin.replace("//", "//user:hunter22@"),
  ]) {
    const said = await failing(fetch(url));
    assert.match(said, /^AGENT_ERROR .*acme\/small /, url);
    assert.not.match(said, /hunter22|169\.254|passwd/);
  }
});

test("follows redirects within the origin, three at most, and keeps method and body", async () => {
  const seen: string[] = [];
  await using server = await served((request, response) => {
    let body = "";
    request.on("data", (chunk) => (body += String(chunk)));
    request.on("end", () => {
      seen.push(`${request.method} ${request.url} ${body}`);
      const [, status, left] = /^\/(\d+)\/(\d+)$/.exec(request.url!) ?? [];
      if (left === undefined || left === "0") return void response.end("there");
      response.writeHead(Number(status), { location: `/${status}/${Number(left) - 1}` }).end("x");
    });
  });
  const { fetch } = guarded(server.origin);
  const post = { method: "POST", body: "ask" };
  for (const status of [301, 302, 307, 308]) {
    assert.is(await text(fetch, `${server.origin}/${status}/3`, post), "there");
    assert.is(seen.at(-1), `POST /${status}/0 ask`);
  }
  await text(fetch, `${server.origin}/303/1`, post);
  assert.is(seen.at(-1), "GET /303/0 ");
  assert.match(await failing(fetch(`${server.origin}/307/4`, post)), /redirects more than 3 times/);
});

test("follows no redirect to another host", async () => {
  let reached = 0;
  await using other = await served((_, response) => void response.end(String((reached += 1))));
  let location = "";
  await using server = await served((_, response) => {
    response.writeHead(307, location === "" ? {} : { location }).end();
  });
  for (location of [
    `${other.origin}/steal`,
    other.origin.replace("http:", ""),
    "http://169.254.169.254/latest/meta-data/",
    "//169.254.169.254/",
    "https://169.254.169.254/",
    "http://[fd00:ec2::254]/",
    server.origin.replace("http:", "https:"),
    server.origin.replace("//", "//user@").replace(/\d+$/, "1"),
    "file:///etc/passwd",
    "",
  ]) {
    const guard = guarded(server.origin);
    const said = await failing(
      guard.fetch(server.origin, { method: "POST", body: "secret prompt" }),
    );
    assert.match(said, /acme\/small redirects to (?:another host|nowhere)/, location);
    assert.is(guard.failure()!.kind, "refused");
  }
  assert.is(reached, 0);
});

test("gives up on who does not answer, sends headers and nothing, or a byte at a time", async () => {
  await using server = await served((request, response) => {
    if (request.url === "/never") return;
    response.writeHead(200).flushHeaders();
    const timer = setInterval(() => void (request.url === "/drip" && response.write("x")), 5);
    response.on("close", () => clearInterval(timer));
  });
  const cases = [
    ["never", /did not answer within 150 ms/],
    ["headers", /sent nothing more for 200 ms/],
    ["drip", /sent nothing more for 200 ms/],
  ] as const;
  for (const [path, problem] of cases) {
    const guard = guarded(server.origin, { connectMs: 150, idleMs: 200 });
    const began = performance.now();
    const said = await failing(text(guard.fetch, `${server.origin}/${path}`));
    assert.match(said, problem);
    assert.match(said, /^TIMEOUT/);
    assert.ok(performance.now() - began < 1500);
    assert.is(guard.failure()!.kind, "late");
  }
  await until(() => server.sockets() === 0);
});

test("leaves alone who sends slowly, but goes on", async () => {
  await using server = await served(async (_, response) => {
    for (let n = 0; n < 6; n += 1) {
      response.write("y".repeat(70));
      await pause(100);
    }
    response.end("end");
  });
  const { fetch } = guarded(server.origin, { idleMs: 400 });
  assert.is((await text(fetch, server.origin)).length, 423);
});

test("takes 8 MiB and not a byte more, also of what is small before it is unpacked", async () => {
  let size = MAX_ANSWER;
  let sent = 0;
  await using server = await served((request, response) => {
    if (request.url === "/zip") {
      response.writeHead(200, { "content-encoding": "gzip" });
      return void response.end(gzipSync(Buffer.alloc(size)));
    }
    response.writeHead(request.url === "/error" ? 500 : 200);
    const piece = Buffer.alloc(64 * 1024);
    sent = 0;
    const more = () => {
      while (sent < size && !response.destroyed) {
        sent += piece.length;
        if (
          !response.write(piece.subarray(0, Math.min(piece.length, size - sent + piece.length)))
        ) {
          return void response.once("drain", more);
        }
      }
      response.end();
    };
    more();
  });
  const whole = await guarded(server.origin).fetch(`${server.origin}/zip`);
  assert.is((await whole.arrayBuffer()).byteLength, MAX_ANSWER);
  size += 1;
  for (const path of ["zip", "plain"]) {
    const response = await guarded(server.origin).fetch(`${server.origin}/${path}`);
    assert.match(await failing(response.arrayBuffer()), /acme\/small sent more than 8 MiB/);
  }
  size = 500 * 1024 ** 2;
  const huge = await guarded(server.origin).fetch(server.origin);
  assert.match(await failing(huge.arrayBuffer()), /sent more than 8 MiB/);
  const refusal = await guarded(server.origin).fetch(`${server.origin}/error`);
  assert.ok((await refusal.arrayBuffer()).byteLength <= 64 * 1024 + 65_536);
  await until(() => server.sockets() === 0);
  assert.ok(sent < 50 * 1024 ** 2, `${sent} bytes were sent`);
});

test("closes its sockets when the run is cancelled, before headers, in mid-answer, and when nobody reads", async () => {
  await using server = await served((request, response) => {
    if (request.url === "/never") return;
    response.writeHead(200);
    response.write("x".repeat(1000));
  });
  const before = guarded(server.origin, { connectMs: 60_000, idleMs: 60_000 });
  const waiting = failing(before.fetch(`${server.origin}/never`));
  const reading = failing(text(before.fetch, `${server.origin}/half`));
  const unread = await before.fetch(`${server.origin}/half`);
  await until(() => server.sockets() === 3);
  const began = performance.now();
  before.abort.abort("cancelled");
  await Promise.all([waiting, reading]);
  await until(() => server.sockets() === 0);
  assert.ok(performance.now() - began < 1000);
  assert.is(unread.bodyUsed, false);

  const after = guarded(server.origin);
  await after.fetch(`${server.origin}/half`);
  after.close();
  await until(() => server.sockets() === 0);
});

test("names the network's trouble, not the address", async () => {
  const guard = guarded("http://127.0.0.1:9");
  const said = await failing(guard.fetch("http://127.0.0.1:9/v1?key=hunter22"));
  assert.match(said, /^UNAVAILABLE .*acme\/small cannot be reached/);
  assert.not.match(said, /hunter22|127\.0/);
});

test.run();
