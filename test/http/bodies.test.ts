/** Request bodies that are not what a route expects: all end as a 400, a 413 or a 415, and nothing is stored. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { testGateway } from "../fixtures/gateway.ts";
import { exchange, open, request, toAnswers } from "../fixtures/raw-http.ts";

const test = suite("http/bodies");
const CREATE = "/api/v1/session/create";
const MIB = 1024 * 1024;

/** Posts bytes as they are; says status and code. */
const sender =
  (port: number) =>
  async (bytes: string | Uint8Array, target = CREATE) => {
    const headers = {
      Host: `localhost:${port}`,
      "Content-Type": "application/json",
      "Content-Length": String(Buffer.byteLength(bytes)),
    };
    const head = Buffer.from(request(target, headers, { method: "POST" }));
    const answer = await exchange(port, Buffer.concat([head, Buffer.from(bytes)]));
    return { verdict: `${answer?.status} ${answer?.body?.error?.code}`, ...answer };
  };

const BAD = "400 VALIDATION_ERROR";

test("refuses what is not one JSON value in UTF-8", async () => {
  await using gateway = await testGateway();
  const send = sender(gateway.port);
  const whole = '{"skill":"spec"}';
  const bad = ["{", "{'skill':'spec'}", `${whole}${whole}`, `${whole} x`, `${whole}\0`, "\0", " "];
  const numbers = ["NaN", '{"skill":"spec","input":{"args":{"x":NaN}}}', "undefined", "+1", "01"];
  for (const text of [...bad, ...numbers, '{"skill":"spec",}', "// x", '"\u0001"', ""]) {
    assert.is((await send(text)).verdict, BAD, JSON.stringify(text));
  }
  for (const bytes of [
    [0xff, 0xfe],
    [0x22, 0xc3, 0x28, 0x22],
    [0x22, 0xed, 0xa0, 0x80, 0x22],
  ]) {
    assert.is((await send(Uint8Array.from(bytes))).verdict, BAD, String(bytes));
  }
  const text = Buffer.from(JSON.stringify({ skill: "spec", input: { args: { text: "?" } } }));
  for (const byte of [0x80, 0xc3, 0xff]) {
    text[text.indexOf('"?"') + 1] = byte;
    assert.is((await send(text)).verdict, BAD, `byte ${byte}`);
    text[text.indexOf(byte)] = 0x3f;
  }
  assert.is((await gateway.get("/sessions")).body.total, 0);
});

test("names the field that is missing, of a wrong type or unknown", async () => {
  await using gateway = await testGateway();
  const cases: [unknown, string, string?][] = [
    ...[null, [], "spec", 7, true].map((body) => [body, "body"] as [unknown, string]),
    [{}, "skill"],
    [{ skill: 7 }, "skill"],
    [{ skill: "spec", input: [] }, "input"],
    [{ skill: "spec", input: { files: "PRD.md" } }, "input.files"],
    [{ skill: "spec", input: { files: [7] } }, "input.files.0"],
    [{ skill: "spec", input: { args: [] } }, "input.args"],
    [{ skill: "spec", input: { more: 1 } }, "input.more"],
    [{ skill: "spec", options: { temperature: "hot" } }, "options.temperature", "/agent/run"],
    [{ skill: "spec", options: { temperature: 3 } }, "options.temperature", "/agent/run"],
    [{ skill: "spec", options: { verbose: "yes" } }, "options.verbose", "/agent/run"],
    [{ skill: "spec", session_id: 7 }, "session_id", "/agent/run"],
    [{ comment: 7 }, "comment", "/approve/session-x"],
    [{}, "reason", "/reject/session-x"],
    [{ reason: { a: 1 } }, "reason", "/reject/session-x"],
  ];
  for (const [body, field, path = "/session/create"] of cases) {
    const { status, body: answer } = await gateway.post(path, body);
    const shown = `${path} ${JSON.stringify(body)}`;
    assert.equal([status, answer.error.code], [400, "VALIDATION_ERROR"], shown);
    assert.is(answer.error.details.field, field, shown);
  }
  assert.is((await gateway.get("/sessions")).body.total, 0);
});

test("chooses id and status itself", async () => {
  await using gateway = await testGateway();
  for (const more of [{ id: "session-1" }, { status: "completed" }, { session_id: "x" }]) {
    const { status } = await gateway.post("/session/create", { skill: "spec", ...more });
    assert.is(status, 400, JSON.stringify(more));
  }
});

test("knows no skill by a name that every object has", async () => {
  await using gateway = await testGateway();
  const names = ["__proto__", "constructor", "toString", "hasOwnProperty", "../../spec", "spec\0"];
  for (const skill of [...names, "SPEC", " spec", "spec/", ""]) {
    for (const path of ["/session/create", "/agent/run"]) {
      const { status, body } = await gateway.post(path, { skill });
      assert.equal([status, body.error.details.field], [400, "skill"], `${path} ${skill}`);
    }
  }
  for (const name of ["__proto__", "constructor", "toString"]) {
    assert.is((await gateway.post(`/tool/${name}/${name}`, {})).status, 404, name);
    assert.is((await gateway.post(`/tool/kicad/${name}`, {})).status, 404, name);
  }
});

