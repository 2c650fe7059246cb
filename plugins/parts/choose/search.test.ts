/** The search: what is found and in which order, and why something is not. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { figure, partOf } from "../../../test/fixtures/parts.ts";
import type { Demand, Figure, Part, PartSearch } from "../contract.ts";
import { searchParts, toEntry } from "./search.ts";

const test = suite("plugins/parts/choose/search");

const amps = (values: Partial<Figure>) => figure({ unit: "A", ...values });
const named = (figures: Record<string, Part["figures"]>) =>
  Object.entries(figures).map(([mpn, own]) => partOf(mpn, { figures: own }));

const find = (parts: readonly Part[], search: PartSearch) =>
  searchParts(parts.map(toEntry), search);
const found = (parts: readonly Part[], search: PartSearch) =>
  find(parts, search).matches.map(({ mpn }) => mpn);

/** The reasons that eliminate a part with these figures. */
function reasons(figures: Part["figures"], demand: Demand): readonly string[] {
  const { matches, eliminated } = find([partOf("X", { figures })], { demands: [demand] });
  assert.is(matches.length + eliminated.length, 1);
  return eliminated[0]?.reasons ?? [];
}

const upTo12V: Demand = { figure: "input_voltage", covers: { from: 5, to: 12 }, unit: "V" };

test("says in words and units what eliminates a part", () => {
  const input = (values: Partial<Figure>) => reasons({ input_voltage: [figure(values)] }, upTo12V);
  assert.equal(input({ min: 2.5, max: 16 }), []);
  assert.equal(input({ min: 2.5, max: 5.5 }), [
    "input_voltage is 2.5 V to 5.5 V, 5 V to 12 V is asked for",
  ]);
  assert.equal(input({ max: 16 }), [
    "the lower end of input_voltage is not known, 5 V to 12 V is asked for",
  ]);
  assert.equal(input({ max: 6 }), ["input_voltage ends at 6 V, 5 V to 12 V is asked for"]);
  const least: Demand = { figure: "output_current", atLeast: 0.5, unit: "A" };
  assert.equal(reasons({ output_current: [amps({ max: 0.3 })] }, least), [
    "output_current reaches 300 mA, 500 mA is asked for",
  ]);
  const most: Demand = { figure: "sleep_current", atMost: 2e-6, unit: "A" };
  assert.equal(
    reasons({ sleep_current: [amps({ typ: 1e-6, max: 5e-6, condition: "85 °C" })] }, most),
    ["sleep_current is up to 5 µA (85 °C), at most 2 µA is asked for"],
  );
});

test("never takes what is not known as met", () => {
  assert.equal(reasons({}, upTo12V), ["input_voltage is not known"]);
  const most: Demand = { figure: "sleep_current", atMost: 2e-6, unit: "A" };
  assert.match(
    reasons({ sleep_current: [amps({ min: 1e-6 })] }, most)[0]!,
    "largest sleep_current is not known",
  );
  const pressure: Demand = { figure: "range", covers: { from: 3e4, to: 1.1e5 }, unit: "Pa" };
  assert.equal(reasons({ range: [figure({ min: -40, max: 85, unit: "°C" })] }, pressure), [
    "range is not known in Pa, only in °C",
  ]);
});

test("takes an absolute maximum against a part, never for it", () => {
  const absolute = { min: 0, max: 15, condition: "absolute maximum" };
  const input = [figure(absolute)];
  assert.match(reasons({ input_voltage: input }, upTo12V)[0]!, "only as absolute maximum");
  const higher: Demand = { figure: "input_voltage", covers: { from: 5, to: 24 }, unit: "V" };
  assert.equal(reasons({ input_voltage: input }, higher), [
    "input_voltage must never exceed 15 V, 24 V is asked for",
  ]);
});

test("takes a consumption under any condition, but a dropout under the worst", () => {
  const two = (typ: number, unit: string) =>
    [0.1, typ].map((max, at) => figure({ max, unit, condition: `case ${at}` }));
  assert.equal(
    reasons(
      { active_current: two(0.9, "A") },
      { figure: "active_current", atMost: 0.2, unit: "A" },
    ),
    [],
  );
  const dropout: Demand = { figure: "dropout_voltage", atMost: 0.2, unit: "V" };
  assert.equal(reasons({ dropout_voltage: two(0.9, "V") }, dropout), [
    "dropout_voltage is up to 900 mV (case 1), at most 200 mV is asked for",
  ]);
});

test("forgives the last digit of a calculation", () => {
  const asked = { from: 0.1 + 0.2, to: 0.1 + 0.2 };
  const demand: Demand = { figure: "output_voltage", covers: asked, unit: "V" };
  assert.equal(reasons({ output_voltage: [figure({ min: 0.3, max: 0.3 })] }, demand), []);
});

