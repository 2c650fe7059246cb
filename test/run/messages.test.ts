/** The gateway's own checks of what comes out of a run process, each without the process's help. */
import { PassThrough } from "node:stream";
import { serialize } from "node:v8";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { createChannel } from "../../core/run/channel.ts";
import { accept, refused } from "../../core/run/outcome.ts";
import type { Job } from "../../core/run/pool.ts";
import { parseFromChild } from "../../core/run/rpc.ts";
import { errorOf } from "../fixtures/run-pool.ts";

const test = suite("test/run/messages");

const job = {
  id: "run-1",
  kind: "skill",
  plugin: { name: "sample", entry: "/opt/plugins/sample/index.ts" },
  tools: {},
  scratch: "/var/scratch/run-1",
} as unknown as Job;

test("takes no message with a field that is missing or of another kind", () => {
  const odd = [
    null,
    "ready",
    [],
    { type: "ready?" },
    { type: "done" },
    { type: "done", run: 1 },
    { type: "call", run: "r", call: "1", method: "read" },
    { type: "call", run: "r", call: 1, method: "constructor" },
    { type: "progress", run: "r", fraction: "0.5", message: "x" },
    { type: "progress", run: "r", fraction: NaN, message: "x" },
    { type: "progress", run: "r", fraction: 2, message: "x" },
    { type: "group", pid: 1, alive: true },
    { type: "group", pid: -5, alive: true },
    { type: "group", pid: 5.5, alive: true },
  ];
  assert.equal(
    odd.map((one) => parseFromChild(one)),
    odd.map(() => null),
  );
});

test("copies what it knows of a message, cut to size, and nothing else", () => {
  const message = { type: "progress", run: "r", fraction: 1, message: "x".repeat(9999), more: 1 };
  const parsed = parseFromChild(message) as { message: string };
  assert.equal(Object.keys(parsed), ["type", "run", "fraction", "message"]);
  assert.is(parsed.message.length, 4096);
  const big = { type: "log", run: "r", message: "m", details: { big: "x".repeat(20_000) } };
  assert.equal((parseFromChild(big) as { details: object }).details, {
    note: "details left out: too large",
  });
});

test("checks a result again, whatever the process made of it", async () => {
  const bad = [undefined, "x", { artifacts: [{ path: "a", content: 7 }] }, { artifacts: [{}] }];
  for (const value of bad) {
    // oxlint-disable-next-line no-await-in-loop -- in order, to see which one
    const error = await errorOf(Promise.resolve().then(() => accept(value, job)));
    assert.is(error.code, "AGENT_ERROR");
    assert.ok(error.details["field"]);
  }
  assert.equal(accept({ artifacts: [], more: 1 }, job), {
    artifacts: [],
    findings: [],
    summary: null,
  });
  const tool = { ...job, kind: "tool" } as unknown as Job;
  assert.is((await errorOf(Promise.resolve().then(() => accept("{", tool)))).code, "TOOL_ERROR");
});

test("takes absolute paths out of messages and details, and leaves other text alone", () => {
  assert.is(said("no /srv/ann/boards/top.kicad_pcb here").message, "no top.kicad_pcb here");
  assert.is(said("ENOENT: '/var/scratch/run-1/a/b.txt'").message, "ENOENT: 'scratch/a/b.txt'");
  assert.is(said("at file:///opt/plugins/sample/index.ts:3:1").message, "at sample/index.ts:3:1");
  assert.is(said("C:\\Users\\ann\\x.txt is gone").message, "x.txt is gone");
  assert.equal(said("x", { list: ["(/etc/passwd)"] }).details, { list: ["(passwd)"] });
  const fine = "5/3 V, https://example.com/a/b, and/or, 1 / 2";
  assert.is(said(fine).message, fine);
});

test("lets a run use no code that speaks for the gateway", () => {
  const error = refused(
    { type: "failed", run: "run-1", code: "UNAUTHORIZED", message: "no key", details: {} },
    job,
  );
  assert.equal([error.code, error.message], ["AGENT_ERROR", "The agent failed: no key"]);
});

const said = (message: string, details = {}) =>
  refused({ type: "failed", run: "run-1", code: "AGENT_ERROR", message, details }, job);

/** What a channel hears when these bytes arrive in pieces of a size. */
function heard(bytes: Buffer, piece: number, maxBytes?: number): unknown[] {
  const pipe = new PassThrough();
  const got: unknown[] = [];
  const events = {
    message: (value: unknown) => void got.push(value),
    broken: () => void got.push("broken"),
  };
  createChannel(pipe, events, maxBytes);
  for (let at = 0; at < bytes.length; at += piece)
    pipe.emit("data", bytes.subarray(at, at + piece));
  return got;
}

function frame(value: unknown): Buffer {
  const body = serialize(value);
  const header = Buffer.alloc(4);
  header.writeUInt32BE(body.length);
  return Buffer.concat([header, body]);
}

for (const piece of [1, 3, 7, 64, 100_000]) {
  test(`puts messages together that arrive in pieces of ${piece} bytes`, () => {
    const sent = [1, { a: "x".repeat(300) }, null, new Uint8Array([1, 2])];
    const got = heard(Buffer.concat(sent.map(frame)), piece);
    assert.equal(got.slice(0, 3), sent.slice(0, 3));
    assert.equal([...(got[3] as Uint8Array)], [1, 2]);
  });
}

test("stops at bytes that are no message, and at a message that is too large, before it is there", () => {
  const rubbish = Buffer.concat([Buffer.from([0, 0, 0, 3, 1, 2, 3]), frame("after")]);
  assert.equal(heard(rubbish, 1000), ["broken"]);
  const huge = Buffer.from([0x7f, 0xff, 0xff, 0xff]);
  assert.equal(heard(Buffer.concat([frame("before"), huge]), 1000, 1024), ["before", "broken"]);
});

test.run();
