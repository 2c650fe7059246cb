/** What a reviewer is told of changed requirements, and what is no change. */
import fc from "fast-check";
import { isGatewayError } from "metaforge";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { extract } from "../extract.ts";
import { requirementDiff } from "./requirement-diff.ts";

const test = suite("skills/spec/report/requirement-diff");

const json = (text: string): string => JSON.stringify(extract([{ path: "PRD.md", text }]));
const diff = (before: string, after: string): string[] =>
  requirementDiff(json(before), json(after)).trimEnd().split("\n");

const BASE = `# Node

## Power

- Supply voltage: at most 3.6 V
- Sleep current: < 8 uA
- Battery life: at least 2 years
- Interface: SPI
- No display
`;
/** The lines below the counts, ids left out. */
const changed = (from: string, to: string): string[] =>
  diff(BASE, BASE.replace(from, to))
    .slice(1)
    .map((line) => line.replace(/REQ-[0-9a-f]{6}/g, "ID"));

test("tells a tighter and a looser limit, in the author's units", () => {
  const [head, line, ...more] = diff(BASE, BASE.replace("3.6 V", "3.3 V"));
  assert.is(head, "1 changed, 0 added, 0 removed, 4 as before");
  assert.match(line!, /^~ REQ-[0-9a-f]{6} supply_voltage max 3\.6 V → 3\.3 V, tighter$/);
  assert.equal(more, []);
  assert.equal(changed("3.6 V", "5 V"), ["~ ID supply_voltage max 3.6 V → 5 V, looser"]);
  assert.equal(changed("2 years", "30 months"), [
    "~ ID battery_life min 2 years → 30 months, tighter",
  ]);
  assert.equal(changed("< 8 uA", "< 0.01 mA"), [
    "~ ID sleep_current max < 8 µA → < 0.01 mA, looser",
  ]);
});

test("tells bounds that come and go, and strict ones from others", () => {
  assert.equal(changed("at most 3.6 V", "3.0 to 3.6 V"), [
    "~ ID supply_voltage min none → 3 V, tighter",
  ]);
  assert.equal(changed("< 8 uA", "≤ 8 uA"), ["~ ID sleep_current max < 8 µA → 8 µA, looser"]);
});

test("tells another unit of the same limit, and another quantity", () => {
  assert.equal(changed("at most 3.6 V", "at most 3600 mV"), [
    "~ ID supply_voltage unit V → mV, same limit",
  ]);
  const gauge = json("# N\n\n- Supply voltage: at most 3.6 V\n");
  const other = gauge
    .replace('"unit":"V","minI', '"unit":"A","minI')
    .replace('"unit":"V"}', '"unit":"A"}');
  assert.match(requirementDiff(gauge, other), "supply_voltage ≤ 3.6 V → ≤ 3.6 A, another quantity");
});

test("tells a changed priority, condition, choice and feature", () => {
  assert.equal(changed("Sleep current: < 8 uA", "Sleep current should stay < 8 uA"), [
    "~ ID (was ID) sleep_current priority must → should, looser",
  ]);
  assert.equal(changed("< 8 uA", "< 8 uA @ 25 °C"), [
    "~ ID (was ID) sleep_current condition none → “@ 25 °C”",
  ]);
  assert.equal(changed("SPI", "I2C"), ["~ ID interface SPI → I2C"]);
});

test("lists what is new and what is gone, with place and limit", () => {
  assert.equal(changed("- Interface: SPI\n", "- Weight: < 5 g\n"), [
    "+ ID weight < 5 g, must, PRD.md:8",
    "- ID interface SPI, must, PRD.md:8",
  ]);
});

test("shows no line that only moved", () => {
  const moved = BASE.replace("## Power", "Some words before it.\n\n## Power");
  assert.equal(diff(BASE, moved), ["0 changed, 0 added, 0 removed, 5 as before"]);
});

test("takes a rewritten sentence about the same parameter for the same requirement", () => {
  assert.equal(
    changed("Battery life: at least 2 years", "Its battery life shall be 3 years or more"),
    ["~ ID (was ID) battery_life min 2 years → 3 years, tighter"],
  );
});

test("says so when one of the two is not spec's", () => {
  for (const text of ["", "{}", "[1]", '{"schema":"metaforge/constraints@2","constraints":[]}']) {
    try {
      requirementDiff(text, json(BASE));
      assert.unreachable();
    } catch (error) {
      assert.ok(isGatewayError(error) && error.code === "CONFLICT", text);
      assert.match(error.message, "the earlier constraints.json");
    }
  }
});

test("a limit is tighter one way and looser the other, by any amount", () => {
  const value = fc.integer({ min: 1, max: 10_000 });
  fc.assert(
    fc.property(value, value, fc.constantFrom("at most", "at least"), (a, b, word) => {
      const text = (n: number) => `# N\n\n## P\n\n- Supply voltage: ${word} ${n} mV\n`;
      const [there, back] = [diff(text(a), text(b))[1], diff(text(b), text(a))[1]];
      if (a === b) return assert.equal([there, back], [undefined, undefined]);
      const tighter = b < a === (word === "at most");
      assert.match(there!, tighter ? /, tighter$/ : /, looser$/);
      assert.match(back!, tighter ? /, looser$/ : /, tighter$/);
    }),
    { numRuns: 50 },
  );
});

test.run();
