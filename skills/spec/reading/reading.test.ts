/** Statements and their places, in Markdown, plain text and reStructuredText. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { placeAt, readDocument } from "./index.ts";
import type { Statement } from "./index.ts";

const test = suite("skills/spec/reading");

const markdown = (text: string): Statement[] => readDocument({ path: "PRD.md", text });
const plain = (text: string): Statement[] => readDocument({ path: "PRD.txt", text });
/** `line:column label | text` of every statement. */
const lines = (statements: readonly Statement[]): string[] =>
  statements.map((statement) => {
    const { line, column } = placeAt(statement, 0);
    return `${line}:${column} ${statement.label ?? "-"} | ${statement.text}`;
  });

test("gives list items their labels, and strips the author's numbers", () => {
  assert.equal(
    lines(
      markdown(
        "# R\n\n- **Weight**: < 8 g\n- **FR1.2**: Boot time < 5 s\n- Input: 5 V\n- [ ] `HRD_01`: two ports\n",
      ),
    ),
    [
      "3:5 Weight | Weight: < 8 g",
      "4:14 - | Boot time < 5 s",
      "5:3 Input | Input: 5 V",
      "6:17 - | two ports",
    ],
  );
});

test("keeps a limit sign that stands first", () => {
  assert.equal(lines(markdown("- >4 ADCs\n- >= 8 kHz\n")), ["1:3 - | >4 ADCs", "2:3 - | >= 8 kHz"]);
  const [row] = markdown("| Requirement | Measurement |\n| - | - |\n| ADC count | >4 |\n");
  assert.is(row!.text, ">4");
});

test("tells nested items which items they belong to", () => {
  const [, rail] = markdown("* **Rails**:\n  * 5 V rail\n");
  assert.equal(rail!.parents, ["Rails"]);
});

test("takes a short paragraph before a list, and a bold line, as what the list is about", () => {
  const [, first] = markdown("The ports are:\n\n- one BNC\n");
  assert.equal(first!.parents, ["The ports are"]);
  const [second] = markdown("# R\n\n**Safety**\n\n- fused\n");
  assert.equal(second!.section, ["R", "Safety"]);
});

test("gives each sentence of a wrapped paragraph the line it starts on", () => {
  const text = "The case shall be\nlight. It shall weigh\nno more than 2 kg.\n";
  assert.equal(lines(markdown(text)), [
    "1:1 - | The case shall be light.",
    "2:8 - | It shall weigh no more than 2 kg.",
  ]);
});

test("finds the line of a word inside a wrapped sentence", () => {
  const [statement] = markdown("It shall weigh\nno more than 2 kg.\n");
  assert.equal(placeAt(statement!, statement!.text.indexOf("2 kg")), { line: 2, column: 14 });
});

test("counts lines and columns the same with CRLF", () => {
  const text = "# R\n\n- a: 5 V\n\n| P | Max |\n| - | - |\n| I | 3 mA |\n\nOne\ntwo.\n";
  assert.equal(lines(markdown(text.replace(/\n/g, "\r\n"))), lines(markdown(text)));
  assert.equal(lines(plain(text.replace(/\n/g, "\r\n"))), lines(plain(text)));
});

test("keeps the line numbers behind a front matter", () => {
  assert.equal(lines(markdown("---\ntitle: x\n---\n\n- a: 5 V\n")), ["5:3 a | a: 5 V"]);
});

test("decodes entities and skips code blocks", () => {
  const [statement, ...more] = markdown("- I &lt; 5 mA &plusmn;1 %\n\n```\n9 V\n```\n");
  assert.is(statement!.text, "I < 5 mA ±1 %");
  assert.equal(more, []);
});

test("keeps a product's name in the title, and takes numbers off the other headings", () => {
  for (const [title, kept] of [
    ["XR-20: Product Requirements", "XR-20: Product Requirements"],
    ["t1 requirements", "t1 requirements"],
    ["3.1 Requirements", "Requirements"],
    ["R2: Power", "Power"],
    ["Section 4: Specification", "Specification"],
  ]) {
    const [statement] = readDocument({ path: "PRD.md", text: `# ${title}\n\n- Weight: 8 g\n` });
    assert.equal(statement!.section, [kept]);
  }
});

test("nests plain text by its numbered headings, underlines and indentation", () => {
  const text =
    "DEVICE REQUIREMENTS\n\n1. POWER\n\n1.1 The input is 9 V.\n1.2 Limits:\n    a) idle: 1 mA\n\n2. PORTS\n- CAN\n";
  const read = plain(text);
  assert.equal(lines(read), [
    "5:5 - | The input is 9 V.",
    "6:5 - | Limits:",
    "7:8 idle | idle: 1 mA",
    "10:3 - | CAN",
  ]);
  assert.equal(read[2]!.parents, ["Limits"]);
  assert.equal(read[3]!.section, ["DEVICE REQUIREMENTS", "PORTS"]);
});

test("reads wrapped cells of a grid table, each part with its line", () => {
  const text = [
    "Rover",
    "=====",
    "",
    "+--------+----------------------+",
    "| ID     | Description          |",
    "+--------+----------------------+",
    "| TR-001 | Visible from a range |",
    "|        | of >10m              |",
    "+--------+----------------------+",
    "",
  ].join("\n");
  const [statement] = plain(text);
  assert.is(statement!.text, "Visible from a range of >10m");
  assert.equal(placeAt(statement!, statement!.text.indexOf("10m")), { line: 8, column: 16 });
  assert.equal(statement!.section, ["Rover"]);
});

test("reads a simple table by its columns, bounds and unit", () => {
  const text =
    "=======  ===  ===  ====\nName     Min  Max  Unit\n=======  ===  ===  ====\nSupply   10   26   V\nCurrent  --   8    A\n=======  ===  ===  ====\n";
  const [supply, current] = plain(text);
  assert.is(supply!.label, "Supply");
  assert.equal(supply!.row, { unit: "V", bounds: { min: "10", max: "26" } });
  assert.equal(current!.row, { unit: "A", bounds: { max: "8" } });
});

test.run();
