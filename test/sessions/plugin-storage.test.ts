/** What plugins keep: every key its own, every plugin its own, and no more than fits. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { createPluginStorages } from "../../core/sessions/plugin-storage.ts";
import { errorOf } from "../fixtures/run-pool.ts";
import { tempStore } from "../fixtures/temp-store.ts";

const test = suite("test/sessions/plugin-storage");

test("takes keys for different that a storage library takes for one", async () => {
  await using temp = tempStore();
  const storage = createPluginStorages(temp.database).of("one");
  const keys = ["a/b", "a:b", "a\\b", "a?x", "a", "::a", "a#x", "../a", "%2e", "ä\n"];
  for (const key of keys) await storage.set(key, { key });
  for (const key of keys) assert.equal(await storage.get(key), { key });
  assert.equal((await storage.keys()).toSorted(), keys.toSorted());
  await storage.remove("a");
  assert.is(await storage.get("a"), null);
  assert.equal(await storage.get("a?x"), { key: "a?x" });
});

test("keeps plugins apart, also when one's name begins with the other's", async () => {
  await using temp = tempStore();
  const storages = createPluginStorages(temp.database);
  await storages.of("spec").set("k", 1);
  await storages.of("spec-two").set("k", 2);
  assert.equal([await storages.of("spec").get("k"), await storages.of("spec").keys()], [1, ["k"]]);
  assert.is(await storages.of("other").get("k"), null);
});

test("refuses empty and endless keys, and values above a megabyte", async () => {
  await using temp = tempStore();
  const storage = createPluginStorages(temp.database).of("one");
  for (const key of ["", "k".repeat(513)])
    assert.is((await errorOf(storage.set(key, 1))).code, "VALIDATION_ERROR");
  const big = await errorOf(storage.set("k", "x".repeat(1024 * 1024)));
  assert.is(big.code, "PAYLOAD_TOO_LARGE");
  assert.equal(await storage.keys(), []);
});

test.run();
