/** Locks on paths: one holder each, no deadlock, and a holder that fails frees what it held. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { createPathLocks } from "../../core/sessions/path-locks.ts";
import { errorOf } from "../fixtures/run-pool.ts";

const test = suite("test/sessions/path-locks");
const turn = () => new Promise((go) => setImmediate(go));

test("keeps holders of one path apart and lets others go side by side", async () => {
  const locks = createPathLocks();
  const order: string[] = [];
  const gate = Promise.withResolvers<void>();
  const first = locks.hold(["a", "b"], async () => {
    order.push("first");
    await gate.promise;
    order.push("first ends");
  });
  const second = locks.hold(["b", "c"], async () => void order.push("second"));
  const third = locks.hold(["c", "a"], async () => void order.push("third"));
  await locks.hold(["d"], async () => void order.push("other"));
  await turn();
  assert.equal(order.toSorted(), ["first", "other"]);
  gate.resolve();
  await Promise.all([first, second, third]);
  assert.equal(order.slice(-3), ["first ends", "second", "third"]);
});

test("goes on after a holder that fails, and hands its error to its caller alone", async () => {
  const locks = createPathLocks();
  const failing = errorOf(locks.hold(["a"], () => Promise.reject(new TypeError("mine"))));
  assert.is(await locks.hold(["a"], async () => "next"), "next");
  assert.is((await failing).message, "mine");
});

test.run();
