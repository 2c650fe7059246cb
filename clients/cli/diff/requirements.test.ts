/** `metaforge diff --requirements`: what a new version of a document changes, in requirements. */
import { writeFileSync } from "node:fs";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { commandLine } from "../../../test/fixtures/command-line.ts";

const test = suite("clients/cli/diff/requirements");

test("shows requirements that changed, and says so when there is no earlier version", async () => {
  await using line = commandLine({ plugins: [], config: {} });
  const prd = "# Node\n\n- Supply voltage: at most 3.6 V\n- Weight: < 8 g\n";
  writeFileSync(line.at("PRD.md"), prd);
  await line.run("run", "spec", "--later");
  const first = await line.run("diff", "--requirements");
  assert.is(first.stdout, "");
  assert.match(first.stderr, "An earlier constraints.json not found");
  await line.run("approve");

  writeFileSync(line.at("PRD.md"), prd.replace("3.6 V", "3.3 V"));
  await line.run("run", "spec", "--later");
  const { stdout } = await line.run("diff", "--requirements");
  const [head, change] = stdout.split("\n");
  assert.is(head, "1 changed, 0 added, 0 removed, 1 as before");
  assert.match(change!, /^~ REQ-\w+ supply_voltage max 3\.6 V → 3\.3 V, tighter$/);
});

test.run();
