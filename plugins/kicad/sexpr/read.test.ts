/** The S-expression reader: what KiCad writes comes back the same, and no text upsets it. */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { demoFiles, hasDemos } from "../../../test/fixtures/kicad-demos.ts";
import { findImbalance, quote, readSexpr, rootOf, topNodes } from "./index.ts";
import type { Node } from "./index.ts";

const test = suite("plugins/kicad/sexpr/read");
const withDemos = hasDemos ? test : test.skip;

const SHEET = `(kicad_sch (version 20250114) # no comment
  # a comment (with "one quote
  (title_block (title "A \\"b\\" \\\\ \\x41\\101\\n") (rev 2))
  (symbol "R_1" (at 1.5 -2 90)) (symbol "C_1") ())
`;

test("gives names, words, numbers and lists by their names", () => {
  const root = treeOf(SHEET);
  assert.is(root.name, "kicad_sch");
  assert.is(root.child("version")!.number(), 20250114);
  assert.is(root.child("title_block")!.child("title")!.string(), 'A "b" \\ AA\n');
  assert.equal(
    root.childrenNamed("symbol").map((symbol) => symbol.string()),
    ["R_1", "C_1"],
  );
  const at = root.child("symbol")!.child("at")!;
  assert.equal([at.number(1), at.number(2), at.number(3), at.number(4)], [1.5, -2, 90, null]);
  assert.is(root.child("titl"), null);
  assert.is(root.child("title_block")!.child("version"), null);
  assert.is(root.items.at(-1)!.text, "()");
});

test("says where a node is in the text", () => {
  const title = treeOf(SHEET).child("title_block")!.child("title")!;
  assert.is(SHEET.slice(title.start, title.end), title.text);
  assert.is(title.item(1)!.text, '"A \\"b\\" \\\\ \\x41\\101\\n"');
});

test("passes over one parenthesis too many, and takes the one that KiCad 9 leaves out as there", () => {
  assert.is(treeOf("(a (b)))").text, "(a (b))");
  const pad = treeOf("(pad (teardrops (curved_edges no)filter_ratio 0.9) (enabled yes)) (uuid 1))");
  assert.is(pad.child("teardrops")!.child("filter_ratio")!.number(), 0.9);
  assert.is(pad.child("teardrops")!.child("enabled")!.string(), "yes");
  assert.is(pad.child("uuid")!.string(), "1");
});

test("says in which line a text cannot be read", () => {
  assert.equal(faultOf('(a\n(b "c)\n)'), ["string", 2]);
  assert.equal(faultOf("(a\n(b)\n(c (d)\n"), ["open", 3]);
  assert.equal(faultOf("(a))\n)"), ["close", 2]);
});

test("reads a hundred thousand lists in each other", () => {
  const deep = 100_000;
  const { tree } = treeOf("(a".repeat(deep) + ")".repeat(deep));
  assert.is(tree.count, 2 * deep);
});

/** A list as plain arrays; a word without quotes as it is written, one with quotes after a `'`. */
type Plain = string | readonly Plain[];

const bareWord = fc
  .string({ unit: "grapheme", minLength: 1 })
  .filter((word) => !/[\s()"#\p{Cc}]/u.test(word) && word !== "filter_ratio");
const word = fc.oneof(
  bareWord,
  fc.string({ unit: "binary" }).map((text) => `'${text}`),
);
const { list } = fc.letrec<{ list: Plain[]; item: Plain }>((tie) => ({
  list: fc.array(tie("item"), { maxLength: 6 }),
  item: fc.oneof({ maxDepth: 12, depthSize: "large" }, word, tie("list")),
}));
const blank = fc.constantFrom(" ", "\n", "\t", "\r\n", '\n# ) " (\n', " \n\t");

test("gives back any tree that was written, with any blanks between", () => {
  fc.assert(
    fc.property(list, fc.array(blank, { minLength: 1 }), (plain, blanks) => {
      let n = 0;
      const between = () => blanks[(n += 1) % blanks.length]!;
      const text = write(plain, between);
      assert.equal(toPlain(treeOf(text)), plain);
      assert.is(findImbalance(Buffer.from(text)), null);
    }),
    { numRuns: 500 },
  );
});

const morsel = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom("(", ")", '"', "\\", "\n", " ", "#", "a", ")filter_ratio"),
  },
  { weight: 1, arbitrary: fc.string({ unit: "binary" }) },
);

test("has an answer to any text, and the look without a tree has the same", () => {
  fc.assert(
    fc.property(fc.array(morsel, { maxLength: 60 }), (morsels) => {
      const text = morsels.join("");
      const reading = readSexpr(text);
      const found = findImbalance(Buffer.from(text));
      if (reading.ok) {
        for (const node of topNodes(reading.tree)) toPlain(node);
        assert.ok(found === null || found.kind === "trailing");
      } else {
        assert.ok(reading.fault.line >= 1);
        assert.ok(found !== null);
        if (found.kind !== "trailing")
          assert.is(`${found.kind} ${found.line}`, `${reading.fault.kind} ${reading.fault.line}`);
      }
    }),
    { numRuns: 2000 },
  );
});

withDemos("reads every schematic and board of KiCad's demos", () => {
  for (const file of demoFiles()) {
    const root = treeOf(readFileSync(file, "utf8"));
    assert.is(root.name, file.endsWith("pcb") ? "kicad_pcb" : "kicad_sch", file);
    // What KiCad writes is one list: were a parenthesis misread, there would be several.
    assert.is(topNodes(root.tree).length, 1, file);
  }
});

test.run();

function treeOf(text: string): Node {
  const reading = readSexpr(text);
  assert.ok(reading.ok);
  return rootOf(reading.tree)!;
}

function faultOf(text: string) {
  const reading = readSexpr(text);
  return reading.ok ? null : [reading.fault.kind, reading.fault.line];
}

function write(plain: Plain, between: () => string): string {
  if (typeof plain !== "string") {
    return `(${between()}${plain.map((item) => write(item, between) + between()).join("")})`;
  }
  return plain.startsWith("'") ? quote(plain.slice(1)) : plain;
}

function toPlain(node: Node): Plain {
  if (node.isList) return node.items.map(toPlain);
  return node.isQuoted ? `'${node.value}` : node.value;
}
