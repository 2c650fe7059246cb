/** How a command comes to its gateway: found, started once, believed only when it is the workspace's, and stopped. */
import { mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { hash } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { commandLine } from "../../../test/fixtures/command-line.ts";
import { LEAN } from "../../../test/fixtures/crash.ts";
import { isAlive } from "./find.ts";
import { fileIn, isTooWide } from "./workspace.ts";

const test = suite("clients/cli/gateway");

test("starts one gateway for two commands at once, says so once, and stops it", async () => {
  await using line = commandLine();
  const both = await Promise.all([line.run("status", "--json"), line.run("pending")]);
  assert.equal(
    both.map(({ code }) => code),
    [0, 0],
    both.map(({ stderr }) => stderr).join(""),
  );
  const said = both.flatMap(({ stderr }) => stderr.split("\n")).filter((text) => text !== "");
  assert.is(said.length, 1, said.join("\n"));
  assert.match(said[0]!, `started a gateway for ${line.workspace} on http://127.0.0.1:`);
  assert.match(said[0]!, "stops after 15 min without use");
  const pid = line.pid()!;
  const again = await line.run("status");
  assert.equal([again.code, again.stderr, line.pid()], [0, "", pid]);
  const { mode } = statSync(line.at(".metaforge/gateway.log"));
  assert.is((mode & 0o777).toString(8), "600");

  const stopped = await line.run("stop");
  assert.equal([stopped.code, stopped.stderr], [0, ""]);
  assert.match(stopped.stdout, `stopped the gateway of ${line.workspace} (process ${pid})`);
  assert.not(isAlive(pid));
  const none = await line.run("stop");
  assert.equal([none.code, none.stdout], [0, `no gateway runs for ${line.workspace}\n`]);
});

test("stops by itself when nobody uses it", async () => {
  await using line = commandLine({ env: { METAFORGE_IDLE_SECONDS: "1" } });
  const { stderr } = await line.run("sessions");
  assert.match(stderr, "stops after 1 s without use");
  for (let n = 0; n < 400 && isAlive(line.pid()!); n += 1) await wait(50);
  assert.not(isAlive(line.pid()!));
  assert.match(
    readFileSync(line.at(".metaforge/gateway.log"), "utf8"),
    "stopping: not used for 1 s",
  );
});

test("refuses a time of idling that is none", async () => {
  await using line = commandLine({ env: { METAFORGE_IDLE_SECONDS: "-1" } });
  const { code, stderr } = await line.run("sessions");
  assert.equal([code, line.pid()], [2, undefined]);
  assert.match(stderr, "METAFORGE_IDLE_SECONDS takes seconds above 0");
});

test("shows why a gateway could not be started", async () => {
  await using line = commandLine({ config: { plugins: "no list" } });
  const { code, stdout, stderr } = await line.run("status");
  assert.equal([code, stdout], [1, ""]);
  assert.match(stderr, /could not be started: .*metaforge\.json: 'plugins'/);
  assert.match(stderr, "  hint: ");
});

test("asks another workspace's gateway when its URL is named, and not when a note leads to it", async () => {
  await using one = commandLine();
  await using other = commandLine();
  await one.run("status");
  const note = JSON.parse(readFileSync(one.at(".metaforge/holder.json"), "utf8"));
  const url = `http://127.0.0.1:${note.port}`;
  const flag = await other.run("status", "--json", "--url", url);
  const set = await other.with({ METAFORGE_URL: url }, "status", "--json");
  for (const said of [flag, set]) assert.is(JSON.parse(said.stdout).workspace, one.workspace);
  assert.is(other.pid(), undefined);

  mkdirSync(other.at(".metaforge"));
  writeFileSync(other.at(".metaforge/holder.json"), JSON.stringify(note));
  assert.is((await other.run("status", "--no-start")).code, 1);
  const stopped = await other.run("stop");
  assert.match(stopped.stdout, "no gateway runs");
  assert.ok(isAlive(note.pid), "another's gateway was stopped");
  const { code, stdout } = await other.run("status", "--json");
  assert.equal([code, JSON.parse(stdout).workspace], [0, other.workspace]);

  await one.run("stop");
  const away = await other.run("pending", "--url", url);
  assert.is(away.code, 1);
  assert.match(away.stderr, `nothing listens at ${url}`);
});

test("uses a gateway of another version, and says which it is", async () => {
  await using line = commandLine();
  const answer = JSON.stringify({ version: "9.9.9", workspace: line.workspace, pending: [] });
  const server = createServer((_, response) =>
    response.writeHead(200, { "content-type": "application/json" }).end(answer),
  );
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  mkdirSync(line.at(".metaforge"));
  const holder = line.at(".metaforge/holder.json");
  writeFileSync(holder, JSON.stringify({ pid: process.pid, port }));
  const { code, stderr } = await line.run("pending");
  assert.is(code, 0);
  assert.match(stderr, "has version 9.9.9");
  // Not this process: the end of the test stops whoever stands there.
  writeFileSync(holder, "{}");
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
});

test("shows its key to a gateway that wants one, and to nobody else who says so", async () => {
  const key = "one-two-three";
  const sha256 = hash("sha256", key);
  const apiKeys = [{ name: "me", sha256 }];
  await using line = commandLine({ config: { ...LEAN, apiKeys } });
  const locked = await line.run("pending");
  assert.is(locked.code, 1);
  assert.match(locked.stderr, "set METAFORGE_API_KEY");
  const opened = await line.with({ METAFORGE_API_KEY: key }, "pending");
  assert.equal([opened.code, opened.stdout], [0, "nothing waits for a decision\n"]);
  await line.run("stop");

  const heard: unknown[] = [];
  const server = createServer(({ headers }, response) => {
    heard.push(headers.authorization);
    response.writeHead(401).end();
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  // Alive and of this user, but not who listens there.
  writeFileSync(line.at(".metaforge/holder.json"), JSON.stringify({ pid: process.ppid, port }));
  const { code } = await line.with({ METAFORGE_API_KEY: key }, "pending", "--no-start");
  assert.equal([code, heard], [1, []]);
  await new Promise((closed) => server.close(closed));
});

test("refuses a log that is a link", async () => {
  await using line = commandLine({ files: { "victim.txt": "mine\n" } });
  mkdirSync(line.at(".metaforge"));
  symlinkSync(line.at("victim.txt"), line.at(".metaforge/gateway.log"));
  const { code, stderr } = await line.run("status");
  assert.is(code, 1);
  assert.match(stderr, "'.metaforge/gateway.log' is a link");
  assert.is(readFileSync(line.at("victim.txt"), "utf8"), "mine\n");
});

test("starts none when told so, and says how, and none for a whole home folder or disk", async () => {
  await using line = commandLine();
  const told = await line.run("status", "--no-start");
  assert.equal([told.code, told.stdout], [1, ""]);
  assert.match(told.stderr, "`metaforge start` starts one");
  assert.ok(isTooWide("/"));
  assert.not(isTooWide(line.workspace));
  for (const [env, args] of [
    [{}, ["-w", "/"]],
    [{ HOME: line.workspace }, []],
  ] as const) {
    const { code, stderr } = await line.with(env, "status", ...args);
    assert.is(code, 1);
    assert.match(stderr, "no project folder");
  }
  assert.is(line.pid(), undefined);
});

test("calls a file as the gateway does, from wherever it is named", async () => {
  await using line = commandLine({ files: { "docs/a.md": "x" } });
  const { workspace, at, top } = line;
  assert.is(fileIn(workspace, "docs/a.md", workspace), "docs/a.md");
  assert.is(fileIn(workspace, "a.md", at("docs")), "docs/a.md");
  assert.is(fileIn(workspace, at("docs/a.md"), top), "docs/a.md");
  assert.is(fileIn(workspace, "docs/a.md", top), "docs/a.md");
  assert.is(fileIn(workspace, "missing.md", top), "missing.md");
  writeFileSync(join(top, "outside.md"), "x");
  assert.throws(
    () => fileIn(workspace, join(top, "outside.md"), workspace),
    /outside of the workspace/,
  );
});

test.run();
