/** What reports and JSON artifacts of skills have in common. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import {
  amount,
  artifactHead,
  artifactJson,
  cell,
  clip,
  csv,
  headOf,
  oneLine,
  quantity,
  table,
  tableOfMarkdown,
  visible,
  words,
} from "../core/report.ts";
import { z } from "../core/index.ts";

const test = suite("report");

const PROVENANCE = {
  mode: "deterministic",
  inputs: [{ path: "a.txt", sha256: "00" }],
  tools: [{ name: "acme", version: null }],
};

test("writes the head that its own schema wants, first", () => {
  const artifact = { ...headOf("metaforge/acme@1", PROVENANCE), verdict: "pass" };
  const Schema = z.strictObject({ ...artifactHead("metaforge/acme@1"), verdict: z.string() });
  assert.equal(Schema.parse(artifact), artifact);
  assert.equal(Object.keys(artifact), ["schema", "mode", "inputs", "tools", "verdict"]);
  assert.not(Schema.safeParse({ ...artifact, schema: "metaforge/other@1" }).success);
});

test("writes JSON with two spaces and a newline at the end", () => {
  assert.is(artifactJson({ a: [1] }), '{\n  "a": [\n    1\n  ]\n}\n');
});

test("says amounts with their noun", () => {
  assert.equal(
    [amount(0, "error"), amount(1, "error"), amount(2, "connection is", "connections are")],
    ["0 errors", "1 error", "2 connections are"],
  );
});

test("makes no markup of foreign text", () => {
  assert.is(
    cell("a | b\n<img> [x](y) *z* `c` ~d~"),
    "a \\| b \\<img\\> \\[x\\](y) \\*z\\* \\`c\\` \\~d\\~",
  );
  assert.is(cell("_em_ V_out größe_ä __init__"), "\\_em\\_ V_out größe_ä \\_\\_init\\_\\_");
  assert.is(oneLine(" a\u0000\u2028b\t"), "a b");
});

test("cuts long text between letters", () => {
  assert.is(clip("abc", 3), "abc");
  assert.is(clip("ab\u{1f600}d", 4), "ab…");
});

test("escapes text in tables, and takes Markdown where it is said to be some", () => {
  const rows = [["R1 | R2", { markdown: "**fail**" }]];
  assert.is(
    table(["Part", "Is"], rows, { align: ["l", "r"] }),
    ["| Part     |       Is |", "| :------- | -------: |", "| R1 \\| R2 | **fail** |"].join("\n"),
  );
  assert.is(
    table(["A", "B"], [["1", "long sentence"]], { isPadded: false }),
    "| A | B |\n| - | - |\n| 1 | long sentence |",
  );
});

test("takes rows of Markdown with numbers to the right", () => {
  const text = tableOfMarkdown(["Verdict", "V"], [["**fail**", "3"]], [1]);
  assert.is(text, "| Verdict  |  V |\n| :------- | -: |\n| **fail** |  3 |");
});

test("makes no markup of a sentence, and cuts it", () => {
  assert.is(words("# <b> & _x_ a_b"), "\\# &lt;b&gt; &amp; \\_x\\_ a_b");
  assert.is(words("abcdef", 4), "abc…");
  assert.is(visible("a\u202eb\u0007"), "a b ");
});

test("gives quantities the prefix that leaves one to three digits before the point", () => {
  assert.equal(
    [quantity(0.0008336, "V", 6), quantity(999.96, "Hz", 4), quantity(-12_300, "Ω", 4)],
    ["833.6 µV", "1 kHz", "-12.3 kΩ"],
  );
  assert.equal(
    [quantity(1e-21, "A", 3), quantity(0, "V", 3), quantity(1234.5, "°C", 4), quantity(2, null, 4)],
    ["0.001 aA", "0 V", "1235 °C", "2"],
  );
});

test("writes no cell of CSV that a spreadsheet would compute", () => {
  const rows = [
    ["=1+1", 'say "hi"'],
    ["", "-2"],
  ];
  assert.is(csv(["@a", "b"], rows), '"\'@a","b"\n"\'=1+1","say ""hi"""\n"","\'-2"\n');
});

test.run();
