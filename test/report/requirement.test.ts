/** Measured values held against requirements: never a pass without a limit, in another unit, or of nothing. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { isGatewayError } from "../../core/index.ts";
import { judged, limitOf, parseStated, requirementSection, statedIn } from "../../core/report.ts";
import type { Stated } from "../../core/report.ts";

const test = suite("report/requirement");

const stated = (more: Partial<Stated>): Stated =>
  parseStated(
    JSON.stringify({
      schema: "metaforge/constraints@1",
      constraints: [{ id: "REQ-1", category: "x", parameter: "p", statement: "s", ...more }],
    }),
    "constraints.json",
  )[0]!;

const verdict = (more: Partial<Stated>, value: number | null, unit = "mm") =>
  judged(stated(more), { value, unit, si: { unit: "m", factor: 1e-3 }, basis: "b" }).verdict;

test("holds a value against both limits, and against one that is not to be reached", () => {
  const range = { min: 1, max: 2, unit: "mm" };
  assert.equal(
    [0.9, 1, 2, 2.1].map((value) => verdict(range, value)),
    ["fail", "pass", "pass", "fail"],
  );
  const below = { ...range, min: null, maxInclusive: false };
  assert.equal([verdict(below, 2), verdict(below, 1.99)], ["fail", "pass"]);
});

test("compares in SI where the author wrote another unit of the same quantity", () => {
  const cm = { max: 4, unit: "cm", si: { min: null, typ: null, max: 0.04, unit: "m" } };
  assert.equal([verdict(cm, 40), verdict(cm, 40.1)], ["pass", "fail"]);
});

test("judges nothing without a tolerance, in another quantity, or without a value", () => {
  assert.is(verdict({ typ: 40, unit: "mm" }, 40), "not_measured");
  assert.is(verdict({ max: 40, unit: "g" }, 4), "not_measured");
  assert.is(verdict({ max: 40 }, 4), "not_measured");
  assert.is(verdict({ values: ["x"] }, 4), "not_measured");
  assert.is(verdict({ max: 40, unit: "mm" }, null), "not_measured");
});

test("wants a count that stands alone to be met exactly", () => {
  const two = { typ: 2, unit: "1" };
  assert.equal([verdict(two, 2, "1"), verdict(two, 4, "1")], ["pass", "fail"]);
});

test("writes limits with their unit", () => {
  assert.equal(
    [{ max: 4, maxInclusive: false, unit: "g" }, { min: 1, max: 2, unit: "1" }, {}].map(limitOf),
    ["< 4 g", "1 to 2", null],
  );
});

test("reads the file that is named, else the workspace's own, and says what is no such file", async () => {
  const text = '{"schema":"metaforge/constraints@1","constraints":[]}';
  const access = (...paths: string[]) => ({
    list: async () => paths.map((path) => ({ path, size: 1 })) as never,
    read: async () => text,
  });
  assert.is(await statedIn(access("lib/constraints.json"), []), null);
  assert.equal(await statedIn(access("constraints.json"), []), []);
  assert.equal(await statedIn(access(), ["a/constraints.json"]), []);
  for (const odd of ["{", "[]", '{"schema":"other@1","constraints":[]}']) {
    try {
      parseStated(odd, "constraints.json");
      assert.unreachable();
    } catch (thrown) {
      assert.ok(isGatewayError(thrown) && thrown.code === "VALIDATION_ERROR", odd);
    }
  }
});

test("tells apart requirements that were not read from none that speak of it", () => {
  assert.is(requirementSection(undefined), "");
  assert.match(requirementSection([]), /No requirement of constraints\.json/);
  const row = judged(stated({ max: 1, unit: "mm", statement: "a | b" }), {
    ...{ value: 2, unit: "mm", basis: "b" },
  });
  assert.match(requirementSection([row]), /a \\\| b \| ≤ 1 mm \| 2 mm \| \*\*FAIL\*\*/);
});

test.run();
