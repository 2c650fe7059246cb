/** The measurement's command: predictions for each document, and the scorer's table or counts. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";

const test = suite("skills/spec/bench");

const BENCH = new URL("bench.ts", import.meta.url).pathname;
const LABELS = { labels: [{ kind: "quantity" }, { kind: "quantity" }, { kind: "enum" }] };

function corpus() {
  const dir = mkdtempSync(join(tmpdir(), "bench-test-"));
  for (const folder of ["docs", "labels"]) mkdirSync(join(dir, folder));
  writeFileSync(
    join(dir, "docs/lamp.md"),
    "# Lamp\n\n- Supply: 5 V\n- Interface: DALI\n- Width: TBD\n",
  );
  writeFileSync(join(dir, "docs/pump.txt"), "Weight: < 8 g\n");
  writeFileSync(join(dir, "labels/lamp.json"), JSON.stringify(LABELS));
  return { dir, [Symbol.dispose]: () => rmSync(dir, { recursive: true }) };
}
const run = (...args: string[]) =>
  execFileSync(process.execPath, [BENCH, ...args], { encoding: "utf8" });

test("counts what was found beside the labels where there is no scorer", () => {
  using made = corpus();
  const out = join(made.dir, "out");
  const text = run(made.dir, "--out", out);
  assert.match(text, /2 documents in [\d.]+ s/);
  assert.match(text, /\nlamp +1 \/ 2 +1 \/ 1 +0 \/ 0 +1 +0 +0\npump +1 +0 +0 +0 +0 +0\n/);
  assert.equal(readdirSync(out), ["lamp.json", "pump.json"]);
  assert.is(JSON.parse(readFileSync(join(out, "pump.json"), "utf8")).constraints[0].max, 8);
});

test("hands folder, labels and predictions to the corpus's own scorer, and ends as it does", () => {
  using made = corpus();
  writeFileSync(
    join(made.dir, "score.mjs"),
    "console.log(process.argv.slice(2).join(' ')); process.exitCode = 3;",
  );
  const out = join(made.dir, "out");
  const scored = spawnSync(process.execPath, [BENCH, made.dir, "--out", out], { encoding: "utf8" });
  const { dir } = made;
  assert.match(scored.stdout, `--docs ${dir}/docs --labels ${dir}/labels --predictions ${out}`);
  assert.is(scored.status, 3);
});

test("says how it is used when a folder has no documents", () => {
  const { status, stderr } = spawnSync(process.execPath, [BENCH, tmpdir()], { encoding: "utf8" });
  assert.is(status, 2);
  assert.match(stderr, "has no docs/");
});

test.run();
