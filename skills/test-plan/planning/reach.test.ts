/** What has to be reached is applied, what comes out of the device is measured, and each figure in the mode that it is of. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { constraints, requirement } from "../fixtures/requirements.ts";
import { ConstraintsSchema } from "../input/constraints.ts";
import { planFor } from "./cases.ts";

const test = suite("skills/test-plan/planning/reach");

const plan = (...all: object[]) =>
  planFor(ConstraintsSchema.parse(JSON.parse(constraints(all))), null, "tightened").cases;

const of = (
  parameter: string,
  bounds: { min?: number; typ?: number; max?: number },
  [unit, si]: [string, string],
  statement: string,
  more: object = {},
) =>
  requirement(
    "REQ-aaaaaa",
    parameter,
    { ...bounds, unit, si: { ...bounds, unit: si } },
    { category: "performance", statement, ...more },
  );

const reached = (words: string) => ({
  verification: { method: "test", criterion: `${words} supported up to 2` },
});

test("feeds pulses at the rate that has to be counted, and looks for lost ones", () => {
  const statement = "The input shall count a reed switch, 1 pulse per litre, at up to 2 Hz";
  const [one] = plan(of("frequency", { max: 2 }, ["Hz", "Hz"], statement, reached("frequency")));
  assert.equal(
    [one!.kind, one!.limit, one!.stimulus],
    ["reach", "up to 2 Hz", "applied: 2.0002 Hz or more"],
  );
  assert.match(one!.steps[0]!, /pulses at 2\.0002 Hz or faster/);
  assert.match(one!.steps.join(" "), /none lost/);
});

test("measures a frequency that is a limit", () => {
  const [one] = plan(of("frequency", { max: 2 }, ["Hz", "Hz"], "Blink rate: at most 2 Hz"));
  assert.equal([one!.kind, one!.acceptance], ["measure", "≤ 1.9998 Hz"]);
});

test("uses all of a memory, a length or a number that has to be supported", () => {
  const [card] = plan(
    of("storage", { max: 128 }, ["GB", "byte"], "support up to 128 GB", reached("storage")),
  );
  assert.equal([card!.kind, card!.limit], ["reach", "up to 128 GB"]);
  assert.match(card!.steps[0]!, /^Bring it to 128 GB, and let it do there/);
});

test("loads an output to the current that it carries, and measures what a device draws", () => {
  const mosfet = { subject: "mosfets", category: "power" };
  const [out] = plan(of("current", { min: 0, max: 5 }, ["A", "A"], "Current: 0-5A", mosfet));
  assert.equal([out!.kind, out!.stimulus], ["reach", "applied: 5.05 A at the output"]);
  assert.match(out!.steps[0]!, /^Load each output until it carries 5\.05 A, read by E-A/);
  for (const [name, statement] of [
    ["supply_current", "Supply current: 0 to 5 A"],
    ["relay_coil_draws", "The relay draws 0 to 5 A"],
    ["output_ripple", "Output ripple current 0 to 5 A"],
  ] as const) {
    assert.is(plan(of(name, { min: 0, max: 5 }, ["A", "A"], statement))[0]!.kind, "measure", name);
  }
});

test("measures how far a transmitter or a clock is off, and applies nothing to it", () => {
  const [carrier] = plan(
    of(
      "frequency_accuracy",
      { max: 5 },
      ["kHz", "Hz"],
      "Frequency accuracy shall be within 5 kHz",
      {
        subject: "transmitter",
      },
    ),
  );
  assert.equal(
    [carrier!.kind, carrier!.stimulus],
    ["error", "none: the device's own signal is measured"],
  );
  assert.not.match(carrier!.steps.join(" "), "Apply");
  const [meter] = plan(
    of("frequency_accuracy", { max: 5 }, ["Hz", "Hz"], "Frequency is measured within 5 Hz"),
  );
  assert.match(meter!.steps[0]!, "Apply at least five values");
});

test("wakes the device by the stated event, from sleep", () => {
  const statement = "The node shall wake up on CAN activity within 50 ms.";
  const [one] = plan(of("wake_time", { max: 50 }, ["ms", "s"], statement));
  assert.match(one!.stimulus, /^from sleep: .*CAN activity/);
  assert.match(one!.steps[0]!, /deepest sleep.*CAN activity within 50 ms/);
});

test("brings the device into the mode that a figure is of", () => {
  for (const mode of ["safe", "active", "rx"]) {
    const [one] = plan(of(`${mode}_power`, { max: 2 }, ["W", "W"], `${mode}: < 2 W`));
    assert.is(one!.stimulus, `${mode} mode`);
    assert.match(one!.steps[0]!, `into its ${mode} mode`);
  }
  const [idle] = plan(of("idle_power", { max: 2 }, ["W", "W"], "Idle: < 2 W"));
  assert.equal([idle!.stimulus, /into idle/.test(idle!.steps[0]!)], ["the state of step 1", true]);
  const [other] = plan(of("power", { max: 2 }, ["W", "W"], "Power: < 2 W"));
  assert.match(other!.stimulus, "normal operation");
});

test("finds a centre of gravity on a balance, and asks what use a life rests on", () => {
  const [one] = plan(
    of("spacecraft_center_gravity", { max: 2 }, ["cm", "m"], "Center of gravity within 2 cm", {
      category: "mechanical",
    }),
  );
  assert.is(one!.equipment!.class, "E-CG");
  const [use] = plan(of("daily_use", { typ: 30 }, ["min/d", "s/s"], "3 weeks with 30 min/day"));
  assert.is(use!.kind, "document");
});

test("takes the humidity of a sensor as what it measures, and that of a device as what it bears", () => {
  const kind = (category: string) =>
    plan(
      of("humidity", { min: 20, max: 80 }, ["%", "1"], "Humidity: 20 % to 80 %", { category }),
    )[0]!.kind;
  assert.equal([kind("performance"), kind("environmental")], ["span", "range"]);
});

test.run();
