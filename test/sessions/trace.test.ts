/** A run's trace: one JSON line each, and bounded, with word of what was left out. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { createTrace } from "../../core/sessions/trace.ts";

const test = suite("test/sessions/trace");
const parsed = (text: string) =>
  text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));

test("keeps one line an entry, whatever is in it", () => {
  const trace = createTrace(() => "now");
  trace.add("log", { message: "one\ntwo\u2028" });
  trace.add("read", { path: "a" });
  assert.equal(parsed(trace.text()), [
    { at: "now", kind: "log", message: "one\ntwo\u2028" },
    { at: "now", kind: "read", path: "a" },
  ]);
  assert.is(createTrace(() => "now").text(), "");
});

test("stops at a megabyte and says how many lines are missing", () => {
  const trace = createTrace(() => "now");
  for (let n = 0; n < 300; n += 1) trace.add("log", { message: "x".repeat(10_000) });
  const lines = parsed(trace.text());
  assert.ok(trace.text().length < 1024 * 1024 + 200);
  assert.equal(lines.at(-1), { at: "now", kind: "dropped", lines: 300 - (lines.length - 1) });
});

test.run();
