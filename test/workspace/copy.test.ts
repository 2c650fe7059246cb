/** Copies for a run to work in: complete, without links, and never endless. */
import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, truncateSync } from "node:fs";
import { chmodSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { sha256 } from "../../core/workspace/files.ts";
import { tempWorkspace, WAYS } from "../fixtures/temp-workspace.ts";

const test = suite("core/workspace/copy");
const TOO_LARGE = "PAYLOAD_TOO_LARGE";
const BOARD = { "hw/board.sch": "sch", "hw/lib/a.sym": "sym", "PRD.md": "prd" };

for (const way of WAYS) {
  const how = way.byHandle ? "" : ", without descriptors";

  test(`copies a folder with what is below it${how}`, async () => {
    await using temp = await tempWorkspace(BOARD, way);
    chmodSync(temp.at("hw/board.sch"), 0o755);
    const copied = await temp.workspace.copyTree("hw", temp.outside);
    const file = (path: string, text: string) => ({
      path,
      size: text.length,
      sha256: sha256(Buffer.from(text)),
    });
    assert.equal(
      copied.files.toSorted((a, b) => (a.path < b.path ? -1 : 1)),
      [file("hw/board.sch", "sch"), file("hw/lib/a.sym", "sym")],
    );
    assert.equal([copied.bytes, copied.skipped], [6, []]);
    assert.equal(names(temp.outside), ["board.sch", "lib", "lib/a.sym", "secret.txt"]);
    assert.is(readFileSync(join(temp.outside, "lib/a.sym"), "utf8"), "sym");
    assert.is(statSync(join(temp.outside, "board.sch")).mode & 0o777, 0o700);
  });

  test(`copies the whole workspace without what is private${how}`, async () => {
    const hidden = { ".git/config": "x", ".metaforge/db": "x", "a/node_modules/b.js": "x" };
    await using temp = await tempWorkspace({ ...BOARD, ...hidden }, way);
    assert.is((await temp.workspace.copyTree(".", temp.outside)).files.length, 3);
    assert.not(names(temp.outside).some((name) => /git|metaforge|modules/.test(name)));
  });

  test(`leaves links out and says so${how}`, async () => {
    await using temp = await tempWorkspace(BOARD, way);
    const target = newFolder(temp.outside, "copy");
    symlinkSync(join(temp.outside, "secret.txt"), temp.at("hw/secret.txt"));
    symlinkSync(temp.outside, temp.at("hw/out"));
    const { files, skipped } = await temp.workspace.copyTree("hw", target);
    assert.is(files.length, 2);
    assert.equal([...skipped].toSorted(), ["hw/out", "hw/secret.txt"]);
    assert.equal(names(target), ["board.sch", "lib", "lib/a.sym"]);
  });

  test(`refuses a folder that is a link, lies outside, is missing or is a file${how}`, async () => {
    await using temp = await tempWorkspace(BOARD, way);
    symlinkSync(temp.outside, temp.at("link"));
    for (const dir of ["link", "../outside", "none", "PRD.md", temp.outside, ".git"]) {
      await refused(temp.workspace.copyTree(dir, temp.outside), "VALIDATION_ERROR");
    }
  });

  test(`stops at its limits of bytes and entries${how}`, async () => {
    await using temp = await tempWorkspace(BOARD, way);
    const few = { maxBytes: 1_000_000, maxFiles: 2 };
    await refused(
      temp.workspace.copyTree(".", newFolder(temp.outside, "few"), { limits: few }),
      TOO_LARGE,
    );
    temp.write("large.bin", "");
    truncateSync(temp.at("large.bin"), 1024 ** 3);
    const small = { maxBytes: 1_000_000, maxFiles: 100 };
    await refused(
      temp.workspace.copyTree(".", newFolder(temp.outside, "small"), { limits: small }),
      TOO_LARGE,
    );
    assert.ok(statSync(join(temp.outside, "small/large.bin")).size <= 1_000_000);
  });
}

test("overwrites nothing in the folder it copies into", async () => {
  await using temp = await tempWorkspace({ "hw/secret.txt": "mine", "lib/a/b": "mine" });
  newFolder(temp.outside, "a");
  await refused(temp.workspace.copyTree("hw", temp.outside), "STORAGE_ERROR");
  await refused(temp.workspace.copyTree("lib", temp.outside), "STORAGE_ERROR");
});

test.run();

function newFolder(parent: string, name: string): string {
  mkdirSync(join(parent, name));
  return join(parent, name);
}

function names(folder: string): string[] {
  return (readdirSync(folder, { recursive: true }) as string[]).toSorted();
}

async function refused(work: Promise<unknown>, code: string) {
  const error = await work.then(
    () => null,
    (thrown) => thrown,
  );
  assert.is(error?.code, code);
}
