/** The ngspice adapter: its contract, and what it says of a program that answers, hangs or is not there. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { runTool, toolContract } from "metaforge/testing";
import { fakeProgram } from "../../test/fixtures/fake-program.ts";
import ngspice from "./index.ts";

const test = suite("plugins/ngspice");

for (const [name, check] of toolContract(ngspice)) test(name, check);

test("reads the version out of the banner, whatever the exit code", async () => {
  const banner = "** ngspice-46 : Circuit level simulation program";
  using program = fakeProgram("ngspice", `echo "******"; echo "${banner}"; exit 1`);
  const found = await runTool(ngspice, { path: program.path }).detect();
  assert.equal(found, { available: true, version: "46" });
});

test("says why an ngspice that is not there, odd or hanging is of no use", async () => {
  assert.is(await reasonOf(null), "ngspice is not on PATH");
  assert.is(await reasonOf("echo spice"), "ngspice does not say its version");
  assert.is(await reasonOf("/bin/sleep 60"), "ngspice did not answer in 3000 ms");
});

const real = await runTool(ngspice).detect();
const whenThere = real.available ? test : test.skip;
whenThere("finds the ngspice of this machine", () => assert.match(real.version!, /^\d+/));

test.run();

/** Why `detect` finds no use in a program of this script; null: there is no such program. */
async function reasonOf(script: string | null) {
  using program = fakeProgram(script === null ? "other" : "ngspice", script ?? "");
  return (await runTool(ngspice, { path: program.path }).detect()).reason;
}
