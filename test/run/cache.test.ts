/** The folder of the tools' caches: what was not used for longest goes first, and no more than has to. */
import { existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { tempScratch } from "../../core/testing/scratch.ts";
import { trimCache } from "../../core/run/cache.ts";

const test = suite("core/run/cache");

test("removes what was not used for longest until the rest fits", async () => {
  await using scratch = await tempScratch();
  for (const [index, name] of ["kicad/old", "kicad/used", "ngspice/new"].entries()) {
    mkdirSync(join(scratch.path, name, ".."), { recursive: true });
    writeFileSync(join(scratch.path, name), "12345");
    utimesSync(join(scratch.path, name), 1000 + index, 1000 + index);
  }
  utimesSync(join(scratch.path, "kicad/old"), 5000, 5000);
  assert.is(await trimCache(scratch.path, 15), 15);
  assert.is(await trimCache(scratch.path, 12), 10);
  assert.equal(readdirSync(join(scratch.path, "kicad")), ["old"]);
  assert.equal(readdirSync(join(scratch.path, "ngspice")), ["new"]);
  assert.is(await trimCache(scratch.path, 0), 0);
});

test("leaves files that cannot be removed, and counts them", async () => {
  // Nobody can remove these, not even root.
  if (!existsSync("/proc/self/attr")) return;
  assert.is(await trimCache("/proc/self/attr", -1), 0);
  assert.ok(readdirSync("/proc/self/attr").length > 0);
});

test("finds nothing to do where there is no cache", async () => {
  await using scratch = await tempScratch();
  assert.is(await trimCache(join(scratch.path, "none"), 0), 0);
});

test.run();
