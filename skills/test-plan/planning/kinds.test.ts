/** What is measured, applied, endured, calculated or read: no stress is measured, and no measurement harms. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { constraints, requirement } from "../fixtures/requirements.ts";
import { ConstraintsSchema } from "../input/constraints.ts";
import { planFor } from "./cases.ts";

const test = suite("skills/test-plan/planning/kinds");

const plan = (...all: object[]) =>
  planFor(ConstraintsSchema.parse(JSON.parse(constraints(all))), null, "tightened").cases;

type Bounds = { min?: number; typ?: number; max?: number };

/** `factor`: one of the unit in SI. */
const of = (
  parameter: string,
  bounds: Bounds,
  [unit, si, factor = 1]: [string, string, number?],
  more = {},
) =>
  requirement(
    "REQ-aaaaaa",
    parameter,
    {
      ...bounds,
      unit,
      si: {
        unit: si,
        ...Object.fromEntries(
          Object.entries(bounds).map(([name, value]) => [name, value * factor]),
        ),
      },
    },
    { category: "performance", ...more },
  );

const environmental = { category: "environmental" };

test("judges the error of a reading by a reference that is four times as good", () => {
  const [one] = plan(of("pressure_accuracy", { min: -1, max: 1 }, ["hPa", "Pa", 100]));
  assert.equal([one!.kind, one!.limits.acceptMin, one!.limits.acceptMax], ["error", -0.75, 0.75]);
  assert.match(one!.limits.guardBand, /a quarter of 1 hPa = 0\.25 hPa/);
  assert.match(one!.steps.join(" "), /each known by a reference of E-P/);
});

test("reads a resolution and a memory, and takes no uncertainty from them", () => {
  const [fine, ram] = plan(
    of("relative_humidity_resolution", { max: 0.1 }, ["%", "1", 0.01]),
    of("ram", { min: 128 }, ["KB", "byte", 1024]),
  );
  assert.equal([fine!.kind, fine!.acceptance], ["read", "≤ 0.1 %"]);
  assert.equal([ram!.kind, ram!.acceptance, ram!.gaps], ["read", "≥ 128 KB", []]);
});

test("never applies the temperature that a part of the device may have at most", () => {
  for (const name of ["battery_temperature", "mosfet_junction_temperature", "case_temperature"]) {
    const [one] = plan(of(name, { max: 60 }, ["Cel", "Cel"], environmental));
    assert.is(one!.kind, "measure", name);
    assert.ok(one!.limits.acceptMax! < 60, name);
    assert.not(one!.stimulus.includes("applied"), name);
    assert.match(one!.steps[0]!, /do not force/);
  }
});

test("applies stresses by their standard, and asks for what the statement leaves open", () => {
  const esd = of("esd_voltage", { min: -8, max: 8 }, ["kV", "V", 1000], {
    statement: "ESD ±8 kV contact",
  });
  const shaking = of("vibration", { typ: 5 }, ["G", "m/s2", 9.80665], {
    ...environmental,
    statement: "Vibration: 5 g",
  });
  const shut = requirement("REQ-bbbbbb", "ip_rating", { values: ["IP67"] }, environmental);
  const cases = plan(esd, shaking, shut);
  assert.ok(cases.every(({ kind, limits }) => kind === "stress" && limits.acceptMax === null));
  assert.equal(
    cases.map(({ steps }) => /IEC [\d-]+/.exec(steps[0]!)![0]),
    ["IEC 61000-4-2", "IEC 60068-2-6", "IEC 60529"],
  );
  assert.match(cases[0]!.gaps.join(), /performance criterion/);
  assert.match(cases[1]!.gaps.join(), /the frequencies; for how long/);
});

test("calculates a life that nobody waits for, and waits for a short one", () => {
  const power = { category: "power" };
  const [long, short, orbit] = plan(
    of("battery_life", { min: 12 }, ["mo", "s", 2_629_800], power),
    of("run_time", { min: 1 }, ["h", "s", 3600], power),
    of("deorbit_time", { max: 25 }, ["a", "s", 31_557_600]),
  );
  assert.equal([long!.kind, short!.kind, orbit!.kind], ["life", "measure", "document"]);
  assert.match(long!.steps.join(" "), /average current/);
});

