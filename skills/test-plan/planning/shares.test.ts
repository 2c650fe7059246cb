/** A share of a value that is stated nowhere is recorded and not judged; what is left of a spike is seen while one is applied. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { constraints, requirement } from "../fixtures/requirements.ts";
import { ConstraintsSchema } from "../input/constraints.ts";
import { planFor } from "./cases.ts";

const test = suite("skills/test-plan/planning/shares");

const caseOf = (statement: string, parameter: string, others: readonly object[] = []) => {
  const share = requirement(
    "REQ-aaaaaa",
    parameter,
    { max: 5, unit: "%", si: { max: 0.05, unit: "1" } },
    { category: "performance", statement },
  );
  const read = ConstraintsSchema.parse(JSON.parse(constraints([share, ...others])));
  return planFor(read, null, "tightened").cases[0]!;
};

const RATED = requirement(
  "REQ-bbbbbb",
  "rated_current",
  { typ: 10, unit: "A", si: { typ: 10, unit: "A" } },
  { statement: "The rated current is 10 A." },
);

test("records a share of what is not stated, and accepts nothing by it", () => {
  for (const [says, name] of [
    ["The suppressor reduces spikes to below 5 % of rated current (TBD).", "rated_current"],
    ["Ripple below 5 % of the rated voltage.", "ripple"],
    ["The leakage shall be less than 5 % of maximum current.", "leakage"],
    ["Drift under 5% of TBD.", "drift"],
  ] as const) {
    const { acceptance, limits, gaps, steps } = caseOf(says, name);
    assert.equal([acceptance, limits.acceptMax, limits.guardBand], ["", null, ""], says);
    assert.match(gaps.join(" "), /of what value/, says);
    assert.match(steps.join(" "), /Record the result beside/, says);
    assert.not.match(steps.join(" "), /Accept when/, says);
  }
});

test("judges a share of what is stated, in the sentence or elsewhere, or of another result", () => {
  for (const [says, name, others] of [
    ["Ripple below 5 % of the rated voltage of 12 V.", "ripple", []],
    ["Leakage below 5 % of the rated current.", "leakage", [RATED]],
    ["Loss below 5 % of the input power.", "loss", []],
    ["Non-linearity below 5 % of full scale.", "drift", []],
    ["Overshoot below 5 %.", "overshoot", []],
  ] as const) {
    const { acceptance, gaps } = caseOf(says, name, others);
    assert.is(acceptance, "≤ 4.9 %", says);
    assert.equal(gaps, [], says);
  }
});

test("applies the spike whose rest is asked for, and measures no rating instead", () => {
  for (const says of [
    "The suppressor reduces spikes to below 5 % of rated current (TBD).",
    "Surges shall be clamped to less than 5 % of the rated current.",
    "Transients are limited to below 5 % of the rated current.",
  ]) {
    const { title, stimulus, steps, gaps } = caseOf(says, "rated_current", [RATED]);
    assert.match(stimulus, /^applied: a surge/, says);
    assert.match(`${steps.join(" ")}`, /oscilloscope/, says);
    assert.match(gaps.join(" "), /no severity/, says);
    assert.not.match(gaps.join(" "), /no equipment|limit of 0/, says);
    assert.not.match(`${title} ${steps.join(" ")}`, /Measure rated current|^rated current/, says);
    assert.not.match(steps.join(" "), /Accept when/, says);
  }
  const told = caseOf("Surges of 2 kV are reduced to below 5 % of the rated current.", "x", [
    RATED,
  ]);
  assert.match(told.stimulus, /surge.*2 kV/);
  assert.match(told.acceptance, /4\.75 %/);
  assert.equal(told.gaps, []);
  const other = caseOf("Spikes of the motor: losses below 5 % of input power.", "loss");
  assert.not.match(other.stimulus, /surge/);
});

test.run();
