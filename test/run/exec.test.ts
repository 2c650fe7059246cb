/** Running programs: found on PATH alone, given arguments and no shell, a small environment, a bounded output. */
import { mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join, relative } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { allowedEnv } from "../../core/run/environment.ts";
import { createExec } from "../../core/run/exec.ts";
import { tempScratch } from "../../core/testing/scratch.ts";
import { fakeProgram } from "../fixtures/fake-program.ts";
import { errorOf } from "../fixtures/run-pool.ts";

const test = suite("test/run/exec");

async function setup(env: NodeJS.ProcessEnv = process.env) {
  const scratch = await tempScratch();
  const { signal } = new AbortController();
  const { exec, which } = createExec({ scratch: scratch.path, signal, env, group: () => {} });
  return {
    scratch: scratch.path,
    which,
    exec,
    sh: (script: string, args: string[] = [], more = {}) =>
      exec("/bin/sh", ["-c", script, "sh", ...args], { timeoutMs: 10_000, ...more }),
    [Symbol.asyncDispose]: () => scratch[Symbol.asyncDispose](),
  };
}

test("finds a program in PATH's absolute folders only, by its plain name only", async () => {
  using program = fakeProgram("mytool", "echo hi");
  const { folder } = program;
  const near = relative(process.cwd(), folder);
  await using lost = await setup({ PATH: `${near}:.` });
  assert.is(await lost.which("mytool"), null);
  await using found = await setup({ PATH: `${near}:.:${folder}` });
  assert.is(await found.which("mytool"), join(folder, "mytool"));
  assert.is(await found.which("../mytool"), null);
  assert.is(await found.which("sh"), null);
  mkdirSync(join(folder, "adir"));
  assert.is(await found.which("adir"), null);
});

test("keeps keys out of the environment, and the workspace out of PATH, also by a link", async () => {
  await using temp = await tempScratch();
  const workspace = join(temp.path, "ws");
  mkdirSync(join(workspace, "bin"), { recursive: true });
  symlinkSync(join(workspace, "bin"), join(temp.path, "link"));
  const PATH = [join(workspace, "bin"), join(temp.path, "link"), workspace, "bin", ".", "/usr/bin"];
  const env = {
    PATH: PATH.join(":"),
    OPENAI_API_KEY: "k",
    NODE_OPTIONS: "x",
    HOME: "/root",
    LANG: "C",
  };
  assert.equal(allowedEnv(env, workspace), { PATH: "/usr/bin", LANG: "C" });
  assert.equal(allowedEnv({}, workspace), {});
});

test("gives a program a home of its own and no more variables than listed", async () => {
  await using own = await setup({ ...process.env, SECRET_KEY: "k" });
  const { stdout } = await own.sh("env; echo x > $HOME/made; pwd", [], { env: { EXTRA: "1" } });
  assert.not.match(stdout, "SECRET_KEY");
  assert.match(stdout, "EXTRA=1");
  assert.match(stdout, `HOME=${own.scratch}/.home`);
  assert.match(stdout, `TMPDIR=${own.scratch}/.tmp`);
  assert.ok(stdout.endsWith(`${own.scratch}\n`));
  assert.is(readFileSync(join(own.scratch, ".home/made"), "utf8"), "x\n");
});

test("passes arguments as they are", async () => {
  await using own = await setup();
  const names = ["$(touch x).md", "; rm -rf ~", "a b", "", "*", "--help", "`id`", '"'];
  const { stdout } = await own.sh('for a in "$@"; do echo "<$a>"; done', names);
  assert.is(stdout, names.map((name) => `<${name}>\n`).join(""));
});

test("feeds a program its input, and gives one without input an end at once", async () => {
  await using own = await setup();
  assert.is((await own.sh("cat", [], { input: "hello" })).stdout, "hello");
  assert.is((await own.sh("cat; echo end")).stdout, "end\n");
});

test("keeps the first and the last 512 KiB of an output without end", async () => {
  await using own = await setup();
  const before = process.memoryUsage().rss;
  const many = "head -c 200000000 /dev/zero | tr '\\0' x";
  const result = await own.sh(`echo first; ${many}; echo; echo last`, [], { timeoutMs: 30_000 });
  assert.ok(result.truncated);
  assert.ok(result.stdout.startsWith("first\nxxx"));
  assert.ok(result.stdout.endsWith("xxx\nlast\n"));
  assert.match(result.stdout, /\n\[\d+ bytes left out\]\n/);
  assert.ok(result.stdout.length < 1024 * 1024 + 100);
  assert.ok(process.memoryUsage().rss - before < 150 * 1024 * 1024, "the process grew");
});

test("tells how a program ended", async () => {
  await using own = await setup();
  const failed = await own.sh("echo no >&2; exit 3");
  assert.equal([failed.exitCode, failed.signal, failed.stderr], [3, null, "no\n"]);
  const killed = await own.sh("kill -9 $$");
  assert.equal([killed.exitCode, killed.signal, killed.timedOut], [null, "SIGKILL", false]);
});

test("answers TOOL_ERROR for a program that cannot be started", async () => {
  await using own = await setup();
  const start = (program: string) => errorOf(own.exec(program, [], { timeoutMs: 1000 }));
  const missing = await start("/nowhere/tool");
  assert.equal([missing.code, missing.details["tool"]], ["TOOL_ERROR", "tool"]);
  assert.match(missing.message, "could not be started (ENOENT)");
  assert.match((await start("sh")).message, "no absolute path");
  assert.match((await start("/etc/passwd")).message, "EACCES");
});

test.run();
