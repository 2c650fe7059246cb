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
  table,
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

test("writes no cell of CSV that a spreadsheet would compute", () => {
  const rows = [
    ["=1+1", 'say "hi"'],
    ["", "-2"],
  ];
  assert.is(csv(["@a", "b"], rows), '"\'@a","b"\n"\'=1+1","say ""hi"""\n"","\'-2"\n');
});

test.run();