test("puts the nearest first, what only a typical value meets behind it, what goes out of production last", () => {
  const parts = [
    ...named({
      BIG: { output_current: [amps({ max: 20 })] },
      TYPICAL: { output_current: [amps({ typ: 0.5 })] },
      NEAR: { output_current: [amps({ max: 0.6 })] },
    }),
    partOf("OLD", {
      figures: { output_current: [amps({ max: 0.5 })] },
      lifecycle: { status: "nrnd", date: "2025-01-01", source: "maker" },
    }),
  ];
  const search: PartSearch = { demands: [{ figure: "output_current", atLeast: 0.5, unit: "A" }] };
  const order = ["NEAR", "BIG", "TYPICAL", "OLD"];
  assert.equal(found(parts, search), order);
  assert.equal(found(parts.toReversed(), search), order);
});

test("judges interfaces, peripherals and attributes, known or not", () => {
  const parts = [
    partOf("A", {
      interfaces: ["i2c", "spi"],
      peripherals: { uart: 2 },
      attributes: { quantity: "humidity, temperature" },
    }),
    partOf("B", {
      interfaces: ["spi"],
      peripherals: { uart: 1 },
      attributes: { quantity: "pressure" },
    }),
    partOf("C"),
  ];
  const search = {
    interfaces: ["i2c"],
    peripherals: { uart: 2 },
    attributes: { quantity: "Temperature" },
  };
  assert.equal(found(parts, search), ["A"]);
  assert.equal(find(parts, search).eliminated, [
    {
      id: "acme/B",
      reasons: [
        "has no i2c, only spi",
        "number of uart is 1, 2 is asked for",
        "quantity is pressure, Temperature is asked for",
      ],
    },
    {
      id: "acme/C",
      reasons: [
        "its interfaces are not known, i2c is asked for",
        "number of uart is not known, 2 is asked for",
        "quantity is not known, Temperature is asked for",
      ],
    },
  ]);
});

test("looks at the asked families alone, and at lines of which nobody knows the family", () => {
  const parts = [partOf("A"), partOf("B", { family: "buck" }), partOf("C", { family: null })];
  assert.equal(found(parts, { family: ["ldo"] }), ["A"]);
  const { searched, eliminated } = find(parts, { family: "ldo" });
  assert.is(searched, 2);
  assert.equal(eliminated, [
    { id: "acme/C", reasons: ["its family is not known, ldo is asked for"] },
  ]);
});

test("finds words anywhere, the part number first", () => {
  const parts = [
    partOf("A", { description: "better than LM317" }),
    partOf("LM317DCY", { description: "1.5 A, 3.3 V" }),
    partOf("LM317"),
  ];
  assert.equal(found(parts, { text: "lm317" }), ["LM317", "LM317DCY", "A"]);
  assert.equal(found(parts, { text: "3.3V lm317" }), ["LM317DCY"]);
  assert.equal(found(parts, { text: "lm338" }), []);
});

test("calls nearest what misses least, not what is surest of the rest", () => {
  const part = (mpn: string, amps_: number, supply: Partial<Figure>, status: "active" | "nrnd") =>
    partOf(mpn, {
      figures: { output_current: [amps({ max: amps_ })], input_voltage: [figure(supply)] },
      lifecycle: { status, date: null, source: null },
    });
  const { eliminated } = find(
    [
      part("SURE", 0.1, { min: 2, max: 16 }, "active"),
      part("CLOSE", 0.4, { typ: 12 }, "nrnd"),
      part("HALF", 0.3, { min: 2, max: 16 }, "active"),
    ],
    {
      demands: [
        { figure: "output_current", atLeast: 0.5, unit: "A" },
        { figure: "input_voltage", covers: { from: 12, to: 12 }, unit: "V" },
      ],
    },
  );
  assert.equal(
    eliminated.map(({ id }) => id.split("/")[1]),
    ["CLOSE", "HALF", "SURE"],
  );
});

test("reads several values and ranges of an attribute", () => {
  const charger = partOf("CH", {
    attributes: { chemistry: "li-ion, LiFePO4 or lead-acid", cells: "1 to 3" },
  });
  const fits = (attributes: Record<string, string>) => found([charger], { attributes }).length;
  assert.equal(
    [fits({ chemistry: "lead-acid" }), fits({ chemistry: "nimh" }), fits({ cells: "3" })],
    [1, 0, 1],
  );
  assert.equal([fits({ cells: "4" }), fits({ cells: "0" }), fits({ cells: "1 to 3" })], [0, 0, 1]);
});

test.run();
