/** Approvals that a crash cuts short: after recovery all files stand, and nobody's edit is lost. */
import { readFileSync, symlinkSync, rmSync, renameSync } from "node:fs";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { noFault } from "../../core/sessions/fault.ts";
import { recoverApply } from "../../core/sessions/recover.ts";
import { runApply } from "../fixtures/run-apply.ts";
import { BEFORE, leftovers, stageFive, standings } from "../fixtures/staged-set.ts";
import { SECRET, tempWorkspace } from "../fixtures/temp-workspace.ts";

const test = suite("core/sessions/recover");
const ALL_NEW = Array.from({ length: 5 }, () => "new");
const EACH = [1, 2, 3, 4, 5];
const PLACES = [
  ...EACH.map((k) => `temp:${k}`),
  "temps",
  ...EACH.map((k) => `rename:${k}`),
  "synced",
];

for (const place of PLACES) {
  test(`brings every file in place after a kill at apply:${place}`, async () => {
    await using temp = await tempWorkspace(BEFORE);
    const files = await stageFive(temp.workspace);
    const crash = await runApply({ ...temp, what: "apply", files, fault: `apply:${place}` });
    assert.is(crash.signal, "SIGKILL");
    const renames = place === "synced" ? 5 : Number(/rename:(\d)/.exec(place)?.[1] ?? 0);
    assert.equal(
      standings(temp.root),
      EACH.map((k) => (k <= renames ? "new" : "base")),
    );
    const job = { workspace: temp.workspace, id: "session-1", files, fault: noFault };
    for (let again = 0; again < 2; again++) {
      assert.equal(await recoverApply(job), { outcome: "applied", edited: [] });
      assert.equal(standings(temp.root), ALL_NEW);
      assert.equal(leftovers(temp.root), []);
    }
    assert.is(readFileSync(temp.at("other.md"), "utf8"), BEFORE["other.md"]);
  });
}

for (const done of [0, 1, 3]) {
  test(`survives kills of the recovery itself, with ${done} files written before`, async () => {
    await using temp = await tempWorkspace(BEFORE);
    const files = await stageFive(temp.workspace);
    const crash = done === 0 ? "apply:temps" : `apply:rename:${done}`;
    await runApply({ ...temp, what: "apply", files, fault: crash });
    const places = ["recover:temp:1", "recover:temps", "recover:rename:1", "recover:rename:1"];
    for (const fault of places) {
      const { signal } = await runApply({ ...temp, what: "recover", files, fault });
      assert.is(signal, "SIGKILL", fault);
      assert.not(standings(temp.root).includes("torn"));
    }
    assert.is((await runApply({ ...temp, what: "recover", files })).output, "applied");
    assert.equal(standings(temp.root), ALL_NEW);
    assert.equal(leftovers(temp.root), []);
  });
}

test("leaves a file alone that was edited after the crash, and writes the others", async () => {
  await using temp = await tempWorkspace(BEFORE);
  const files = await stageFive(temp.workspace);
  await runApply({ ...temp, what: "apply", files, fault: "apply:rename:1" });
  temp.write("docs/a.md", "my own words\n");
  const job = { workspace: temp.workspace, id: "session-1", files, fault: noFault };
  for (let again = 0; again < 2; again++) {
    assert.equal(await recoverApply(job), { outcome: "conflict", edited: ["docs/a.md"] });
    assert.is(readFileSync(temp.at("docs/a.md"), "utf8"), "my own words\n");
    assert.equal(standings(temp.root), ["new", "new", "torn", "new", "new"]);
    assert.equal(leftovers(temp.root), []);
  }
});

test("takes a file that was deleted, or made where none was, for an edit", async () => {
  await using temp = await tempWorkspace(BEFORE);
  const files = await stageFive(temp.workspace);
  await runApply({ ...temp, what: "apply", files, fault: "apply:temps" });
  rmSync(temp.at("PRD.md"));
  temp.write("docs/b.md", "mine");
  const job = { workspace: temp.workspace, id: "session-1", files, fault: noFault };
  const { edited } = await recoverApply(job);
  assert.equal(edited, ["PRD.md", "docs/b.md"]);
  assert.equal(standings(temp.root), ["torn", "new", "new", "torn", "new"]);
});

test("follows no link that was put in a folder's place after the crash", async () => {
  await using temp = await tempWorkspace(BEFORE);
  const files = await stageFive(temp.workspace);
  await runApply({ ...temp, what: "apply", files, fault: "apply:temps" });
  renameSync(temp.at("docs"), temp.at("docs-before"));
  symlinkSync(temp.outside, temp.at("docs"));
  const job = { workspace: temp.workspace, id: "session-1", files, fault: noFault };
  const { outcome, edited } = await recoverApply(job);
  assert.is(outcome, "conflict");
  assert.equal(edited, ["docs/a.md", "docs/b.md"]);
  assert.is(readFileSync(`${temp.outside}/secret.txt`, "utf8"), SECRET);
  assert.equal(leftovers(temp.outside), []);
});

test("finishes a file that is edited while the recovery writes", async () => {
  await using temp = await tempWorkspace(BEFORE);
  const files = await stageFive(temp.workspace);
  await runApply({ ...temp, what: "apply", files, fault: "apply:rename:1" });
  const fault = (place: string) => {
    if (place === "recover:temps") temp.write("docs/a.md", "just now\n");
  };
  const recovered = await recoverApply({ ...temp, id: "session-1", files, fault });
  assert.equal(recovered, { outcome: "conflict", edited: ["docs/a.md"] });
  assert.equal(standings(temp.root), ["new", "new", "torn", "new", "new"]);
  assert.equal(leftovers(temp.root), []);
});

test.run();
