/** What stands in the way of a gateway's start: one that is just stopping, and one that answers somewhere else. */
import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { setTimeout as wait } from "node:timers/promises";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { commandLine } from "../../../test/fixtures/command-line.ts";
import { LEAN } from "../../../test/fixtures/crash.ts";
import { MetaForgeClient } from "../../typescript/src/index.ts";
import { readNote } from "./find.ts";

const GATEWAY = fileURLToPath(new URL("../../../core/bin.js", import.meta.url));

const test = suite("clients/cli/gateway/background");

test("starts a gateway when the one that was stopping has made room", async () => {
  await using line = commandLine();
  await using stopping = await holds(line.at(".metaforge"), 2500);
  const { code, stderr } = await line.run("pending");
  assert.equal([code, stopping.child.exitCode], [0, 0], stderr);
  assert.match(stderr, "started a gateway for");
});

test("finds a gateway that listens at the other loopback address", async () => {
  await using line = commandLine();
  await using _ = await startedAt("::1", line);
  const { code, stdout, stderr } = await line.run("status", "--json", "--no-start");
  assert.is(code, 0, stderr);
  assert.is(new URL(JSON.parse(stdout).url as string).hostname, "[::1]");
});

test("stops a gateway that is just starting, and twice at once leaves runs their time", async () => {
  await using line = commandLine();
  const started = spawn(process.execPath, [GATEWAY, "start", "--port", "0"], {
    cwd: line.workspace,
    env: { ...process.env, XDG_CONFIG_HOME: join(line.top, "config") },
    stdio: "ignore",
  });
  const ended = once(started, "exit");
  await using _ = endOf(started, ended);
  while (readNote(line.workspace) === null) await wait(5);
  assert.is(readNote(line.workspace)!.port, undefined);
  const early = await line.run("stop");
  assert.match(early.stdout, `(process ${started.pid})`);
  assert.equal(await ended, [0, null]);

  await line.run("status");
  const client = new MetaForgeClient(`http://127.0.0.1:${readNote(line.workspace)!.port}`);
  await client.runSkill("talkative", { args: { waitMs: 2500 } });
  await Promise.all([line.run("stop"), wait(150).then(() => line.run("stop"))]);
  assert.match((await line.run("sessions")).stdout, "waiting for approval");
});

test("does not wait for a gateway that listens at neither, and says how to reach it", async () => {
  const apiKeys = [{ name: "me", sha256: "0".repeat(64) }];
  await using line = commandLine({ config: { ...LEAN, apiKeys } });
  await using _ = await startedAt("127.0.0.2", line);
  const began = performance.now();
  const { code, stderr } = await line.run("pending");
  assert.is(code, 1);
  assert.match(stderr, "--url");
  assert.ok(performance.now() - began < 15_000);
});

/** `metaforge start --host HOST`, ready. */
async function startedAt(host: string, { top, workspace }: ReturnType<typeof commandLine>) {
  const child = spawn(process.execPath, [GATEWAY, "start", "--host", host], {
    cwd: workspace,
    env: { ...process.env, XDG_CONFIG_HOME: join(top, "config") },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "exit");
  await once(child.stdout, "data");
  return endOf(child, ended);
}

/** A process that holds the workspace's database for so many milliseconds, and answers nothing. */
async function holds(folder: string, ms: number) {
  const database = new URL("../../../core/sessions/database.ts", import.meta.url).href;
  const script = `import { openDatabase } from ${JSON.stringify(database)};
    const { close } = openDatabase(process.argv[1], { pid: process.pid, since: "" });
    console.log("held");
    setTimeout(close, ${ms});`;
  const line = ["--input-type=module", "-e", script, folder];
  const child = spawn(process.execPath, line, { stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(child, "exit");
  await once(child.stdout, "data");
  return endOf(child, ended);
}

const endOf = (child: ChildProcess, ended: Promise<unknown>) => ({
  child,
  async [Symbol.asyncDispose]() {
    child.kill("SIGKILL");
    await ended;
  },
});

test.run();
