/** A gateway that stops when nobody uses it: what counts as use, by a clock of short times. */
import { EventEmitter } from "node:events";
import { readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { stopWhenIdle } from "../core/idle.ts";
import { childGateway } from "./fixtures/gateway.ts";

const test = suite("test/idle");

/** With a clock of its own: `pass` lets so many milliseconds go by. */
function watched(afterMs: number) {
  const state = { stopped: 0, busy: false, now: 0 };
  let due: { at: number; work: () => void } | undefined;
  const idle = stopWhenIdle({
    afterMs,
    isBusy: () => state.busy,
    stop: () => void (state.stopped += 1),
    later(work, ms) {
      const mine = (due = { at: state.now + ms, work });
      return () => void (due === mine && (due = undefined));
    },
  });
  function pass(ms: number): void {
    state.now += ms;
    const ready = due;
    if (!ready || ready.at > state.now) return;
    due = undefined;
    ready.work();
  }
  return { state, idle, pass };
}

test("stops a gateway that was never asked for anything", () => {
  const { state, pass } = watched(20);
  pass(19);
  assert.is(state.stopped, 0);
  pass(1);
  assert.is(state.stopped, 1);
});

test("counts from the end of the last connection, not from its beginning", () => {
  const { state, idle, pass } = watched(40);
  const [one, other] = [new EventEmitter(), new EventEmitter()];
  idle.connected(one);
  idle.connected(other);
  pass(100);
  one.emit("close");
  pass(100);
  assert.is(state.stopped, 0, "one is still open");
  other.emit("close");
  pass(39);
  assert.is(state.stopped, 0);
  pass(1);
  assert.is(state.stopped, 1);
});

test("stays while a run is under way, and for the whole time after it", () => {
  const { state, idle, pass } = watched(60);
  state.busy = true;
  pass(60);
  pass(60);
  assert.is(state.stopped, 0);
  state.busy = false;
  pass(50);
  idle.touch();
  pass(59);
  assert.is(state.stopped, 0);
  pass(1);
  assert.is(state.stopped, 1);
});

test("a gateway with an open socket stays, one without ends cleanly and says why", async () => {
  await using gateway = await childGateway({ args: ["--stop-when-idle", "2"] });
  const note = JSON.parse(readFileSync(gateway.at(".metaforge/holder.json"), "utf8"));
  assert.equal([note.pid, note.port], [gateway.child.pid, gateway.port]);
  const socket = new WebSocket(gateway.api.ws);
  await new Promise((go) => socket.addEventListener("open", go));
  await wait(2500);
  assert.is(gateway.child.exitCode, null);
  socket.close();
  assert.equal(await gateway.exited(), { code: 0, signal: null });
  assert.match(gateway.stderr, "stopping: not used for 2 s");
});

test.run();
