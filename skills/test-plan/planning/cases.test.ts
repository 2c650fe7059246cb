/** Which kind of case a requirement gets, and with which numbers. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { constraints, requirement } from "../fixtures/requirements.ts";
import { ConstraintsSchema } from "../input/constraints.ts";
import { planFor } from "./cases.ts";

const test = suite("skills/test-plan/planning/cases");

const plan = (...all: object[]) =>
  planFor(ConstraintsSchema.parse(JSON.parse(constraints(all))), null, "tightened");

const celsius = (min: number, max: number) => ({
  ...{ min, max, unit: "Cel" },
  si: { min, max, unit: "Cel" },
});

test("takes a sensor to the ends of its span, and not beyond", () => {
  const range = { min: 300, max: 1100, unit: "hPa", si: { min: 30000, max: 110000, unit: "Pa" } };
  const { cases } = plan(
    requirement("REQ-aaaaaa", "pressure_range", range, {
      category: "performance",
      subject: "bme280",
    }),
  );
  // 1 % of 300 hPa and of 1100 hPa.
  assert.equal(
    cases.map(({ kind, limits }) => [kind, limits.acceptMin, limits.acceptMax]),
    [
      ["span", 303, null],
      ["span", null, 1089],
    ],
  );
});

test("tells the temperature a device works at from one that it measures or is stored at", () => {
  const environmental = { category: "environmental" };
  const { corners } = plan(
    requirement("REQ-aaaaaa", "operating_temperature", celsius(-20, 60), environmental),
    requirement("REQ-bbbbbb", "storage_temperature", celsius(-40, 85), environmental),
    requirement("REQ-cccccc", "temperature_range", celsius(-40, 125), {
      ...environmental,
      subject: "bme280",
    }),
  );
  assert.equal(
    corners.map(({ requirement: id, words }) => [id, words]),
    [["REQ-aaaaaa", "-20 °C to 60 °C"]],
  );
});

test("repeats electrical tests at the temperatures that are asked for", () => {
  const volts = { min: 4.9, max: 5.1, unit: "V", si: { min: 4.9, max: 5.1, unit: "V" } };
  const { cases } = plan(
    requirement("REQ-aaaaaa", "operating_temperature", celsius(-20, 60), {
      category: "environmental",
    }),
    requirement("REQ-bbbbbb", "output_voltage", volts, { category: "electrical" }),
  );
  const steps = cases.at(-1)!.steps.join("\n");
  assert.match(
    steps,
    /Repeat at both ends of the operating temperature, -20 °C to 60 °C \(REQ-aaaaaa\)/,
  );
  assert.match(steps, /Accept when every result is within 4\.925 V to 5\.075 V/);
});

test("keeps a tolerance open that is narrower than the equipment measures", () => {
  const volts = { min: 4.999, max: 5.001, unit: "V", si: { min: 4.999, max: 5.001, unit: "V" } };
  const { cases } = plan(
    requirement("REQ-aaaaaa", "reference_voltage", volts, { category: "electrical" }),
  );
  // An eighth of 2 mV: the equipment has to be better than its class.
  assert.equal([cases[0]!.limits.acceptMin, cases[0]!.limits.acceptMax], [4.99925, 5.00075]);
});

test("asks for offers, certificates and calculations where nothing can be measured", () => {
  const { cases } = plan(
    requirement("REQ-aaaaaa", "bom_cost", { max: 9, unit: "EUR" }, { category: "cost" }),
    requirement("REQ-bbbbbb", "emc", { values: ["CE"] }, { category: "compliance" }),
    requirement(
      "REQ-cccccc",
      "mtbf",
      { min: 1e4, unit: "h" },
      { category: "reliability", verification: { method: "analysis", criterion: "" } },
    ),
  );
  assert.ok(cases.every(({ kind }) => kind === "document"));
  assert.match(cases[1]!.steps[0]!, /EU declaration of conformity: it names this product, CE/);
});

test.run();
