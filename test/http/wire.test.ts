/** HTTP as bytes: two ways to read a message, things that are no HTTP, pipelines, and what an answer looks like then. */
import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { testGateway } from "../fixtures/gateway.ts";
import { exchange, open, request, toAnswers } from "../fixtures/raw-http.ts";

const test = suite("http/wire");
const HEALTH = "/api/v1/health";
const CREATE = "/api/v1/session/create";
const spec = '{"skill":"spec"}';

/** Everything a connection gets for these bytes until it is closed; the last request asks for that. */
async function all(port: number, bytes: string) {
  await using raw = await open(port);
  raw.send(bytes);
  await raw.closed;
  return { text: raw.text(), answers: toAnswers(raw.text()) };
}

test("refuses a body whose length can be read in two ways, with one answer and a closed connection", async () => {
  await using gateway = await testGateway();
  const { port } = gateway;
  const post = (headers: string, body: string) =>
    `POST ${CREATE} HTTP/1.1\r\nHost: localhost:${port}\r\nContent-Type: application/json\r\n${headers}\r\n${body}`;
  const inner = request(HEALTH, { Host: `localhost:${port}` });
  const cases = [
    post("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", `0\r\n\r\n${inner}`),
    post("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", `0\r\n\r\n${inner}`),
    post("Content-Length: 16\r\nContent-Length: 17\r\n", `${spec}${inner}`),
    post("Content-Length: 16, 16\r\n", `${spec}${inner}`),
    post("Content-Length: -1\r\n", inner),
    post("Content-Length: +16\r\n", spec),
    post("Content-Length: 0x10\r\n", spec),
    post("Content-Length: 99999999999999999999\r\n", spec),
    post("Transfer-Encoding: gzip\r\n", inner),
    post("Transfer-Encoding: chunked, identity\r\n", `0\r\n\r\n${inner}`),
    post("Transfer-Encoding: xchunked\r\n", `0\r\n\r\n${inner}`),
    post("Transfer-Encoding: chunked\r\n", `zz\r\n${spec}\r\n0\r\n\r\n`),
    post("Transfer-Encoding: chunked\r\n", `-1\r\n${spec}\r\n0\r\n\r\n`),
    post("Transfer-Encoding: chunked\r\n", `ffffffffffffffffff\r\n${spec}\r\n0\r\n\r\n`),
    post("Transfer-Encoding: chunked\r\n", `5\r\n${spec}\r\n0\r\n\r\n`),
    post("Transfer-Encoding: chunked\r\n", `10;${"x".repeat(20_000)}\r\n${spec}\r\n0\r\n\r\n`),
  ];
  for (const bytes of cases) {
    const { text, answers } = await all(port, bytes);
    const shown = bytes.slice(0, 160);
    assert.is(text.match(/HTTP\/1\.1 /g)?.length, 1, `${shown}\n→ ${text}`);
    assert.is(answers[0]?.status, 400, shown);
    assert.is(answers[0]?.body.error.code, "VALIDATION_ERROR", shown);
  }
  assert.is((await gateway.get("/sessions")).body.total, 0);
});

test("refuses headers that are folded, spaced or not text, and too many or too large ones", async () => {
  await using gateway = await testGateway();
  const get = (headers: string) =>
    exchange(
      gateway.port,
      `GET ${HEALTH} HTTP/1.1\r\nHost: localhost:${gateway.port}\r\n${headers}\r\n`,
    );
  for (const header of [
    "X: a\r\n b\r\n",
    "X : a\r\n",
    "X: a\0b\r\n",
    ": a\r\n",
    "X\r\n",
    " X: a\r\n",
  ]) {
    assert.is((await get(header))?.status, 400, JSON.stringify(header));
  }
  for (const headers of ["a:\r\n".repeat(3000), `X: ${"y".repeat(300_000)}\r\n`]) {
    const answer = await get(headers);
    assert.equal([answer?.status, answer?.body.error.code], [431, "VALIDATION_ERROR"]);
  }
  const url = await exchange(gateway.port, `GET /${"u".repeat(60_000)} HTTP/1.1\r\n\r\n`);
  assert.is(url?.status, 431);
});

test("sees every header of a request that is small enough", async () => {
  await using gateway = await testGateway();
  const many = "a:\r\n".repeat(900);
  const late = (header: string) =>
    `GET ${HEALTH} HTTP/1.1\r\nHost: localhost:${gateway.port}\r\n${many}${header}\r\n\r\n`;
  assert.is((await exchange(gateway.port, late("Origin: http://evil.example")))?.status, 403);
  assert.is((await exchange(gateway.port, late("Host: evil.example")))?.status, 400);
  const post = `POST ${CREATE} HTTP/1.1\r\nHost: localhost:${gateway.port}\r\n${many}Content-Type: text/plain\r\nContent-Length: 16\r\n\r\n${spec}`;
  assert.is((await exchange(gateway.port, post))?.status, 415);
});