test("lets no body reach a prototype", async () => {
  await using gateway = await testGateway();
  const send = sender(gateway.port);
  const evil = '{"polluted":1,"toString":1}';
  const bodies = [
    `{"skill":"spec","__proto__":${evil}}`,
    `{"skill":"spec","constructor":{"prototype":${evil}}}`,
    `{"skill":"spec","input":{"__proto__":${evil}}}`,
    `{"skill":"spec","input":{"args":{"constructor":{"prototype":${evil}}}}}`,
    `{"skill":"spec","input":{"args":{"a":{"__proto__":${evil}}}}}`,
    `{"skill":"spec","input":{"args":{"a":[{"prototype":${evil}}]}}}`,
  ];
  for (const body of bodies) assert.is((await send(body)).verdict, BAD, body);
  const dropped = await send(`{"skill":"spec","input":{"args":{"__proto__":${evil}}}}`);
  const { input } = (await gateway.get(`/session/${dropped.body.id}`)).body;
  assert.equal(input.args, {});
  assert.is(({} as { polluted?: unknown }).polluted, undefined);
  assert.is((await gateway.get("/sessions")).body.total, 1);
});

test("takes the last of two equal keys, as JSON does", async () => {
  await using gateway = await testGateway();
  const { body } = await sender(gateway.port)('{"skill":"nothing","skill":"spec"}');
  assert.is(body.skill, "spec");
});

test("refuses numbers that no machine holds", async () => {
  await using gateway = await testGateway();
  const send = sender(gateway.port);
  for (const number of ["1e999", "-1e999", '{"a":[1e400]}']) {
    const body = `{"skill":"spec","input":{"args":{"x":${number}}}}`;
    assert.is((await send(body)).verdict, BAD, number);
  }
  const options = '{"skill":"spec","options":{"temperature":1e999}}';
  assert.is((await send(options, "/api/v1/agent/run")).verdict, BAD);
});

const nested = (levels: number, left: string, right: string) =>
  `{"skill":"spec","input":{"args":{"a":${left.repeat(levels)}1${right.repeat(levels)}}}}`;

test("refuses a value so deep that it could be read but not written", async () => {
  await using gateway = await testGateway();
  const send = sender(gateway.port);
  for (const [levels, left, right] of [
    [200_000, "[", "]"],
    [100_000, '{"a":', "}"],
    [65, "[", "]"],
  ] as const) {
    const { verdict } = await send(nested(levels, left, right));
    assert.is(verdict, BAD, `${levels} ${left}`);
  }
  assert.is((await send("[".repeat(100_000))).verdict, BAD);
  const quoted = JSON.stringify({ skill: "spec", input: { args: { text: "[".repeat(1000) } } });
  assert.is((await send(quoted)).status, 200, "brackets in a text are no depth");
  assert.is((await gateway.get("/sessions")).status, 200);
});

test("refuses twenty megabytes, announced or not, and reads no more than one", async () => {
  await using gateway = await testGateway();
  const announced = await fetch(`${gateway.base}${CREATE}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: "x".repeat(20_000_000),
  });
  assert.is(announced.status, 413);
  assert.is(
    ((await announced.json()) as { error: { code: string } }).error.code,
    "PAYLOAD_TOO_LARGE",
  );
  await using raw = await open(gateway.port);
  const headers = { Host: `localhost:${gateway.port}`, "Content-Type": "application/json" };
  raw.send(request(CREATE, { ...headers, "Transfer-Encoding": "chunked" }, { method: "POST" }));
  const chunk = `10000\r\n${" ".repeat(65_536)}\r\n`;
  for (let n = 0; n < 20; n += 1) raw.send(chunk);
  const [answer] = toAnswers(await raw.until((text) => toAnswers(text).length > 0));
  assert.equal([answer?.status, answer?.body.error.code], [413, "PAYLOAD_TOO_LARGE"]);
  await raw.closed;
  const most = JSON.stringify({ skill: "spec", input: { args: { text: "x".repeat(MIB - 100) } } });
  assert.is((await sender(gateway.port)(most)).status, 200);
});

test("inflates nothing and reads no other charset", async () => {
  await using gateway = await testGateway();
  const headers = [
    { "content-encoding": "gzip" },
    { "content-encoding": "identity" },
    { "content-type": "application/json; charset=utf-16" },
    { "content-type": "application/json; charset=latin1" },
  ];
  for (const header of headers) {
    const { status, body } = await gateway.post("/session/create", { skill: "spec" }, header);
    assert.equal(
      [status, body.error.code],
      [415, "UNSUPPORTED_MEDIA_TYPE"],
      JSON.stringify(header),
    );
  }
});

test("shows a client's words cut and escaped", async () => {
  await using gateway = await testGateway();
  const name = `\u001b[31m\n${"x".repeat(5000)}`;
  for (const body of [{ skill: name }, { skill: "spec", [name]: 1 }]) {
    const { status, text } = await gateway.post("/session/create", body);
    assert.is(status, 400);
    assert.ok(text.length < 1000, String(text.length));
    assert.not.match(text, "\u001b");
  }
  const many = Object.fromEntries(Array.from({ length: 60_000 }, (_, n) => [`k${n}`, 1]));
  const { text } = await gateway.post("/session/create", { skill: "spec", ...many });
  assert.ok(text.length < 1000);
});

test.run();
