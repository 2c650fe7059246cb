/** The examples that the documentation shows: they are the files that run here, and they keep the contracts. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { runSkill, runTool, skillContract, toolContract } from "../../core/testing.ts";
import lineEndings from "../fixtures/examples/plugins/line-endings/index.ts";
import wordCount from "../fixtures/examples/skills/word-count/index.ts";

const test = suite("test/testing/examples");
const text = (path: string) => readFileSync(join(import.meta.dirname, "../..", path), "utf8");
const files = { "PRD.md": "one two  three\n" };

for (const [page, file] of [
  ["plugins/README.md", "test/fixtures/examples/plugins/line-endings/index.ts"],
  ["skills/README.md", "test/fixtures/examples/skills/word-count/index.ts"],
] as const) {
  test(`shows in ${page} the code of an example, to the letter`, () => {
    assert.is(/```ts\n([^]*?)```/.exec(text(page))![1], text(file));
  });
  test(`fits ${page} on a screen`, () => {
    assert.ok(text(page).split("\n").length <= 60);
  });
}

for (const [name, check] of skillContract(wordCount, { files })) test(`word-count ${name}`, check);
for (const [name, check] of toolContract(lineEndings)) test(`line-endings ${name}`, check);

test("counts words", async () => {
  const run = await runSkill(wordCount, { files });
  assert.is(run.files["words.json"], '{"words":3}');
  assert.equal(run.reads, ["PRD.md"]);
  assert.equal(run.progress, [{ fraction: 0.5, message: "Counting" }]);
});

const there = (await runTool(lineEndings).detect()).available ? test : test.skip;
there("tells line endings apart, with `file`", async () => {
  const { call } = runTool(lineEndings);
  assert.equal(await call("check", { text: "a\r\nb\r\n" }), { endings: "windows" });
  assert.equal(await call("check", { text: "a\nb\n" }), { endings: "unix" });
});

test.run();
