/** What is kept between runs: the same answer without starting anything, and never one that is not the answer. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { runTool } from "metaforge/testing";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { CLEAN_DRC, CLEAN_ERC, fakeKicad, PROJECT } from "../../test/fixtures/kicad-project.ts";
import { tempWorkspace } from "../../test/fixtures/temp-workspace.ts";
import type { ErcData, Outcome } from "./contract.ts";
import kicad from "./index.ts";

const test = suite("plugins/kicad/cache");

/** A KiCad that counts its calls in a file, and a cache that outlives them. */
async function counting(script: string) {
  const temp = await tempWorkspace();
  const calls = join(temp.outside, "calls");
  const cacheFolder = join(temp.outside, "cache");
  const program = fakeKicad(`echo x >> ${calls}; ${script}`);
  const ask = async (files: Record<string, string> = PROJECT, action = "erc") => {
    const tool = runTool(kicad, { files, path: program.path, cacheFolder });
    const outcome = (await tool.call(action, { project: "x.kicad_pro" })) as Outcome<ErcData>;
    return { ...outcome, fromCache: outcome.evidence[0]!.fromCache };
  };
  /** "asked": what KiCad has answered. "made": what an action has made of it. */
  const entries = (kind: "asked" | "made") =>
    readdirSync(cacheFolder)
      .filter((name) => name.startsWith(`${kind}-`))
      .map((name) => join(cacheFolder, name));
  return {
    ask,
    entries,
    calls: () => readFileSync(calls, "utf8").trim().split("\n").length,
    program,
    async [Symbol.asyncDispose]() {
      program[Symbol.dispose]();
      await temp[Symbol.asyncDispose]();
    },
  };
}

const WRITE = `echo '${CLEAN_ERC}' > "$out"`;

test("gives the same answer again without starting KiCad, and touches what it uses", async () => {
  await using kept = await counting(WRITE);
  const first = await kept.ask();
  const [entry] = kept.entries("made");
  utimesSync(entry!, 1000, 1000);
  const second = await kept.ask();
  assert.equal([first.fromCache, second.fromCache, kept.calls()], [false, true, 1]);
  assert.equal(second.data, first.data);
  assert.ok(Date.now() - statSync(entry!).mtimeMs < 60_000);
});

test("asks again when any file of the project is another, or the program is", async () => {
  await using kept = await counting(WRITE);
  await kept.ask();
  await kept.ask({ ...PROJECT, "lib.kicad_sym": "(kicad_symbol_lib)" });
  await kept.ask({ ...PROJECT, "x.kicad_pro": '{"erc":{}}' });
  assert.is(kept.calls(), 3);
  const file = join(kept.program.folder, "kicad-cli");
  writeFileSync(file, readFileSync(file, "utf8").replace("echo 9.0.8", "echo 9.0.9"));
  const other = await kept.ask();
  assert.equal([kept.calls(), other.evidence[0]!.version], [4, "9.0.9"]);
});

test("is not asked about files that are no part of the project", async () => {
  await using kept = await counting(WRITE);
  await kept.ask();
  assert.ok((await kept.ask({ ...PROJECT, "reports/check.json": "{}", "PRD.md": "x" })).fromCache);
});

test("notices an entry that was changed, cut or emptied, and asks again", async () => {
  await using kept = await counting(WRITE);
  await kept.ask();
  const damage = [
    (bytes: Buffer) => bytes.with(bytes.length - 5, bytes.at(-5)! ^ 1),
    (bytes: Buffer) => bytes.subarray(0, bytes.length - 1),
    () => Buffer.alloc(0),
    () => Buffer.from("x\n"),
  ];
  let calls = 1;
  for (const damaged of damage) {
    for (const kind of ["made", "asked"] as const) {
      const [entry] = kept.entries(kind);
      writeFileSync(entry!, damaged(readFileSync(entry!)));
    }
    const answer = await kept.ask();
    assert.equal([answer.fromCache, answer.status, kept.calls()], [false, "ok", ++calls]);
  }
  const [made] = kept.entries("made");
  writeFileSync(made!, "damaged");
  // What KiCad answered is whole, so it need not be asked.
  assert.equal([(await kept.ask()).fromCache, kept.calls()], [true, calls]);
});

test("asks again when an entry is whole and of another version of Node, which cannot be read", async () => {
  await using kept = await counting(WRITE);
  await kept.ask();
  const body = Buffer.from([0xff, 0x7f, 0x00]);
  for (const kind of ["made", "asked"] as const) {
    const [entry] = kept.entries(kind);
    const seal = createHash("sha256")
      .update(`${basename(entry!)}\n`)
      .update(body)
      .digest("hex");
    writeFileSync(entry!, Buffer.concat([Buffer.from(seal), body]));
  }
  const { fromCache, status } = await kept.ask();
  assert.equal([fromCache, status, kept.calls()], [false, "ok", 2]);
});

test("does not take the entry of one question for the answer to another", async () => {
  await using kept = await counting(WRITE);
  await kept.ask();
  const first = { made: kept.entries("made")[0]!, asked: kept.entries("asked")[0]! };
  const other = { ...PROJECT, "a.kicad_sym": "(kicad_symbol_lib)" };
  await kept.ask(other);
  for (const kind of ["made", "asked"] as const) {
    const second = kept.entries(kind).find((entry) => entry !== first[kind])!;
    writeFileSync(second, readFileSync(first[kind]));
  }
  assert.not.ok((await kept.ask(other)).fromCache);
});

test("keeps no answer that may have come from a library outside of the workspace", async () => {
  await using kept = await counting(WRITE);
  const table =
    '(sym_lib_table (version 7) (lib (name "a")(type "KiCad")(uri "/other/a.kicad_sym")))';
  const files = { ...PROJECT, "sym-lib-table": table };
  const both = [await kept.ask(files), await kept.ask(files)];
  assert.equal(
    both.map(({ fromCache }) => fromCache),
    [false, false],
  );
  assert.equal([kept.entries("asked"), kept.entries("made"), kept.calls()], [[], [], 2]);
});

test("keeps no failure", async () => {
  for (const script of ["exit 3", "exit 0", "kill -SEGV $$", 'echo "{" > "$out"']) {
    await using kept = await counting(script);
    await kept.ask();
    await kept.ask();
    assert.equal([kept.calls(), kept.entries("made"), kept.entries("asked")], [2, [], []], script);
  }
});

test("keeps no answer in which KiCad has stopped counting", async () => {
  const one = {
    type: "silk_overlap",
    severity: "warning",
    description: "Silkscreen overlap",
    items: [],
  };
  const capped = { ...JSON.parse(CLEAN_DRC), violations: Array.from({ length: 199 }, () => one) };
  const twice = async (report: object) => {
    await using kept = await counting(`echo '${JSON.stringify(report)}' > "$out"`);
    await kept.ask(PROJECT, "drc");
    const again = await kept.ask(PROJECT, "drc");
    return [again.status, again.problems.map(({ code }) => code), kept.calls()];
  };
  assert.equal(await twice(capped), ["partial", ["COUNT_CAPPED"], 2]);
  const fewer = { ...capped, violations: capped.violations.slice(1) };
  assert.equal(await twice(fewer), ["ok", [], 1]);
});

test.run();
