/** A gateway that stops when nobody uses it: what counts as use, by a clock of short times. */
import { EventEmitter } from "node:events";
import { readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { stopWhenIdle } from "../core/idle.ts";
import { childGateway } from "./fixtures/gateway.ts";

const test = suite("test/idle");

function watched(afterMs: number) {
  const state = { stopped: 0, busy: false };
  const stop = () => void (state.stopped += 1);
  return { state, idle: stopWhenIdle({ afterMs, isBusy: () => state.busy, stop }) };
}

test("stops a gateway that was never asked for anything", async () => {
  const { state } = watched(20);
  await wait(60);
  assert.is(state.stopped, 1);
});

test("counts from the end of the last connection, not from its beginning", async () => {
  const { state, idle } = watched(40);
  const [one, other] = [new EventEmitter(), new EventEmitter()];
  idle.connected(one);
  idle.connected(other);
  one.emit("close");
  await wait(100);
  assert.is(state.stopped, 0, "one is still open");
  other.emit("close");
  await wait(100);
  assert.is(state.stopped, 1);
});

test("stays while a run is under way, and for the whole time after it", async () => {
  const { state, idle } = watched(60);
  state.busy = true;
  await wait(150);
  assert.is(state.stopped, 0);
  state.busy = false;
  idle.touch();
  await wait(30);
  assert.is(state.stopped, 0);
  await wait(90);
  assert.is(state.stopped, 1);
});

test("a gateway with an open socket stays, one without ends cleanly and says why", async () => {
  await using gateway = await childGateway({ args: ["--stop-when-idle", "0.4"] });
  const note = JSON.parse(readFileSync(gateway.at(".metaforge/holder.json"), "utf8"));
  assert.equal([note.pid, note.port], [gateway.child.pid, gateway.port]);
  const socket = new WebSocket(gateway.api.ws);
  await new Promise((go) => socket.addEventListener("open", go));
  await wait(900);
  assert.is(gateway.child.exitCode, null);
  socket.close();
  assert.equal(await gateway.exited(), { code: 0, signal: null });
  assert.match(gateway.stderr, "stopping: not used for 0.4 s");
});

test.run();
