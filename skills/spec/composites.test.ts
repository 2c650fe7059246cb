/** Several facts in one line, shared tolerances, lists without marks, and tables with unusual headers. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { extract } from "./extract.ts";
import { stated } from "./report/stated.ts";

const test = suite("skills/spec/composites");

/** `parameter bounds` or `parameter values` of each constraint, in order. */
const read = (text: string, path = "a.md"): string[] =>
  extract([{ path, text }]).constraints.map(
    (constraint) => `${constraint.parameter} ${stated(constraint)}`,
  );

/** The same, of one list item. */
const item = (words: string): string[] => read(`# P\n\n## Electrical\n\n- ${words}\n`);

test("reads each quantity of a definition and the choice beside them", () => {
  assert.equal(item("Battery: Li-ion 3.6 V 2900 mAh"), [
    "battery Lithium-ion",
    "battery_voltage 3.6 V",
    "battery_capacity 2900 mAh",
  ]);
  assert.equal(item("Supply: 9 V 1.5 A USB-C"), [
    "supply_voltage 9 V",
    "supply_current 1.5 A",
    "supply USB-C",
  ]);
});

test("gives each value of a list the tolerance behind it", () => {
  for (const words of [
    "Rails: 1.2 V / 2.5 V (±2 %)",
    "Rails: 1.2 V and 2.5 V ±2 %",
    "Rails: 1.2, 2.5 V (all ±2 %)",
  ]) {
    assert.equal(item(words), [
      "rails_voltage 1.176 to 1.224 V (typ 1.2)",
      "rails_voltage 2.45 to 2.55 V (typ 2.5)",
    ]);
  }
});

test("reads sizes whose axes are lettered in brackets", () => {
  assert.equal(item("Case: 90 (W) × 40 (H) × 130 (D) mm"), [
    "case_x 90 mm",
    "case_y 40 mm",
    "case_z 130 mm",
  ]);
});

test("takes no part of a name, a document's number or a kind for a quantity", () => {
  assert.equal(item("Fuse: F2.5A"), []);
  assert.equal(item("Input: 12 V, type 3 per IEC 61131-2"), [
    "input_voltage 12 V",
    "input IEC 61131-2",
  ]);
  assert.equal(item("MTBF: > 90 000 h (SN 29500)"), ["mtbf > 90000 h"]);
  assert.equal(item("Enclosure: IP67 (1 m, 30 min)"), ["enclosure IP67"]);
});

test("knows what is the better the larger or the smaller it is", () => {
  assert.equal(item("ADC resolution: 14 bit or better"), ["adc_resolution ≥ 14 bit"]);
  assert.equal(item("Crosstalk: -70 dB or better"), ["crosstalk ≤ -70 dB"]);
  assert.equal(item("The lid must not get hotter than 48 °C"), ["lid_temperature ≤ 48 °C"]);
});

test("reads lines of standards in a section of their own", () => {
  const lines = "IEC 61010-1\nEN 61326-1\nEN 55011 Class B\n";
  const expected = ["standard IEC 61010-1", "standard EN 61326-1", "standard EN 55011 Class B"];
  assert.equal(read(`# P\n\n## Standards\n\n${lines}`), expected);
  assert.equal(read(`P\n=\n\nStandards\n---------\n\n${lines}`, "a.txt"), expected);
  assert.equal(read("# P\n\n## Standards\n\nIEC 61010-1, EN 61326-1\n"), [
    "standard IEC 61010-1, EN 61326-1",
  ]);
});

test("reads a clause that begins with a bus as no figure", () => {
  assert.equal(read("4. INTERFACES\n\n4.1 USB 2.0\n4.2 CAN FD\n", "a.txt"), [
    "usb_interface USB 2.0",
    "can_fd CAN FD",
  ]);
});

test("names the rows of a table by its topic, and reads levels that are no priority", () => {
  assert.equal(read("# P\n\n| Topic | Spec |\n|---|---|\n| Weight | ≤ 90 g |\n"), [
    "weight ≤ 90 g",
  ]);
  assert.equal(
    read("# P\n\n| Signal | Level |\n|---|---|\n| Trigger | 5 V |\n| Alarm | 12 V |\n"),
    ["trigger_voltage 5 V", "alarm_voltage 12 V"],
  );
});

test("keeps the version behind a standard's name", () => {
  for (const [words, value] of [
    ["Radio: BLE 5.2", "BLE 5.2"],
    ["Radio: Bluetooth v5.1", "Bluetooth 5.1"],
    ["Radio: Bluetooth Low Energy 5.3", "BLE 5.3"],
    ["Radio: LoRaWAN 1.0.3", "LoRaWAN 1.0.3"],
    ["Radio: Wi-Fi 802.11 a/b/g", "WiFi 802.11a/b/g"],
    ["Radio: 802.11n", "WiFi 802.11n"],
    ["Radio: Wi-Fi 6 (802.11ax)", "WiFi 6"],
    ["Radio: Wi-Fi 6E", "WiFi 6E"],
    ["Radio: BLE v5.2 module", "BLE 5.2"],
    ["Radio: Zigbee 3.0 and Thread 1.3", "Zigbee 3.0 and Thread 1.3"],
    ["Video: HDMI 2.1", "HDMI 2.1"],
    ["Port: USB 2.0", "USB 2.0"],
    ["Bus: CAN FD", "CAN FD"],
  ] as const) {
    const [name = ""] = words.toLowerCase().split(":");
    assert.equal(item(words), [`${name} ${value}`]);
  }
});

