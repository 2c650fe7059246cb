/** Watching folders: what is not there yet is noticed when it comes, and not before. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { watchFolders } from "../../core/plugins/watch.ts";
import { until } from "../fixtures/run-pool.ts";

const test = suite("test/plugins/watch");

test("is silent about a folder that is not there, then tells when it comes, changes and goes", async () => {
  const top = mkdtempSync(join(realpathSync(tmpdir()), "metaforge-watch-"));
  const folder = join(top, "plugins");
  let calls = 0;
  const undo = watchFolders([folder], () => (calls += 1), { debounceMs: 20, pollMs: 40 });
  await new Promise((go) => setTimeout(go, 200));
  assert.is(calls, 0);
  for (const change of [
    () => mkdirSync(join(folder, "one"), { recursive: true }),
    () => writeFileSync(join(folder, "one", "index.ts"), "export {};"),
    () => rmSync(folder, { recursive: true }),
  ]) {
    const before = calls;
    change();
    await until(() => calls > before);
    // Whatever else one change sets off has come by then.
    await new Promise((go) => setTimeout(go, 100));
  }
  undo();
  rmSync(top, { recursive: true });
});

test.run();
