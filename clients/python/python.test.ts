/** The Python client's own checks: its tests but for the shared behaviours, its types by two checkers, its style. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { complaint, withPython } from "./tools.ts";

const test = suite("clients/python/python");
const python = withPython(test);

python("mypy --strict finds nothing", async () => {
  assert.is(await complaint("mypy"), null);
});

python("pyright, strict, finds nothing", async () => {
  assert.is(await complaint("basedpyright"), null);
});

python("ruff finds nothing, and the format is its own", async () => {
  assert.is(await complaint("ruff", "check"), null);
  assert.is(await complaint("ruff", "format", "--check"), null);
});

python("pytest: waits, strangers' answers, flows, documents and the package", async () => {
  assert.is(await complaint("pytest", "-n", "2", "--ignore", "tests/test_behaviours.py"), null);
});

test.run();
