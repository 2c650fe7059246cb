/** The bus: every listener hears every event in order, also when one of them throws or leaves. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { EVENT_NAMES, createBus } from "../core/events.ts";

const test = suite("test/events");
const event = (seq: number) => ({ event: "session.created" as const, data: {}, seq, at: "" });

test("names its events for good", () => {
  assert.equal(
    [...EVENT_NAMES],
    [
      ...["session.created", "session.started", "agent.progress", "session.complete"],
      ...["session.approved", "session.rejected", "session.deleted", "plugin.changed"],
    ],
  );
});

test("tells every listener, also after one that throws", () => {
  const problems: string[] = [];
  const heard: number[] = [];
  const bus = createBus((problem) => void problems.push(problem));
  bus.on(() => {
    throw new TypeError("mine");
  });
  bus.on(({ seq }) => void heard.push(seq));
  for (const seq of [1, 2, 3]) bus.publish(event(seq));
  assert.equal(heard, [1, 2, 3]);
  assert.equal(problems, ["mine", "mine", "mine"]);
});

test("tells nothing to one that has left, be it in the middle of an event", () => {
  const heard: string[] = [];
  const bus = createBus(() => {});
  const leave = bus.on(() => {
    heard.push("first");
    leave();
  });
  bus.on(() => void heard.push("second"));
  bus.publish(event(1));
  bus.publish(event(2));
  assert.equal(heard, ["first", "second", "second"]);
});

test.run();
