/** The examples that the documentation shows: they are the files that run here, and they keep the contracts. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import {
  providerContract,
  runSkill,
  runTool,
  skillContract,
  toolContract,
} from "../../core/testing.ts";
import lineEndings from "../fixtures/examples/plugins/line-endings/index.ts";
import openrouter from "../fixtures/examples/plugins/openrouter/index.ts";
import { testGateway } from "../fixtures/gateway.ts";
import wordCount from "../fixtures/examples/skills/word-count/index.ts";

const test = suite("test/testing/examples");
const text = (path: string) => readFileSync(join(import.meta.dirname, "../..", path), "utf8");
const files = { "PRD.md": "one two  three\n" };

for (const [page, ...names] of [
  ["plugins/README.md", "plugins/line-endings", "plugins/hello"],
  ["plugins/providers.md", "plugins/openrouter"],
  ["skills/README.md", "skills/word-count"],
] as const) {
  test(`shows in ${page} the code of examples, to the letter`, () => {
    const shown = Array.from(text(page).matchAll(/```ts\n([^]*?)```/g), ([, code]) => code);
    const sources = names.map((name) => text(`test/fixtures/examples/${name}/index.ts`));
    assert.equal(shown, sources);
  });
  test(`fits ${page} on a screen`, () => {
    assert.ok(text(page).split("\n").length <= 60);
  });
}

for (const [name, check] of skillContract(wordCount, { files })) test(`word-count ${name}`, check);
for (const [name, check] of toolContract(lineEndings)) test(`line-endings ${name}`, check);

for (const [name, check] of providerContract(openrouter)) test(`openrouter ${name}`, check);

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

const config = { disabled: ["kicad", "ngspice", "spec"], run: { spare: 0 } };
const plugins = [join(import.meta.dirname, "../fixtures/examples/plugins")];

there("answers the call that plugins/README.md shows", async () => {
  await using gateway = await testGateway({ config, plugins });
  const [, input, path] = /posts\s+the input itself, `(.*?)`, to `\/api\/v1(.*?)`/.exec(
    text("plugins/README.md"),
  )!;
  const { status, body } = await gateway.post(path!, JSON.parse(input!));
  assert.equal([status, body.result], [200, { endings: "unix" }]);
});

test("serves an extension's page where plugins/README.md says, by GET only", async () => {
  await using gateway = await testGateway({ config, plugins });
  const at = `${gateway.base}/ext/hello/page`;
  assert.is(await (await fetch(at)).text(), "hello");
  assert.is((await fetch(at, { method: "POST" })).status, 405);
});

test("says in /status why a plugin did not load, as the READMEs promise", async () => {
  const folder = mkdtempSync(join(tmpdir(), "metaforge-test-"));
  mkdirSync(join(folder, "broken"), { mode: 0o755 });
  writeFileSync(join(folder, "broken", "index.ts"), "export const x = 1;", { mode: 0o644 });
  await using gateway = await testGateway({ config, plugins: [folder] });
  const { body } = await gateway.get("/status");
  const { error } = body.plugins.find(({ name }: { name: string }) => name === "broken");
  assert.match(error.message, "broken");
  assert.ok(error.hint.length > 0);
  rmSync(folder, { recursive: true });
});

test.run();
