/** A request's input: checked paths, the skill's own files by default, and word of what has to be run first. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { checkedInput } from "../../core/sessions/input.ts";
import type { InputChecks } from "../../core/sessions/input.ts";
import type { SkillRow } from "../../core/registry.ts";
import { errorOf } from "../fixtures/run-pool.ts";
import { tempWorkspace } from "../fixtures/temp-workspace.ts";

const test = suite("test/sessions/input");
const skill = { facts: { skill: { files: ["PRD.md"] } } } as unknown as SkillRow;
const registry = {
  makerOf: (path: string) => (path === "made.json" ? "maker" : undefined),
} as unknown as InputChecks["registry"];

test("takes the skill's own files when none are named, and one named twice once", async () => {
  await using temp = await tempWorkspace({ "PRD.md": "x", "a/b.md": "y" });
  const checks = { workspace: temp.workspace, registry, mustExist: true };
  assert.equal(await checkedInput({}, skill, checks), { files: ["PRD.md"], args: {} });
  const files = ["a/b.md", "./a/b.md", "PRD.md"];
  const given = await checkedInput({ files, args: { deep: true } }, skill, checks);
  assert.equal(given, { files: ["a/b.md", "PRD.md"], args: { deep: true } });
  assert.equal((await checkedInput({ files: [] }, skill, checks)).files, []);
});

test("needs a file for a run, not for a session, and names the skill that makes it", async () => {
  await using temp = await tempWorkspace();
  const checks = { workspace: temp.workspace, registry };
  const asked = { files: ["made.json"] };
  assert.equal(
    (await checkedInput(asked, skill, { ...checks, mustExist: false })).files,
    asked.files,
  );
  const error = await errorOf(checkedInput(asked, skill, { ...checks, mustExist: true }));
  assert.is(error.code, "VALIDATION_ERROR");
  assert.equal([error.details["field"], error.details["run_first"]], ["input.files", "maker"]);
  assert.match(error.message, "'made.json' does not exist; run `maker` first");
});

test("refuses a path out of the workspace before it looks for it", async () => {
  await using temp = await tempWorkspace();
  const checks = { workspace: temp.workspace, registry, mustExist: false };
  for (const path of ["../outside/secret.txt", "/etc/passwd", ".git/config"]) {
    const error = await errorOf(checkedInput({ files: [path] }, skill, checks));
    assert.is(error.code, "VALIDATION_ERROR", path);
  }
});

test.run();
