/** A sensor is chosen by the error that a line allows, and only a guaranteed one is shown. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { ALL } from "../fixtures/catalogue.ts";
import { constraint, fakeParts, part } from "../fixtures/requirements.ts";
import { RAIL, run, SUPPLY } from "../fixtures/run.ts";
import type { Constraint } from "../input.ts";
import { errorOf } from "./accuracy.ts";
import type { Part } from "./wish.ts";

const test = suite("skills/architecture/choose/accuracy");

const within = (id: string, most: number, more: Partial<Constraint> = {}) =>
  constraint(id, {
    ...{ parameter: "temperature_accuracy", category: "performance" },
    ...{ min: -most, max: most, unit: "Cel", si: { min: -most, max: most, unit: "Cel" } },
    statement: `The temperature sensor shall be accurate to ±${most} °C`,
    ...more,
  });

/** The bounds are told by the condition as the catalogue writes it. */
function thermometer(
  mpn: string,
  figures: readonly [number | null, number | null, string][],
): Part {
  const made = part(
    "sensor-environment",
    mpn,
    { supply_voltage: [1.7, 3.6, "V"], operating_temperature: [-40, 125, "°C"] },
    { interfaces: ["i2c"], attributes: { quantity: "temperature" } },
  );
  const source = { document: `${mpn} data sheet`, section: "1" };
  const accuracy = figures.map(([typ, max, condition]) => ({
    ...{ min: null, typ, max, unit: "°C", condition, source, checked: null },
  }));
  return { ...made, figures: { ...made.figures, accuracy } };
}

async function chosen(parts: readonly Part[], most: number) {
  const wish = within("t", most);
  const warm = constraint("w", {
    ...{ parameter: "operating_temperature", category: "environmental" },
    ...{ min: 0, max: 50, unit: "Cel", si: { min: 0, max: 50, unit: "Cel" } },
    statement: "Operating temperature 0 to 50 °C",
  });
  const { block, design } = await run([SUPPLY, RAIL, warm, wish], {}, [
    fakeParts([...ALL, ...parts]),
  ]);
  const row = design.coverage.find(({ requirement }) => requirement === "REQ-t")!;
  return { block: block("temperature-sensor")!, row };
}

test("chooses no sensor that is too coarse, and says by how much", async () => {
  const coarse = thermometer("T2", [[null, 2, "-25 °C to 85 °C"]]);
  const fine = thermometer("T5", [[null, 0.5, "-40 °C to 125 °C"]]);
  const { block, row } = await chosen([coarse, fine], 0.5);
  assert.is(block.part?.mpn, "T5");
  assert.match(JSON.stringify(block.eliminated), /T2.*accuracy is/);
  assert.equal([row.status, /accuracy at most 0\.5 °C/.test(row.note)], ["addressed", true]);
  const none = await chosen([coarse], 0.5);
  assert.is(none.block.part, null);
});

test("shows no accuracy by a typical value, nor by one of a narrower temperature", async () => {
  const typical = await chosen([thermometer("TT", [[0.2, null, "-40 °C to 125 °C"]])], 0.5);
  assert.equal([typical.block.part?.mpn, typical.row.status], ["TT", "partly"]);
  assert.match(typical.row.note, /accuracy is typically 0\.2 °C/);
  const narrow = await chosen([thermometer("TN", [[null, 0.2, "20 °C to 25 °C"]])], 0.5);
  assert.is(narrow.row.status, "partly");
  assert.match(narrow.row.note, /0\.2 °C \(20 °C to 25 °C\)/);
});

test("reads an error from a line about one, and from no range", () => {
  assert.equal(errorOf(within("a", 0.5)), { most: 0.5, unit: "°C" });
  assert.equal(errorOf(within("b", 0.3, { parameter: "temperature" })), { most: 0.3, unit: "°C" });
  assert.is(errorOf(within("c", 40, { parameter: "operating_temperature" })), null);
  const span = { parameter: "temperature", min: -20, max: 60 };
  assert.is(errorOf(within("d", 1, { ...span, si: { min: -20, max: 60, unit: "Cel" } })), null);
  const damp = { parameter: "humidity", unit: "%", si: { min: -0.03, max: 0.03, unit: "1" } };
  assert.equal(errorOf(within("e", 3, { ...damp, statement: "Humidity ±3 % RH" })), {
    most: 3,
    unit: "%RH",
  });
  const resolution = within("f", 1, { parameter: "temperature_resolution", min: null });
  assert.is(errorOf(resolution), null);
});

test.run();
