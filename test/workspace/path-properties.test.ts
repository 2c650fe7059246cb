/** Path rules for any string at all, and for several paths side by side. */
import * as fc from "fast-check";
import { resolve, sep, win32 } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { checkedPath, checkedSet, isPrivateName } from "../../core/workspace/paths.ts";

const test = suite("core/workspace/paths, any string");

test("never lets a string resolve outside the workspace, on any platform, whatever its letters", () => {
  fc.assert(
    fc.property(anyPath, fc.constantFrom("read" as const, "write" as const), (path, use) => {
      const checked = accepted(path, use);
      if (checked === null) return;
      assert.is(checkedPath(checked, use), checked);
      assert.ok(resolve("/ws", checked).startsWith(`/ws${sep}`));
      assert.ok(win32.resolve("C:\\ws", checked).startsWith("C:\\ws\\"));
      assert.not(checked.split("/").some(isPrivateName));
    }),
    { numRuns: 20_000 },
  );
});

test("writes nothing that may not be read", () => {
  fc.assert(
    fc.property(anyPath, (path) => {
      if (accepted(path, "write") !== null)
        assert.is(accepted(path, "read"), accepted(path, "write"));
    }),
    { numRuns: 5_000 },
  );
});

clashes("names that differ in case", ["PRD.md", "prd.MD"]);
clashes("names that differ in Unicode form", ["docs/Ä.md", "docs/A\u0308.md"]);
clashes("names that differ in what a file system ignores", ["a\u200db.md", "ab.md"]);
clashes("folders that differ in case", ["Docs/a.md", "docs/b.md"]);
clashes("a name twice", ["a.md", "./a.md"]);
clashes("a file that is the folder of another", ["a", "a/b"]);
clashes("a folder whose name a later file takes", ["a/b/c", "A/B"]);

test("lets files side by side in shared folders", () => {
  const paths = ["a/b/c.md", "a/b/d.md", "a/e.md", "f.md", "b/a"];
  assert.equal(checkedSet(paths), paths);
});

test.run();

const parts = fc.oneof(
  fc.constantFrom(
    "..",
    ".",
    "...",
    "",
    "/",
    "\\",
    ":",
    "~",
    ".git",
    "git~1",
    ".metaforge",
    "C:",
    " ",
    "%2e",
    "\0",
    "．．",
  ),
  fc.constantFrom(
    "\u200c",
    "\u202e",
    "\ufeff",
    "\u0131",
    "\u017f",
    "a",
    "B",
    "PRD.md",
    "node_modules",
    "con",
    "~1",
  ),
  fc.string({ unit: "binary", maxLength: 4 }),
);
const anyPath = fc
  .array(fc.tuple(parts, fc.constantFrom("", "/", "/", "\\")), { maxLength: 8 })
  .map((list) => list.flat().join(""));

function accepted(path: string, use: "read" | "write"): string | null {
  try {
    return checkedPath(path, use);
  } catch {
    return null;
  }
}

function clashes(what: string, paths: string[]) {
  test(`refuses in one set ${what}`, () => {
    for (const set of [paths, paths.toReversed()]) {
      assert.throws(
        () => checkedSet(set),
        (error: { code: string }) => error.code === "VALIDATION_ERROR",
      );
    }
  });
}
