/** The progress meter: at most ten a second, never falling, and nothing said is lost at the end. */
import { setTimeout as sleep } from "node:timers/promises";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { createProgressMeter } from "../../core/sessions/progress.ts";
import type { Progress } from "../../core/sessions/progress.ts";

const test = suite("test/sessions/progress");

test("sends a flood as its latest value, and the rest with the end", async () => {
  const sent: Progress[] = [];
  const meter = createProgressMeter((progress) => sent.push(progress));
  for (let n = 1; n <= 1000; n += 1) meter.say(n / 2000, `step ${n}`);
  await sleep(50);
  assert.equal(sent, [{ fraction: 0.5, message: "step 1000" }]);
  meter.say(0.9, "last");
  assert.equal(meter.end(), { fraction: 0.9, message: "last" });
  meter.say(1, "too late");
  assert.equal(meter.now(), { fraction: 0.9, message: "last" });
  await sleep(130);
  assert.is(sent.length, 1);
});

test("bounds nonsense and ignores a fall", () => {
  const meter = createProgressMeter(() => {});
  const said = [0.5, 0.2, NaN, -1, Infinity].map((fraction) => {
    meter.say(fraction, "x".repeat(5000));
    return meter.now();
  });
  assert.ok(said.every(({ fraction, message }) => fraction === 0.5 && message.length === 4096));
  meter.say(7, "");
  assert.is(meter.now().fraction, 1);
  meter.end();
});

test("has nothing unsent when all was sent", async () => {
  const meter = createProgressMeter(() => {});
  assert.is(meter.end(), null);
});

test.run();
