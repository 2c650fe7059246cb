/** Session ids: nobody guesses one, and the index grows at one place. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { SESSION_ID, newSessionId } from "../../core/sessions/id.ts";

const test = suite("sessions/id");

test("has the documented form, whatever the clock says", () => {
  for (const now of [0, 15, 16, 1e12, Date.now(), 2 ** 45]) {
    assert.match(newSessionId(now), SESSION_ID);
  }
});

test("differs in all but the clock's digits, also within one tick", () => {
  const ids = Array.from({ length: 10_000 }, () => newSessionId(1_000_000));
  assert.is(new Set(ids.map((id) => id.slice("session-0000".length))).size, 10_000);
  assert.is(new Set(ids.map((id) => id.slice(0, "session-0000".length))).size, 1);
});

test("puts later ids behind earlier ones until the clock wraps", () => {
  const ids = Array.from({ length: 100 }, (_, n) => newSessionId(n * 16));
  assert.equal(ids.toSorted(), ids);
});

test.run();
