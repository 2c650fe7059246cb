/** What only says where, when and how something holds sets no limit of its own; limits in one sentence share their bound. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { extract } from "../extract.ts";
import { stated } from "../report/stated.ts";

const test = suite("skills/spec/meaning/circumstances");

const read = (words: string): string[] =>
  extract([{ path: "a.md", text: `# P\n\n## Requirements\n\n- ${words}\n` }]).constraints.map(
    (constraint) =>
      `${constraint.parameter} ${stated(constraint)}${constraint.condition === null ? "" : ` | ${constraint.condition}`}`,
  );

test("takes the span in which an accuracy holds for no span of use", () => {
  assert.equal(
    read("The flow temperature shall be measured with an accuracy of ±0.5 °C over 0 °C to 50 °C."),
    ["flow_temperature_accuracy ±0.5 °C | over 0 °C to 50 °C"],
  );
  assert.equal(read("Operating temperature 0 °C to 50 °C, storage over 60 °C"), [
    "operating_temperature 0 to 50 °C",
    "storage_temperature > 60 °C",
  ]);
});

test("takes the event that is reacted to for the condition of the reaction", () => {
  assert.equal(read("Braking shall be detected within 150 ms at a deceleration above 2 m/s²."), [
    "braking_detection_time < 150 ms | at a deceleration above 2 m/s²",
  ]);
  assert.equal(read("The efficiency shall be at least 90 % at loads above 1 A"), [
    "efficiency ≥ 90 % | at loads above 1 A",
  ]);
  assert.equal(read("Input voltage above 9 V, current at least 2 A"), [
    "input_voltage > 9 V",
    "current ≥ 2 A",
  ]);
});

test("lets two values in two states share the bound and the name in front of them", () => {
  assert.equal(
    read("The supply current shall not exceed 60 mA in operation and 100 µA in sleep."),
    ["supply_current ≤ 60 mA | in operation", "supply_current ≤ 100 µA | in sleep"],
  );
  assert.equal(read("The latency shall be less than 5 ms at idle and 20 ms at full load."), [
    "latency < 5 ms | at idle",
    "latency < 20 ms | at full load",
  ]);
  // No state behind the second: it is no part of the bound.
  assert.not.ok(
    read("The output shall not exceed 5 V in standby and 12 V outputs are fused.").some((one) =>
      one.includes("≤ 12 V"),
    ),
  );
});

test("takes the time over which something is averaged for no lower limit", () => {
  assert.equal(read("The level is sampled at 10 Hz and averaged over 1 s.").at(-1), "time 1 s");
  assert.equal(read("The run time shall be over 10 h."), ["run_time > 10 h"]);
});

test("gives each value the label in front of it", () => {
  assert.equal(read("Sleep: 2 µA; active: 5 mA; transmit: 40 mA."), [
    "sleep_current 2 µA",
    "active_current 5 mA",
    "transmit_current 40 mA",
  ]);
  assert.equal(read("Vibration: 20 G, shock 100 G"), ["vibration 20 G", "shock 100 G"]);
});

test("names what the product is fed with its supply", () => {
  for (const words of [
    "The controller shall run from 12 V DC nominal (10.5 V to 15 V).",
    "The module shall be supplied with 12 V, 10.5 V to 15 V.",
    "The node shall operate from a 12 V vehicle supply, 10.5 V to 15 V.",
  ])
    assert.equal(read(words), ["supply_voltage 10.5 to 15 V (typ 12)"], words);
  assert.equal(read("The sensors are supplied with 3.3 V."), ["sensor_supply_voltage 3.3 V"]);
});

test("reads what is less of, and not only what is less", () => {
  assert.equal(read("The MCU consumes less power than 10 mW."), ["mcu_power < 10 mW"]);
  assert.equal(read("The unit must not draw more current than 2 A."), ["draw ≤ 2 A"]);
});

test("keeps the humidity of storage apart from that of use", () => {
  assert.equal(read("Storage humidity up to 95 % RH"), ["storage_humidity ≤ 95 %"]);
  assert.equal(read("Storage -20 to 60 °C, 20 to 90 % RH").at(-1)!.split(" ")[0], "humidity");
});

test("names how often something is done by what is done", () => {
  assert.equal(
    read("The device shall report over NB-IoT, bands 8 and 20, once every 24 h.").at(-1),
    "report_interval 24 h",
  );
  assert.equal(
    read("Must connect over Wi-Fi (2.4 GHz) every 60 s and post the temperature.").at(-1),
    "connect_interval 60 s",
  );
  assert.equal(
    read("The node shall communicate over CAN at 500 kbit/s, one frame every 10 ms.").at(-1),
    "frame_interval 10 ms",
  );
  assert.equal(read("Battery life of 12 h at one scan every 10 s"), [
    "battery_life 12 h | at one scan every 10 s",
  ]);
});

test("names the frequencies of a vibration, the voltage of a battery and a depth in atmospheres", () => {
  assert.equal(read("Vibration 2 g, 10 Hz to 150 Hz."), [
    "vibration 2 G",
    "vibration_frequency 10 to 150 Hz",
  ]);
  assert.equal(
    read("Powered by a single-cell LiPo, 3.7 V nominal, 120 mAh (3.0 V to 4.2 V).")
      .filter((one) => one.startsWith("battery_voltage"))
      .map((one) => one.split(" |")[0]),
    ["battery_voltage 3.7 V", "battery_voltage 3 to 4.2 V"],
  );
  assert.ok(
    read("Powered by a LiPo cell with a 3.3 V regulator.").includes("regulator_voltage 3.3 V"),
  );
  assert.equal(read("Water resistance 5 ATM."), ["water_resistance 5 atm"]);
  assert.equal(
    read("Supply voltage 5 V, backup battery 3 V").map((one) => one.split(" ")[0]),
    ["supply_voltage", "backup_battery_voltage"],
  );
});

test.run();
