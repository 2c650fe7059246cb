/** What statements mean: names, categories, priorities, choices, and what sets nothing. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { extract } from "../extract.ts";

const test = suite("skills/spec/meaning");

const read = (text: string) => extract([{ path: "PRD.md", text }]);
/** `parameter priority limit` of every constraint of a text under a requirement heading. */
const brief = (text: string): string[] =>
  read(`# Product\n\n## Requirements\n\n${text}\n`).constraints.map(
    ({ parameter, priority, min, typ, max, unit, values }) =>
      `${parameter} ${priority} ${values ? values.join("/") : `[${min ?? ""},${typ ?? ""},${max ?? ""}] ${unit}`}`,
  );

test("names a value by its label, and by its unit where the label is a thing", () => {
  assert.equal(
    brief(
      "- Weight: < 8 g\n- Idle: < 10 mA\n- Battery: 2000 mAh\n- Display: 6 inches\n- Pressure: ±1 hPa",
    ),
    [
      "weight must [,,8] g",
      "idle_current must [,,10] mA",
      "battery_capacity must [,2000,] mAh",
      "display_size must [,6,] in",
      "pressure_accuracy must [-1,,1] hPa",
    ],
  );
});

test("names a value by the words of its sentence", () => {
  assert.equal(
    brief(
      "- The rover mass shall not exceed 50 kg.\n- The weight of the case shall be at most 2 kg.\n- <50 ms latency\n- All parts shall operate within -20 °C to +50 °C.",
    ),
    [
      "rover_mass must [,,50] kg",
      "weight must [,,2] kg",
      "latency must [,,50] ms",
      "operating_temperature must [-20,,50] Cel",
    ],
  );
});

test("reads below a heading that joins a requirement with what sets nothing", () => {
  const limits = (heading: string): (number | null)[] =>
    read(`# N\n\n## ${heading}\n\n- BOM cost: < 14 EUR\n`).constraints.map(({ max }) => max);
  for (const heading of ["Cost and schedule", "Schedule & budget", "Risks / constraints"])
    assert.equal(limits(heading), [14], heading);
  for (const heading of ["Schedule", "Schedule and milestones", "Risks and mitigations"])
    assert.equal(limits(heading), [], heading);
});

test("takes what is called optional as may, beside what binds", () => {
  assert.equal(brief("- CE is mandatory; UL 508C is optional"), [
    "standard must CE",
    "standard may UL 508C",
  ]);
  assert.equal(brief("- UL 508C is optional"), ["standard may UL 508C"]);
});

test("names counts by what is counted", () => {
  assert.equal(
    brief("- 4x relay outputs\n- 6-axis IMU\n- 16 levels of grayscale\n- PCB: 2 layers"),
    [
      "relay_outputs must [,4,] 1",
      "imu_axes must [,6,] 1",
      "grayscale_levels must [,16,] 1",
      "pcb_layers must [,2,] 1",
    ],
  );
});

test("tells an alternative target from the requirement it stands beside", () => {
  assert.equal(brief("- RAM: 256 MB minimum, 512 MB recommended"), [
    "ram must [256,,] MB",
    "ram should [,512,] MB",
  ]);
});

test("takes priority from modal words, columns and headings", () => {
  assert.equal(brief("- The case should weigh < 1 kg\n- Optional: 2 buttons"), [
    "case_weight should [,,1] kg",
    "buttons may [,2,] 1",
  ]);
  assert.equal(
    brief("| Parameter | Value | Priority |\n| - | - | - |\n| Clock | 20 MHz | Medium |"),
    ["clock should [,20,] MHz"],
  );
  assert.is(
    read("# P\n\n## Nice to have\n\n- 12 h battery life\n").constraints[0]!.priority,
    "may",
  );
});

test("reads names as choices, one constraint a kind", () => {
  assert.equal(
    brief(
      "- Protocol: I2C or SPI\n- RC receiver input (SBUS/CRSF)\n- Meets EN 55032 and CE\n- Rated IP-65\n- IMU: BMI270 (SPI)",
    ),
    [
      "protocol must I2C/SPI",
      "rc_receiver_input must SBUS/CRSF",
      "standard must EN 55032/CE",
      "ip_rating must IP-65",
      "imu must BMI270",
      "imu_interface must SPI",
    ],
  );
});

