/** Thresholds are shown on both sides; sentences make a stress of their own number alone; no chamber goes everywhere. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { constraints, requirement } from "../fixtures/requirements.ts";
import { ConstraintsSchema } from "../input/constraints.ts";
import { planFor } from "./cases.ts";

const test = suite("skills/test-plan/planning/thresholds");

const plan = (
  statement: string,
  parameter: string,
  bounds: object,
  [unit, si, factor = 1]: [string, string, number?],
  category = "power",
) => {
  const inSi = Object.entries(bounds).map(([name, value]) => [name, value * factor]);
  const one = requirement(
    "REQ-aaaaaa",
    parameter,
    { ...bounds, unit, si: { ...Object.fromEntries(inSi), unit: si } },
    { category, statement },
  );
  return planFor(ConstraintsSchema.parse(JSON.parse(constraints([one]))), null, "tightened").cases;
};

const CEL: [string, string] = ["Cel", "Cel"];
const V: [string, string] = ["V", "V"];

test("shows on both sides that something stops beyond a limit, and nowhere the other way", () => {
  const inhibited = "Charging shall be inhibited below 0 °C and above 45 °C.";
  const [cold] = plan(inhibited, "charging_temperature", { max: 0 }, CEL, "environmental");
  const [hot] = plan(inhibited, "temperature", { min: 45 }, CEL, "environmental");
  assert.equal([cold!.kind, hot!.kind], ["threshold", "threshold"]);
  assert.equal(
    [cold!.stimulus, hot!.stimulus],
    ["applied: 1 °C, then -1 °C", "applied: 44 °C, then 46 °C"],
  );
  assert.match(cold!.steps.join(" "), /to 1 °C.*is not in effect.*to -1 °C.*is in effect/);
});

test("takes a threshold from a sentence that says when, and no other number for one", () => {
  for (const says of [
    "The device shall shut down when the temperature exceeds 85 °C.",
    "Sensor automatically shuts off device if temperature exceeds 85 °C.",
    "Above 85 °C charging shall be disabled.",
  ]) {
    assert.is(plan(says, "temperature", { min: 85 }, CEL, "environmental")[0]!.kind, "threshold");
  }
  const idle = "The supply current in shutdown below 1 µA.";
  assert.is(plan(idle, "supply_current", { max: 1 }, ["uA", "A", 1e-6])[0]!.kind, "measure");
});

test("makes a stress of the number that the sentence calls one, and of no other", () => {
  const both = "Supply 9 V to 16 V, load dump to 40 V.";
  assert.is(plan(both, "input_voltage", { min: 9, max: 16 }, V)[0]!.kind, "range");
  assert.match(plan(both, "input_voltage", { max: 40 }, V)[0]!.steps[0]!, /load dump/);
  const guarded = "Supply 9 V to 36 V with reverse polarity protection.";
  assert.is(plan(guarded, "supply_voltage", { min: 9, max: 36 }, V)[0]!.kind, "range");
  const converter = "An isolated DC-DC converter supplies 5 V.";
  assert.is(plan(converter, "output_voltage", { typ: 5 }, V)[0]!.kind, "measure");
});

test("applies a surge as a surge, where its sentence speaks of reverse polarity, too", () => {
  const says = "The supply input must be protected against reverse polarity and surge of 1 kV.";
  const [one] = plan(says, "supply_input_voltage", { typ: 1 }, ["kV", "V", 1000]);
  assert.match(one!.steps[0]!, /IEC 61000-4-5/);
});

test("allows an error of humidity in both directions", () => {
  const says = "Temperature accuracy ±0.5 °C, humidity ±3 % RH.";
  const [one] = plan(says, "humidity", { min: -3, max: 3 }, ["%", "1", 0.01], "environmental");
  assert.equal([one!.kind, one!.limits.acceptMin, one!.limits.acceptMax], ["error", -2.25, 2.25]);
});

test("shakes nothing for a time alone, and keeps a logger with a probe within its own range", () => {
  for (const name of ["haptic_vibration", "vibration_duration"]) {
    const [one] = plan("Vibration for 500 ms.", name, { typ: 500 }, ["ms", "s", 0.001]);
    assert.is(one!.kind, "measure", name);
  }
  const says = "The probe logger operates from -20 °C to 60 °C ambient.";
  const [low] = plan(says, "operating_temperature", { min: -20, max: 60 }, CEL, "environmental");
  assert.is(low!.kind, "range");
});

test("sets no chamber to what chambers do not reach, in either unit", () => {
  const says = "Operating temperature as stated.";
  const all = [
    ...plan(says, "operating_temperature", { min: -200, max: 1200 }, CEL, "environmental"),
    ...plan(says, "operating_temperature", { max: 500 }, ["degF", "Cel"], "environmental"),
  ];
  for (const { steps, stimulus, gaps } of all) {
    assert.not.match(`${stimulus} ${steps.join(" ")}`, /^applied|Set |Run the functional/);
    assert.match(gaps.join(), /no chamber: .* beyond -70 °C to 180 °C/);
  }
  const [usual] = plan(says, "operating_temperature", { max: 85 }, CEL, "environmental");
  assert.equal(usual!.gaps, []);
});

test.run();