test("takes what a radio counts or measures for no version", () => {
  assert.equal(item("Radio: BLE, 4 channels"), ["radio BLE", "radio_channels 4"]);
  assert.equal(item("BLE 4 channels"), ["wireless BLE", "channels 4"]);
  assert.equal(item("Radio: Wi-Fi 2.4 GHz"), ["radio WiFi", "radio 2.4 GHz"]);
  assert.equal(item("Radio: Wi-Fi 5 GHz"), ["radio WiFi", "radio 5 GHz"]);
});

test("tells the size of a cell from its chemistry, and both from alternatives", () => {
  assert.equal(item("Battery: single Li-SOCl2 AA cell"), ["battery LiSOCl2", "battery_size AA"]);
  assert.equal(item("Battery: 18650 Li-ion"), ["battery_size 18650", "battery Lithium-ion"]);
  assert.equal(item("Battery: AA or Li-ion"), ["battery AA or Lithium-ion"]);
});

test("keeps what is around a measurement out, and what is added to a limit beside it", () => {
  for (const [words, expected] of [
    ["Surface: ≤ 55 °C at 30 °C ambient", ["surface_temperature ≤ 55 °C"]],
    ["MTBF: > 80 000 h (40 °C)", ["mtbf > 80000 h"]],
    ["Output power: 25 W (10 % THD)", ["output_power 25 W"]],
    ["Sound level: 70 dB at a distance of 1 m", ["sound_level 70 dB"]],
    ["Regulation: < 0.02 % + 3 mV", ["regulation < 0.02 %"]],
    ["Readback accuracy: ±(0.1 % + 2 mA)", ["readback_accuracy ±0.1 %"]],
  ] as const) {
    assert.equal(item(words), expected, words);
  }
  const [sum] = extract([{ path: "a.md", text: "- Regulation: < 0.02 % + 3 mV\n" }]).constraints;
  assert.is(sum!.condition, "+ 3 mV");
});

test("widens the range of a supply by the tolerance behind it, not by an accuracy", () => {
  assert.equal(item("Mains: 110 V to 230 V AC ±10 %"), ["mains_voltage 99 to 253 V"]);
  assert.equal(item("Moisture: 0 to 60 %, ±3 %").length, 2);
});

test("shares a unit among all numbers of a list, and counts times per second", () => {
  assert.equal(item("Depth: 15, 45 and 90 cm"), ["depth 15 cm", "depth 45 cm", "depth 90 cm"]);
  const [rate = "", ...more] = item("Readings are refreshed at least 5 times per second");
  assert.match(rate, "≥ 5 per second");
  assert.equal(more, []);
});

test("reads spans and occasions that open a sentence as conditions", () => {
  const text = "# P\n\n## R\n\nBetween 10 °C and 30 °C the error must stay within ±0.4 °C.\n";
  const { constraints } = extract([{ path: "a.md", text }]);
  assert.equal(
    constraints.map((one) => [stated(one), one.condition]),
    [["±0.4 °C", "Between 10 °C and 30 °C"]],
  );
  const where = "# P\n\n## R\n\nWhere GPS is fitted, the tracker shall find itself within 40 s.\n";
  assert.is(read(where).length, 1);
});

test("knows bands and codecs, and a line that is hardly more than a rating", () => {
  assert.equal(item("Band: EU868 and AU915"), ["band EU868 and AU915"]);
  assert.equal(item("Codecs: aptX HD, LDAC"), ["codecs aptX HD, LDAC"]);
  assert.equal(read("# P\n\n## Protection\n\nIP54, lid IP65\n"), ["ip_rating IP54, IP65"]);
});

test("counts limit switches, and limits none", () => {
  assert.equal(item("Limit switches: 2, normally closed"), ["limit_switches 2"]);
});

test("leaves out of a name where it is measured, the verb, and a chapter's heading", () => {
  for (const [words, expected] of [
    ["Efficiency at full load shall be at least 88 %.", "efficiency ≥ 88 %"],
    ["Leakage current to earth shall be below 0.4 mA.", "leakage_current < 0.4 mA"],
    ["The tracker shall obtain a first fix in less than 40 s.", "first_fix_time < 40 s"],
    ["Warranty 3 years", "warranty 3 years"],
    ["A warm start shall take no longer than 3 s.", "warm_start_time ≤ 3 s"],
    ["It withstands a pull of 200 N", "pull 200 N"],
    ["Vibration: 10-200 Hz", "vibration_frequency 10 to 200 Hz"],
    ["Analog inputs: 14 bit", "analog_inputs_resolution 14 bit"],
  ] as const) {
    assert.equal(item(words), [expected], words);
  }
  assert.equal(read("# P\n\n## Look and feel\n\n- Ideally less than 2 kg\n"), ["weight < 2 kg"]);
});

test.run();
