/** A diff for a person's eyes: read by its counts, shown whole in every form, with what hides in it named. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { createOutput } from "../terminal/output.ts";
import { parseDiff } from "./parse.ts";
import { diffLines, readingOrder } from "./show.ts";
import type { Form } from "./show.ts";

const test = suite("clients/cli/diff");

const HEAD = "diff --git a/my file.txt b/my file.txt\n--- a/my file.txt\t\n+++ b/my file.txt\t\n";
const DIFF = `${HEAD}@@ -1,3 +1,4 @@
 same
-old\tline
+new\tline
+diff --git a/fake b/fake
 end
\\ No newline at end of file
diff --git a/logo.png b/logo.png
new file mode 100644
Binary files /dev/null and b/logo.png differ
`;

function shown(
  form: Form,
  diff: string,
  { isTTY = false, columns = 140, env = {} } = {},
): string[] {
  const out = createOutput({ isTTY, columns } as NodeJS.WriteStream, env);
  return [...diffLines(out, parseDiff(diff), form)].map((line) => out.safe(line));
}

test("takes a line of a file that looks like a header for what it is", () => {
  const files = parseDiff(DIFF);
  const facts = files.map(({ path, added, removed, isNew, isBinary }) => ({
    ...{ path, added, removed, isNew, isBinary },
  }));
  assert.equal(facts, [
    { path: "my file.txt", added: 2, removed: 1, isNew: false, isBinary: false },
    { path: "logo.png", added: 0, removed: 0, isNew: true, isBinary: true },
  ]);
});

test("shows what was written for people first, and leaves the order otherwise", () => {
  const names = ["b.json", "z/notes.MD", "a.json", "a.txt"];
  const files = parseDiff(names.map((name) => `diff --git a/${name} b/${name}\n`).join(""));
  const order = readingOrder(files).map(({ path }) => path);
  assert.equal(order, ["z/notes.MD", "a.txt", "b.json", "a.json"]);
});

test("shows a unified diff as it is, tabs kept", () => {
  const lines = shown("unified", DIFF).filter((line) => line !== "");
  assert.equal(lines, DIFF.trimEnd().replaceAll("\t\n", "\n").split("\n"));
  assert.ok(lines.includes("+new\tline"));
});

test("shows a line of a hundred thousand letters beside another in a moment", () => {
  const began = performance.now();
  const long = "é".repeat(100_000);
  assert.ok(shown("side-by-side", `${HEAD}@@ -0,0 +1 @@\n+${long}\n`).length > 1400);
  assert.ok(performance.now() - began < 3000);
});

test("shows a line end with a return, escapes and what is not to be seen", () => {
  const diff = `${HEAD}@@ -1 +1 @@\n-a\r\n+\u001b[2Ja\u200b\n`;
  const lines = shown("unified", diff, { isTTY: true });
  assert.ok(lines.some((line) => line.includes("-a\\r")));
  assert.ok(lines.some((line) => line.includes("+\\x1b[2Ja\\u200b")));
});

test("names a file that holds bidirectional control characters", () => {
  const warning = /contains bidirectional control characters/;
  for (const form of ["unified", "side-by-side"] as const) {
    const text = shown(form, `${HEAD}@@ -1 +1 @@\n-a\n+a\u202e b\n`).join("\n");
    assert.match(text, warning);
    assert.match(text, String.raw`\u202e`);
    assert.not.match(shown(form, DIFF).join("\n"), warning);
  }
});

test("gives a new file the whole width", () => {
  const text =
    "diff --git a/n b/n\nnew file mode 100644\n--- /dev/null\n+++ b/n\n@@ -0,0 +1,1 @@\n+x\n";
  assert.equal(shown("side-by-side", text).slice(-2), ["@@ -0,0 +1,1 @@", "+x"]);
});

test("puts old and new beside each other within the columns, long lines folded and not cut", () => {
  const long = "word ".repeat(40).trim();
  const lines = shown("side-by-side", `${HEAD}@@ -1,2 +1,2 @@\n same\n-x\n+${long}\n`, {
    isTTY: true,
    columns: 80,
    env: { NO_COLOR: "1" },
  });
  for (const line of lines) assert.ok(line.length <= 80, line);
  const right = lines.slice(2).map((line) => line.slice(43).replace(/^ ?\d? /, ""));
  assert.is(right.slice(1).join("").replaceAll(" ", ""), long.replaceAll(" ", ""));
  assert.match(lines[2]!, /^1 same +│ 1 same$/);
});

test("counts lines a file for --stat", () => {
  assert.equal(shown("stat", DIFF), [
    "my file.txt | +2 -1",
    "logo.png    | binary",
    "2 files, +2 -1",
  ]);
});

test.run();
