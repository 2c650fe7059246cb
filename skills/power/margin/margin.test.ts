/** What requirements speak of, which blocks and states are meant, and what is not judged. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { constraint, constraints } from "../fixtures/designs.ts";
import { COIN, judge, run, usage } from "../fixtures/runs.ts";

const test = suite("skills/power/margin");

test("finds a block that is called otherwise by the requirement it was made for", async () => {
  const asked = [
    constraint("REQ-gps", "on_current", { max: 0.025, unit: "A" }, { subject: "gps_module" }),
  ];
  const lost = await judge(asked);
  assert.equal([lost.margins[0]!.verdict, lost.margins[0]!.of], ["not_measured", "gps module"]);
  const found = await judge(asked, ({ blocks }) => (blocks[3].requirements = ["REQ-gps"]));
  // The sensor takes 2 mA at worst.
  assert.equal([found.margins[0]!.verdict, found.margins[0]!.worst], ["pass", 0.002]);
});

test("takes the deepest sleep for what is off, and the most for what is on", async () => {
  const { margins } = await judge([
    constraint("REQ-off", "radio_off_current", { max: 1e-5, unit: "A" }),
    constraint("REQ-on", "radio_on_current", { max: 1, unit: "A" }),
  ]);
  assert.equal(
    margins.map(({ worst }) => worst),
    [5e-6, 0.335],
  );
});

test("holds a block's supply voltage against its rail and its part", async () => {
  const { margins } = await judge([
    constraint("REQ-1", "sensor_supply_voltage", { typ: 3.3, unit: "V" }),
    constraint("REQ-2", "sensor_supply_voltage", { typ: 5, unit: "V" }),
    constraint("REQ-3", "sensor_supply_voltage", { min: 1, max: 3.6, unit: "V" }),
  ]);
  // It is on 3.3 V and bears 1.7 V to 3.6 V.
  assert.equal(
    margins.map(({ verdict }) => verdict),
    ["pass", "fail", "fail"],
  );
});

test("leaves open what is no consumption, and is silent on what is no matter of power", async () => {
  const { margins } = await judge([
    constraint("REQ-1", "mosfet_current", { max: 5, unit: "A" }),
    constraint("REQ-2", "output_power", { max: 2, unit: "W" }),
    constraint("REQ-3", "charge_current", { max: 1, unit: "A" }),
    constraint("REQ-4", "analog_input_voltage", { min: 0, max: 5, unit: "V" }),
    constraint("REQ-5", "recovery_time", { max: 5, unit: "s" }),
  ]);
  assert.equal(
    margins.map(({ requirement, quantity, verdict }) => [requirement, quantity, verdict]),
    [
      ["REQ-1", "other-current", "not_measured"],
      ["REQ-2", "other-power", "not_measured"],
      ["REQ-3", "charging-current", "not_measured"],
    ],
  );
  assert.match(margins[0]!.reason!, /drives, switches or trips at is for analysis or test/);
});

test("judges a state by its name in usage.json", async () => {
  const { budget } = await run({
    ...COIN,
    "constraints.json": constraints([
      constraint("REQ-1", "sleep_current", { max: 4e-6, unit: "A" }),
      constraint("REQ-2", "send_current", { max: 1, unit: "A" }),
      constraint("REQ-3", "average_power", { max: 0.03, unit: "W" }),
    ]),
  });
  // 5 µA asleep, 335 mA sending; 3 V · 11.1715 mA = 33.5145 mW on average.
  assert.equal(
    budget.margins.map(({ worst, verdict }) => [worst, verdict]),
    [
      [5e-6, "fail"],
      [0.335, "pass"],
      [0.0335145, "fail"],
    ],
  );
});

test("says of charging only that it takes at least so long", async () => {
  const asked = [
    constraint("REQ-1", "charging_time", { max: 3600, unit: "s" }),
    constraint("REQ-2", "charging_time", { max: 3000, unit: "s" }),
  ];
  const { margins } = await judge(
    asked,
    ({ blocks }) => blocks.push({ id: "charger", kind: "charger", part: { id: "maker/CHARGER" } }),
    COIN,
  );
  // 846 C/0.5 A = 1692 s
  assert.equal(
    margins.map(({ worst, verdict }) => [worst, verdict]),
    [
      [1692, "not_measured"],
      [1692, "not_measured"],
    ],
  );
});

test("goes on where a source has no voltage, and calls what hangs on it not measured", async () => {
  const budget = await judge(
    [constraint("REQ-1", "active_power", { max: 4, unit: "W" })],
    ({ sources }) => {
      sources[0].voltage = { min: null, typ: null, max: null, unit: "V" };
    },
  );
  assert.equal([budget.sources[0]!.voltage, budget.margins[0]!.verdict], [null, "not_measured"]);
  assert.ok(budget.notMeasured.some(({ what }) => what === "voltage of vin"));
});

test("counts a protection circuit in the battery's path where it takes current", async () => {
  const budget = await judge(
    [],
    ({ blocks, powerTree }) => {
      blocks.push({ id: "guard", kind: "protection", part: { id: "maker/LDO33" } });
      powerTree.push({ from: "coin", to: "guard", kind: "protection" });
    },
    {
      ...COIN,
      "usage.json": usage([{ name: "sleep", duty: 1, blocks: { radio: "off" }, others: "sleep" }]),
    },
  );
  assert.is(budget.sources[0]!.average.worst, 80e-6);
});

test("takes a range to be borne from working figures, not from what must never be exceeded", async () => {
  const budget = await judge(
    [],
    ({ sources }) => (sources[0].voltage = { min: 10, typ: 12, max: 18, unit: "V" }),
  );
  const check = budget.checks.find(
    ({ kind, about }) => kind === "input-voltage" && about === "buck",
  )!;
  assert.equal([check.verdict, check.limit], ["fail", 17]);
});

test("holds the spread of a fixed output against the tolerance that is asked for", async () => {
  const { margins } = await judge(
    [
      constraint("REQ-1", "rail_voltage", { min: 3.2, typ: 3.3, max: 3.4, unit: "V" }),
      constraint("REQ-2", "rail_voltage", { min: 3.27, typ: 3.3, max: 3.33, unit: "V" }),
      constraint("REQ-3", "rail_voltage", { min: 4.9, typ: 5, max: 5.1, unit: "V" }),
      constraint("REQ-4", "rail_voltage", { typ: 5, unit: "V" }, { statement: "5 V LDO" }),
    ],
    ({ blocks }) => (blocks[1].part.id = "maker/LDO2"),
  );
  // 3.3 V ±2 %: 3.234 V to 3.366 V. The buck's output is set by resistors, and it is no LDO.
  assert.equal(
    margins.map(({ verdict }) => verdict),
    ["pass", "fail", "not_measured", "fail"],
  );
});

test("shows of a sum what is judged", async () => {
  const asked = [
    constraint("REQ-1", "consumption", { max: 9, unit: "A" }, { condition: "typical" }),
  ];
  const { margins } = await judge(asked);
  // 3.3 V: 240 mA + 1 mA + 55 µA; 5 V: + 100 mA = 341.055 mA; 5 · 0.341055/(0.9 · 12) + 1 mA = 158.8958 mA
  assert.equal([margins[0]!.typical!.toFixed(7), margins[0]!.verdict], ["0.1588958", "pass"]);
  assert.is(margins[0]!.formula, "buck 158.9 mA = 158.9 mA");
});

test.run();
