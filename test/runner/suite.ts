/** Stands in for `uvu` in test files: the same suites on uvu's own queue, with every step watched. */
import { suite as uvuSuite } from "uvu";
import type { Callback, Test } from "uvu";
import { problem, step, watch } from "./watch.ts";

export const suite: typeof uvuSuite = (title = "", context?) =>
  watched(title, context === undefined ? uvuSuite(title) : uvuSuite(title, context));

export const test = suite();

function watched<T>(title: string, inner: Test<T>): Test<T> {
  let endsAt = Number.POSITIVE_INFINITY;
  let tests = 0;
  const shown = title || "(unnamed)";
  // The clock starts with the suite's first step, not at import: suites of one file run one after another.
  const started = () => {
    if (endsAt === Number.POSITIVE_INFINITY) endsAt = performance.now() + watch.limitMs;
    return endsAt;
  };
  const label = (name: string) => (title ? `${title} › ${name}` : name);

  const timed =
    (name: string, handler: Callback<T>): Callback<T> =>
    async (state) => {
      const start = performance.now();
      try {
        await step(label(name), started(), () => handler(state));
      } finally {
        watch.timings.push({ file: watch.file, test: name, ms: performance.now() - start });
      }
    };
  // A hook's failure is kept here and not passed on: uvu drops it together with the suite's results.
  const hook = (name: string, into: (handler: Callback<T>) => void) => (handler: Callback<T>) =>
    into(async (state) => {
      try {
        await step(label(name), started(), () => handler(state));
      } catch (error) {
        problem((error as Error).stack ?? String(error), label(`${name} hook`));
      }
    });
  const held = { title: shown };
  const added = () => {
    tests += 1;
    watch.waiting.add(held);
  };

  const self = (name: string, handler: Callback<T>) => {
    added();
    inner(name, timed(name, handler));
  };
  return Object.assign(self, {
    only(name: string, handler: Callback<T>) {
      added();
      problem("`.only` was left behind: it hides the suite's other tests", label(name));
      inner.only(name, timed(name, handler));
    },
    skip(name = "(unnamed)") {
      added();
      watch.skipped.push({ file: watch.file, test: name });
      inner.skip(name);
    },
    before: Object.assign(hook("before", inner.before), {
      each: hook("before each", inner.before.each),
    }),
    after: Object.assign(hook("after", inner.after), {
      each: hook("after each", inner.after.each),
    }),
    run() {
      if (tests === 0) problem("the suite holds no test", shown);
      tests = 0;
      watch.waiting.delete(held);
      inner.run();
    },
  });
}
