/** Which pairs of limits contradict each other, and which only look so. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { extract } from "../extract.ts";

const test = suite("skills/spec/report/conflicts");

/** Reasons of the contradictions of two sections. */
const reasons = (one: string, other: string): string[] =>
  extract([
    { path: "a.md", text: `# N\n\n## Electrical\n\n${one}\n\n## Environment\n\n${other}\n` },
  ]).conflicts.map(({ reason }) => reason);

test("finds bounds of one parameter that overlap but differ", () => {
  const pairs = [
    ["- Input voltage: 36…60 V", "The input voltage shall not exceed 56 V."],
    ["- Input voltage: 36 to 60 V", "- Input voltage: at least 40 V"],
    ["- Input voltage: 36…60 V, nominal 48 V", "- The DC input shall not exceed 56 V."],
    [
      "| Parameter | Min | Typ | Max | Unit |\n|---|---|---|---|---|\n| Input voltage | 36 | 48 | 60 | V |",
      "The input voltage shall not exceed 56 V.",
    ],
    ["- Supply: 36…60 V", "The drive's supply voltage shall not exceed 56 V."],
    ["- Input voltage: 36 to 60 V", "- Input voltage: 40 to 60 V"],
    [
      "- Operating temperature: -40 to +85 °C",
      "The unit shall operate from -20 °C to +70 °C ambient.",
    ],
    ["- Operating temperature: -40 to +85 °C", "- Ambient temperature: -20 °C to +70 °C"],
    ["- Weight: < 5 g", "- Weight: < 6 g"],
    ["- Supply voltage: 5 V ±5 %", "- Supply voltage: 5 V ±10 %"],
  ];
  for (const [one, other] of pairs) {
    const found = reasons(one!, other!);
    assert.is(found.length, 1, `${one} against ${other}`);
    assert.match(found[0]!, "stated twice, differently");
  }
});

test("finds no contradiction in bounds that fit, differ in tier, or hold in other circumstances", () => {
  const pairs = [
    ["- Input voltage: 36 to 60 V", "The input voltage shall not exceed 60 V."],
    ["- Input voltage: 36 to 56 V", "The input voltage shall not exceed 60 V."],
    ["- Input voltage: 36 to 56 V", "- Absolute maximum input voltage: 75 V"],
    ["- Input voltage: ≤ 56 V", "- Input voltage: ≤ 75 V (absolute maximum)"],
    ["- Input voltage: 36 to 60 V", "- Input voltage: 9 to 75 V for 100 ms"],
    ["- Input voltage: ≤ 60 V", "- The unit shall survive an input voltage of up to 80 V."],
    ["- Input voltage: at least 36 V", "- Input voltage: at most 60 V"],
    ["- Input voltage: 36 to 60 V", "- Input voltage: 48 V"],
    ["- Operating temperature: -40 to +85 °C", "- Operating temperature should be 0 to 60 °C."],
    ["- Operating temperature: -40 to +85 °C", "- Storage temperature: -55 to +125 °C"],
    ["- Operating temperature: -40 to +85 °C", "- Case temperature: at most 70 °C"],
    ["- Charging temperature: 0 to 45 °C", "- Operating temperature: -20 to 60 °C"],
    ["- BOM cost: < 14 EUR", "- Unit cost: < 30 EUR"],
    ["- Output current: < 5 A", "- Output current: < 8 A peak"],
  ];
  for (const [one, other] of pairs) assert.equal(reasons(one!, other!), [], `${one} / ${other}`);
});

test("compares a temperature at which it works with the range in which it operates", () => {
  const range = "- Operating temperature: -20 to 60 °C";
  for (const [other, reason] of [
    ["- Must work at -30 °C", "no value meets both"],
    ["The unit shall operate at 70 °C.", "no value meets both"],
    ["- It must function down to -40 °C", "stated twice, differently"],
  ] as const) {
    const [found = "", ...more] = reasons(range, other);
    assert.match(found, reason, other);
    assert.equal(more, []);
  }
  assert.equal(reasons(range, "- Must work at 55 °C"), []);
  assert.equal(reasons("- Must work at -10 °C", "- Must work at 45 °C"), []);
});

test("finds a part that alone is more than the whole may be", () => {
  for (const [one, other] of [
    ["- Weight: < 100 g", "- Battery weight: 120 g"],
    ["- BOM cost: ≤ 20 EUR", "- Display cost: 25 EUR"],
    ["- No voltage may be above 42 V", "- Heater voltage: 48 V"],
    ["- Safety: low-voltage operation (< 12 V)", "- Rail voltage: 12 V"],
  ] as const) {
    const [found = "", ...more] = reasons(one, other);
    assert.match(found, "alone is beyond", one);
    assert.equal(more, []);
  }
  for (const [one, other] of [
    ["- Weight: < 100 g", "- Battery weight: 80 g"],
    ["- Weight: < 100 g", "- Payload weight: 500 g"],
    ["- Weight: < 100 g", "- Battery weight should be 120 g"],
    ["- BOM cost: ≤ 20 EUR", "- Tooling cost: 9000 EUR"],
    ["- No voltage may be above 42 V", "- Isolation voltage: 2500 V"],
  ] as const) {
    assert.equal(reasons(one, other), [], other);
  }
});

test("keeps limits of different subjects apart", () => {
  assert.equal(reasons("### Motor\n\n- Length: < 50 mm", "### Radio\n\n- Length: < 30 mm"), []);
});

test.run();
