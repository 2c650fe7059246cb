/** Which efficiency holds at a load: within a decade of its condition, as a bound beyond, and never better than said. */
import { runTool } from "metaforge/testing";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { efficiencyAt } from "./efficiency.ts";
import { fakeParts } from "./fixtures/fake-tools.ts";
import type { Given } from "./fixtures/fake-tools.ts";
import { dissipation, inputCurrent } from "./formulas.ts";
import { rounded } from "./quantity.ts";

const test = suite("skills/power/efficiency");

async function at(iout: number, ...efficiency: readonly Given[]) {
  const tool = fakeParts({ "maker/X": { figures: { efficiency } } });
  const { part } = (await runTool(tool).call("get", { id: "maker/X" })) as { part: never };
  const found = efficiencyAt(part, iout);
  return found && [found.worst, found.complete, found.assured];
}

const POINT: Given = [0.85, 0.9, null, "1", "12 V input, 1 A"];

test("trusts a guaranteed efficiency at its own load, and near it as a typical one", async () => {
  assert.equal(await at(1, POINT), [0.85, true, true]);
  assert.equal(await at(0.2, POINT), [0.85, true, false]);
});

test("takes the efficiency of a heavy load for the best that a light load can have", async () => {
  assert.equal(await at(1e-3, POINT), [0.85, false, false]);
});

test("takes a least efficiency of a heavy load for no bound of a light one", async () => {
  assert.is(await at(1e-6, [0.9, null, null, "1", "100 mA load"]), null);
  assert.equal(await at(0.1, [0.9, null, null, "1", "100 mA load"]), [0.9, true, true]);
});

test("knows nothing of a heavy load from a light one", async () => {
  assert.is(await at(1, [null, 0.9, null, "1", "10 µA load"]), null);
});

test("takes what is said as up to, or as a peak, for the best that there is", async () => {
  assert.equal(await at(0.1, [null, 0.93, null, "1", "10 mA to 300 mA load, up to"]), [
    0.93,
    false,
    false,
  ]);
  assert.equal(await at(0.1, [null, null, 0.96, "1", "peak"]), [0.96, false, false]);
});

test("takes the range that holds the load before a point beside it", async () => {
  const light: Given = [null, 0.75, null, "1", "10 µA load"];
  const range: Given = [null, 0.93, null, "1", "10 mA to 300 mA load"];
  assert.equal(await at(0.02, light, range), [0.93, true, false]);
  assert.equal(await at(5e-6, light, range), [0.75, true, false]);
});

const BOOST = {
  ...{ vin: 2, vout: 5, iout: 0.1, efficiency: 0.8, iq: 0.02 },
  ...{ topology: "boost" as const, isIqAtOutput: true },
};

test("takes a converter's own current through its efficiency where it comes out of the output", () => {
  // 5 · (0.1 + 0.02)/(0.8 · 2) = 0.375 A, so 0.75 W in and 0.5 W out: 0.25 W of heat
  assert.is(rounded(inputCurrent(BOOST).value), 0.375);
  assert.is(rounded(dissipation(BOOST).value), 0.25);
  // From the input: 5 · 0.1/(0.8 · 2) + 0.02 = 0.3325 A
  assert.is(rounded(inputCurrent({ ...BOOST, isIqAtOutput: false }).value), 0.3325);
});

test("asks for no efficiency where nothing flows", () => {
  const idle = { ...BOOST, iout: 0, efficiency: null, isIqAtOutput: false };
  assert.equal([inputCurrent(idle).value, inputCurrent(idle).complete], [0.02, true]);
  assert.is(inputCurrent({ ...idle, isIqAtOutput: true }).complete, false);
});

test.run();
