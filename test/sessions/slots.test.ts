/** Slots: so many at once, so many in line, and cancelling one that waits lets nobody else in too early. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { createSlots } from "../../core/sessions/slots.ts";

const test = suite("test/sessions/slots");
const turn = () => new Promise((go) => setImmediate(go));

/** Takes a slot for work that lasts until it is told to end. */
function job(slots: ReturnType<typeof createSlots>) {
  const abort = new AbortController();
  const work = Promise.withResolvers<void>();
  slots.claim();
  const { waiting } = slots.take(() => work.promise, abort.signal);
  return { waiting, abort: () => abort.abort(), end: () => (work.resolve(), turn()) };
}

test("lets the first ones go and the others follow in their order", async () => {
  const slots = createSlots(2, 5);
  const jobs = [1, 2, 3, 4].map(() => job(slots));
  const waits = () => jobs.map(({ waiting }) => waiting());
  assert.equal(waits(), [false, false, true, true]);
  await jobs[1]!.end();
  assert.equal(waits(), [false, false, false, true]);
  assert.is(slots.active(), 2);
});

test("refuses when the line is full, and has room again when a claim is given back", () => {
  const slots = createSlots(1, 1);
  slots.claim();
  slots.claim();
  assert.throws(() => slots.claim(), /1 runs and 1 waiting/);
  slots.release();
  slots.claim();
});

test("ends a cancelled one at once without letting another in beyond the limit", async () => {
  const slots = createSlots(1, 5);
  const [first, second, third] = [job(slots), job(slots), job(slots)];
  second.abort();
  assert.is(second.waiting(), false);
  await second.end();
  assert.equal([slots.active(), third.waiting()], [1, true]);
  await first.end();
  assert.equal([slots.active(), third.waiting()], [1, false]);
});

test("is idle when the last claim has ended", async () => {
  const slots = createSlots(1, 1);
  await slots.idle();
  const only = job(slots);
  let idle = false;
  void slots.idle().then(() => (idle = true));
  await turn();
  assert.is(idle, false);
  await only.end();
  assert.is(idle, true);
});

test.run();
