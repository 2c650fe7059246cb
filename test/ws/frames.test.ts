/** Frames and messages from hostile clients: each ends its own connection at most, never another's, never the process. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { testGateway } from "../fixtures/gateway.ts";
import { BINARY, CLOSE, PING, TEXT, frame, openSocket } from "../fixtures/raw-socket.ts";

const test = suite("ws/frames");
type Gateway = Awaited<ReturnType<typeof testGateway>>;

/** The code a connection is closed with after these bytes. */
async function closedWith({ port }: Gateway, ...frames: Buffer[]): Promise<number | null> {
  await using raw = await openSocket(port);
  raw.send(Buffer.concat(frames));
  return await raw.closeCode();
}

test("closes a connection that breaks the protocol, and leaves the others alone", async () => {
  await using gateway = await testGateway();
  await using bystander = await openSocket(gateway.port);
  const cases: [string, number, ...Buffer[]][] = [
    ["unmasked", 1002, frame(TEXT, "{}", { masked: false })],
    ["reserved bit", 1002, frame(TEXT, "{}", { reserved: 4 })],
    ["other reserved bits", 1002, frame(TEXT, "{}", { reserved: 3 })],
    ["reserved opcode", 1002, frame(3, "{}")],
    ["reserved control opcode", 1002, frame(11)],
    ["long control frame", 1002, frame(PING, "x".repeat(126))],
    ["control frame in parts", 1002, frame(PING, "x", { fin: false })],
    ["continuation of nothing", 1002, frame(0, "x")],
    ["message within a message", 1002, frame(TEXT, "a", { fin: false }), frame(TEXT, "b")],
    ["bad UTF-8", 1007, frame(TEXT, Uint8Array.from([0xc3, 0x28]))],
    ["a surrogate", 1007, frame(TEXT, Uint8Array.from([0xed, 0xa0, 0x80]))],
    ["bad close code", 1002, frame(CLOSE, Uint8Array.from([0, 1]))],
    ["close code of one byte", 1002, frame(CLOSE, Uint8Array.from([3]))],
    ["bad UTF-8 in a close", 1007, frame(CLOSE, Uint8Array.from([3, 0xe8, 0xff]))],
    ["petabytes", 1009, frame(TEXT, "", { length: 1n << 50n })],
    ["more than a number holds", 1009, frame(TEXT, "", { length: (1n << 63n) - 1n })],
    ["a negative length", 1009, frame(TEXT, "", { length: (1n << 64n) - 1n })],
    ["a byte too much", 1009, frame(TEXT, "x".repeat(65_537))],
  ];
  for (const [name, code, ...frames] of cases) {
    assert.is(await closedWith(gateway, ...frames), code, name);
  }
  bystander.send(frame(TEXT, '{"event":"ping"}'));
  await bystander.seen(({ opcode }) => opcode === TEXT);
  assert.equal(bystander.messages(), [{ event: "pong" }]);
});

test("takes no sixteen megabytes, whole or in parts without end", async () => {
  await using gateway = await testGateway();
  const before = process.memoryUsage().rss;
  assert.is(await closedWith(gateway, frame(TEXT, "x".repeat(16 * 1024 * 1024))), 1009);
  const part = frame(0, "x".repeat(1000), { fin: false });
  const parts = [frame(TEXT, "x", { fin: false }), ...Array.from({ length: 100 }, () => part)];
  assert.is(await closedWith(gateway, ...parts), 1009);
  const empty = Array.from({ length: 20_000 }, () => frame(0, "", { fin: false }));
  const code = await closedWith(gateway, frame(TEXT, "x", { fin: false }), ...empty, frame(0));
  assert.ok(code === 1008 || code === 1009 || code === null, String(code));
  assert.ok(process.memoryUsage().rss - before < 150 * 1024 * 1024);
});

test("answers what it does not understand with an error, and stays open", async () => {
  await using gateway = await testGateway();
  await using raw = await openSocket(gateway.port);
  const json = `{} null [] 7 true {"event":1} {"event":["ping"]} {"event":{"toString":1}} "ping"
    {"event":"subscribe"} {"__proto__":{"event":"ping"}} {"constructor":{"prototype":{"event":"ping"}}}`;
  const texts = ["", "\0", "NaN", "{'a':1}", "[".repeat(30_000), ...json.split(/\s+/)];
  for (const text of texts) raw.send(frame(TEXT, text));
  raw.send(frame(BINARY, Uint8Array.from([0, 255, 1])));
  await raw.until(() => raw.messages().length === texts.length + 1);
  for (const message of raw.messages()) {
    assert.is(message.event, "error");
    assert.is(message.data.code, "VALIDATION_ERROR");
  }
  raw.send(frame(TEXT, '{"event":"ping"}'));
  await raw.until(() => raw.messages().some(({ event }) => event === "pong"));
});

test("tells nobody what a client says", async () => {
  await using gateway = await testGateway();
  await using speaker = await openSocket(gateway.port);
  await using listener = await openSocket(gateway.port);
  const complete = { event: "session.complete", data: { session_id: "x", status: "completed" } };
  speaker.send(frame(TEXT, JSON.stringify(complete)));
  await speaker.until(() => speaker.messages().length === 1);
  await gateway.post("/session/create", { skill: "spec" });
  await listener.until(() => listener.messages().length > 0);
  assert.equal(
    listener.messages().map(({ event }) => event),
    ["session.created"],
  );
});

test("closes a connection that sends more than fifty messages or pings a second", async () => {
  await using gateway = await testGateway();
  for (const flood of [frame(TEXT, '{"event":"ping"}'), frame(PING, "x"), frame(TEXT, "x")]) {
    await using raw = await openSocket(gateway.port);
    raw.send(Buffer.concat(Array.from({ length: 20_000 }, () => flood)));
    assert.is(await raw.closeCode(), 1008);
    // The window may turn over once in between.
    assert.ok(raw.frames().length <= 102, String(raw.frames().length));
  }
  await using calm = await openSocket(gateway.port);
  for (let n = 0; n < 40; n += 1) calm.send(frame(TEXT, '{"event":"ping"}'));
  await calm.until(() => calm.messages().length === 40);
  assert.is((await gateway.get("/health")).status, 200);
});

test("answers a ping with its own bytes, and a close with a close", async () => {
  await using gateway = await testGateway();
  await using raw = await openSocket(gateway.port);
  raw.send(frame(PING, "are you there"));
  const pong = await raw.seen(({ opcode }) => opcode === 10);
  assert.is(String(pong!.payload), "are you there");
  raw.send(frame(CLOSE, Uint8Array.from([3, 232])));
  assert.is(await raw.closeCode(), 1000);
  await raw.closed;
});

test.run();
