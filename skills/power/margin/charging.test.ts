/** Limits on charging, and on modes that only the requirement names. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { block, constraint, constraints } from "../fixtures/designs.ts";
import { COIN, SUPPLY, run } from "../fixtures/runs.ts";

const test = suite("skills/power/margin/charging");

/** The coin cell's design with a charger whose current a resistor sets, 15 mA to 500 mA. */
async function judge(...asked: readonly object[]) {
  const design = JSON.parse(COIN["architecture.json"]!);
  design.blocks.push(block("charger", "charger", "maker/SETTABLE"));
  const { "usage.json": _, ...files } = COIN;
  const { budget } = await run({
    ...files,
    "architecture.json": JSON.stringify(design),
    "constraints.json": constraints(asked),
  });
  return budget.margins;
}
const charge = (max: number) => constraint("REQ-I", "charge_current", { max, unit: "A" });

test("asks to set a charge current that the charger can be set to, and passes what it cannot exceed", async () => {
  const [set] = await judge(charge(0.06));
  assert.equal(
    [set!.quantity, set!.of, set!.verdict],
    ["charging-current", "charger", "not_measured"],
  );
  assert.match(set!.reason!, /15 mA to 500 mA are possible: set 60 mA or less/);
  const [[never], [less]] = [await judge(charge(0.6)), await judge(charge(0.01))];
  assert.equal([never!.verdict, never!.worst], ["pass", 0.5]);
  assert.equal([less!.verdict, less!.worst], ["fail", 0.015]);
});

test("holds a least charge current against what the charger can be set to", async () => {
  const least = (min: number) => constraint("REQ-I", "charge_current", { min, unit: "A" });
  const [[set], [never], [anyhow]] = [
    await judge(least(0.4)),
    await judge(least(0.6)),
    await judge(least(0.01)),
  ];
  assert.equal([set!.verdict, set!.min, set!.max], ["not_measured", 0.4, null]);
  assert.match(set!.reason!, /15 mA to 500 mA are possible: set 400 mA or more/);
  assert.equal([never!.verdict, never!.worst], ["fail", 0.5]);
  assert.equal([anyhow!.verdict, anyhow!.worst], ["pass", 0.015]);
});

test("charges no faster than a requirement allows", async () => {
  const time = (hours: number) =>
    constraint("REQ-t", "charging_time", { max: hours * 3600, unit: "s" });
  const [, slow] = await judge(charge(0.06), time(2.5));
  // 235 mAh at 60 mA.
  assert.is(slow!.worst, 14_100);
  assert.is(slow!.verdict, "fail");
  assert.match(slow!.formula, /235 mAh \/ 60 mA = at least 3\.917 h \(REQ-I allows no more\)/);
  const [fast] = await judge(time(2.5));
  assert.equal([fast!.worst, fast!.verdict], [1692, "not_measured"]);
});

test("keeps a limit of a mode that nothing describes by everything that is active, and breaks none", async () => {
  const asked = (max: number) =>
    constraint(
      "REQ-m",
      "current_in_steady_mode",
      { max, unit: "A" },
      { condition: "average from the battery" },
    );
  const of = async (max: number) =>
    (await run({ ...SUPPLY, "constraints.json": constraints([asked(max)]) })).budget.margins[0]!;
  assert.equal([(await of(10)).verdict, (await of(10)).of], ["pass", "vin, all-active"]);
  const tight = await of(0.01);
  assert.is(tight.verdict, "not_measured");
  assert.match(tight.reason!, /nothing says what is active in steady mode/);
});

test.run();
