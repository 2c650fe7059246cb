/** Tests of the turns of phrase that name a quantity. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { extract } from "../extract.ts";

const test = suite("skills/spec/meaning/name-idioms");

const names = (lines: readonly string[], heading = "Requirements"): string[] =>
  extract([
    {
      path: "PRD.md",
      text: `# Product\n\n## ${heading}\n\n${lines.map((line) => `- ${line}`).join("\n")}\n`,
    },
  ]).constraints.map(({ parameter }) => parameter);

test("a time is named by the action that it limits", () => {
  assert.equal(
    names([
      "The heater shall be inhibited until 10 minutes after landing",
      "The logger shall start sampling within 5 seconds of power-on",
      "Backlight off after 30 s of inactivity",
      "Wake from standby < 2 s",
      "The node shall wake up on bus activity within 50 ms.",
      "The printer finishes the test page within 12 s.",
      "The gateway shall generate an alarm report within 20 seconds",
    ]),
    [
      "heater_delay",
      "startup_time",
      "backlight_off_timeout",
      "wake_time",
      "wake_time",
      "test_page_time",
      "alarm_report_generation_time",
    ],
  );
});

test("a rate, a distance and a temperature are named by what happens at them", () => {
  assert.equal(
    names([
      "The wheel shall slow the turntable to <3 deg/s",
      "The warning lamp is visible at >25 m",
      "The charger shuts down if the cell temperature exceeds 60 °C",
      "The status LED is flashed at a 2 Hz rate",
      'A 0.05" pin header',
      "The recorder shall store at least 4 MB of flight data",
      "Low-power MCU, 240 MHz minimum",
      "The MCU reads the gauge at 10 Hz",
    ]),
    [
      "slow_rate",
      "warning_lamp_visibility",
      "shutdown_temperature",
      "flash_rate",
      "pin_header_pitch",
      "connector",
      "flight_data_storage",
      "cpu_frequency",
      "mcu_reads_gauge_frequency",
    ],
  );
});

test("words that say how, and not what, are no part of a name", () => {
  assert.equal(
    names([
      "The charger shall support a selectable output current of 1 A to 3 A",
      "The worst-case efficiency shall be ≥ 70%",
      "The daily runtime shall be at least 9 h",
      "500 charge/discharge cycles",
      "The pump should be easily replaced in under 8 minutes",
    ]),
    ["output_current", "efficiency", "daily_runtime", "charge_cycles", "pump_replacement_time"],
  );
});

test("a quantity that can be configured keeps its name", () => {
  assert.equal(names(["The report period shall be configurable from 20 to 90 seconds"]), [
    "report_period",
  ]);
});

test("a port is named by its use: data, charging, an output at its voltage", () => {
  assert.equal(
    names([
      "USB data connection to the host",
      "USB-C charging",
      "2x USB 12V outputs",
      "3x 6V SLA batteries",
    ]),
    [
      "usb_data",
      "charging_interface",
      "usb_outputs",
      "usb_output",
      "usb_output_voltage",
      "batteries",
      "battery_voltage",
      "battery_type",
    ],
  );
});

test("a single counted noun is named with what it belongs to", () => {
  assert.equal(
    names([
      "Keep at least 200 recipes",
      "Store up to 500 melodies",
      "Signal strength indicator (at least 5 levels)",
      "The buoy shall have light sensors on at least 3 sides",
      "Motor driver, min 4 phases",
    ]),
    [
      "recipes",
      "stored_melodies",
      "signal_strength_indicator_levels",
      "light_sensor_sides",
      "driver_phases",
    ],
  );
});

test("a span with an accuracy behind it is a range, a tolerance of a voltage is named so", () => {
  assert.equal(
    names([
      "Pressure: 500 hPa to 900 hPa, ±2 hPa",
      "Accelerometer: ±4 g to ±8 g",
      "The bus voltage shall be within ±4% of its nominal value",
      "Preview smooth (>15 FPS)",
      "A 3 V backup 2450 battery for the clock",
      "The hub axis shall be within 3 mm of the mast base",
    ]),
    [
      "pressure_range",
      "pressure_accuracy",
      "accelerometer_range",
      "bus_voltage_tolerance",
      "frame_rate",
      "backup_battery_voltage",
      "hub_axis",
    ],
  );
});

test("the whole product, an order and a label of another measure leave the name alone", () => {
  assert.equal(
    names([
      "Drill a hole: 4 cm deep",
      "Low consumption: 9 months battery life",
      "Three 24 V outputs",
      "Pressure range: 3 bar to 9 bar, accuracy ±1 %",
      "Camera: 30 fps",
      "The receiver shall work on 433 MHz",
      "1 MΩ input impedance",
      "Tested per ISO 16750",
      "The product shall weigh less than 3 kg",
    ]),
    [
      "hole_depth",
      "battery_life",
      "outputs",
      "output_voltage",
      "pressure_range",
      "pressure_accuracy",
      "camera_frame_rate",
      "receive_frequency",
      "input_impedance",
      "testing",
      "weight",
    ],
  );
});

test("a bare accuracy or range takes the name of the thing before it", () => {
  assert.equal(
    names([
      "Flow sensor, accuracy ±2 %",
      "DAC: 12 bit, 2 channels",
      "PCB height 1.2 mm, 6 layers",
      "Operates from 10 V to 28 V DC.",
      "Survives drops from 1.2 m",
      "Charged to 70 % in 35 minutes",
      "Two CAN FD ports",
    ]),
    [
      "flow_sensor_accuracy",
      "dac_resolution",
      "dac_channels",
      "pcb_height",
      "pcb_layers",
      "operating_voltage",
      "drop_height",
      "charged",
      "charging_time",
      "can_fd_port",
    ],
  );
});

test("an adjective, a verb or a bare noun is named with the subject of its sentence", () => {
  assert.equal(
    names([
      "The lid shall be 70 mm wide and 8 mm thick.",
      "The batteries shall last at least 14 months.",
      "Readings shall be sent every 15 minutes.",
      "Calibration runs shall complete within 4 minutes.",
      "The recorder shall keep 30 days of logs.",
      "The board shall accept a supply of 7 V to 18 V.",
      "The 9 V rail shall deliver up to 1 A.",
      "The screen shall refresh at 50 Hz.",
      "The fan turns at 2400 rpm.",
      "The doser shall deliver 3 l/min.",
      "The scale inputs shall have a resolution of 18 bits.",
    ]),
    [
      "lid_width",
      "lid_thickness",
      "battery_life",
      "reading_interval",
      "calibration_run_time",
      "data_retention_time",
      "supply_voltage",
      "rail_voltage",
      "rail_current",
      "refresh_rate",
      "fan_speed",
      "doser_flow_rate",
      "scale_inputs_resolution",
    ],
  );
});

test("a heading that sorts requirements names nothing, one that names a thing does", () => {
  assert.equal(names(["≤ 45 °C"], "Safety"), ["temperature"]);
  assert.equal(names(["≤ 45 °C"], "Handle"), ["handle_temperature"]);
});

test.run();
