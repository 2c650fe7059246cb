/** The container: one lazy instance a service, children that see their parent, nothing shadowed. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { createContainer } from "../core/container.ts";
import { token } from "../core/tokens.ts";

const CLOCK = token<{ now: number }>("test.clock");
const test = suite("core/container");

test("builds a service at its first use, and once", () => {
  const container = createContainer();
  let built = 0;
  container.provide(CLOCK, () => ({ now: (built += 1) }));
  assert.is(built, 0);
  assert.is(container.get(CLOCK), container.get(CLOCK));
  assert.is(built, 1);
});

test("hands a maker the container it was registered in", () => {
  const container = createContainer();
  const late = token<number>("test.late");
  container.provide(late, (from) => from.get(CLOCK).now + 1);
  container.provide(CLOCK, () => ({ now: 1 }));
  assert.is(container.get(late), 2);
});

test("lets a child see its parent, never the reverse, nor its sibling", () => {
  const parent = createContainer();
  const child = parent.child();
  const own = token<string>("test.own");
  parent.provide(CLOCK, () => ({ now: 7 }));
  child.provide(own, () => "mine");
  assert.is(child.get(CLOCK), parent.get(CLOCK));
  assert.throws(() => parent.get(own), /test\.own/);
  assert.throws(() => parent.child().get(own), /test\.own/);
});

test("refuses a second service of a name, also one that would shadow the parent's", () => {
  const parent = createContainer();
  parent.provide(CLOCK, () => ({ now: 1 }));
  const again = (container: typeof parent) => () => container.provide(CLOCK, () => ({ now: 2 }));
  assert.throws(again(parent), refused);
  assert.throws(again(parent.child()), refused);
  assert.is(parent.child().get(CLOCK).now, 1);
});

test("keeps two containers apart", () => {
  createContainer().provide(CLOCK, () => ({ now: 1 }));
  assert.throws(() => createContainer().get(CLOCK), /test\.clock/);
});

test("makes equal tokens of equal names", () => {
  assert.is(token("test.clock"), CLOCK);
  assert.is.not(token("test.clocks"), CLOCK);
});

test.run();

function refused(error: { code?: string }): boolean {
  return error.code === "DUPLICATE_SERVICE";
}
