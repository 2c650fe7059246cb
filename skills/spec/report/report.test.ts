/** Ids that last, contradictions with both lines, and the notes for people. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { extract } from "../extract.ts";
import { assumptionsReport } from "./assumptions.ts";
import { findingsOf } from "./findings.ts";

const test = suite("skills/spec/report");

const read = (text: string, path = "PRD.md") => extract([{ path, text }]);
const ids = (text: string): string[] => read(text).constraints.map(({ id }) => id);

const BASE =
  "# Node\n\n## Power\n\n- Supply voltage: 3.3 V ±5 %\n- Sleep current: < 8 uA\n- Interface: SPI\n- No battery\n";

test("keeps every id when lines are inserted above", () => {
  const moved = BASE.replace(
    "## Power\n",
    "An introduction.\n\n- Weight: 8 g\n\n## Power\n\n- Inrush current: < 2 A\n",
  );
  const kept = ids(moved);
  assert.ok(ids(BASE).every((id) => kept.includes(id)));
  assert.is(kept.length, ids(BASE).length + 2);
});

test("keeps the id of a constraint whose limit, unit, bound or choice changes", () => {
  const changed = BASE.replace("3.3 V ±5 %", "3.0 to 3.6 V")
    .replace("< 8 uA", "at most 0.01 mA")
    .replace("SPI", "I2C");
  assert.equal(ids(changed), ids(BASE));
});

test("gives two equal statements two ids, the first unchanged", () => {
  const [first] = ids("# N\n\n## P\n\n- Supply: 5 V\n");
  const both = ids("# N\n\n## P\n\n- Supply: 5 V\n- Supply: 9 V\n");
  assert.is(both[0], first);
  assert.is(new Set(both).size, 2);
});

test("puts the wanted prefix before ids, and reads $ as the wanted currency", () => {
  const { constraints } = extract([{ path: "a.md", text: "# N\n\n## R\n\n- Cost: < $5\n" }], {
    idPrefix: "HW",
    currency: "AUD",
  });
  assert.match(constraints[0]!.id, /^HW-[0-9a-f]{6}$/);
  assert.equal([constraints[0]!.unit, constraints[0]!.si!.unit], ["AUD", "AUD"]);
});

test("names both lines of a contradiction", () => {
  const { conflicts } = read(
    "# N\n\n## A\n\n- Operating temperature: -20 to 60 °C\n- Weight: < 5 g\n\n## B\n\n- Total weight: at least 6 g\n- Temperature: 0 to 40 °C\n- Display: no\n",
  );
  assert.equal(
    conflicts.map(({ lines }) => lines),
    [
      [5, 11],
      [6, 10],
    ],
  );
});

test("takes no contradiction from tiers, conditions, rails or subjects of their own", () => {
  const text =
    "# N\n\n## R\n\n- Battery life: at least 4 h, target 8 h\n- Current: < 5 mA (idle)\n- Current: > 6 mA (transmitting)\n- 5 V rail\n- 3.3 V rail\n\n### Motor\n\n- Range: < 3 m\n\n### Radio\n\n- Range: > 90 m\n";
  assert.equal(read(text).conflicts, []);
});

test("finds contradictions between two files", () => {
  const { conflicts } = extract([
    { path: "a.md", text: "# N\n\n- Weight: < 5 g\n" },
    { path: "b.md", text: "# N\n\n- Weight: > 9 g\n" },
  ]);
  assert.equal(conflicts[0]!.files, ["a.md", "b.md"]);
});

test("gives SI values, a criterion and a method", () => {
  const [mass] = read("# N\n\n- Weight: 200 g max when dry\n").constraints;
  assert.equal(mass!.si, { max: 0.2, unit: "kg" });
  assert.equal(mass!.verification, { method: "test", criterion: "weight, when dry ≤ 200 g" });
});

test("writes notes with the verdict first and a line for each question and contradiction", () => {
  const report = assumptionsReport(
    read(
      "# Node\n\n## R\n\n- Weight: < 5 g\n- Weight: > 9 g\n- Width: TBD\n- Easy to carry\n- About 3 mm thick\n\n## Non-goals\n\n- No *radio*\n",
    ),
  );
  assert.match(report, /^# Node: reading notes\n\n\*\*3 constraints\*\* read/);
  assert.match(report, /## Contradictions[^#]*PRD\.md:5[^#]*PRD\.md:6/);
  assert.match(report, /## Open questions[^#]*PRD\.md:7: “Width: TBD”/);
  assert.match(report, /## Assumptions[^#]*PRD\.md:9/);
  assert.match(report, /## Not turned into constraints[^#]*Easy to carry/);
  assert.match(report, /## Out of scope[^#]*No radio/);
});

test("lists the numbers of sections and tables that were not read", () => {
  const text =
    "# Node\n\n## Power\n\n- Supply: 5 V\n\n## History\n\n- Raised to 60 V\n- Renamed\n\n| Rev | Date | Change |\n| --- | --- | --- |\n| A | 2024 | 48 V added |\n\n## Schedule\n\nPrototype in 12 weeks\n";
  const constraints = read(text);
  assert.equal(
    constraints.unread!.map(({ source }) => source.line),
    [9, 10, 14, 18],
  );
  const report = assumptionsReport(constraints);
  assert.match(report, /nothing was added\.\n3 lines with numbers stand/);
  assert.match(
    report,
    /## Sections that were not read[^#]*History[^#]*PRD\.md:9: “Raised to 60 V”[^#]*PRD\.md:14[^#]*Schedule[^#]*PRD\.md:18/,
  );
});

test("says that limits were computed where they were", () => {
  const sentence = /nothing was added\. Limits around a value are computed/;
  assert.match(assumptionsReport(read("# N\n\n- Supply: 5 V ±5 %\n")), sentence);
  assert.not.match(assumptionsReport(read("# N\n\n- Supply: 5 V\n")), sentence);
});

test("says under which heading an open question of one word stands", () => {
  const report = assumptionsReport(read("# Node\n\n## Status lamp\n\n- TBD\n- Width of it: TBD\n"));
  assert.match(report, "- PRD.md:5 (Status lamp): “TBD”\n- PRD.md:6: “Width of it: TBD”");
});

test("keeps a document's own marks from changing the notes", () => {
  const report = assumptionsReport(read("# Node\n\n- Robust `<script>` | x\n"));
  assert.not.match(report, /[^\\]<script/);
  assert.match(report, /\\\| x/);
});

test("warns of a document that is not in English, and of no other", () => {
  const titles = (lines: string): string[] =>
    findingsOf(read(`# N\n\n## P\n\n${lines}`), false).map(({ id }) => id);
  const german = "- Strom im Schlaf: höchstens 5 µA\n- Temperatur: -20 °C bis 60 °C\n";
  assert.equal(titles(german), ["language"]);
  const french = "- Courant: moins de 5 µA en veille\n- Doit fonctionner avec une pile de 3 V\n";
  assert.equal(titles(french), ["language"]);
  assert.equal(titles("- Strom: 5 µA\n- Temperatur: -20 °C bis 60 °C\n"), []);
  assert.equal(titles("- Current at most 5 µA, für the sensor von Met, bis 2027 at least\n"), []);
});

test("warns of lines that are still examples, once for all, and counts them in the notes", () => {
  const text = "# N\n\n- Board: 50 mm × 30 mm (example)\n- Radio: BLE (example)\n- Weight: < 5 g\n";
  const [finding, ...others] = findingsOf(read(text), false);
  assert.is(others.length, 0);
  assert.is(finding!.title, "2 lines are still examples, marked (example)");
  assert.is(finding!.evidence, "PRD.md:3, PRD.md:4");
  assert.match(assumptionsReport(read(text)), /\*\*2 lines marked \(example\) to replace/);
  assert.equal(findingsOf(read("# N\n\n- Weight: < 5 g (for example)\n"), false), []);
});

test("reports contradictions as warnings, as errors when strict, with ids that stay", () => {
  const text = "# N\n\n- Weight: < 5 g\n- Weight: > 9 g\n- Width: TBD\n- Robust housing\n";
  const severities = (strict: boolean): string[] =>
    findingsOf(read(text), strict).map(({ severity }) => severity);
  assert.equal(severities(false), ["warning", "info", "info"]);
  assert.equal(severities(true), ["error", "error", "info"]);
  const moved = findingsOf(read(text.replace("# N\n", "# N\n\nHello.\n")), false);
  assert.equal(
    moved.map(({ id }) => id),
    findingsOf(read(text), false).map(({ id }) => id),
  );
});

test("warns of a document that says nothing, and of no other", () => {
  const silent = (...texts: string[]): string[] =>
    findingsOf(extract(texts.map((text, index) => ({ path: `${index}.md`, text }))), false)
      .filter(({ id }) => id.startsWith("silent-"))
      .map(({ where, severity }) => `${severity} ${where!.file}`);
  assert.equal(silent(""), ["warning 0.md"]);
  assert.equal(silent("# P\n\n## Electrical\n"), ["warning 0.md"]);
  assert.equal(silent("# P\n\n## Electrical\n\n- Supply: 5 V\n", "\n\n"), ["warning 1.md"]);
  assert.equal(silent("# P\n\n## Out of scope\n\n- Solar panel\n"), []);
  assert.equal(silent("# P\n\n- Pleasant to look at\n"), []);
});

test.run();
