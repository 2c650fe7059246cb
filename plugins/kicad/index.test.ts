/** KiCad's adapter: its contract, and what it says of a program that answers, hangs or is not there. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { runTool, toolContract } from "metaforge/testing";
import { fakeProgram } from "../../test/fixtures/fake-program.ts";
import { needs } from "../../test/runner/needs.ts";
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

needs("kicad-cli", test)("believes the KiCad of this machine", async () => {
  const { trustworthy, checks } = await canaryOf();
  assert.equal([trustworthy, checks.map(({ ok }) => ok)], [true, [true, true]]);
});

test("does not believe a program that ends well and writes no report", async () => {
  using program = fakeProgram("kicad-cli", "exit 0");
  const { trustworthy, checks } = await canaryOf(program.path);
  const nothing = "it ended well and wrote no report";
  assert.equal([trustworthy, ...checks.map(({ found }) => found)], [false, nothing, nothing]);
});

test("does not believe a program that finds nothing in the faulty sheet, or writes something else", async () => {
  const clean = '{"$schema": "x/erc.v1.json", "sheets": [{"violations": []}]}';
  const faulty = async (script: string) => {
    using program = fakeProgram("kicad-cli", `[ $# -lt 7 ] || { ${script}; }`);
    return (await canaryOf(program.path)).checks.map(({ ok }) => ok);
  };
  // `-o REPORT` are the sixth and seventh words.
  assert.equal(await faulty(`echo '${clean}' > "$7"`), [false, true]);
  assert.equal(await faulty(`echo '{}' > "$7"`), [false, false]);
  assert.equal(await faulty(`echo '${clean}' > "$7"; exit 3`), [false, false]);
});

test.run();

/** Why `detect` finds no use in a program of this script; null: there is no such program. */
async function reasonOf(script: string | null) {
  using program = fakeProgram(script === null ? "other" : "kicad-cli", script ?? "");
  return (await runTool(kicad, { path: program.path }).detect()).reason;
}

interface Canary {
  readonly trustworthy: boolean;
  readonly checks: readonly { readonly ok: boolean; readonly found: string }[];
}

const canaryOf = async (path?: string) =>
  (await runTool(kicad, path === undefined ? {} : { path }).call("canary", {})) as Canary;
