/** What a part draws is a fact that a budget adds up; what may be drawn is a limit. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { extract } from "../extract.ts";
import { stated } from "../report/stated.ts";

const test = suite("skills/spec/meaning/loads");

const read = (words: string): string[] =>
  extract([{ path: "a.md", text: `# P\n\n## Power\n\n- ${words}\n` }]).constraints.map(
    (constraint) =>
      `${constraint.parameter} ${stated(constraint)}${constraint.condition === null ? "" : ` | ${constraint.condition}`}`,
  );

const FACTS: readonly (readonly [string, readonly string[]])[] = [
  [
    "The modem draws 220 mA for 4 s each transmission.",
    ["modem_draws 220 mA | for 4 s each transmission"],
  ],
  [
    "During transmission the modem draws 220 mA for 4 s.",
    ["modem_draws 220 mA | During transmission, for 4 s"],
  ],
  ["The sensor consumes 3 mA when active.", ["sensor_draws 3 mA | when active"]],
  ["The heater takes 1.2 A.", ["heater_draws 1.2 A"]],
  ["The status display uses about 20 mA while lit.", ["status_display_draws 20 mA | while lit"]],
  [
    "The pump draws 2.5 A typ., 4 A at start-up.",
    ["pump_draws 2.5 A", "pump_draws 4 A | at start-up"],
  ],
  [
    "The radio needs 120 mA when transmitting and 12 mA when receiving.",
    ["radio_draws 120 mA | when transmitting", "radio_draws 12 mA | when receiving"],
  ],
  ["The camera needs 1.5 W.", ["camera_draws 1.5 W"]],
  ["The modem draws up to 220 mA.", ["modem_draws ≤ 220 mA"]],
  ["Each relay coil consumes 360 mW.", ["relay_coil_draws 360 mW"]],
  [
    "The optical sensor draws 1.5 mA while measuring.",
    ["optical_sensor_draws 1.5 mA | while measuring"],
  ],
  ["The two LEDs each draw 15 mA.", ["leds 2", "leds_draws 15 mA"]],
  ["The CAN transceiver draws up to 70 mA.", ["can_transceiver CAN", "transceiver_draws ≤ 70 mA"]],
];

test("names what a part draws by the part", () => {
  for (const [words, expected] of FACTS) assert.equal(read(words), expected, words);
});

const LIMITS: readonly (readonly [string, string])[] = [
  ["Consumption shall not exceed 75 mA.", "consumption ≤ 75 mA"],
  ["≤ 75 mA average", "average_current ≤ 75 mA | average"],
  ["The modem shall draw less than 220 mA.", "draw < 220 mA"],
  ["The sensor must consume at most 3 mA.", "sensor_current ≤ 3 mA"],
  ["The board may draw 500 mA.", ""],
  ["The board draws no more than 500 mA.", ""],
  ["The sensor consumes less than 3 mA when active.", ""],
  ["Current consumption: 3 mA", "current_consumption 3 mA"],
  ["The supply delivers 2 A.", ""],
  ["The charger takes 2 h.", ""],
  ["The charger takes 400 mA.", ""],
  ["The charger draws up to 500 mA.", "charger_current ≤ 500 mA"],
  ["The radio can draw 120 mA.", ""],
];

test("keeps a short form in brackets out of the name of a limit", () => {
  assert.equal(read("The modem sleep (PSM) current shall not exceed 5 µA."), [
    "modem_sleep_current ≤ 5 µA",
  ]);
});

test("takes no limit, no supply and no time for a load", () => {
  for (const [words, expected] of LIMITS) {
    const found = read(words);
    for (const one of found) assert.not.match(one, /_draws\b/, words);
    if (expected !== "") assert.equal(found, [expected], words);
  }
});

test("reads the current at which an activity runs as its load", () => {
  assert.equal(
    read("The band syncs over Bluetooth every 15 min for 2 s at 6 mA.").at(-1),
    "band_draws 6 mA",
  );
  assert.equal(
    read("A vibration motor alerts for 500 ms up to 20 times a day at 80 mA.").at(-1),
    "vibration_motor_draws 80 mA",
  );
  assert.equal(read("Each connection takes 3 s at 120 mA.").at(-1), "connection_draws 120 mA");
  assert.equal(
    read(
      "The node wakes every 10 minutes, measures for 200 ms at 8 mA and sends for 60 ms at 45 mA.",
    ).filter((one) => one.includes("_draws")),
    ["node_draws 8 mA", "node_draws 45 mA"],
  );
  for (const words of [
    "The cell shall run for 10 h at 20 mA.",
    "Dropout: 200 mV at 100 mA",
    "Run time of at least 10 h at 20 mA",
    "The output voltage is 5 V at 2 A.",
    "The battery lasts 10 h at 20 mA.",
  ])
    for (const one of read(words)) assert.not.match(one, /_draws\b/, words);
});

test.run();
