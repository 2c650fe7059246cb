/** Which lines state the product's supply, and which speak of another voltage. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { constraint } from "../fixtures/requirements.ts";
import { statedSources } from "./stated.ts";

const test = suite("skills/architecture/supply/stated");

const line = (parameter: string, statement: string, [min, max]: readonly [number, number]) =>
  constraint(parameter, {
    ...{ category: "power", parameter, statement, min, max, unit: "V" },
    si: { min, max, unit: "V" },
  });
const sourcesOf = (...lines: Parameters<typeof statedSources>[0]) =>
  statedSources(lines, []).map(({ id, voltage }) => [id, voltage.min, voltage.max]);

test("reads a supply by the parameter's name and by the words of the sentence", () => {
  const vehicle = line("vehicle_supply_voltage", "12 V vehicle supply, 9 V to 16 V", [9, 16]);
  const module = line("module_voltage", "The module shall be supplied with 24 V DC", [19.2, 30]);
  const node = line("voltage", "The node shall operate from 12 V", [11, 13]);
  assert.equal(sourcesOf(vehicle), [["external-supply", 9, 16]]);
  assert.equal(sourcesOf(module), [["external-supply", 19.2, 30]]);
  assert.equal(sourcesOf(node), [["external-supply", 11, 13]]);
});

test("takes a surge, an input signal or a sensor's supply for no supply of the product", () => {
  const surge = line("node_voltage", "The node shall survive load dump up to 40 V", [-40, 40]);
  const signal = line("i_o_voltage", "The module shall provide 8 digital inputs, 24 V", [24, 24]);
  const read = line("voltage", "Read from an analog potentiometer, 0.5 V to 4.5 V", [0.5, 4.5]);
  assert.equal(sourcesOf(surge, signal, read), []);
});

test.run();
