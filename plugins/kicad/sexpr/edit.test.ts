/** Edits by place: they reach what they name and nothing else. */
import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { applyEdits, quote, readSexpr, rootOf, unquote } from "./index.ts";

const test = suite("plugins/kicad/sexpr/edit");

test("changes what it names and leaves every other character", () => {
  const text = '(a  (b "old")\n\t(c 1))\n';
  const reading = readSexpr(text);
  assert.ok(reading.ok);
  const root = rootOf(reading.tree)!;
  const word = root.child("b")!.item(1)!;
  const edited = applyEdits(text, [
    { start: root.end - 1, end: root.end - 1, text: " (d)" },
    { start: word.start, end: word.end, text: quote('n"w') },
  ]);
  assert.is(edited, '(a  (b "n\\"w")\n\t(c 1) (d))\n');
});

test("gives back any text that was quoted", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const word = quote(text);
      assert.is(unquote(word), text);
      assert.not.match(word, /\n/);
    }),
  );
});

test.run();
