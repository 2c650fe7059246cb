/** Tables in the shapes that requirement documents use. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { placeAt, readDocument } from "./index.ts";

const test = suite("skills/spec/reading/table");

/** `label | text` of every statement of a table. */
function rows(...table: readonly string[]): string[] {
  const [header, ...body] = table;
  const rule = header!.replace(/[^|]+/g, "---");
  const text = [header, rule, ...body].map((row) => `| ${row} |`).join("\n");
  return readDocument({ path: "a.md", text }).map(
    ({ label, text: words }) => `${label ?? "-"} | ${words}`,
  );
}

test("reads parameter and value", () => {
  assert.equal(rows("Parameter | Value | Notes", "Weight | < 8 g | 10 g before"), [
    "Weight | < 8 g",
  ]);
});

test("reads requirement and measurement as parameter and value", () => {
  assert.equal(rows("Requirements | Measurement | Priority", "Clock | >20 MHz | Low"), [
    "Clock | >20 MHz",
  ]);
});

test("reads sentences beside ids, parents and verification", () => {
  assert.equal(
    rows("ID | Requirement | Parent | Verification", "S-1 | It shall weigh 2 kg. | M-80 | T"),
    ["- | It shall weigh 2 kg."],
  );
});

test("reads a measured column with the row as its subject", () => {
  assert.equal(rows("Mode | Description | Power", "IDLE | 3 tasks run | <2 W"), [
    "IDLE Power | <2 W",
  ]);
});

test("reads one component a column", () => {
  assert.equal(rows("Item | Sensor A | Sensor B", "Supply | 3.3 V | 5 V"), [
    "Supply | 3.3 V",
    "Supply | 5 V",
  ]);
});

test("takes acceptance criteria and rationale as remarks", () => {
  assert.equal(rows("Aspect | Requirement | Acceptance Criteria", "Boot | < 5 s | ready in 5 s"), [
    "Boot | < 5 s",
  ]);
});

test("leaves out cells that say nothing", () => {
  assert.equal(rows("Parameter | Value", "Weight | -", "Height | n/a", "Depth | ?"), ["Depth | ?"]);
});

test("reads an HTML table with the line of each cell", () => {
  const text =
    "# A\n\n<table>\n<tr><th>Parameter</th><th>Value</th></tr>\n\n<tr>\n<td>Weight</td>\n<td>\n  &lt; <b>8</b> g</td>\n</tr>\n</table>\n";
  const [statement, ...more] = readDocument({ path: "a.md", text });
  assert.equal(
    [statement!.label, statement!.text, placeAt(statement!, 0).line],
    ["Weight", "< 8 g", 9],
  );
  assert.equal(more, []);
});

test("leaves out tables that list pins, parts, registers or revisions", () => {
  assert.equal(rows("Pin | Signal | Voltage", "1 | VCC | 5 V"), []);
  assert.equal(rows("Qty | Part | Price", "2 | LM358 | $1"), []);
  assert.equal(rows("Byte | Meaning", "1 | 8 bits of status"), []);
  assert.equal(rows("Rev | Date | Change", "A | 2024 | 5 V added"), []);
});

test.run();
