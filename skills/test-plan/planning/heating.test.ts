/** A temperature that the product must not reach in use is measured on it; what surrounds it is set; a stop at the same temperature is named. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { constraints, requirement } from "../fixtures/requirements.ts";
import { ConstraintsSchema } from "../input/constraints.ts";
import { planFor } from "./cases.ts";

const test = suite("skills/test-plan/planning/heating");

type Said = readonly [statement: string, parameter: string, bounds: { min?: number; max?: number }];

const plan = (all: readonly Said[]) =>
  planFor(
    ConstraintsSchema.parse(
      JSON.parse(
        constraints(
          all.map(([statement, parameter, bounds], index) =>
            requirement(
              `REQ-aaaaa${index}`,
              parameter,
              { ...bounds, unit: "Cel", si: { ...bounds, unit: "Cel" } },
              { category: "environmental", statement },
            ),
          ),
        ),
      ),
    ),
    null,
    "tightened",
  );

const one = (statement: string, parameter = "temperature", max = 50) =>
  plan([[statement, parameter, { max }]]);

const HEATED = [
  "Product does not exceed 50 °C during intended use.",
  "During operation the unit shall never get hotter than 50 °C.",
  "The temperature shall stay below 50 °C under full load.",
  "The housing shall not exceed 50 °C.",
  "Internal temperature must remain under 50 °C at 40 °C ambient.",
];

const SURROUNDED = [
  "The ambient temperature shall not exceed 50 °C during operation.",
  "The device shall be used where temperatures do not exceed 50 °C in use.",
  "Operating temperature shall not exceed 50 °C.",
  "Works up to 50 °C.",
  "The environment must remain below 50 °C while in use.",
];

test("measures what the product must not reach in use, at full load and the highest ambient", () => {
  for (const says of HEATED) {
    const { cases, corners } = one(says);
    const [found] = cases;
    assert.is(found!.kind, "measure", says);
    assert.is(found!.limits.acceptMax, 49, says);
    const steps = found!.steps.join(" ");
    assert.match(steps, /full load.*highest ambient temperature.*room temperature.*rise/, says);
    assert.not.match(`${steps} ${found!.stimulus}`, /Set .*temperature to|applied/, says);
    assert.equal(corners, [], says);
  }
});

test("tells the heat of a surface by its sentence, where it is filed as an operating temperature", () => {
  const kind = (says: string) => one(says, "operating_temperature").cases[0]!.kind;
  assert.is(kind("The external surface must not exceed 50 °C during operation."), "measure");
  assert.is(kind("The device must not exceed 50 °C under full load."), "measure");
  assert.is(kind("Shall not exceed 50 °C in operation."), "range");
  assert.is(kind("The device must not be exposed to temperatures above 50 °C in use."), "range");
});

test("sets what surrounds the product, and takes no range for a heating", () => {
  for (const says of SURROUNDED) assert.is(one(says).cases[0]!.kind, "range", says);
  const range = plan([
    ["Operates at -10 to 50 °C in use", "operating_temperature", { min: -10, max: 50 }],
  ]);
  assert.is(range.cases[0]!.kind, "range");
  assert.is(range.corners.length, 1);
});

test("names a stop at the temperature at which the product still has to work", () => {
  const works: Said = [
    "Operates between 0 and 50 °C.",
    "operating_temperature",
    { min: 0, max: 50 },
  ];
  const heats: Said = [
    "Product does not exceed 50 °C during intended use.",
    "temperature",
    { max: 50 },
  ];
  const stops = (at: number): Said => [
    `A sensor automatically shuts off the device if temperature exceeds ${at} °C.`,
    "shutdown_temperature",
    { min: at },
  ];
  const gaps = (all: readonly Said[]) =>
    plan(all).cases.map(({ id, gaps: own }) => [id, own.join(" ")] as const);
  const [low, high, hot, stop] = gaps([works, heats, stops(50)]);
  assert.is(low![1], "");
  assert.match(high![1], /REQ-aaaaa2 shuts it off at 50 °C/);
  assert.match(hot![1], /REQ-aaaaa2 shuts it off at 50 °C/);
  assert.match(hot![1], /REQ-aaaaa0 lets it work at 50 °C/);
  assert.match(stop![1], /REQ-aaaaa0.*REQ-aaaaa1/);
  for (const [, text] of gaps([works, stops(70)])) assert.is(text, "");
  const charging: Said = ["Charging shall be inhibited above 50 °C.", "temperature", { min: 50 }];
  for (const [, text] of gaps([works, charging])) assert.is(text, "");
});

test.run();
