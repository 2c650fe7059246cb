/** Many changed files at once: the time for comparing them is bounded, and others get their turn in between. */
import { setImmediate as turn } from "node:timers/promises";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { DIFF_LIMITS, unifiedDiff } from "../../core/sessions/diff.ts";
import { stageArtifacts } from "../../core/sessions/stage.ts";
import { tempWorkspace } from "../fixtures/temp-workspace.ts";

const test = suite("core/sessions/diff-budget");
const FILES = 120;

test("stages and shows many large changes without holding up everything else", async () => {
  await using temp = await tempWorkspace();
  for (let n = 0; n < FILES; n += 1) temp.write(`${n}.txt`, lines(n, 0));
  const artifacts = Array.from({ length: FILES }, (_, n) => ({
    path: `${n}.txt`,
    content: lines(n, 5),
  }));
  const { result, longest, took } = await observed(() => stageArtifacts(temp.workspace, artifacts));
  assert.is(result.changed.length, FILES);
  const shown = await observed(() => unifiedDiff(result.changed));
  // Ten times what is meant, for a machine under load; unbounded it is ten seconds in one stretch.
  for (const ms of [longest, shown.longest]) assert.ok(ms < 1000, `${ms} ms in one stretch`);
  for (const ms of [took, shown.took]) assert.ok(ms < 6000, `${ms} ms in all`);
});

test("shows the rest as replaced when the time for all files is used up, and says so", async () => {
  const edited = (n: number) => ({ n, before: lines(n, 0), after: lines(n, 400) });
  const set = [0, 1].map((n) => staged(edited(n)));
  const exact = await unifiedDiff(set);
  assert.not.match(exact, /^#/m);
  const parts = (await unifiedDiff(set, { ...DIFF_LIMITS, setMs: 0 })).split(/^(?=diff )/m);
  assert.equal(
    parts.map((part) => part.startsWith(exact.split(/^(?=diff )/m)[0]!)),
    [false, false],
  );
  for (const part of parts) assert.match(part, /^# too much changed .* shown as replaced$/m);
});

test("counts at staging what the diff shows", async () => {
  await using temp = await tempWorkspace();
  const numbers = [0, 1, 2];
  for (const n of numbers) temp.write(`${n}.txt`, lines(n, 0));
  const artifacts = numbers.map((n) => ({ path: `${n}.txt`, content: lines(n, 400) }));
  const { changed } = await stageArtifacts(temp.workspace, artifacts);
  const diff = await unifiedDiff(changed);
  const parts = diff.split(/^(?=diff )/m);
  for (const [n, { added, removed }] of changed.entries()) {
    assert.equal([added, removed], [10, 10]);
    const body = parts[n]!.replace(/^(?:---|\+\+\+) .*$/gm, "");
    assert.equal([body.match(/^\+/gm)?.length, body.match(/^-/gm)?.length], [added, removed]);
  }
});

test.run();

/** 4,000 lines; with `every`, each so manieth is another one. */
function lines(n: number, every: number): string {
  const line = (_: unknown, at: number) =>
    `file ${n} line ${at}${every > 0 && at % every === 0 ? " changed" : ""}\n`;
  return Array.from({ length: 4000 }, line).join("");
}

function staged({ n, before, after }: { n: number; before: string; after: string }) {
  const [base, content] = [Buffer.from(before), Buffer.from(after)];
  const facts = { size: content.length, newHash: "", baseHash: null, mode: 0o644 };
  return { path: `${n}.txt`, ...facts, added: 0, removed: 0, content, base };
}

/** What the work came to, how long it took, and its longest stretch without a turn of the event loop, in ms. */
async function observed<T>(work: () => Promise<T>) {
  const began = performance.now();
  const done = new AbortController();
  let longest = 0;
  const watching = (async () => {
    for (let last = began; !done.signal.aborted; last = performance.now()) {
      await turn();
      longest = Math.max(longest, performance.now() - last);
    }
  })();
  const result = await work();
  const took = performance.now() - began;
  done.abort();
  await watching;
  return { result, took, longest };
}
