/** The Python client's own tests: waits, strangers' answers, flows and documents. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { complaint, withPython } from "./tools.ts";

const test = suite("clients/python/client");

withPython(test)("pytest: everything but the shared behaviours and the package", async () => {
  // Those two have suites of their own, so that a busy machine has time for each.
  const others = ["--ignore", "tests/test_behaviours.py", "--ignore", "tests/test_package.py"];
  assert.is(await complaint("pytest", "-n", "2", ...others), null);
});

test.run();
