/** Reading the workspace: what is there, what may be read, and that nothing else ever is. */
import { execFileSync } from "node:child_process";
import {
  chmodSync,
  linkSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
} from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { openWorkspace, sha256 } from "../../core/workspace/files.ts";
import type { Workspace } from "../../core/workspace/files.ts";
import { SECRET, tempWorkspace, WAYS } from "../fixtures/temp-workspace.ts";
import { needs } from "../runner/needs.ts";

const test = suite("core/workspace/files");
const LIMIT = { maxBytes: 1_000_000 };

each("reads a file's bytes and permission bits", async (temp) => {
  temp.write("docs/a.md", "héllo");
  chmodSync(temp.at("docs/a.md"), 0o4640);
  const found = await temp.workspace.read("docs/a.md", LIMIT);
  assert.equal(Buffer.from(found!.bytes).toString(), "héllo");
  assert.is(found!.mode, 0o640);
  assert.ok(await temp.workspace.exists("docs/a.md"));
});

each("says null for a missing file or folder, and reads an empty file", async (temp) => {
  temp.write("empty.md", "");
  assert.is(await temp.workspace.read("no.md", LIMIT), null);
  assert.is(await temp.workspace.read("no/where/x.md", LIMIT), null);
  assert.not(await temp.workspace.exists("no/x.md"));
  assert.is((await temp.workspace.read("empty.md", LIMIT))!.bytes.length, 0);
});

each("checks the path by itself", async (temp) => {
  await refuses(temp.workspace, "../outside/secret.txt");
  await refuses(temp.workspace, join(temp.outside, "secret.txt"));
});

each(
  "follows no link: to a file, to a folder, dangling, in a loop, or inside the workspace",
  async (temp) => {
    temp.write("real.md", "x");
    symlinkSync(join(temp.outside, "secret.txt"), temp.at("file"));
    symlinkSync(temp.outside, temp.at("folder"));
    symlinkSync(join(temp.outside, "none"), temp.at("dangling"));
    symlinkSync("loop-b", temp.at("loop-a"));
    symlinkSync("loop-a", temp.at("loop-b"));
    symlinkSync("real.md", temp.at("inner"));
    mkdirSync(temp.at("deep"));
    symlinkSync(temp.outside, temp.at("deep/folder"));
    for (const path of [
      "file",
      "folder/secret.txt",
      "folder/none",
      "dangling",
      "loop-a",
      "loop-a/x",
      "inner",
      "deep/folder/secret.txt",
    ]) {
      await refuses(temp.workspace, path, /link/);
    }
  },
);

each("refuses folders, and files used as folders", async (temp) => {
  temp.write("docs/a.md", "x");
  await refuses(temp.workspace, "docs", /is a folder/);
  await refuses(temp.workspace, "docs/a.md/b", /not a folder/);
});

for (const way of WAYS) {
  needs("mkfifo", test)(`does not wait for a pipe${how(way)}`, async () => {
    await using temp = await tempWorkspace({}, way);
    execFileSync("mkfifo", [temp.at("pipe")]);
    await refuses(temp.workspace, "pipe", /not a regular file/);
  });
}

each("refuses sockets and links to devices", async (temp) => {
  const server = createServer().listen(temp.at("socket"));
  await new Promise((done) => server.once("listening", done));
  symlinkSync("/dev/zero", temp.at("zero"));
  await refuses(temp.workspace, "socket", /not a regular file/);
  await refuses(temp.workspace, "zero", /link/);
  await new Promise((done) => server.close(done));
});

root("refuses devices", async () => {
  await using temp = await tempWorkspace();
  execFileSync("mknod", [temp.at("zero"), "c", "1", "5"]);
  await refuses(temp.workspace, "zero", /not a regular file/);
});

each("reads a file that has another name elsewhere", async (temp) => {
  temp.write("a.md", "x");
  linkSync(temp.at("a.md"), join(temp.outside, "b.md"));
  assert.ok(await temp.workspace.read("a.md", LIMIT));
});

