/** What a run read: the same bytes all through the run, written down, and noticed when they change afterwards. */
import { existsSync, readFileSync, readdirSync, rmSync, statSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { noModels } from "../../core/models/contract.ts";
import { createBroker } from "../../core/sessions/broker.ts";
import { createStaleness } from "../../core/sessions/staleness.ts";
import { createDecide } from "../../core/sessions/decide.ts";
import { noFault } from "../../core/sessions/fault.ts";
import type { Session } from "../../core/sessions/model.ts";
import { createProgressMeter } from "../../core/sessions/progress.ts";
import { createTrace } from "../../core/sessions/trace.ts";
import { sha256 } from "../../core/workspace/files.ts";
import type { Workspace } from "../../core/workspace/files.ts";
import { tempStore } from "../fixtures/temp-store.ts";
import { tempWorkspace } from "../fixtures/temp-workspace.ts";

const test = suite("core/sessions/decide-sources");
const hashOf = (text: string) => sha256(Buffer.from(text));
const HOUR_AGO = new Date(Date.now() - 3_600_000);

test("gives every read of a run the bytes it was given first, however the path is spelled", async () => {
  await using run = await brokered({ "PRD.md": "first" });
  await run.broker.given(["PRD.md"]);
  run.write("PRD.md", "second");
  for (const path of ["PRD.md", "./PRD.md"]) {
    assert.is(String(await run.broker.call("read", { path })), "first");
  }
  assert.equal(run.broker.sources(), [{ path: "PRD.md", sha256: hashOf("first") }]);
});

test("writes down every file of a copied folder, as it was when the run saw it first", async () => {
  await using run = await brokered({ "hw/a.sch": "a", "hw/lib/b.sym": "b", "PRD.md": "prd" });
  await run.broker.call("read", { path: "hw/a.sch" });
  run.write("hw/a.sch", "changed");
  const into = (await run.broker.call("copyTree", { path: "hw" })) as string;
  assert.is(readFileSync(join(into, "a.sch"), "utf8"), "changed");
  assert.equal(run.broker.sources(), [
    { path: "hw/a.sch", sha256: hashOf("a") },
    { path: "hw/lib/b.sym", sha256: hashOf("b") },
  ]);
  const copy = run.trace().find(({ kind }) => kind === "copy");
  assert.equal([copy.path, copy.files, copy.bytes], ["hw", 2, 8]);
  const copied = run.trace().filter(({ kind }) => kind === "copied");
  assert.equal(copied.map(({ path, size, sha256: hash }) => [path, size, hash]).toSorted(), [
    ["hw/a.sch", 7, hashOf("changed")],
    ["hw/lib/b.sym", 1, hashOf("b")],
  ]);
});

test("does not let a copied folder crowd out the rest of the trace", async () => {
  const files = Array.from({ length: 1200 }, (_, n) => [`lib/${n}.sym`, ""]);
  await using run = await brokered(Object.fromEntries(files));
  await run.broker.call("copyTree", { path: "." });
  assert.is(run.broker.sources().length, 1200);
  assert.is(run.trace().filter(({ kind }) => kind === "copied").length, 1000);
});

test("copies and lists only the files whose endings are asked for, and refuses endings that are none", async () => {
  await using run = await brokered({ "hw/b.SCH": "b", "hw/a/a.sch": "aa", "hw/notes.md": "n" });
  const only = { endings: [".sch"] };
  assert.equal(await run.broker.call("list", { path: ".", only }), [
    { path: "hw/a/a.sch", size: 2 },
    { path: "hw/b.SCH", size: 1 },
  ]);
  assert.equal(run.broker.sources(), []);
  const into = (await run.broker.call("copyTree", { path: "hw", only })) as string;
  assert.equal(readdirSync(into).toSorted(), ["a", "b.SCH"]);
  for (const wrong of [{}, { endings: "x" }, { endings: [""] }, { endings: [7] }, null]) {
    const refusal = await run.broker.call("list", { path: ".", only: wrong }).catch((e) => e.code);
    assert.is(refusal, "VALIDATION_ERROR");
  }
});

test("tells what a run stands on: its inputs by path, and the models that have answered", async () => {
  await using run = await brokered({ "b.md": "b", "a.md": "a" });
  await run.broker.call("read", { path: "b.md" });
  await run.broker.call("read", { path: "a.md" });
  assert.equal(await run.broker.call("provenance", {}), {
    inputs: [
      { path: "a.md", sha256: hashOf("a") },
      { path: "b.md", sha256: hashOf("b") },
    ],
    mode: "deterministic+model:ollama/qwen3",
  });
});

test("names what changed, went or became a link since the run read it", async () => {
  await using flow = await waiting({ "a.md": "a", "b.md": "b", "c.md": "c" });
  assert.equal(await flow.stale(), []);
  flow.write("a.md", "A");
  rmSync(flow.at("b.md"));
  assert.equal(await flow.stale(), ["a.md", "b.md"]);
  flow.write("a.md", "a");
  assert.equal(await flow.stale(), ["b.md"]);
});

test("reads an unchanged file once, however often it is asked", async () => {
  await using flow = await waiting({ "a.md": "a", "deep/b.md": "b" });
  for (const path of ["a.md", "deep/b.md"]) utimesSync(flow.at(path), HOUR_AGO, HOUR_AGO);
  for (let n = 0; n < 5; n += 1) assert.equal(await flow.stale(), []);
  assert.equal(flow.looked.toSorted(), ["a.md", "deep/b.md"]);
});

test("sees a change that keeps the size and the time of the file", async () => {
  await using flow = await waiting({ "a.md": "a" });
  utimesSync(flow.at("a.md"), HOUR_AGO, HOUR_AGO);
  assert.equal(await flow.stale(), []);
  const { ctimeMs } = statSync(flow.at("a.md"));
  while (statSync(flow.at("a.md")).ctimeMs === ctimeMs) {
    flow.write("a.md", "b");
    utimesSync(flow.at("a.md"), HOUR_AGO, HOUR_AGO);
  }
  assert.equal(await flow.stale(), ["a.md"]);
});

test("does not trust the time of a file that was written just now", async () => {
  await using flow = await waiting({ "a.md": "a" });
  await flow.stale();
  await flow.stale();
  assert.equal(flow.looked, ["a.md", "a.md"]);
});

test.run();

async function brokered(files: Readonly<Record<string, string>>) {
  const temp = await tempWorkspace(files);
  const trace = createTrace(() => "now");
  const scratch = join(temp.outside, "scratch");
  assert.not(existsSync(scratch));
  const none = async () => null;
  const storage = { get: none, set: async () => {}, remove: async () => {}, keys: async () => [] };
  const progress = createProgressMeter(() => {});
  const { workspace } = temp;
  const maker = () => undefined;
  const models = noModels.forRun({
    signal: new AbortController().signal,
    progress,
    trace: trace.add,
  });
  const broker = createBroker({
    workspace,
    storage,
    progress,
    trace,
    models,
    answered: () => ["ollama/qwen3"],
    redact: (words: string) => words,
    scratch,
    maker,
  });
  return {
    ...temp,
    broker,
    trace: () =>
      trace
        .text()
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line)),
  };
}

/** A session whose run has read all of `files`, and which paths are read again to see whether they changed. */
async function waiting(files: Readonly<Record<string, string>>) {
  const temp = tempStore();
  const place = await tempWorkspace(files);
  const looked: string[] = [];
  const workspace: Workspace = {
    ...place.workspace,
    read: (path, limits) => (looked.push(path), place.workspace.read(path, limits)),
    hash: (path, limits) => (looked.push(path), place.workspace.hash(path, limits)),
  };
  const decide = createDecide({
    store: temp.store,
    workspace,
    fault: noFault,
    now: () => "now",
    staleOf: createStaleness(workspace),
  });
  const sources = Object.entries(files).map(([path, text]) => ({ path, sha256: hashOf(text) }));
  return {
    ...place,
    looked,
    stale: () => decide.staleInputs({ sources, options: {} } as unknown as Session),
    [Symbol.asyncDispose]: async () => {
      await temp[Symbol.asyncDispose]();
      await place[Symbol.asyncDispose]();
    },
  };
}
