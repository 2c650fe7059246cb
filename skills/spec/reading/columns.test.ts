/** Columns that add to a row's value: its tolerance, its unit, its condition. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { extract } from "../extract.ts";

const test = suite("skills/spec/reading/columns");

/** `[min,typ,max] unit @ condition` of every constraint of a table. */
function rows(...table: readonly string[]): string[] {
  const [header, ...body] = table;
  const rule = header!.replace(/[^|]+/g, "---");
  const lines = [header, rule, ...body].map((row) => `| ${row} |`).join("\n");
  const { constraints } = extract([{ path: "a.md", text: `# N\n\n## Electrical\n\n${lines}\n` }]);
  return constraints.map(
    ({ min, typ, max, unit, condition }) =>
      `[${min ?? ""},${typ ?? ""},${max ?? ""}] ${unit}${condition === null ? "" : ` @ ${condition}`}`,
  );
}

test("combines a tolerance column with the value", () => {
  assert.equal(rows("Rail | Value | Tolerance", "Core supply | 3.3 V | ±5 %"), [
    "[3.135,3.3,3.465] V",
  ]);
  assert.equal(rows("Parameter | Value | Tolerance (%)", "Core supply | 3.3 V | 5"), [
    "[3.135,3.3,3.465] V",
  ]);
  assert.equal(rows("Parameter | Value | Unit | Tol.", "Core supply | 3.3 | V | ± 50 mV"), [
    "[3.25,3.3,3.35] V",
  ]);
  assert.equal(rows("Parameter | Nominal | Tolerance", "Rail current | 2 A | ± 100 mA"), [
    "[1.9,2,2.1] A",
  ]);
  assert.equal(rows("Parameter | Nominal | Tolerance", "Bus voltage | 12 V | +10/-5 %"), [
    "[11.4,12,13.2] V",
  ]);
});

test("combines a tolerance with the column before it", () => {
  assert.equal(
    rows(
      "Rail | Voltage | Tolerance | Current | Notes",
      "V5 | 5 V | ±3 % | 2 A | for USB",
      "V33 | 3.3 V | ±50 mV | 500 mA | ",
    ),
    ["[4.85,5,5.15] V @ for USB", "[,2,] A @ for USB", "[3.25,3.3,3.35] V", "[,500,] mA"],
  );
});

test("keeps a tolerance that cannot be combined as a condition", () => {
  assert.equal(rows("Parameter | Value | Tolerance", "Bus voltage | 9 to 36 V | ±5 %"), [
    "[9,,36] V @ tolerance ±5 %",
  ]);
});

test("reads a value cell with a tolerance in another unit", () => {
  assert.equal(rows("Parameter | Value", "Rail current | 2 A ± 100 mA"), ["[1.9,2,2.1] A"]);
});

test("takes conditions, notes and remarks as the condition of the row", () => {
  for (const header of ["Condition", "Notes", "Remarks", "Test conditions", "Comment"]) {
    assert.equal(
      rows(`Parameter | Value | ${header}`, "Peak current | 20 A | ≤ 2 s"),
      ["[,20,] A @ ≤ 2 s"],
      header,
    );
  }
  assert.equal(
    rows("Parameter | Min | Max | Notes", "Output power | 10 W | 20 W | at 40 °C ambient"),
    ["[10,,20] W @ at 40 °C ambient"],
  );
});

test("takes a cell that holds only a unit as the unit, whatever its header says", () => {
  assert.equal(rows("Parameter | Max | Condition", "Quiescent current | ≤ 10 | mA"), ["[,,10] mA"]);
  assert.equal(rows("Parameter | Value | Notes", "Quiescent current | ≤ 10 | mA"), ["[,,10] mA"]);
});

test.run();
