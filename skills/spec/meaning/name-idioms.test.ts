/** Tests of the turns of phrase that name a quantity. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { extract } from "../extract.ts";

const test = suite("skills/spec/meaning/name-idioms");

const names = (lines: readonly string[]): string[] =>
  extract([
    {
      path: "PRD.md",
      text: `# Product\n\n## Requirements\n\n${lines.map((line) => `- ${line}`).join("\n")}\n`,
    },
  ]).constraints.map(({ parameter }) => parameter);

test("a time is named by the action that it limits", () => {
  assert.equal(
    names([
      "The heater shall be inhibited until 10 minutes after landing",
      "The logger shall start sampling within 5 seconds of power-on",
      "Backlight off after 30 s of inactivity",
      "Wake from standby < 2 s",
      "The printer finishes the test page within 12 s.",
      "The gateway shall generate an alarm report within 20 seconds",
    ]),
    [
      "heater_delay",
      "startup_time",
      "backlight_off_timeout",
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
      "connector",
      "pin_header_pitch",
      "flight_data_storage",
      "cpu_frequency",
      "mcu_reads_gauge_frequency",
    ],
  );
});

test.run();
