/** The shared table of behaviours, run by the Python client, blocking and async. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { complaint, withPython } from "./tools.ts";

const test = suite("clients/python/behaviours");

withPython(test)("pytest: every behaviour, blocking and async", async () => {
  assert.is(await complaint("pytest", "-n", "3", "tests/test_behaviours.py"), null);
});

test.run();
