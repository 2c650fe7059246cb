/** Which block, state and period the words of a requirement mean, where a wrong guess would judge another thing. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { constraint, constraints } from "../fixtures/designs.ts";
import { COIN, SUPPLY, run } from "../fixtures/runs.ts";

const test = suite("skills/power/margin/scope");

async function judge(asked: readonly object[], files = SUPPLY) {
  const { budget } = await run({ ...files, "constraints.json": constraints(asked) });
  return budget.margins;
}

test("does not judge one sensor by the requirement on another", async () => {
  const [optical, own] = await judge([
    constraint("REQ-1", "optical_sensor_consumption", { max: 0.0025, unit: "A" }),
    constraint("REQ-2", "sensor_consumption", { max: 0.0025, unit: "A" }),
  ]);
  assert.equal([optical!.verdict, optical!.worst], ["not_measured", null]);
  // 2 mA at worst.
  assert.equal([own!.verdict, own!.worst], ["pass", 0.002]);
});

test("holds each of two limits in one sentence against its own state", async () => {
  const statement = "The supply current shall not exceed 0.1 mA in operation and 10 µA in sleep.";
  const [operation, sleep] = await judge([
    constraint(
      "REQ-1",
      "supply_current",
      { max: 1e-4, unit: "A" },
      { condition: "in operation and 10 µA in sleep", statement },
    ),
    constraint(
      "REQ-2",
      "operation_current",
      { typ: 1e-5, unit: "A" },
      { condition: "in sleep", statement },
    ),
  ]);
  // Asleep the whole takes more than 10 µA, and at work more than 0.1 mA.
  assert.equal([operation!.of, operation!.verdict], ["vin, every block active", "fail"]);
  assert.equal([sleep!.of, sleep!.verdict], ["vin, every block in sleep", "fail"]);
});

test("takes an average in operation for that of the whole use, and no mode of its own", async () => {
  const averaged = async (mode: string) => {
    const asked = { max: 10, unit: "A" };
    const condition = `in ${mode} mode`;
    const [margin] = await judge(
      [constraint("REQ-1", "average_current", asked, { condition })],
      COIN,
    );
    return margin!.of;
  };
  assert.is(await averaged("steady"), "steady");
  for (const mode of ["operating", "operation", "run", "active", "battery"])
    assert.is(await averaged(mode), "coin, on average", mode);
});

test("takes the power in operation for what is taken, and a rated one for none", async () => {
  const kind = async (parameter: string) =>
    (await judge([constraint("REQ-1", parameter, { max: 2, unit: "W" })]))[0]!.quantity;
  assert.is(await kind("average_power_operating_mode"), "power");
  assert.is(await kind("resistor_power_rating"), "other-power");
  assert.is(await kind("rated_power"), "other-power");
});

test("takes the heading of a section for no block", async () => {
  const [margin] = await judge([
    constraint("REQ-1", "draw", { max: 10, unit: "A" }, { subject: "functional" }),
  ]);
  assert.is(margin!.of, "vin, on average");
});

test("takes what is named after 'every' for the period, not what happens in it", async () => {
  const { "usage.json": _, ...unused } = COIN;
  const statement = "Values are kept for 20 s every 10 min.";
  const life = constraint("REQ-life", "battery_life", { min: 3 * 86_400, unit: "s" });
  const asked = [
    constraint("REQ-20", "radio", { typ: 20, unit: "s" }, { statement, category: "performance" }),
    constraint("REQ-600", "time", { typ: 600, unit: "s" }, { statement, category: "performance" }),
  ];
  const files = {
    ...unused,
    "architecture.json": COIN["architecture.json"]!.replaceAll("maker/CR2032", "maker/SURE"),
    "constraints.json": constraints([life, ...asked]),
  };
  const { budget } = await run(files);
  assert.match(
    budget.margins[0]!.reason ?? budget.margins[0]!.formula,
    /of each 10 min \(REQ-600\)/,
  );
});

test.run();
