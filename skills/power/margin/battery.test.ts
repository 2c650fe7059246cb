/** How long a battery lasts, against how long it has to: what is counted, what is assumed, what is not known. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { constraint } from "../fixtures/designs.ts";
import { COIN, YEAR, judge, usage } from "../fixtures/runs.ts";

const test = suite("skills/power/margin/battery");

const SURE: Record<string, string> = {
  ...COIN,
  "architecture.json": COIN["architecture.json"]!.replaceAll(
    "maker/CR2032",
    "maker/SURE",
  ).replaceAll("maker/RADIO", "maker/SENSOR"),
};
const life = (years: number, more: object = {}) =>
  constraint("REQ-life", "battery_life", { min: years * YEAR, unit: "s" }, more);
const cold = (min: number) =>
  constraint(
    "REQ-cold",
    "operating_temperature",
    { min, max: 40, unit: "Cel" },
    { category: "environmental" },
  );

test("tells no duration without the controller, and breaks one that is too short without it already", async () => {
  const of = async (days: number) =>
    (
      await judge(
        [constraint("REQ-life", "battery_life", { min: days * 86_400, unit: "s" })],
        ({ blocks, rails }) => {
          blocks.push({ ...blocks[0], id: "mcu", name: "mcu", kind: "mcu", part: null });
          rails[0].loads.push("mcu");
        },
        COIN,
      )
    ).margins[0]!;
  const open = await of(0.1);
  assert.equal([open.verdict, open.worst], ["not_measured", null]);
  assert.is(open.reason, "the current of mcu is not known");
  assert.is((await of(300)).verdict, "fail");
});

test("knows no runtime in the cold from a capacity that is stated for a room", async () => {
  const asleep = {
    ...SURE,
    "usage.json": usage([{ name: "asleep", duty: 1, others: "sleep" }]),
  };
  const { margins, batteries } = await judge([life(5), cold(-20)], () => {}, asleep);
  assert.equal([margins[0]!.verdict, batteries[0]!.usable!.exact], ["not_measured", false]);
  // 2 µA · 5 a/(1 − 2 % · 5) = 315.576 C/0.9 = 350.64 C of 720 C: 48.7 %
  assert.match(margins[0]!.formula, /kept if at least 48\.7 % of the capacity is usable/);
  const warm = await judge([life(5), cold(20)], () => {}, asleep);
  assert.is(warm.margins[0]!.verdict, "pass");
});

test("says below which self-discharge a runtime is kept where it is not known", async () => {
  const asleep = { ...SURE, "usage.json": usage([{ name: "asleep", duty: 1, others: "sleep" }]) };
  const { margins } = await judge(
    [life(5)],
    ({ sources }) => (sources[0].part = "maker/LEAKY"),
    asleep,
  );
  assert.is(margins[0]!.verdict, "not_measured");
  // (720 C/5 a − 2 µA)/720 C = 3.5601 n/s = 0.9362 % a month
  assert.match(margins[0]!.formula, /self-discharge stays below 0\.9362 % of the capacity a month/);
});

test("breaks no runtime by a use that nobody stated, but says for which share of time it is kept", async () => {
  const { "usage.json": _, ...unused } = SURE;
  const { margins } = await judge([life(1)], () => {}, unused);
  const [open] = margins;
  // 720 C/1 a − 720 C · 2 %/a = 22.3591 µA; (22.3591 − 2)/(2000 − 2) = 1.019 %
  assert.equal([open!.verdict, open!.margin], ["not_measured", null]);
  assert.match(open!.reason!, /with 2 µA asleep it may be active for at most 1\.019 % of the time/);
  // The cell with 40 Ω gives 3 V/40 Ω = 75 mA: a radio that takes 335 mA never gets through a transmission.
  const weak = await judge([life(0.05)], () => {}, {
    ...unused,
    "architecture.json": COIN["architecture.json"]!.replaceAll("maker/RADIO", "maker/BURST"),
  });
  assert.is(weak.margins[0]!.verdict, "fail");
  assert.match(
    weak.margins[0]!.formula,
    /active it pulls the battery to 0 V, where it works no more/,
  );
  const used = await judge([life(1, { condition: "continuous use" })], () => {}, unused);
  assert.is(used.margins[0]!.verdict, "fail");
});

test.run();
