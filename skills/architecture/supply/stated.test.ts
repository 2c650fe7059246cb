/** Which lines state the product's supply, and which speak of another voltage. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { constraint } from "../fixtures/requirements.ts";
import { statedRails, statedSources } from "./stated.ts";

const test = suite("skills/architecture/supply/stated");

const line = (parameter: string, statement: string, [min, max]: readonly [number, number]) =>
  constraint(parameter, {
    ...{ category: "power", parameter, statement, min, max, unit: "V" },
    si: { min, max, unit: "V" },
  });
const sourcesOf = (...lines: Parameters<typeof statedSources>[0]) =>
  statedSources(lines, []).map(({ id, voltage }) => [id, voltage.min, voltage.max]);
/** The sources of a line alone, whatever their voltage. */
const kindsOf = (parameter: string, statement: string) =>
  sourcesOf(line(parameter, statement, [3, 5])).map(([id]) => id);

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

test("takes what a part or an output is fed with, and a battery, for no external supply", () => {
  const words: [string, string][] = [
    ["sensor_voltage", "The sensor shall be supplied with 5 V from the board."],
    ["leds_voltage", "The LEDs are powered from 5 V."],
    ["analog_probe_voltage", "The analog probe shall be powered by a 10 V excitation."],
    ["relay_output_voltage", "The relay output shall be supplied with 24 V."],
    ["sensor_supply_voltage", "Sensor supply voltage: 5 V."],
    ["lead_acid_battery_voltage", "The device shall be powered by a 12 V lead-acid battery."],
    ["battery_supply_voltage", "Battery supply voltage: 3.0 V to 4.2 V."],
  ];
  for (const [parameter, statement] of words)
    assert.not(kindsOf(parameter, statement).includes("external-supply"), statement);
});

test("takes a battery's stated supply range, and what a battery powers, for a battery", () => {
  const words: [string, string][] = [
    ["battery_supply_voltage", "Battery supply voltage: 3.0 V to 4.2 V."],
    ["battery_supply_voltage", "The sensor node has a battery supply voltage of 3.0 V to 4.2 V."],
    ["battery_input_voltage_range", "Battery input voltage range: 3.0 V to 4.2 V."],
    ["lead_acid_battery_voltage", "The device shall be powered by a 12 V lead-acid battery."],
    ["voltage", "The tag is powered by a single 3.7 V, 850 mAh LiPo battery."],
    ["voltage", "The tag shall be supplied with power from two AA cells."],
  ];
  for (const [parameter, statement] of words)
    assert.equal(sourcesOf(line(parameter, statement, [3, 4.2])), [["battery", 3, 4.2]], statement);
});

test("takes a battery that is measured, refused or only near by for no source", () => {
  const words: [string, string][] = [
    ["battery_supply_voltage", "The logger shall measure the battery supply voltage, 0 V to 30 V."],
    ["voltage", "The node shall not be powered by a 12 V battery."],
    ["voltage", "The MCU is powered from the 3.3 V rail while the battery charges."],
    ["voltage", "The node is powered by 5 V solar cells."],
    ["voltage", "The board is powered by a 12 V battery charger."],
  ];
  for (const [parameter, statement] of words)
    assert.not(kindsOf(parameter, statement).includes("battery"), statement);
});

test("takes of a line that tells where a rail is made from only the rail's voltage", () => {
  const rails = (statement: string, ...rows: [string, number][]) =>
    statedRails(rows.map(([parameter, volts]) => line(parameter, statement, [volts, volts]))).map(
      ({ volts, linear }) => [volts, linear],
    );
  const made = "Internal 3.3 V rail from 5 V, 300 mA, made by an LDO";
  assert.equal(rails(made, ["internal_voltage", 3.3], ["rail_voltage", 5]), [[3.3, true]]);
  assert.equal(rails("5 V rail from the 12 V input", ["rail_voltage", 5], ["rail_voltage", 12]), [
    [5, false],
  ]);
  assert.equal(rails("Core voltage 1.2 V", ["core_voltage", 1.2]), [[1.2, false]]);
  assert.equal(rails("Main rail 3.3 V", ["rail_voltage", 3.3]), [[3.3, false]]);
  assert.equal(rails("The output voltage shall be 13.3 V", ["output_voltage", 13.3]), []);
});

test("takes a backup battery that is charged for a battery", () => {
  const words = "Rechargeable backup battery: single-cell LiPo, 3.7 V";
  assert.equal(kindsOf("rechargeable_backup_battery_voltage", words), ["backup-battery"]);
});

test("takes the supply of a board of any name for the product's", () => {
  const board = "The controller board supply voltage shall be 18 V to 32 V.";
  const found = sourcesOf(line("controller_board_supply_voltage", board, [18, 32]));
  assert.equal(found, [["external-supply", 18, 32]]);
});

test("takes a product that is named by its part for a product", () => {
  const words: [string, string][] = [
    ["voltage", "The sensor node shall be supplied with 5 V."],
    ["voltage", "The relay board shall be powered by 24 V."],
    ["led_controller_supply_voltage", "LED controller supply voltage: 12 V."],
  ];
  for (const [parameter, statement] of words)
    assert.equal(kindsOf(parameter, statement), ["external-supply"], statement);
});

test.run();
