/** Workspace paths as requests name them: what leads out, or to what is private, is refused before anything is stored. */
import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { testGateway } from "../fixtures/gateway.ts";

const test = suite("http/paths");

/** Tries each path on both routes that take one; nothing may be stored, and no content shown. */
async function refusesAll(
  paths: readonly string[],
  prepare?: (at: (path: string) => string) => void,
) {
  await using gateway = await testGateway();
  const secret = "TOP-SECRET-OUTSIDE";
  writeFileSync(join(gateway.top, "outside.md"), secret);
  prepare?.(gateway.at);
  for (const path of paths) {
    for (const route of ["/session/create", "/agent/run"]) {
      const { status, text, body } = await gateway.post(route, {
        skill: "spec",
        input: { files: [path] },
      });
      const shown = `${route} ${JSON.stringify(path.slice(0, 80))}: ${text.slice(0, 200)}`;
      assert.equal([status, body.error?.code], [400, "VALIDATION_ERROR"], shown);
      assert.not.match(text, secret);
      assert.not.match(text, gateway.top);
    }
  }
  assert.is((await gateway.get("/sessions")).body.total, 0);
}

test("refuses a path that leaves the workspace, in any spelling", async () => {
  const relative = "../outside.md .. a/../../outside.md a/b/../../../x ./../x a/.. .../x";
  const absolute = "/etc/passwd /proc/self/environ //etc/passwd ~/.ssh/id_rsa ~root/x /";
  await refusesAll(`${relative} ${absolute}`.split(" "));
});

test("refuses what means a path on Windows, on every platform", async () => {
  const paths = String.raw`..\x a\..\..\x C:\x C:x c:/x \\host\share x::$DATA PRD.md:stream \x`;
  await refusesAll([...paths.split(" "), "git~1/config", "PROGRA~1/x"]);
});

test("refuses characters that no file should have in its name", async () => {
  await refusesAll(["a\0b", "a\nb", "a\r", "\u001b[31m", "a\u007f", "a\u2028b", "\ud800"]);
});

test("refuses what names no file", async () => {
  await refusesAll(
    ["", ".", "./", "docs", "docs/", "docs//a.md", "/", " ", "x".repeat(5001)],
    (at) => mkdirSync(at("docs")),
  );
});

test("fetches nothing", async () => {
  await refusesAll([
    "file:///etc/passwd",
    "http://127.0.0.1:1/x",
    "https://x.example/y",
    "data:,x",
  ]);
});

test("refuses what belongs to git, to the gateway, or to packages, in any spelling", async () => {
  const names = [".git", ".GIT", ".git ", ".git.", ".g\u200cit", ".metaforge", "node_modules"];
  const below = names.map((name) => `${name}/config`);
  await refusesAll([...below, ".git/hooks/pre-commit", "a/.git/x"], (at) => {
    mkdirSync(at(".git"));
    writeFileSync(at(".git/config"), "[core]");
  });
});

test("follows no link out of the workspace, and no link at all to a device or a loop", async () => {
  await refusesAll(["link.md", "linked/outside.md", "loop", "zero", "pipe", "nowhere"], (at) => {
    symlinkSync("../outside.md", at("link.md"));
    symlinkSync("..", at("linked"));
    symlinkSync("loop", at("loop"));
    symlinkSync("/dev/zero", at("zero"));
    symlinkSync("../not-there", at("nowhere"));
    execFileSync("mkfifo", [at("pipe")]);
  });
});

test("decodes no path a second time: what looks encoded is a name like any other", async () => {
  await using gateway = await testGateway({ files: { "%2e%2e.md": "encoded" } });
  const input = { files: ["%2e%2e.md"] };
  assert.is((await gateway.post("/session/create", { skill: "spec", input })).status, 200);
  for (const path of ["%2e%2e/outside.md", "．．/outside.md", "..%2foutside.md"]) {
    const run = await gateway.post("/agent/run", { skill: "spec", input: { files: [path] } });
    assert.is(run.status, 400, path);
  }
});

test("takes no more than five hundred files", async () => {
  await using gateway = await testGateway();
  const files = Array.from({ length: 20_000 }, (_, n) => `a${n}.md`);
  const { status, body } = await gateway.post("/session/create", {
    skill: "spec",
    input: { files },
  });
  assert.equal([status, body.error.details.field], [400, "input.files"]);
});

test.run();