each("refuses what is larger than asked for before it takes the memory", async (temp) => {
  temp.write("large.bin", "");
  truncateSync(temp.at("large.bin"), 4 * 1024 ** 3);
  const before = process.memoryUsage().arrayBuffers;
  await assertCode(temp.workspace.read("large.bin", LIMIT), "PAYLOAD_TOO_LARGE", /large\.bin/);
  assert.ok(process.memoryUsage().arrayBuffers - before < 10_000_000);
  truncateSync(temp.at("large.bin"), LIMIT.maxBytes);
  assert.is((await temp.workspace.read("large.bin", LIMIT))!.bytes.length, LIMIT.maxBytes);
  truncateSync(temp.at("large.bin"), LIMIT.maxBytes + 1);
  await assertCode(temp.workspace.read("large.bin", LIMIT), "PAYLOAD_TOO_LARGE");
});

test("keeps the event loop free while it reads a large file", async () => {
  await using temp = await tempWorkspace();
  temp.write("large.bin", Buffer.alloc(64 * 1024 * 1024, 7));
  let turns = 0;
  const timer = setInterval(() => turns++, 1);
  const found = await temp.workspace.read("large.bin", { maxBytes: 100_000_000 });
  clearInterval(timer);
  assert.is(found!.bytes.length, 64 * 1024 * 1024);
  assert.is(sha256(found!.bytes), sha256(Buffer.alloc(64 * 1024 * 1024, 7)));
  assert.ok(turns > 0);
});

each("notices that the workspace was moved, replaced by a link or removed", async (temp) => {
  temp.write("a.md", "x");
  temp.workspace.check();
  renameSync(temp.root, `${temp.root}-moved`);
  assert.throws(() => temp.workspace.check(), isCode("UNAVAILABLE"));
  symlinkSync(temp.outside, temp.root);
  assert.throws(() => temp.workspace.check(), isCode("UNAVAILABLE"));
  await assertCode(temp.workspace.read("secret.txt", LIMIT), "UNAVAILABLE");
  rmSync(temp.root);
  mkdirSync(temp.root);
  assert.throws(() => temp.workspace.check(), isCode("UNAVAILABLE"));
});

test("follows links on the way to the workspace once, when it is opened", async () => {
  await using temp = await tempWorkspace({ "a.md": "x" });
  symlinkSync(temp.root, join(temp.outside, "ws"));
  const workspace = await openWorkspace(join(temp.outside, "ws"));
  assert.is(workspace.root, temp.root);
  assert.ok(await workspace.read("a.md", LIMIT));
});

test("opens no workspace that is missing or a file", async () => {
  await using temp = await tempWorkspace({ "a.md": "x" });
  await assertCode(openWorkspace(temp.at("none")), "START_REFUSED");
  await assertCode(openWorkspace(temp.at("a.md")), "START_REFUSED");
});

test("names no absolute path in what it says", async () => {
  await using temp = await tempWorkspace();
  symlinkSync("x", temp.at("link"));
  const error = await temp.workspace.read("link", LIMIT).then(
    () => null,
    (thrown) => thrown,
  );
  assert.not.match(JSON.stringify({ ...error, message: error.message }), temp.root);
});

test.run();

type Temp = Awaited<ReturnType<typeof tempWorkspace>>;

function each(name: string, body: (temp: Temp) => Promise<void>) {
  for (const way of WAYS) {
    test(name + how(way), async () => {
      await using temp = await tempWorkspace({}, way);
      await body(temp);
    });
  }
}

function how({ byHandle }: { byHandle: boolean }): string {
  return byHandle ? "" : ", without descriptors";
}

function root(name: string, body: () => Promise<void>) {
  if (process.getuid?.() === 0) test(name, body);
  else test.skip(`${name} (needs root)`, body);
}

async function refuses(workspace: Workspace, path: string, words?: RegExp) {
  for (const ask of [workspace.read(path, LIMIT), workspace.exists(path)]) {
    const error = await ask.then(
      () => null,
      (thrown) => thrown,
    );
    assert.is(error?.code, "VALIDATION_ERROR", path);
    if (words) assert.match(error.message, words);
    assert.not.match(error.message, SECRET);
  }
}

async function assertCode(work: Promise<unknown>, code: string, words = /./) {
  const error = await work.then(
    () => null,
    (thrown) => thrown,
  );
  assert.is(error?.code, code);
  assert.match(error.message, words);
}

function isCode(code: string) {
  return (error: { code?: string }) => error.code === code;
}
