/** Staging: what a skill proposes is checked, copied and compared with what stands in the workspace. */
import { chmodSync, mkdirSync, symlinkSync } from "node:fs";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { Artifact } from "../../core/define.ts";
import { stageArtifacts } from "../../core/sessions/stage.ts";
import { sha256 } from "../../core/workspace/files.ts";
import { tempWorkspace } from "../fixtures/temp-workspace.ts";

const test = suite("core/sessions/stage");
const MIB = 1024 * 1024;

test("stages a new file with its hash, size and lines", async () => {
  await using temp = await tempWorkspace();
  const { changed, unchanged } = await stageArtifacts(temp.workspace, [
    { path: "docs/a.md", content: "één\ntwo" },
  ]);
  const { content, ...rest } = changed[0]!;
  const bytes = Buffer.from("één\ntwo");
  assert.equal(Buffer.from(content), bytes);
  assert.equal(rest, {
    path: "docs/a.md",
    size: 9,
    newHash: sha256(bytes),
    baseHash: null,
    base: null,
    mode: 0o644,
    added: 2,
    removed: 0,
  });
  assert.equal(unchanged, []);
});

test("stages a changed file over its base, and keeps the permission bits but never setuid", async () => {
  await using temp = await tempWorkspace({ "run.sh": "a\nb\n" });
  chmodSync(temp.at("run.sh"), 0o4750);
  const { changed } = await stageArtifacts(temp.workspace, [
    { path: "run.sh", content: "a\nc\nd\n" },
  ]);
  const { mode, baseHash, base, added, removed } = changed[0]!;
  assert.is(mode, 0o750);
  assert.is(baseHash, sha256(Buffer.from("a\nb\n")));
  assert.equal(Buffer.from(base!).toString(), "a\nb\n");
  assert.equal([added, removed], [2, 1]);
});

test("tells files apart that stand there already", async () => {
  await using temp = await tempWorkspace({ "a.md": "same", "b.md": "old" });
  const { changed, unchanged } = await stageArtifacts(temp.workspace, [
    { path: "a.md", content: "same" },
    { path: "./b.md", content: "new" },
  ]);
  assert.equal(
    unchanged.map(({ path }) => path),
    ["a.md"],
  );
  assert.equal(
    changed.map(({ path }) => path),
    ["b.md"],
  );
});

test("keeps what was staged when the skill changes its bytes afterwards", async () => {
  await using temp = await tempWorkspace();
  const content = new Uint8Array([1, 2, 3]);
  const { changed } = await stageArtifacts(temp.workspace, [{ path: "a.bin", content }]);
  content.fill(9);
  assert.equal([...changed[0]!.content], [1, 2, 3]);
});

test("blames the skill for a path that may not be written", async () => {
  await using temp = await tempWorkspace({ "file.md": "x" });
  mkdirSync(temp.at("folder"));
  symlinkSync(temp.outside, temp.at("link"));
  symlinkSync("nowhere", temp.at("dangling"));
  for (const path of ["../x", ".git/config", "link/x", "dangling", "folder", "file.md/x", ".env"]) {
    await blamed(temp, [{ path, content: "x" }], "VALIDATION_ERROR", path.split("/")[0]);
  }
});

test("blames the skill for two files that cannot stand side by side", async () => {
  await using temp = await tempWorkspace();
  for (const paths of [
    ["PRD.md", "prd.MD"],
    ["a", "a/b"],
  ]) {
    const artifacts = paths.map((path) => ({ path, content: "x" }));
    await blamed(temp, artifacts, "VALIDATION_ERROR", paths[1]!);
  }
});

test("takes 10 MiB a file, 50 MiB and 500 files a run, and not one more", async () => {
  await using temp = await tempWorkspace();
  const all = async (artifacts: Artifact[]) =>
    (await stageArtifacts(temp.workspace, artifacts)).changed.length;
  assert.is(await all(files(5, 10 * MIB)), 5);
  assert.is(await all(files(500, 1)), 500);
  await blamed(temp, files(1, 10 * MIB + 1), "PAYLOAD_TOO_LARGE", "0.bin");
  await blamed(temp, [...files(5, 10 * MIB), { path: "x", content: "x" }], "PAYLOAD_TOO_LARGE");
  await blamed(temp, files(501, 1), "PAYLOAD_TOO_LARGE");
  await blamed(temp, files(10_000, 1), "PAYLOAD_TOO_LARGE");
});

test("does not replace a file that is larger than what could be shown", async () => {
  await using temp = await tempWorkspace({ "a.bin": Buffer.alloc(10 * MIB + 1) });
  await blamed(temp, [{ path: "a.bin", content: "x" }], "PAYLOAD_TOO_LARGE", "a.bin");
});

test.run();

function files(count: number, size: number): Artifact[] {
  return Array.from({ length: count }, (_, n) => ({
    path: `${n}.bin`,
    content: new Uint8Array(size),
  }));
}

async function blamed(
  temp: Awaited<ReturnType<typeof tempWorkspace>>,
  artifacts: Artifact[],
  cause: string,
  path = "",
) {
  const error = await stageArtifacts(temp.workspace, artifacts).then(
    () => null,
    (thrown) => thrown,
  );
  assert.is(error?.code, "AGENT_ERROR", path);
  assert.is(error.cause.code, cause);
  assert.ok(error.message.includes(path), error.message);
}
