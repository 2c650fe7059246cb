/** What a statement demands, excludes or lets choose is told as it means it, and nothing is turned around. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { extract } from "../extract.ts";

const test = suite("skills/spec/meaning/demands");

const criteria = (line: string): string[] =>
  extract([{ path: "PRD.md", text: `# P\n\n## Requirements\n\n- ${line}\n` }]).constraints.map(
    ({ verification }) => verification.criterion,
  );

const check = (rows: readonly (readonly [line: string, criteria: readonly string[]])[]) => {
  for (const [line, wanted] of rows) assert.equal(criteria(line), wanted, line);
};

test("a clause that excludes turns no other around", () => {
  check([
    [
      "The product must not rely on an app for control, and should have multiple avenues for control.",
      ["reliance on app absent", "multiple avenues present"],
    ],
    ["The unit shall have a handle and shall not have a fan.", ["handle present", "fan absent"]],
    ["The unit must not use Wi-Fi, and must use CAN.", ["wi fi absent", "interface: CAN"]],
    ["The unit must not use Wi-Fi.", ["wi fi absent"]],
    ["The unit shall not have a fan.", ["fan absent"]],
    ["The unit must have a handle and a lid.", ["handle lid present"]],
  ]);
});

test("what every device has is no feature, and an introduction demands nothing itself", () => {
  check([
    ["Cost: must fit within budget", []],
    ["Complexity: minimal skills required", []],
    ["Each prototype must pass:", []],
    ["Reset button: required", ["reset button present"]],
  ]);
});

test("what has to be supported is no limit to stay below", () => {
  check([
    [
      "Storage: microSD (support up to 128 GB)",
      ["storage: microSD", "storage supported up to 128 GB"],
    ],
    ["The logger shall support up to 8 probes.", ["probes supported up to 8"]],
    ["The modem draws up to 30 mA.", ["modem draws ≤ 30 mA"]],
    ["The unit supports up to 30 V.", ["voltage ≤ 30 V"]],
    ["Cable length: up to 3 m", ["cable length ≤ 3 m"]],
  ]);
  const [, rate] = criteria(
    "The input shall count a reed switch, 1 pulse per litre, at up to 2 Hz.",
  );
  assert.match(rate!, /supported up to 2 Hz$/);
});

test("names are alternatives where the author says so, and go together where he says that", () => {
  check([
    ["Ruggedness: Scratch, Drop, and Water Proof", ["ruggedness: Scratch, Drop and Water Proof"]],
    ["Bus: SPI/I2C", ["bus: SPI or I2C"]],
    ["Bus: SPI or I2C", ["bus: SPI or I2C"]],
    ["Bus: SPI, I2C", ["bus: SPI, I2C"]],
    ["ESC control (PWM outputs, DShot-capable)", ["esc control: PWM and DShot"]],
    ["Buses: one of SPI and I2C", ["buses: SPI or I2C"]],
  ]);
  const [assistant] = criteria("Must work with assistants such as Google Assistant and Siri.");
  assert.not.match(assistant!, / and /);
});

test("keeps what else would do, what follows a convention, and each end of a choice of ranges", () => {
  check([
    ["Components: SMD sizes (0603 or larger)", ["component size: 0603 or larger"]],
    ["Components: SMD sizes (0603)", ["component size: 0603"]],
    ["Pin mapping must follow Betaflight conventions", ["pin mapping: Betaflight"]],
    ["Must run Betaflight or similar firmware", ["firmware: Betaflight or similar"]],
  ]);
  assert.match(criteria("Accelerometer: ±2g to ±16g")[0]!, "widest of ±2g to ±16g ±16 G");
  assert.equal(criteria("Battery life: 3 weeks with 30 min/day reading")[1], "daily use 30 min/d");
});

test.run();
