/** No line of a document is lost: it is a requirement, or one of the lists shows it. */
import { readFileSync, readdirSync } from "node:fs";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { extract } from "../extract.ts";
import type { Constraints } from "../schema.ts";
import { assumptionsReport } from "./assumptions.ts";

const test = suite("skills/spec/report/silence");

const read = (text: string, path = "PRD.md"): Constraints => extract([{ path, text }]);

/** Lines that neither begin what is shown nor go on with it; headings and rules are left to the caller. */
function lost(text: string, path = "PRD.md"): string[] {
  const all = read(text, path);
  const shown = [
    ...all.constraints.map(({ statement, source }) => ({ text: statement, source })),
    ...[all.unmapped, all.open_questions, all.non_requirements, all.unread ?? []].flat(),
  ];
  const starts = new Set(shown.map(({ source }) => source.line));
  const words = (line: string): string => line.replace(/[^\p{L}\p{N}]/gu, "");
  const told = shown.map((one) => words(one.text)).join("|");
  return text
    .split("\n")
    .filter((line, index) => !starts.has(index + 1) && !told.includes(words(line).slice(-20)));
}

test("shows rows, list items and cells of nothing but words", () => {
  const text = `# Tablet

## Requirements

Requirements | Measurement | Priority
:---: | :---: | :---:
Dimensions | Same as Display Screen | High
Modifiable | Can drill through | Medium
Weight | < 900 g | High

- Inputs
  - Buffered
  - Protected
- Back
- The unit must work in a usual office, which is:
  - dry
- Left to say:
`;
  assert.equal(
    lost(text).map((line) => line.trim()),
    ["# Tablet", "## Requirements", "Requirements | Measurement | Priority", "- Inputs"],
  );
  assert.equal(
    read(text).unmapped.map(({ source }) => source.line),
    [7, 8, 12, 14, 15, 16, 17],
  );
});

test("shows what stands in sections that set nothing, in code, in listings and in front matter", () => {
  const text = `---
owner: Ann
---
# Node

## Overview

A node for barns. It is robust.

## Pinout

| Pin | Signal |
| --- | --- |
| A1 | Clock |

\`\`\`yaml
bus: shared
\`\`\`

**Notes**<br>

Setext
------
`;
  assert.equal(
    lost(text),
    [
      "---",
      "---",
      "# Node",
      "## Overview",
      "## Pinout",
      "| Pin | Signal |",
      "| --- | --- |",
      "```yaml",
      "```",
      "**Notes**<br>",
      "Setext",
      "------",
    ].filter((line) => /[A-Za-z]/.test(line)),
  );
});

test("tells those without numbers by their place only", () => {
  const report = assumptionsReport(
    read("# N\n\n## Overview\n\n- One\n- Two\n- Since 2020\n- Four\n\n## P\n\n- Weight: < 5 g\n"),
  );
  assert.match(report, "  - PRD.md:7: “Since 2020”\n  - without numbers, PRD.md lines 5 to 6, 8");
  assert.match(report, "1 line with numbers stands");
});

const fixtures = new URL("../fixtures/", import.meta.url);
for (const name of readdirSync(fixtures, { recursive: true, encoding: "utf8" })) {
  if (!/\.(?:md|rst|txt)$/.test(name)) continue;
  test(`loses no line of ${name} but headings and the heads of tables`, () => {
    const text = readFileSync(new URL(name, fixtures), "utf8");
    const lines = text.split("\n");
    const rule = (line = ""): boolean => /^[\s|:=~+-]+$/.test(line);
    const left = lost(text, name).filter(
      (line) => !line.startsWith("#") && !rule(line) && !rule(lines[lines.indexOf(line) + 1]),
    );
    assert.equal(left, []);
  });
}

test.run();
