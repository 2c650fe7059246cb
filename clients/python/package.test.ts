/** What is published of the Python client: the wheel, installed far from the checkout. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { complaint, withPython } from "./tools.ts";

const test = suite("clients/python/package");

withPython(test)("pytest: the wheel holds what it should and runs the sample", async () => {
  assert.is(await complaint("pytest", "tests/test_package.py"), null);
});

test.run();
