/** Foreign text on a terminal: nothing acts on it, nothing hides in it, and its width is counted right. */
import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { createOutput } from "./output.ts";
import { isBidirectional, safeColoured, safeJson, safeLine, safeText } from "./safe.ts";
import { cut, fold, widthOf, withoutTabs, wrap } from "./width.ts";

const test = suite("clients/cli/terminal/safe");

/** What a terminal acts on, in any of the ways it may come. */
// oxlint-disable-next-line no-control-regex -- it is what is looked for
const ACTS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ud800-\udfff]/u;
const nasty = fc.constantFrom(
  ..."\u001b\u009b\u009d\u0007\r\b\u007f\u202e\u2066\u200b\ufeff\u2028\ud800\udc00\n\t",
);
const foreign = fc
  .array(fc.oneof(nasty, fc.string({ unit: "binary" }), fc.string({ unit: "grapheme" })))
  .map((parts) => parts.join(""));

test("lets no control character through but line end and tab, and no lone half of a character", () => {
  fc.assert(fc.property(foreign, (text) => !ACTS.test(safeText(text))));
  fc.assert(fc.property(foreign, (text) => !/[\n\t]/.test(safeLine(text))));
  fc.assert(fc.property(foreign, (text) => !ACTS.test(safeLine(text))));
});

test("shows every escape as something to see, and ordinary text as it is", () => {
  assert.is(safeLine("\u001b]0;x\u0007\r\n"), String.raw`\x1b]0;x\x07\r\n`);
  assert.is(safeLine("a\u202eb\u200b\u{e0041}\ud800"), String.raw`a\u202eb\u200b\u{e0041}\ud800`);
  assert.is(
    safeText("5 V ±5 %, 日本語, é, e\u0301, ✔\ufe0f\n\tx"),
    "5 V ±5 %, 日本語, é, e\u0301, ✔\ufe0f\n\tx",
  );
  assert.is(safeLine("x\ufe0f"), String.raw`x\ufe0f`);
});

test("writes JSON that says the same and holds nothing a terminal would act on", () => {
  fc.assert(
    fc.property(foreign, (text) => {
      const written = safeJson({ text });
      assert.equal(JSON.parse(written), JSON.parse(JSON.stringify({ text })));
      assert.not.match(written, ACTS);
    }),
  );
  assert.is(safeJson("a\u009b\u202e\u{e0041}"), String.raw`"a\u009b\u202e\udb40\udc41"`);
});

test("knows text that is read in another order than it is shown", () => {
  for (const char of "\u061c\u200e\u200f\u202a\u202e\u2066\u2069") assert.ok(isBidirectional(char));
  assert.not(isBidirectional("שלום abc \u200b"));
});

test("lets colours through the last net, and nothing else that begins with an escape", () => {
  fc.assert(
    fc.property(foreign, (text) => {
      const painted = `\u001b[32m${safeLine(text)}\u001b[39m`;
      // oxlint-disable-next-line no-control-regex -- colours are taken out
      return !ACTS.test(safeColoured(painted + text).replace(/\u001b\[[\d;]*m/g, ""));
    }),
  );
  assert.is(safeColoured("\u001b[2J\u001b[31mred"), "\\x1b[2J\u001b[31mred");
});

test("paints only where colours are wanted", () => {
  const of = (isTTY: boolean, env: NodeJS.ProcessEnv) =>
    createOutput({ isTTY } as NodeJS.WriteStream, env).paint("red", "x") !== "x";
  const colours = [
    of(true, {}),
    of(false, {}),
    of(true, { NO_COLOR: "1" }),
    of(true, { NO_COLOR: "" }),
  ];
  assert.equal(colours, [true, false, false, true]);
  const forced = [{ FORCE_COLOR: "1" }, { FORCE_COLOR: "0" }, { FORCE_COLOR: "1", NO_COLOR: "1" }];
  assert.equal(
    forced.map((env) => of(false, env)),
    [true, false, false],
  );
  assert.not(of(true, { TERM: "dumb" }));
  assert.not(createOutput({ isTTY: true } as NodeJS.WriteStream, { TERM: "dumb" }).isDrawn);
});

test("folds and cuts text to columns without losing any of it", () => {
  const columns = fc.integer({ min: 2, max: 30 });
  fc.assert(
    fc.property(foreign, columns, (text, width) => {
      const safe = safeLine(text);
      const pieces = fold(safe, width);
      assert.is(pieces.join(""), safe);
      for (const piece of pieces) assert.ok(widthOf(piece) <= width, piece);
    }),
  );
  fc.assert(
    fc.property(foreign, columns, (text, width) => widthOf(cut(safeLine(text), width)) <= width),
  );
  assert.equal(wrap("one two  three", 8, "  "), ["one two", "  three"]);
  assert.equal(wrap("say `a b c d` now", 8, ""), ["say", "`a b c d`", "now"]);
  assert.equal(wrap("  kept  as is", Number.POSITIVE_INFINITY, ""), ["  kept  as is"]);
  assert.equal(wrap("\u001b[31mred\u001b[39m one", 7, ""), ["\u001b[31mred\u001b[39m one"]);
  assert.equal(fold("日本語", 4), ["日本", "語"]);
  assert.is(widthOf("e\u0301"), 1);
  assert.is(cut("日本語", 4), "日…");
  assert.is(withoutTabs("a\tbc\t日\tx", 4), "a   bc  日  x");
});

test.run();