test("brings no device to what a probe bears, and inverts no threshold", () => {
  const says = (statement: string, more = {}) => ({ statement, ...more });
  const [inputs] = plan(
    of("range_temperature", { min: -200, max: 1200 }, ["Cel", "Cel"], {
      ...environmental,
      ...says("Four type K thermocouple inputs, range -200 °C to 1200 °C"),
    }),
  );
  assert.is(inputs!.kind, "span");
  assert.not.match(JSON.stringify(inputs), /climatic chamber/i);
  const [charging, ...more] = plan(
    of("charging_temperature", { max: 0 }, ["Cel", "Cel"], {
      ...environmental,
      ...says("Charging shall be inhibited below 0 °C and above 45 °C."),
    }),
  );
  assert.equal([charging!.kind, more], ["threshold", []]);
  assert.match(charging!.steps.join(" "), /inhibited below 0 °C/);
  const [damp] = plan(
    of("humidity", { min: -3, max: 3 }, ["%", "1", 0.01], {
      ...environmental,
      ...says("Temperature accuracy ±0.5 °C, humidity ±3 % RH."),
    }),
  );
  assert.is(damp!.kind, "error");
});

test("applies what its sentence calls a stress, and shakes no motor", () => {
  const kinds = (
    [
      ["node_voltage", { max: 40 }, "V", "The node shall survive load dump pulses up to 40 V"],
      ["node_voltage", { typ: -14 }, "V", "The node shall survive reverse battery of -14 V"],
      ["inputs_voltage", { min: 500 }, "V", "Inputs shall be isolated from USB by at least 500 V"],
      ["vibration_motor_alerts", { typ: 0.5 }, "s", "A vibration motor alerts for 500 ms"],
    ] as const
  ).map(
    ([name, bounds, unit, statement]) =>
      plan(of(name, bounds, [unit, unit], { category: "power", statement }))[0]!.kind,
  );
  assert.equal(kinds, ["stress", "stress", "stress", "measure"]);
});

test("keeps what is stored switched off, and says that no chamber holds dripping air", () => {
  const [low, high] = plan(
    of("storage_temperature", { min: -40, max: 85 }, ["Cel", "Cel"], environmental),
  );
  assert.equal([low!.kind, high!.limits.acceptMax], ["storage", 86]);
  assert.match(low!.setup, /switched off/);
  assert.match(low!.gaps.join(), /how long/);
  const [, wet] = plan(of("humidity", { min: 5, max: 100 }, ["%", "1", 0.01], environmental));
  assert.is(wet!.limits.acceptMax, null);
  assert.match(wet!.gaps.join(), /no chamber: 100 %/);
});

test("keeps a limit that is not to be reached out of what is accepted", () => {
  const cost = { category: "cost", maxInclusive: false };
  const [money, mass] = plan(
    requirement("REQ-aaaaaa", "bom_cost", { max: 15, unit: "GBP" }, cost),
    of("weight", { max: 8 }, ["g", "kg", 0.001], { maxInclusive: false }),
  );
  assert.equal([money!.acceptance, mass!.acceptance], ["< 15 GBP", "≤ 7.96 g"]);
  assert.is(mass!.limits.guardBand, "0.5 % of 8 g = 0.04 g");
  assert.is(money!.setup, "no device: documents");
});

test("repeats at both ends of supply and temperature, and takes a typical value at neither", () => {
  const corners = [
    of("operating_temperature", { min: -20, max: 60 }, ["Cel", "Cel"], environmental),
    {
      ...of("input_voltage", { min: 9, max: 36 }, ["V", "V"], { category: "power" }),
      id: "REQ-bbbbbb",
    },
  ];
  const current = (more: object) => ({
    ...of("supply_current", { max: 30 }, ["mA", "A", 0.001], { category: "power", ...more }),
    id: "REQ-cccccc",
  });
  const steps = (more: object) =>
    plan(...corners, current(more))
      .at(-1)!
      .steps.join(" ");
  assert.match(steps({}), /both ends of the operating temperature.*and of the supply, 9 V to 36 V/);
  assert.match(steps({ condition: "typical" }), /mean of five devices at nominal supply/);
  assert.not.match(steps({ condition: "typical" }), /both ends/);
});

test("names a contradiction as a gap of each case, and a number alone as one of a range", () => {
  const one = of("supply_voltage", { typ: 5 }, ["V", "V"], { category: "power" });
  const file = constraints([one], {
    conflicts: [{ reason: "5 V against 3 V", constraints: ["REQ-aaaaaa"] }],
  });
  const { cases } = planFor(ConstraintsSchema.parse(JSON.parse(file)), null, "tightened");
  assert.equal(
    cases[0]!.gaps.map((gap) => gap.split(":")[0]),
    ["no range", "contradiction"],
  );
});

test.run();
