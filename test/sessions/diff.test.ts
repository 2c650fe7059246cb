/** Diffs: git takes them, the counts agree with them, and no pair of files makes them take long. */
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import * as fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { countLines, DIFF_LIMITS, unifiedDiff } from "../../core/sessions/diff.ts";
import type { StagedContent } from "../../core/sessions/model.ts";
import { tempWorkspace } from "../fixtures/temp-workspace.ts";
import { needs } from "../runner/needs.ts";

const test = suite("core/sessions/diff");

test("shows a change in git's form", async () => {
  const before = "1\n2\n3\n4\n5\n6\n7\n8\n";
  assert.is(
    await unifiedDiff([staged("docs/a.md", before, before.replace("5", "five"))]),
    [
      "diff --git a/docs/a.md b/docs/a.md",
      "--- a/docs/a.md",
      "+++ b/docs/a.md",
      "@@ -2,7 +2,7 @@",
      " 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n",
    ].join("\n"),
  );
});

test("shows a new file as added, and an emptied one as removed", async () => {
  assert.is(
    await unifiedDiff([staged("a b.md", null, "x\ny")]),
    "diff --git a/a b.md b/a b.md\nnew file mode 100644\n--- /dev/null\n+++ b/a b.md\t\n@@ -0,0 +1,2 @@\n+x\n+y\n\\ No newline at end of file\n",
  );
  assert.is(
    await unifiedDiff([staged("a.md", "x\n", "")]),
    "diff --git a/a.md b/a.md\n--- a/a.md\n+++ b/a.md\n@@ -1,1 +0,0 @@\n-x\n",
  );
});

test("puts a plain line for what is not text", async () => {
  for (const bytes of [Buffer.from([0, 1]), Buffer.from([0xff, 0xfe, 0x41])]) {
    const diff = await unifiedDiff([staged("a.bin", "text", bytes)]);
    assert.is(diff, "diff --git a/a.bin b/a.bin\nBinary files a/a.bin and b/a.bin differ\n");
    assert.equal(await countLines(Buffer.from("text"), bytes), { added: 0, removed: 0 });
  }
});

test("counts a new file's lines, also the last without an end", async () => {
  const counts = { "": 0, a: 1, "a\n": 1, "a\nb": 2, "\n\n": 2, "a\r\nb\r\n": 2 };
  for (const [text, added] of Object.entries(counts)) {
    assert.equal(await countLines(null, Buffer.from(text)), { added, removed: 0 });
  }
});

test("counts nothing for equal bytes", async () => {
  const bytes = Buffer.from("x\n".repeat(1_000_000));
  assert.equal(await countLines(bytes, Buffer.from(bytes)), { added: 0, removed: 0 });
});

test("counts the lines that it shows, whatever the texts", async () => {
  await fc.assert(
    fc.asyncProperty(text, text, limits, async (before, after, most) => {
      const shown = (await unifiedDiff([staged("a", before, after)], most))
        .split(/^@@.*$/m)
        .slice(1);
      const all = shown.join("").split("\n");
      assert.equal(await countLines(Buffer.from(before), Buffer.from(after), most), {
        added: all.filter((line) => line.startsWith("+")).length,
        removed: all.filter((line) => line.startsWith("-")).length,
      });
    }),
    { numRuns: 300 },
  );
});

needs("git", test)("is taken by git apply and leads to the new bytes", async () => {
  await using temp = await tempWorkspace();
  execFileSync("git", ["init", "-q"], { cwd: temp.root });
  const apply = async (before: string | null, after: string, most = DIFF_LIMITS) => {
    if (before === null) execFileSync("rm", ["-f", temp.at("a b.md")]);
    else writeFileSync(temp.at("a b.md"), before);
    const input = await unifiedDiff([staged("a b.md", before, after)], most);
    execFileSync("git", ["apply", "--whitespace=nowarn", "-"], { cwd: temp.root, input });
    assert.is(readFileSync(temp.at("a b.md"), "utf8"), after);
  };
  await fc.assert(
    fc.asyncProperty(fc.option(text), text, limits, async (before, after, most) => {
      if (before !== after) await apply(before, after, most);
    }),
    { numRuns: 100 },
  );
  await apply(noise(60_000, 1), noise(60_000, 2));
});

test("says so when two files are too different, and answers soon", async () => {
  const before = noise(200_000, 1);
  const after = `${before.slice(0, 1_000)}${noise(200_000, 2)}`;
  const start = performance.now();
  const diff = await unifiedDiff([staged("a.md", before, after)]);
  assert.match(diff, /^# too different to compare/m);
  const apart = await unifiedDiff([staged("a.md", noise(20_000, 1), noise(20_000, 3))]);
  assert.match(apart, /^# too different to compare/m);
  assert.ok(performance.now() - start < 5_000);
});

test("shows a small change in a large file exactly", async () => {
  const before = noise(300_000, 1).split("\n");
  const after = before.with(150_000, "changed");
  const counts = await countLines(lines(before), lines(after));
  assert.equal(counts, { added: 1, removed: 1 });
});

test.run();

const text = fc
  .array(fc.constantFrom("a\n", "b\n", "c\n", "\n", " x\r\n", "-y\n", "+z\n", "é\n"), {
    maxLength: 30,
  })
  .chain((all) => fc.constantFrom(all.join(""), `${all.join("")}no end`));

/** Small texts, too, come to the whole replacement when nothing may be compared line by line. */
const limits = fc.constantFrom(DIFF_LIMITS, { ...DIFF_LIMITS, lines: 0 });

function lines(all: string[]): Uint8Array {
  return Buffer.from(all.join("\n"));
}

/** The same lines for the same seed, hardly one of them in another seed's. */
function noise(count: number, seed: number): string {
  let state = seed;
  const next = () => (state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0).toString(36);
  return Array.from({ length: count }, () => `${next()} ${seed}\n`).join("");
}

function staged(path: string, base: string | null, content: string | Uint8Array): StagedContent {
  const bytes = Buffer.from(content as string);
  const facts = { size: bytes.length, newHash: "", baseHash: null, mode: 0o644 };
  const from = base === null ? null : Buffer.from(base);
  return { path, ...facts, added: 0, removed: 0, content: bytes, base: from };
}
