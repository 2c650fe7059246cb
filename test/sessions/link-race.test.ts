/** A folder swapped for a link at any moment of an approval leads nothing outside. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { raceForLinks } from "../fixtures/link-race.ts";

const test = suite("core/sessions/apply, race for links");

if (process.platform === "linux") {
  test("writes nothing outside while a folder is swapped for a link 400 times", race);
} else {
  test.skip("writes nothing outside while a folder is swapped for a link 400 times (needs Linux)");
}

test.run();

async function race() {
  const { outside, applied, refused, swaps } = await raceForLinks(400);
  assert.is(swaps, 400);
  assert.is(outside, 0);
  assert.ok(applied > 0 && refused > 0, `${applied} applied, ${refused} refused`);
}
