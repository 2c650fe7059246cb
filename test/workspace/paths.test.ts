/** Path rules: nothing leaves the workspace, nothing private is touched, nothing that runs later is written. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { checkedPath } from "../../core/workspace/paths.ts";

const test = suite("core/workspace/paths");

test("keeps a plain path as it is, in its own letters and Unicode form", () => {
  for (const path of [
    "PRD.md",
    "docs/a b/Ä.md",
    "docs/A\u0308.md",
    "hw/board-1.0/x_y+z@2.sch",
    "100%.md",
  ]) {
    assert.is(checkedPath(path, "read"), path);
    assert.is(checkedPath(path, "write"), path);
  }
  assert.is(checkedPath("./docs/./PRD.md", "read"), "docs/PRD.md");
});

refuses("a path that climbs out", [
  "..",
  "../x",
  "a/b/../../../x",
  "a/..",
  "a/../b",
  ".. /x",
  "a/.. ./x",
]);
refuses("an absolute path or a home", [
  "/etc/passwd",
  "/proc/self/environ",
  "//host/x",
  "~/.ssh/id_rsa",
  "~root/x",
]);
refuses("the absolute and climbing paths of Windows", [
  "..\\x",
  "a\\b",
  "C:\\x",
  "C:x",
  "c:/x",
  "\\\\host\\share",
  "\\\\?\\C:\\x",
  "x::$DATA",
  "x:stream",
]);
refuses("an address", ["file:///etc/passwd", "http://localhost:3000/x", "https://example.com"]);
refuses("a control character or half a surrogate pair", [
  "a\0b",
  "a\nb",
  "a\rb",
  "a\tb",
  "\u001b[31mx",
  "a\u007fb",
  "a\u0085b",
  "a\u2028b",
  "\ud800",
  "a/\udc00.md",
]);
refuses("what names no file", ["", ".", "./", "a/", "a/.", "a//b", "...", "....//x", " ", "a/ /b"]);
refuses("a path or name that is too long or too deep", [
  "a/".repeat(600) + "x",
  "x".repeat(5_000),
  "x".repeat(256),
  "é".repeat(128),
  "a/".repeat(32) + "x",
]);
refuses("the repository's own folder in every disguise", [
  ".git",
  ".git/config",
  ".git/hooks/pre-commit",
  "sub/.git/HEAD",
  ".GIT/x",
  ".Git",
  "git~1/x",
  "GIT~1",
  ".git./x",
  ".git /x",
  ".git. . /x",
  ".g\u200cit/x",
  ".git\u200d",
  "\ufeff.git/x",
  ".gi\u00adt/config",
  ".g\u0131t/x",
]);
refuses("the gateway's own state and installed packages", [
  ".metaforge/db",
  ".MetaForge/x",
  ".metaforge-session-1",
  ".metaforge",
  "node_modules/x/y.js",
  "a/NODE_MODULES/x",
  "node_module\u017f/x",
  "METAFO~1/x",
  "NODE_M~1/x",
]);

refusesToWrite("a hidden name, which steers other programs", [
  ".env",
  ".env.local",
  ".npmrc",
  ".vscode/tasks.json",
  ".github/workflows/ci.yml",
  "a/.bashrc",
  ".gitmodules",
  "\u200b.env",
  ".gitignore",
]);
refusesToWrite("what decides which code is run", [
  "plugins/x/index.ts",
  "Plugins/x",
  "skills/x/SKILL.md",
  "SKILLS/x",
  "plugins",
  "metaforge.yaml",
  "MetaForge.YML",
  "metaforge.json",
  "package.json",
  "sub/Package.json",
]);
refusesToWrite("what Windows takes for a device or cannot store", [
  "CON",
  "nul.md",
  "aux",
  "docs/COM1.txt",
  "lpt9",
  "com¹",
  "con .txt",
  "a.",
  "a ",
  "docs./x",
  " a",
  "a?b",
  "a*b",
  'a"b',
  "a<b",
  "a|b",
]);
refusesToWrite("a name that is shown otherwise than it is", [
  "a\u202egpj.md",
  "\u2066x.md",
  "x\u200f.md",
]);

test("takes words that only look like private ones", () => {
  for (const path of [
    "git/config",
    "gitx",
    "a.git/x",
    "my.env",
    "connector.md",
    "docs/plugins/x.md",
    "com10.md",
    "nullable.md",
    "metaforge.md",
  ]) {
    assert.is(checkedPath(path, "write"), path);
  }
});

test("decodes nothing: an escaped dot is a name like any other", () => {
  assert.is(checkedPath("%2e%2e/x", "read"), "%2e%2e/x");
  assert.is(checkedPath("．．/x", "read"), "．．/x");
});

test("refuses what is not text", () => {
  for (const path of [undefined, null, 1, {}, ["a"], Buffer.from("a")])
    assert.ok(refusal(path, "read"));
});

test("says what is wrong, in a path cut to 100 characters and without control characters", () => {
  const error = refusal(`\u001b[31m${"x".repeat(400)}\n/../`, "read", "input.files");
  const { field, path } = error!.details as { field: string; path: string };
  assert.is(field, "input.files");
  assert.ok(path.startsWith("\\u001b[31mx"));
  assert.ok(path.length <= 110);
  assert.match(error!.message, "control character");
  // oxlint-disable-next-line no-control-regex -- none may be left
  assert.not.match(error!.message, /[\u0000-\u001f]/);
});

test.run();

function refusal(path: unknown, use: "read" | "write", field?: string) {
  try {
    checkedPath(path, use, field);
    return null;
  } catch (error) {
    return error as { code: string; message: string; details: Record<string, unknown> };
  }
}

function refuses(what: string, paths: string[]) {
  test(`refuses ${what}`, () => {
    for (const path of paths) {
      for (const use of ["read", "write"] as const) {
        assert.is(refusal(path, use)?.code, "VALIDATION_ERROR", `${use} ${JSON.stringify(path)}`);
      }
    }
  });
}

function refusesToWrite(what: string, paths: string[]) {
  test(`refuses to write ${what}`, () => {
    for (const path of paths) {
      assert.is(refusal(path, "write")?.code, "VALIDATION_ERROR", JSON.stringify(path));
    }
  });
}
