/** The ngspice adapter: its contract, and what it says of a program that answers, hangs or is not there. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { runTool, toolContract } from "metaforge/testing";
import { fakeProgram } from "../../test/fixtures/fake-program.ts";
import { needs } from "../../test/runner/needs.ts";
import { detectWasm } from "./engine/wasm.ts";
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
  // Without the program the engine that comes as a package takes its place, where that is installed.
  assert.is(await reasonOf(null), detectWasm() === null ? "ngspice is not on PATH" : undefined);
  assert.is(await reasonOf("echo spice"), "ngspice does not say its version");
  assert.is(await reasonOf("/bin/sleep 60"), "ngspice did not answer in 3000 ms");
});

const real = await runTool(ngspice).detect();
const whenThere = real.available ? test : test.skip;
whenThere("finds the ngspice of this machine", () => assert.match(real.version!, /^\d+/));

needs("ngspice", test)("believes the ngspice of this machine", async () => {
  const { trustworthy, checks } = await canaryOf();
  assert.equal([trustworthy, checks.map(({ ok }) => ok)], [true, [true, true]]);
});

test("does not believe a program that ends well and says nothing", async () => {
  using program = fakeProgram("ngspice", "exit 0");
  const { trustworthy, checks } = await canaryOf(program.path);
  const answers = checks.map(({ found }) => found);
  assert.equal(answers, ["it said no value", "it took the deck without a word"]);
  assert.equal([trustworthy, ...checks.map(({ ok }) => ok)], [false, false, false]);
});

test("does not believe a wrong figure, one near it, or a complaint about the good deck", async () => {
  const good = async (script: string) => {
    using program = fakeProgram("ngspice", script);
    return (await canaryOf(program.path)).checks[0]!;
  };
  assert.is((await good("echo metaforge_gain=-1.44507")).ok, true);
  assert.is((await good("echo metaforge_gain=-1.44407")).ok, false);
  assert.is((await good("echo metaforge_gain=; exit 0")).found, "it said no value");
  assert.is(
    (await good("echo metaforge_gain=-1.44507; exit 1")).found,
    "it ended with exit code 1",
  );
  const complaint = await good("echo metaforge_gain=-1.44507; echo 'run aborted'");
  assert.is(complaint.found, "run aborted");
});

test.run();

/** Why `detect` finds no use in a program of this script; null: there is no such program. */
async function reasonOf(script: string | null) {
  using program = fakeProgram(script === null ? "other" : "ngspice", script ?? "");
  return (await runTool(ngspice, { path: program.path }).detect()).reason;
}

interface Canary {
  readonly trustworthy: boolean;
  readonly checks: readonly { readonly ok: boolean; readonly found: string }[];
}

const canaryOf = async (path?: string) =>
  (await runTool(ngspice, path === undefined ? {} : { path }).call("canary", {})) as Canary;
