/** The Python client's types by two checkers, and its style. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { complaint, withPython } from "./tools.ts";

const test = suite("clients/python/checks");
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

test.run();
