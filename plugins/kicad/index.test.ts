/** KiCad's adapter: its contract, and what it says of a program that answers, hangs or is not there. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { runTool, toolContract } from "metaforge/testing";
import { fakeProgram } from "../../test/fixtures/fake-program.ts";
import kicad from "./index.ts";

const test = suite("plugins/kicad");

for (const [name, check] of toolContract(kicad)) test(name, check);

test("reads the version of the first line that is one", async () => {
  using program = fakeProgram("kicad-cli", `echo "Gtk-Message: x"; echo "9.0.4-rc1"`);
  const found = await runTool(kicad, { path: program.path }).detect();
  assert.equal(found, { available: true, version: "9.0.4-rc1" });
});

test("says why a KiCad that is not there, fails or hangs is of no use", async () => {
  assert.is(await reasonOf(null), "kicad-cli is not on PATH");
  assert.is(await reasonOf("echo 9.0.4; exit 3"), "kicad-cli does not say its version");
  assert.is(await reasonOf("echo hello"), "kicad-cli does not say its version");
  assert.is(await reasonOf("/bin/sleep 60"), "kicad-cli did not answer in 3000 ms");
});

const real = await runTool(kicad).detect();
const whenThere = real.available ? test : test.skip;
whenThere("finds the KiCad of this machine", () => assert.match(real.version!, /^\d+\.\d+\.\d+/));

test.run();

/** Why `detect` finds no use in a program of this script; null: there is no such program. */
async function reasonOf(script: string | null) {
  using program = fakeProgram(script === null ? "other" : "kicad-cli", script ?? "");
  return (await runTool(kicad, { path: program.path }).detect()).reason;
}
