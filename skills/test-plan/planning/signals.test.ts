/** A lamp that tells of a limit is watched while the limit is crossed; what rides on a signal, and what a live output has, are measured as such. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { constraints, requirement } from "../fixtures/requirements.ts";
import { ConstraintsSchema } from "../input/constraints.ts";
import { planFor } from "./cases.ts";

const test = suite("skills/test-plan/planning/signals");

const plan = (
  statement: string,
  parameter: string,
  bounds: Record<string, number>,
  [unit, si, factor = 1]: readonly [string, string, number?],
) => {
  const inSi = Object.entries(bounds).map(([name, value]) => [name, value * factor]);
  const one = requirement(
    "REQ-aaaaaa",
    parameter,
    { ...bounds, unit, si: { ...Object.fromEntries(inSi), unit: si } },
    { category: "performance", statement },
  );
  return planFor(ConstraintsSchema.parse(JSON.parse(constraints([one]))), null, "tightened").cases;
};

const PERCENT = ["%", "1", 0.01] as const;
const V = ["V", "V"] as const;
const MV = ["mV", "V", 0.001] as const;
const OHM = ["Ohm", "Ohm"] as const;

test("moves a rail across both limits and watches the lamp that tells of them", () => {
  for (const [says, name, bounds, unit] of [
    [
      "An LED for each rail indicates the rail's voltage is within ±50% of its expected level.",
      "rail_voltage_tolerance",
      { min: -50, max: 50 },
      PERCENT,
    ],
    [
      "A lamp shall show when the supply is between 4.5 V and 5.5 V.",
      "supply_voltage",
      { min: 4.5, max: 5.5 },
      V,
    ],
    [
      "The buzzer warns if the input goes outside 4.5 V to 5.5 V.",
      "input",
      { min: 4.5, max: 5.5 },
      V,
    ],
  ] as const) {
    const cases = plan(says, name, bounds, unit);
    assert.equal(
      cases.map(({ kind, acceptance }) => [kind, acceptance]),
      [
        ["indicator", ""],
        ["indicator", ""],
      ],
      says,
    );
    assert.match(cases[0]!.steps.join(" "), /adjustable.*watch.*Accept when.*changes/, says);
    assert.not.match(cases[0]!.steps.join(" "), /Measure |Accept when every result/, says);
  }
  const [low, high] = plan(
    "An LED for each rail indicates the rail's voltage is within ±50% of its expected level.",
    "rail_voltage_tolerance",
    { min: -50, max: 50 },
    PERCENT,
  );
  assert.match(low!.steps.join(" "), /-49 % from the value that is expected/);
  assert.is(low!.stimulus, "applied: -49 %, then -51 %");
  assert.is(high!.stimulus, "applied: 49 %, then 51 %");
});

test("watches a lamp that tells of one limit", () => {
  const [low] = plan(
    "The LED blinks when the battery falls below 3.3 V.",
    "battery_voltage",
    { max: 3.3 },
    V,
  );
  assert.is(low!.kind, "indicator");
  assert.match(low!.stimulus, /3\.317 V, then 3\.283 V/);
});

test("takes no other number beside a lamp for what it tells of", () => {
  for (const [says, name, bounds, unit] of [
    [
      "The display shows the voltage within ±1 % of the reading.",
      "voltage",
      { min: -1, max: 1 },
      PERCENT,
    ],
    [
      "The LED indicator voltage shall be within 1.8 V to 2.2 V.",
      "led_voltage",
      { min: 1.8, max: 2.2 },
      V,
    ],
    ["The rail shall be within ±5 % of 5 V.", "rail_tolerance", { min: -5, max: 5 }, PERCENT],
    [
      "The LED drops 2.1 V and blinks when the battery falls below 3.3 V.",
      "led_voltage",
      { max: 2.1 },
      V,
    ],
  ] as const) {
    for (const { kind } of plan(says, name, bounds, unit)) assert.is.not(kind, "indicator", says);
  }
});

test("sees what rides on a signal by an oscilloscope, and a plain voltage by a multimeter", () => {
  for (const [says, name] of [
    [
      "The output shall have ≤ ±1 mV of unwanted signal overlay on top of the square wave.",
      "unwanted_signal_overlay",
    ],
    ["Glitches at the output below 1 mV.", "glitch"],
    ["Hum superimposed on the output at most 1 mV.", "hum"],
    ["Ripple at most 1 mV.", "ripple"],
  ] as const) {
    const [one] = plan(says, name, { min: -1, max: 1 }, MV);
    assert.match(one!.equipment!.instrument, /oscilloscope.*a\.c\. coupled.*bandwidth/, says);
    assert.match(one!.steps.join(" "), /waveform itself/, says);
  }
  for (const says of ["Offset at the output ±1 mV.", "A graphic overlay; offset ±1 mV."]) {
    assert.match(
      plan(says, "offset", { min: -1, max: 1 }, MV)[0]!.equipment!.instrument,
      /multimeter/,
    );
  }
});

test("loads a live output twice for its impedance, and measures a resistor by an ohmmeter", () => {
  for (const name of ["output_impedance", "source_resistance", "generator_output_impedance"]) {
    const [one] = plan(
      "100 Ω output impedance over its rated frequencies.",
      name,
      { min: 90, max: 110 },
      OHM,
    );
    const steps = one!.steps.join(" ");
    assert.match(steps, /two loads.*ΔU.*ΔI.*frequenc/, name);
    assert.not.match(`${steps} ${one!.equipment!.instrument}`, /ohmmeter|four wires/, name);
    assert.match(one!.acceptance, /^91\.\d* Ω to 10\d/, name);
  }
  for (const name of [
    "contact_resistance",
    "pull_up_resistance",
    "load_impedance",
    "input_impedance",
  ]) {
    const [one] = plan("The resistance is 100 Ω.", name, { min: 90, max: 110 }, OHM);
    assert.match(one!.equipment!.instrument, /four wires/, name);
  }
});

test.run();
