/** What a tool keeps between runs: the value that was kept, or nothing. */
import { readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { tempScratch } from "../../core/testing/scratch.ts";
import { toolCache } from "../fixtures/tool-cache.ts";

const test = suite("core/run/tool-cache");

test("gives back what was kept, bytes too, and counts as used what was asked for", async () => {
  await using scratch = await tempScratch();
  const cache = toolCache(join(scratch.path, "tool"));
  assert.is(await cache.get("a"), null);
  const value = { text: "x", bytes: new Uint8Array([0, 255]), none: undefined };
  await cache.set("a", value);
  const file = join(scratch.path, "tool/a");
  utimesSync(file, 1000, 1000);
  assert.equal(await cache.get("a"), value);
  assert.ok(Date.now() - statSync(file).mtimeMs < 60_000);
  assert.equal(readdirSync(join(scratch.path, "tool")), ["a"], "nothing half written is left");
});

test("gives nothing for an entry that was changed, cut, emptied or put in another's place", async () => {
  await using scratch = await tempScratch();
  const cache = toolCache(scratch.path);
  await cache.set("a", "of a");
  await cache.set("b", "of b");
  const file = join(scratch.path, "a");
  const whole = readFileSync(file);
  const changed = Buffer.from(whole);
  changed[whole.length - 1]! ^= 1;
  const damages = [
    changed,
    whole.subarray(0, -1),
    Buffer.alloc(0),
    readFileSync(join(scratch.path, "b")),
  ];
  for (const damage of damages) {
    writeFileSync(file, damage);
    // oxlint-disable-next-line no-await-in-loop -- one damage after the other
    assert.is(await cache.get("a"), null);
  }
  writeFileSync(file, whole);
  assert.is(await cache.get("a"), "of a");
});

test("is no trouble where nothing can be kept, and refuses keys that could be paths", async () => {
  await using scratch = await tempScratch();
  writeFileSync(join(scratch.path, "file"), "");
  const cache = toolCache(join(scratch.path, "file/below"));
  await cache.set("a", 1);
  assert.is(await cache.get("a"), null);
  for (const key of ["../a", "", ".", "a/b", "a".repeat(201), "ä"]) {
    // oxlint-disable-next-line no-await-in-loop -- one key after the other
    assert.is(await cache.get(key).catch((thrown) => thrown.code), "TOOL_ERROR", key);
  }
});

test.run();
