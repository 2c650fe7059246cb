/** The fan-out without a network: who gets what, who is left behind, and that nothing falls between past and present. */
import { mock } from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { createBus } from "../../core/events.ts";
import type { EventName, GatewayEvent } from "../../core/events.ts";
import type { Subscription } from "../../core/sessions/follow.ts";
import { createHub } from "../../core/ws/hub.ts";

const test = suite("ws/hub");
const KIB = 1024;

/** A hub on a log that lives in memory; `kept` is the first event that is still there. */
function started({ kept = 1 } = {}) {
  const log: GatewayEvent[] = [];
  const bus = createBus((problem) => assert.unreachable(problem));
  const outbox = {
    add: () => assert.unreachable(),
    after: (since: number, limit: number) =>
      since > log.length || since + 1 < kept ? null : log.slice(since, since + limit),
    lastSeq: () => log.length,
  };
  const hub = createHub({ bus, outbox });
  return {
    hub,
    say(event: EventName, session: string, times = 1) {
      for (let n = 0; n < times; n += 1) {
        const seq = log.length + 1;
        log.push({ event, data: { session_id: session }, seq, at: "" });
        bus.publish(log.at(-1)!);
      }
    },
    join(subscription: Subscription = {}) {
      const peer = testPeer();
      return { ...peer, peer, leave: hub.add(peer, subscription) };
    },
  };
}

/** A peer whose queue is as long as the test says. */
function testPeer() {
  const texts: string[] = [];
  const closes: [number, string][] = [];
  const queue = { bytes: 0 };
  return {
    queue,
    closes,
    send: (text: string) => {
      texts.push(text);
      return queue.bytes;
    },
    waiting: () => queue.bytes,
    close: (code: number, reason: string) => void closes.push([code, reason]),
    seqs: () => texts.map((text) => (JSON.parse(text) as { seq?: number }).seq),
    events: () => texts.map((text) => (JSON.parse(text) as { event: string }).event),
  };
}

test("tells everyone everything, and whoever asks for one session only of that one", () => {
  const { say, join } = started();
  const all = join();
  const one = join({ session: "b" });
  say("session.created", "a");
  say("session.created", "b");
  assert.equal([all.seqs(), one.seqs()], [[1, 2], [2]]);
});

test("tells nothing to those who left, and forgets them", () => {
  const { say, join, hub } = started();
  const all = join();
  const one = join({ session: "a" });
  assert.is(hub.size, 2);
  for (const { leave } of [all, one, all]) leave();
  say("session.created", "a");
  assert.equal([all.seqs(), one.seqs(), hub.size], [[], [], 0]);
});

test("leaves progress out for a peer that lags, and never anything else", () => {
  const { say, join } = started();
  const slow = join();
  const quick = join();
  slow.queue.bytes = 256 * KIB + 1;
  say("agent.progress", "a");
  say("session.complete", "a");
  slow.queue.bytes = 256 * KIB;
  say("agent.progress", "a");
  assert.equal(
    [slow.seqs(), quick.seqs()],
    [
      [2, 3],
      [1, 2, 3],
    ],
  );
});

test("closes a peer that is a mebibyte behind, with the place from which it can resume", () => {
  const { say, join } = started();
  const lost = join();
  const bound = join({ session: "a" });
  const other = join();
  lost.queue.bytes = bound.queue.bytes = KIB * KIB + 1;
  say("session.created", "a", 3);
  for (const peer of [lost, bound]) {
    assert.equal(peer.closes, [[1013, "too slow; resume with ?since=1"]]);
    assert.equal(peer.seqs(), [1], "and sends it nothing more");
  }
  assert.equal(other.seqs(), [1, 2, 3]);
});

test("sends what was missed, then what happens, in order and nothing twice", async () => {
  const { say, join } = started();
  say("session.created", "a", 1234);
  const late = join({ since: 34 });
  say("session.created", "a", 10);
  await turn();
  assert.equal(
    late.seqs(),
    Array.from({ length: 1210 }, (_, n) => n + 35),
  );
});

test("reads the past at the pace of the peer, and goes on when its queue is empty", async () => {
  const { say, join, hub } = started();
  say("session.created", "a", 1200);
  const peer = testPeer();
  peer.queue.bytes = 300 * KIB;
  hub.add(peer, { since: 0 });
  await turn();
  assert.is(peer.seqs().length, 500);
  say("session.created", "a");
  peer.queue.bytes = 0;
  hub.drained(peer);
  await turn();
  say("session.created", "a");
  assert.equal(
    peer.seqs(),
    Array.from({ length: 1202 }, (_, n) => n + 1),
  );
  assert.is(join().seqs().length, 0);
});

test("closes a peer that does not take its past, and forgets one that leaves meanwhile", async () => {
  const { say, hub } = started();
  say("session.created", "a", 600);
  const [stuck, gone] = [testPeer(), testPeer()];
  for (const { queue } of [stuck, gone]) queue.bytes = 300 * KIB;
  mock.timers.enable({ apis: ["setTimeout"] });
  try {
    hub.add(stuck, { since: 0 });
    const leave = hub.add(gone, { since: 0 });
    await turn();
    leave();
    mock.timers.tick(30_000);
    await turn();
  } finally {
    mock.timers.reset();
  }
  assert.equal(stuck.closes, [[1013, "too slow; resume with ?since=500"]]);
  say("session.created", "a");
  assert.equal([stuck.seqs().length, gone.seqs().length, gone.closes], [500, 500, []]);
});

test("says so when the past is gone, or is one of another log, and goes on with the present", () => {
  const { say, join } = started({ kept: 5 });
  say("session.created", "a", 8);
  for (const since of [0, 3, 99, 1e15]) {
    const peer = join({ since });
    say("session.created", "a");
    assert.equal(peer.events(), ["replay.expired", "session.created"], String(since));
    peer.leave();
  }
  assert.equal(join({ since: 4 }).seqs().slice(0, 2), [5, 6]);
});

test.run();
