/** Progress on its way to clients: however much a run says, ten a second at most, and never backwards. */
import { mock } from "node:test";
import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { createProgressMeter } from "../../core/sessions/progress.ts";
import type { Progress } from "../../core/sessions/progress.ts";

const test = suite("ws/progress");

/** Says one thing a millisecond; returns what was sent, with its last word. */
function sentFor(fractions: readonly number[]): Progress[] {
  mock.timers.enable({ apis: ["setTimeout"] });
  try {
    const sent: Progress[] = [];
    const meter = createProgressMeter((progress) => void sent.push(progress));
    for (const fraction of fractions) {
      meter.say(fraction, "x".repeat(5000));
      mock.timers.tick(1);
    }
    const last = meter.end();
    return last ? [...sent, last] : sent;
  } finally {
    mock.timers.reset();
  }
}

test("sends at most ten a second of a thousand, the latest at the end", () => {
  const sent = sentFor(Array.from({ length: 1000 }, (_, n) => n / 1000));
  assert.ok(sent.length >= 9 && sent.length <= 12, String(sent.length));
  assert.is(sent.at(-1)!.fraction, 0.999);
});

test("never falls and stays between nothing and all, whatever a run says", () => {
  const said = fc.oneof(fc.double(), fc.double({ min: 0, max: 1, noNaN: true }));
  const run = fc.array(said, { minLength: 150, maxLength: 400, size: "max" });
  fc.assert(
    fc.property(run, (fractions) => {
      let before = 0;
      for (const { fraction, message } of sentFor(fractions)) {
        assert.ok(fraction >= before && fraction <= 1, `${before} → ${fraction}`);
        assert.is(message.length, 4096);
        before = fraction;
      }
    }),
  );
});

test.run();
