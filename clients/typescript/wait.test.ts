/** Waiting for a run: over events, without them, and given up; never busy, and with nothing left behind. */
import { setTimeout as sleep } from "node:timers/promises";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { ConnectionError, MetaForgeClient, WaitTimeoutError } from "./src/index.ts";
import type { Progress } from "./src/index.ts";
import { closed, countedFetch, countedSocket, failing, quickClock, stageWith } from "./stage.ts";

const test = suite("clients/typescript/wait");

const looks = (paths: readonly string[]) => paths.filter((path) => path.endsWith("/status")).length;

test("hears of the end by an event and looks only a few times", async () => {
  await using stage = await stageWith();
  const { paths, fetch } = countedFetch();
  const { urls, open, WebSocket } = countedSocket();
  const client = stage.client({ fetch, WebSocket });
  const session = await client.runSkill("take-time", { args: { ms: 1500 } });
  assert.is(await session.waitForCompletion(), session);
  assert.is(session.status, "pending_approval");
  assert.equal(urls, [`${stage.ws}?session=${session.id}`]);
  assert.ok(looks(paths) <= 4, String(looks(paths)));
  await closed(open);
});

test("looks now and then where no events can be had", async () => {
  await using stage = await stageWith();
  const { paths, fetch } = countedFetch(/\/events$/);
  const client = stage.client({ fetch, WebSocket: null });
  const seen: Progress[] = [];
  const since = performance.now();
  const session = await client.runSkill("take-time", { args: { ms: 1500 } });
  await session.waitForCompletion({ onProgress: (progress) => seen.push(progress) });
  assert.is(session.status, "pending_approval");
  assert.equal(seen.at(-1), { progress: 1, message: "Sleeping", queued: false });
  // Six in the first seconds, then one in one or two, and one for each connection that was tried.
  const most = 15 + (performance.now() - since) / 1000;
  assert.ok(looks(paths) < most, String(looks(paths)));
});

test("hears events over fetch where there is no WebSocket", async () => {
  await using stage = await stageWith();
  const { paths, fetch } = countedFetch();
  const session = await stage
    .client({ fetch, WebSocket: null })
    .runSkill("take-time", { args: { ms: 1500 } });
  await session.waitForCompletion();
  assert.ok(looks(paths) <= 4, String(looks(paths)));
});

test("goes on when its connections are lost one after the other", async () => {
  await using stage = await stageWith();
  const { WebSocket, urls } = countedSocket(0);
  const { fetch } = countedFetch(/\/events$/);
  const session = await stage
    .client({ fetch, WebSocket })
    .runSkill("take-time", { args: { ms: 2500 } });
  await session.waitForCompletion();
  assert.is(session.status, "pending_approval");
  assert.ok(urls.length >= 2 && urls.length < 8, String(urls.length));
});

test("opens no connection for a run that is over", async () => {
  await using stage = await stageWith();
  const { urls, WebSocket } = countedSocket();
  const client = stage.client({ WebSocket });
  const session = await client.runSkill("write-files");
  await session.waitForCompletion();
  const before = urls.length;
  await session.waitForCompletion();
  assert.is(urls.length, before);
});

test("waits for a session that another client runs", async () => {
  await using stage = await stageWith();
  const session = await stage.client().createSession("write-files");
  const waiting = session.waitForCompletion();
  await sleep(100);
  await (await stage.client().session(session.id)).run();
  assert.is((await waiting).status, "completed");
});

test("ends at once by its signal with the signal's reason, and leaves no connection", async () => {
  await using stage = await stageWith();
  const { open, WebSocket } = countedSocket();
  const session = await stage.client({ WebSocket }).runSkill("take-time");
  const stop = new AbortController();
  const waiting = failing(session.waitForCompletion({ signal: stop.signal }));
  await sleep(200);
  const reason = { because: "the user left" };
  const since = performance.now();
  stop.abort(reason);
  assert.is(await waiting, reason);
  // Not by the next look, which is half a minute away, nor by the end of the run.
  assert.ok(performance.now() - since < 5000);
  await closed(open);
  await session.cancel();
});

test("asks nothing when its signal has aborted before", async () => {
  const { paths, fetch } = countedFetch();
  await using stage = await stageWith();
  const session = await stage.client({ fetch }).createSession("write-files");
  const before = paths.length;
  await failing(session.waitForCompletion({ signal: AbortSignal.abort() }));
  assert.is(paths.length, before);
});

test("gives up after its time, and says how the run stood", async () => {
  await using stage = await stageWith();
  const session = await stage.client().runSkill("take-time");
  const failure = await failing(session.waitForCompletion({ timeout: 1000 }));
  assert.instance(failure, WaitTimeoutError);
  assert.equal((failure as WaitTimeoutError).details, {
    session_id: session.id,
    timeout_ms: 1000,
    status: "running",
  });
  await session.cancel();
});

test("looks once, however long that takes, when it may not wait", async () => {
  await using stage = await stageWith();
  let lag = 0;
  const fetch: typeof globalThis.fetch = async (input, init) => {
    await sleep(lag);
    init?.signal?.throwIfAborted();
    return globalThis.fetch(input, init);
  };
  const { urls, WebSocket } = countedSocket();
  const client = stage.client({ fetch, WebSocket });
  const session = await client.runSkill("take-time");
  const seen: Progress[] = [];
  lag = 100;
  const onProgress = (progress: Progress) => void seen.push(progress);
  const failure = await failing(session.waitForCompletion({ timeout: 0, onProgress }));
  assert.instance(failure, WaitTimeoutError);
  assert.is(failure.details["status"], "running");
  assert.is(seen.length, 1);
  assert.equal(urls, []);
  await session.cancel();
  await session.waitForCompletion({ timeout: 0 });
  assert.is(session.status, "cancelled");
});

test("ends with what the progress callback throws, whatever that is", async () => {
  await using stage = await stageWith();
  const session = await stage.client().runSkill("take-time");
  const mine = new ConnectionError("thrown by the callback");
  const onProgress = () => {
    throw mine;
  };
  assert.is(await failing(session.waitForCompletion({ onProgress })), mine);
  await session.cancel();
});

test("bears a gateway that does not answer for two minutes, and no longer", async () => {
  let asked = 0;
  const fetch = async () => {
    asked += 1;
    if (asked > 1) throw new TypeError("fetch failed");
    return Response.json({ id: "session-1", skill: "spec", status: "created" });
  };
  const client = new MetaForgeClient("http://127.0.0.1:1", { fetch, WebSocket: null });
  const session = await client.session("session-1");
  const clock = quickClock();
  const failure = await failing(session.waitForCompletion()).finally(clock.stop);
  assert.instance(failure, ConnectionError);
  assert.ok(clock.passed() >= 120_000 && clock.passed() < 125_000, String(clock.passed()));
  assert.ok(asked < 200, String(asked));
});

test.run();
