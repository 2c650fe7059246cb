/** The Python client's own tests: waits, strangers' answers, flows, documents and the package. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { complaint, withPython } from "./tools.ts";

const test = suite("clients/python/client");

withPython(test)("pytest: everything but the shared behaviours", async () => {
  assert.is(await complaint("pytest", "-n", "2", "--ignore", "tests/test_behaviours.py"), null);
});

test.run();
