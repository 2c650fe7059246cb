/** Hashes and stamps of workspace files: read with the care of any read, and cheap to compare. */
import { mkdirSync, renameSync, symlinkSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { sha256 } from "../../core/workspace/files.ts";
import { tempWorkspace, WAYS } from "../fixtures/temp-workspace.ts";

const test = suite("core/workspace/hash");
const KIB = 1024;
const limits = { maxBytes: 2 * KIB * KIB };

for (const way of WAYS) {
  const how = way.byHandle ? "" : ", without descriptors";

  test(`hashes what a read gives, whatever the size${how}`, async () => {
    await using temp = await tempWorkspace({}, way);
    for (const size of [0, 1, 256 * KIB - 1, 256 * KIB, 256 * KIB + 1, 2 * KIB * KIB]) {
      const bytes = Buffer.alloc(size).map((_, at) => (at * 7) % 251);
      temp.write("a/b.bin", bytes);
      assert.is(await temp.workspace.hash("a/b.bin", limits), sha256(bytes), String(size));
    }
    assert.is(await temp.workspace.hash("a/none", limits), null);
    assert.is(await temp.workspace.hash("none/b", limits), null);
  });

  test(`hashes nothing that may not be read${how}`, async () => {
    await using temp = await tempWorkspace({ "large.bin": "" }, way);
    symlinkSync(join(temp.outside, "secret.txt"), temp.at("link"));
    symlinkSync(temp.outside, temp.at("out"));
    mkdirSync(temp.at("folder"));
    truncateSync(temp.at("large.bin"), limits.maxBytes + 1);
    for (const [path, code] of [
      ["link", "VALIDATION_ERROR"],
      ["out/secret.txt", "VALIDATION_ERROR"],
      ["../outside/secret.txt", "VALIDATION_ERROR"],
      ["folder", "VALIDATION_ERROR"],
      ["large.bin", "PAYLOAD_TOO_LARGE"],
    ] as const) {
      const error = await temp.workspace.hash(path, limits).then(
        () => null,
        (thrown) => thrown,
      );
      assert.is(error?.code, code, path);
    }
  });
}

test("stamps a file differently once it is written, replaced or gone", async () => {
  await using temp = await tempWorkspace({ "a.md": "a", "b.md": "b" });
  const stamp = () => temp.workspace.stamp("a.md")?.text ?? null;
  const first = stamp();
  assert.is(stamp(), first);
  temp.write("a.md", "longer");
  const second = stamp();
  renameSync(temp.at("b.md"), temp.at("a.md"));
  const third = stamp();
  renameSync(temp.at("a.md"), temp.at("b.md"));
  assert.is(new Set([first, second, third, stamp()]).size, 4);
  assert.is(stamp(), null);
  assert.throws(
    () => temp.workspace.stamp("../outside/secret.txt"),
    (error: { code?: string }) => error.code === "VALIDATION_ERROR",
  );
});

test.run();