test("completes a second name that leaves out what the first says", () => {
  assert.equal(brief("- MCU: STM32F4 or F7\n- Cable type: CAT5 or 6"), [
    "mcu must STM32F4/STM32F7",
    "cable_type must CAT5/CAT6",
  ]);
});

test("joins links named side by side into one choice", () => {
  assert.equal(brief("- Firmware update over UART or BLE\n- Connectivity: USB/I2C/PMP"), [
    "firmware_update must UART/BLE",
    "connectivity must USB/I2C/PMP",
  ]);
});

test("takes a binding sentence without a figure as a feature", () => {
  assert.equal(
    brief("- The unit shall track its position.\n- A fault shall not affect other units."),
    ["track_position must true", "not_affect_units must true"],
  );
});

test("takes prose before the first section, and user stories, as an introduction", () => {
  assert.equal(
    read("# P\n\nA 3-axis node at 5 V with BLE.\n\n## R\n\nAs a user, I want 4 ports.\n")
      .constraints,
    [],
  );
});

test("reads what must not be there", () => {
  assert.equal(brief("- No active cooling required"), ["active_cooling must false"]);
});

test("sets nothing from sections that do not specify", () => {
  for (const heading of [
    "Non-goals",
    "Out of scope",
    "Revision history",
    "Reference designs",
    "Use cases",
    "Timeline",
    "Bill of materials",
    "Glossary",
    "Future work",
  ]) {
    assert.equal(
      read(`# P\n\n## ${heading}\n\n- Supply: 5 V over USB, 2 ports\n`).constraints,
      [],
      heading,
    );
  }
});

test("sets nothing from lists that are put off", () => {
  const { constraints, non_requirements } = read(
    "# P\n\n## Stretch\n\nFeatures for future revisions:\n\n### Radio\n\n- LTE, 23 dBm\n\n## Radio\n\n- BLE\n",
  );
  assert.equal(
    constraints.map(({ values }) => values),
    [["BLE"]],
  );
  assert.is(non_requirements.length, 2);
});

test("sets nothing from remarks, dates, versions and asides", () => {
  assert.equal(
    brief(
      "- Rationale: 5 V is common\n- **Date**: 2026-01-02\n- Needs v1.2 of the loader\n- Note: measured 3 mA\n- Lamps on all rails (except for 1.1 V)",
    ),
    [],
  );
});

test("collects what is open, and still reads a value in question", () => {
  const { open_questions, constraints } = read(
    "# P\n\n## Requirements\n\n- Width: TBD\n- Voltage: 3.3-5V?\n- Outputs: 4 (8?)\n\n## Open questions\n\n- Which case\n",
  );
  assert.equal(
    open_questions.map(({ source }) => source.line),
    [5, 6, 7, 11],
  );
  assert.equal(
    constraints.map(({ min, typ, max }) => [min, typ, max]),
    [
      [3.3, null, 5],
      [null, 4, null],
    ],
  );
});

test("sets nothing where a choice is still open", () => {
  const text = "- Interface: TBD\n- Standard: to be defined\n- Protocol: Modbus, TBD";
  assert.equal(brief(text), ["protocol must Modbus"]);
});

test("takes a placeholder for a number as an open question", () => {
  const { open_questions } = read(
    "# P\n\n## R\n\n- Weight: XX g\n- Height of X mm\n- 2 X A cells\n- Depth to be measured\n",
  );
  assert.equal(
    open_questions.map(({ source }) => source.line),
    [5, 6, 8],
  );
});

test("lists requirement statements it could not read", () => {
  assert.equal(
    read("# P\n\n## Requirements\n\n- Easy to transport\n- 5 V\n").unmapped.map(({ text }) => text),
    ["Easy to transport"],
  );
});

const categories = (text: string): string[] =>
  read(`# P\n\n## R\n\n${text}`).constraints.map(({ category }) => category);

test("sorts constraints into categories", () => {
  assert.equal(categories("- Colour temperature: 2700 K to 6500 K\n"), ["performance"]);
  assert.equal(
    categories(
      "- BOM cost < $5\n- Weight 8 g\n- Storage temperature -20 to 60 °C\n- Supply voltage 5 V\n- Latency < 2 ms\n- MTBF > 9 h\n- 4 ports\n- CE\n- Runs Linux\n",
    ),
    [
      "cost",
      "mechanical",
      "environmental",
      "power",
      "performance",
      "reliability",
      "interface",
      "compliance",
      "software",
    ],
  );
});

test.run();
