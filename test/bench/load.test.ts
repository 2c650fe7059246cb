/** What the measurements stand on: answers are checked, jobs are whole, ratios are taken round by round. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { startLoad } from "./load/process.ts";
import { alternate } from "./measure.ts";
import { benchWorkspace, startPeer } from "./server.ts";
import { median, percentile, spread } from "./stats.ts";
import { toTable } from "./table.ts";

const test = suite("test/bench/load");

test("does whole jobs: each one counted has its file on the disk", async () => {
  await using workspace = await benchWorkspace();
  await using floor = await startPeer("floor", workspace.dir);
  using load = startLoad();
  const result = await load.jobs({ port: floor.port, seconds: 0.2, inFlight: 4, tag: "t" });
  assert.is(result.firstError, null);
  const files = await readdir(join(workspace.dir, "out"));
  // A job's rate is its count over its time, and it writes one file.
  assert.ok(files.length >= 4);
  assert.ok(result.perSecond <= files.length / 0.2);
  assert.match(await readFile(join(workspace.dir, "out", files[0]!), "utf8"), /^t-\d+: 440 words/);
});

test("counts an answer of another status or content as an error, not as work", async () => {
  await using h3 = await startPeer("h3", '{"status":"healthy"}', '{"id":"one"}');
  using load = startLoad();
  const fixed = { port: h3.port, seconds: 0.1, connections: 2, method: "GET" };
  const ask = (path: string, includes: string) =>
    load.requests({ ...fixed, paths: [path], expect: { status: 200, includes } });
  assert.is((await ask("/health", "healthy")).errors, 0);
  for (const wrong of [await ask("/health", "sick"), await ask("/nowhere", "")]) {
    assert.is(wrong.perSecond, 0);
    assert.ok(wrong.errors > 0);
  }
});

test("stores a create before it answers, grouped or one by one", async () => {
  for (const commits of ["grouped", "single"]) {
    await using workspace = await benchWorkspace();
    await using raw = await startPeer("raw", workspace.dir, commits);
    const body = JSON.stringify({ skill: "x", input: { files: [], args: {} } });
    const answer = await fetch(`http://127.0.0.1:${raw.port}/`, { method: "POST", body });
    const { id } = (await answer.json()) as { id: string };
    const log = await readFile(join(workspace.dir, "raw.db-wal"), "latin1");
    assert.ok(log.includes(id), commits);
  }
});

test("turns the order round every second round", async () => {
  const order: string[] = [];
  await alternate(3, ["a", "b"], async (side) => order.push(side));
  assert.is(order.join(""), "abbaab");
});

test("takes the median of each round's ratio, not the ratio of the medians", () => {
  const figure = { name: "jobs", unit: "/s", peerName: "floor" };
  const table = toTable([
    { ...figure, ours: [10, 100, 30], peer: [20, 100, 60], aim: { is: ">=", ratio: 0.7 } },
  ]);
  assert.match(table, /jobs +30\.0 \/s +60\.0 \/s +floor +0\.50 +50 % +>= 0\.7 +NO$/);
});

test("takes medians, spreads and percentiles", () => {
  assert.is(median([3, 1, 2]), 2);
  assert.is(median([4, 1, 2, 3]), 2.5);
  assert.is(spread([9, 10, 11]), 10);
  assert.is(percentile([5, 1, 4, 2, 3], 0.99), 5);
});

test.run();
