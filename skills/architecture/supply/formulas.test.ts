/** The arithmetic of the power tree against values computed by hand. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { chargeCurrent, chooseTopology, linearHeat } from "./formulas.ts";
import { say, sayRange } from "./number.ts";

const test = suite("skills/architecture/supply/formulas");
const fixed = (volts: number) => ({ min: volts, typ: volts, max: volts });
const range = (min: number, max: number) => ({ min, typ: null, max });

test("computes the heat of a linear regulator: (5 − 3.3) · 0.2 = 0.34 W", () => {
  const { value, formula } = linearHeat(5, 3.3, 0.2);
  assert.is(value, 0.34);
  assert.is(formula, "(5 V − 3.3 V) · 200 mA = 340 mW");
});

test("takes a linear regulator up to the limit and a buck converter above", () => {
  assert.is(chooseTopology(fixed(5), 3.3, 0.2, 0.5).topology, "ldo");
  // (5 − 3.3) · 0.3 = 0.51 W
  assert.is(chooseTopology(fixed(5), 3.3, 0.3, 0.5).topology, "buck");
  assert.is(chooseTopology(fixed(5), 3.3, 0.3, 0.6).topology, "ldo");
});

test("counts with the highest input: (5.25 − 3.3) · 0.2 = 0.39 W", () => {
  assert.is(
    chooseTopology({ min: 4.75, typ: 5, max: 5.25 }, 3.3, 0.2, 0.5).linearHeat?.value,
    0.39,
  );
});

test("takes boost where the input is always below, buck-boost where it lies on both sides", () => {
  assert.is(chooseTopology(range(2, 3), 3.3, 0.1, 0.5).topology, "boost");
  assert.is(chooseTopology(range(2.5, 4.2), 3.3, 0.1, 0.5).topology, "buck-boost");
  assert.is(chooseTopology(fixed(3.3), 3.3, 0.1, 0.5).topology, "direct");
});

test("goes by the ratio where the current is not known, and says so", () => {
  const near = chooseTopology(fixed(5), 3.3, null, 0.5);
  assert.is(near.topology, "ldo");
  assert.match(near.reason, /current is not known; 3\.3 V \/ 5 V = 0\.66/);
  assert.is(chooseTopology(fixed(12), 3.3, null, 0.5).topology, "buck");
});

test("lets a small part of the current decide for no linear regulator far below its input", () => {
  const part = { isPart: true };
  assert.is(chooseTopology(fixed(12), 5, 0.004, 0.5).topology, "ldo");
  const { topology, reason } = chooseTopology(fixed(12), 5, 0.004, 0.5, part);
  assert.is(topology, "buck");
  assert.match(reason, /part of the current that is known; 5 V \/ 12 V = 0\.4167 is below 0\.6/);
  assert.is(chooseTopology(fixed(5), 3.3, 0.004, 0.5, part).topology, "ldo");
});

test("knows no topology where the source's voltage is not known", () => {
  const none = { min: null, typ: null, max: null };
  assert.is(chooseTopology(none, 3.3, 0.1, 0.5).topology, null);
});

test("keeps to a linear regulator that the document asks for, and says when it is hot", () => {
  const { topology, reason } = chooseTopology(fixed(12), 5, 1, 0.5, { isAsked: true });
  assert.is(topology, "ldo");
  assert.match(reason, /above 500 mW/);
});

test("takes no linear regulator below the efficiency that is asked for", () => {
  // 3.3 / 9 = 36.67 %
  const { topology, reason } = chooseTopology(fixed(9), 3.3, 0.002, 0.5, {
    least: { value: 0.8, requirement: "REQ-e" },
  });
  assert.is(topology, "buck");
  assert.match(reason, /36\.67 %, REQ-e asks for 80 %/);
});

test("computes the charge current: 2 Ah in 4 h is 0.5 A", () => {
  assert.is(chargeCurrent(2, 4).value, 0.5);
  assert.match(chargeCurrent(2, 4).formula, /2 Ah \/ 4 h = 500 mA/);
});

test("writes values with their prefix and never without unit", () => {
  assert.equal(
    [say(0.0115, "A"), say(3.3, "V"), say(2.4e9, "Hz"), say(65536, "B"), say(0, "A")],
    ["11.5 mA", "3.3 V", "2.4 GHz", "64 KiB", "0 A"],
  );
  assert.is(sayRange(range(4.75, 5.25)), "4.75 V to 5.25 V");
});

test.run();
