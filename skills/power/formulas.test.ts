/** The physics against values worked out by hand. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import {
  allowedCurrent,
  allowedDuty,
  dissipation,
  inputCurrent,
  junction,
  runtime,
} from "./formulas.ts";
import { rounded, shown, toSi } from "./quantity.ts";

const test = suite("skills/power/formulas");

const LDO = { topology: "ldo", vin: 5, vout: 3.3, iout: 0.2, efficiency: null, iq: 0.005 } as const;
const BUCK = { ...LDO, topology: "buck", vin: 12, iout: 1, efficiency: 0.88, iq: 17e-6 } as const;

test("passes a linear regulator's load current on, with its own current", () => {
  assert.is(rounded(inputCurrent(LDO).value), 0.205);
});

test("heats a linear regulator by its voltage drop, and its junction by that", () => {
  // (5 − 3.3)·0.2 + 5·0.005 = 0.34 + 0.025 = 0.365 W; 50 + 0.365·90 = 82.85 °C
  const heat = dissipation(LDO);
  assert.is(rounded(heat.value), 0.365);
  assert.is(rounded(junction(50, heat.value, 90).value), 82.85);
  assert.match(heat.formula, /\(5 V − 3\.3 V\) · 200 mA \+ 5 V · 5 mA = 365 mW/);
});

test("passes power on in a buck converter, not current", () => {
  // 3.3·1/(0.88·12) = 0.3125 A, + 17 µA
  assert.is(rounded(inputCurrent(BUCK).value), 0.312517);
  // 3.3·(1/0.88 − 1) = 0.45 W, + 12 · 17 µA = 0.000204 W
  assert.is(rounded(dissipation(BUCK).value), 0.450204);
});

test("takes the ideal converter as the least where efficiency or own current is not known", () => {
  const least = inputCurrent({ ...BUCK, efficiency: null });
  assert.equal([rounded(least.value), least.complete], [0.275017, false]);
  assert.is(inputCurrent({ ...LDO, iq: null }).complete, false);
  assert.is(inputCurrent({ ...BUCK, topology: null }).complete, false);
});

test("counts self-discharge as a current beside the load", () => {
  // 0.235 Ah = 846 C; at 100 µA alone 8 460 000 s; with 1 %/a of 846 C = 268.09 nA: 8 437 380 s
  assert.is(runtime(846, 100e-6, 0).value, 8_460_000);
  const leak = toSi(0.01, "1/year", "1/s")!;
  assert.is(Math.round(runtime(846, 100e-6, leak).value / 10), 843_738);
  // For a year: 846/31 557 600 = 26.808 µA, less 268.08 nA
  assert.is(shown(allowedCurrent(846, 31_557_600, leak).value, "A"), "26.54 µA");
});

test("says for what share of time a device may be active", () => {
  assert.is(allowedDuty(0.001, 0.1, 0.0001), (0.001 - 0.0001) / (0.1 - 0.0001));
  assert.is(allowedDuty(0.001, 0.1, 0.002), null);
  assert.is(allowedDuty(0.2, 0.1, 0.002), 1);
});

test("writes quantities for people and takes only units it knows", () => {
  assert.equal(
    [
      [0.0123, "A"],
      [0.99999, "V"],
      [846, "C"],
      [5260, "s"],
      [21_038_400, "s"],
      [0.05, "1"],
      [-0.5, "V"],
      [null, "A"],
    ].map(([value, unit]) => shown(value as number | null, unit as string)),
    ["12.3 mA", "1 V", "235 mAh", "87.67 min", "8 months", "5 %", "-500 mV", "not known"],
  );
  assert.is(toSi(1, "furlong", "A"), null);
  assert.is(toSi(1, "V", "A"), null);
  assert.is(toSi(1, "constructor", "A"), null);
});

test.run();
