/** Events: each once and in order over any number of connections, and nothing left behind by whoever leaves. */
import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { MetaForgeClient } from "./src/index.ts";
import type { GatewayEvent } from "./src/index.ts";
import { closed, countedFetch, countedSocket, failing, stageWith } from "./stage.ts";

const test = suite("clients/typescript/events");

const KEY = "key-of-the-tests";
const keyed = {
  apiKeys: [{ name: "test", sha256: createHash("sha256").update(KEY).digest("hex") }],
};

test("reads on where a lost connection ended, over WebSockets and over fetch", async () => {
  await using stage = await stageWith();
  await create(stage, 40);
  const { urls, open, WebSocket } = countedSocket(3);
  const { fetch } = countedFetch(/\/events$/);
  const client = stage.client({ fetch, WebSocket });
  const seen = await take(client.events({ since: 0 }), 12);
  assert.equal(seqs(seen), range(1, 12));
  assert.ok(urls.length >= 4, String(urls.length));
  await closed(open);
});

test("keeps no more than its buffer for a slow reader, and loses nothing by that", async () => {
  await using stage = await stageWith();
  await create(stage, 10);
  const { urls, open, WebSocket } = countedSocket();
  const events = stage.client({ WebSocket }).events({ since: 0 });
  assert.is(((await events.next()).value as { seq: number }).seq, 1);
  await create(stage, 1500);
  // The connection is closed while nobody reads.
  await closed(open);
  const rest = await take(events, 1509);
  assert.equal(seqs(rest), range(2, 1510));
  assert.is(urls.length, 2);
});

test("closes its connection when the loop is left", async () => {
  await using stage = await stageWith();
  await create(stage, 1);
  const { open, WebSocket } = countedSocket();
  for await (const event of stage.client({ WebSocket }).events({ since: 0 })) {
    assert.is(event.event, "session.created");
    break;
  }
  await closed(open);
});

test("ends while it waits: by its signal, and by return()", async () => {
  await using stage = await stageWith();
  for (const socket of [countedSocket().WebSocket, null]) {
    const stop = new AbortController();
    const client = stage.client({ WebSocket: socket });
    const first = client.events({ signal: stop.signal });
    const second = client.events();
    const waiting = [first.next(), second.next()];
    await sleep(200);
    stop.abort();
    await second.return!();
    assert.equal(await Promise.all(waiting), [END, END]);
    assert.equal(await first.next(), END);
  }
});

test("ends at once when its signal has aborted before", async () => {
  const { urls, WebSocket } = countedSocket();
  const client = new MetaForgeClient("http://127.0.0.1:1", { WebSocket });
  assert.equal(await client.events({ signal: AbortSignal.abort() }).next(), END);
  assert.equal(urls, []);
});

test("takes a repeated event once, however the text of the stream is cut", async () => {
  const lines = [1, 2, 2, 1, 3].map(
    (seq) =>
      `id: ${seq}\nevent: session.created\ndata: ${JSON.stringify({ event: "session.created", seq, at: "µ" })}\n\n`,
  );
  const bytes = new TextEncoder().encode(`:\n\n${lines.join(":\n\n")}`);
  const fetch = async () =>
    new Response(
      new ReadableStream({
        start(controller) {
          for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
        },
      }),
    );
  const client = new MetaForgeClient("http://127.0.0.1:1", { fetch, WebSocket: null });
  assert.equal(seqs(await take(client.events({ since: 0 }), 3)), [1, 2, 3]);
});

test("filters by session", async () => {
  await using stage = await stageWith();
  const [, second] = await create(stage, 3);
  const [event] = await take(stage.client().events({ since: 0, session: second! }), 1);
  assert.is(event!.event === "session.created" && event!.data.session_id, second);
});

test("hands on that events are gone, and goes on with those of the new log", async () => {
  await using stage = await stageWith();
  const events = stage.client().events({ since: 5000 });
  assert.equal((await events.next()).value, { event: "replay.expired" });
  const next = events.next();
  await sleep(100);
  await create(stage, 1);
  assert.is(((await next).value as { seq: number }).seq, 1);
  await events.return!();
});

test("says that events may be gone when it lost its connection before the first one", async () => {
  await using stage = await stageWith();
  const { WebSocket } = countedSocket(0);
  const events = stage.client({ WebSocket }).events();
  assert.equal((await events.next()).value, { event: "replay.expired" });
  await events.return!();
});

test("sends the key in a header of the WebSocket, never in its address", async () => {
  await using stage = await stageWith(keyed);
  const { urls, WebSocket } = countedSocket();
  const client = stage.client({ apiKey: KEY, WebSocket });
  await client.createSession("write-files");
  await take(client.events({ since: 0 }), 1);
  assert.equal(urls, [`${stage.ws}?since=0`]);
});

test("sends the key over fetch where a WebSocket takes no headers, as in a browser", async () => {
  await using stage = await stageWith(keyed);
  const { paths, fetch } = countedFetch();
  for (const WebSocket of [Strict, Forgetful]) {
    const client = stage.client({ apiKey: KEY, fetch, WebSocket: WebSocket as never });
    await client.createSession("write-files");
    await take(client.events({ since: 0 }), 1);
  }
  assert.is(paths.filter((path) => path === "/api/v1/events?since=0").length, 2);
});

test("throws what the gateway refuses with", async () => {
  await using stage = await stageWith(keyed);
  const { message, code } = (await failing(
    stage.client({ apiKey: "another" }).events().next(),
  )) as { message: string; code: string };
  assert.is(code, "UNAUTHORIZED");
  assert.not.match(message, "another");
});

test.run();

const END = { done: true, value: undefined };

/** A browser's: what is given beside the address is a protocol's name. */
class Strict {
  constructor(_url: string, protocol?: unknown) {
    if (protocol !== undefined) throw new SyntaxError(`'${String(protocol)}' is no protocol`);
  }
  close() {}
}
/** One that takes anything and looks at none of it. */
class Forgetful {
  close() {}
}

async function take(events: AsyncIterable<GatewayEvent>, count: number): Promise<GatewayEvent[]> {
  const seen: GatewayEvent[] = [];
  for await (const event of events) {
    seen.push(event);
    if (seen.length === count) break;
  }
  return seen;
}

const seqs = (events: readonly GatewayEvent[]) =>
  events.map((event) => ("seq" in event ? event.seq : null));

const range = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, n) => from + n);

/** So many events; gives the sessions' ids. */
async function create(stage: Awaited<ReturnType<typeof stageWith>>, count: number) {
  const body = { skill: "write-files", input: {} };
  const one = async () => (await stage.post("/session/create", body)).body.id as string;
  const ids: string[] = [];
  while (ids.length < count) {
    const strides = Array.from({ length: Math.min(50, count - ids.length) }, one);
    ids.push(...(await Promise.all(strides)));
  }
  return ids;
}