test("answers what is no HTTP with a 400 in the form of all errors, and closes", async () => {
  await using gateway = await testGateway();
  const tls = Buffer.from("1603010200010001fc0303", "hex").toString("latin1");
  const others = ["GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"];
  for (const bytes of [tls, "FOO / HTTP/1.1\r\n\r\n", "\0\0\0\0", "EHLO evil\r\n", ...others]) {
    const { answers } = await all(gateway.port, bytes);
    assert.is(answers.length, 1, JSON.stringify(bytes));
    assert.is(answers[0]!.status, 400);
    assert.is(answers[0]!.body.error.code, "VALIDATION_ERROR");
    assert.is(answers[0]!.headers["x-content-type-options"], "nosniff");
  }
});

test("survives any bytes at all, and any path", async () => {
  await using gateway = await testGateway();
  const { port } = gateway;
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 200 }), async (bytes) => {
      await using raw = await open(port);
      raw.send(bytes);
      raw.socket.end();
      await raw.closed;
      for (const { status } of toAnswers(raw.text())) assert.ok(status < 500);
    }),
    { numRuns: 60 },
  );
  const part = fc.constantFrom(
    ..."/api/v1 /session /sessions? /agent / . .. % %2e %00 %ff \\ : [ ] @ ? & = limit ; ~ | ws".split(
      " ",
    ),
  );
  const target = fc.oneof(fc.array(part), fc.array(fc.string({ unit: "grapheme-ascii" })));
  await fc.assert(
    fc.asyncProperty(
      target,
      fc.constantFrom("GET", "POST", "DELETE", "PUT"),
      async (parts, method) => {
        const path = `/${parts.join("").replaceAll(/\s/g, "")}`;
        const answer = await exchange(
          port,
          request(path, { Host: `localhost:${port}` }, { method }),
        );
        assert.ok(answer && answer.status < 500, `${method} ${path} ${answer?.status}`);
      },
    ),
    { numRuns: 150 },
  );
});

test("answers two hundred requests in one go, in their order", async () => {
  await using gateway = await testGateway();
  const { port } = gateway;
  const one = (n: number) => request(`/api/v1/sessions?limit=${n}`, { Host: `localhost:${port}` });
  const posts = request(
    CREATE,
    { Host: `localhost:${port}`, "Content-Type": "application/json", "Content-Length": "16" },
    { method: "POST", body: spec },
  );
  await using raw = await open(port);
  const sent = Array.from({ length: 200 }, (_, n) => (n % 10 === 5 ? posts : one(n + 1)));
  raw.send(sent.join(""));
  const answers = toAnswers(await raw.until((text) => toAnswers(text).length === 200));
  answers.forEach(({ status, body }, n) => {
    assert.is(status, 200);
    assert.is(n % 10 === 5 ? body.skill : body.limit, n % 10 === 5 ? "spec" : n + 1);
  });
});

test("asks for a body only when it wants it", async () => {
  await using gateway = await testGateway();
  const { port } = gateway;
  const headers = {
    Host: `localhost:${port}`,
    "Content-Type": "application/json",
    "Content-Length": "16",
    Expect: "100-continue",
  };
  const ask = async (more: object, body = "") => {
    await using raw = await open(port);
    raw.send(request(CREATE, { ...headers, ...more }, { method: "POST" }));
    await raw.until((text) => text.includes("\r\n\r\n"));
    const first = raw.text().slice(9, 12);
    if (body === "") return first;
    raw.send(body);
    await raw.until((text) => toAnswers(text).length > 1);
    return `${first} ${toAnswers(raw.text())[1]?.status}`;
  };
  assert.is(await ask({ Origin: "http://evil.example" }), "403");
  assert.is(await ask({ "Content-Type": "text/plain" }), "415");
  assert.is(await ask({ "Content-Length": "20000000" }), "413");
  assert.is(await ask({ Host: "evil.example" }), "403");
  assert.is(await ask({}, spec), "100 200");
  const odd = request(HEALTH, { Host: `localhost:${port}`, Expect: "magic" });
  assert.is((await exchange(port, odd))?.status, 200);
});

test("does not write an error into the middle of an answer", async () => {
  await using gateway = await testGateway();
  await using raw = await open(gateway.port);
  raw.send(request("/api/v1/events", { Host: `localhost:${gateway.port}` }));
  await raw.until((text) => text.includes(":\n\n"));
  raw.send("GARBAGE\r\n\r\n");
  await raw.closed;
  assert.is(raw.text().match(/HTTP\/1\.1 /g)!.length, 1);
});

test("serves clients that offer another protocol with each request", async () => {
  await using gateway = await testGateway();
  const offer = { Connection: "Upgrade, HTTP2-Settings", Upgrade: "h2c", "HTTP2-Settings": "AAMA" };
  const text = request(HEALTH, { Host: `localhost:${gateway.port}`, ...offer });
  const answer = await exchange(gateway.port, text);
  assert.equal([answer?.status, answer?.body.status], [200, "healthy"]);
});

test.run();
