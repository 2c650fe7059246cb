/** What counts as a load whose current is not known, and what is told of the figures that are taken. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { block, constraint, constraints } from "./fixtures/designs.ts";
import { COIN, SUPPLY, refusal, run, usage } from "./fixtures/runs.ts";

const test = suite("skills/power/load");

const RECEIVER = block("receiver", "connector", null, {
  tbd: "connector for the receiver: supply, ground and serial input",
});
const LIMITS = constraints([
  constraint("REQ-1", "consumption", { max: 10, unit: "A" }),
  constraint("REQ-2", "consumption", { max: 0.1, unit: "A" }),
]);

const beside = (more: readonly object[], files: Record<string, string> = {}) => {
  const value = JSON.parse(SUPPLY["architecture.json"]!);
  value.blocks.push(...more);
  const all = { ...SUPPLY, "constraints.json": LIMITS, ...files };
  return { ...all, "architecture.json": JSON.stringify(value) };
};

test("takes a port that feeds something outside for a load that is not known, and passes nothing by the rest", async () => {
  const { budget, report } = await run(beside([RECEIVER]));
  // 0.3118102 A without it is a lower bound: it breaks 0.1 A all the same.
  assert.equal(
    budget.margins.map(({ verdict, complete }) => [verdict, complete]),
    [
      ["not_measured", false],
      ["fail", false],
    ],
  );
  assert.match(budget.margins[0]!.formula, /= at least 311\.8 mA/);
  assert.equal([budget.verdict, budget.sources[0]!.average.complete], ["fail", false]);
  assert.match(
    report,
    /current of receiver: architecture\.json puts it on no rail; it feeds what is plugged in, and nothing states/,
  );
});

test("makes no load of plugs, headers and buttons, and says so", async () => {
  const { budget, report } = await run(
    beside([
      block("usb", "connector", "maker/MUTE"),
      block("outputs", "connector", null, { tbd: "connector with a contact an output and ground" }),
      block("buttons", "other", null, { tbd: "push button or switch, one a function" }),
    ]),
  );
  assert.equal([budget.notMeasured, budget.margins[0]!.verdict], [[], "pass"]);
  assert.equal(budget.notCounted, ["usb", "outputs", "buttons"]);
  assert.match(report, /Taken to draw nothing themselves: usb, outputs, buttons\./);
});

test("counts what usage.json says of a port, on the rail that it names", async () => {
  const current = { value: 100, max: 120, unit: "mA" };
  const states = [{ name: "on", duty: 1, blocks: { receiver: { current } }, others: "full" }];
  const more = { "usage.json": usage(states, { feeds: { receiver: "v5" } }) };
  const { budget } = await run(beside([RECEIVER], more));
  // 200 mA + 337.08 mA + 120 mA = 657.08 mA
  assert.is(budget.rails[0]!.states[0]!.worst, 0.65708);
  assert.is(budget.margins[0]!.verdict, "pass");
  const lost = { "usage.json": usage(states, { feeds: { receiver: "v9" } }) };
  assert.match(await refusal(beside([RECEIVER], lost)), /feeds names 'v9', which .* does not have/);
});

test("counts the most that the document says of a block with what it drives, where its figures are less", async () => {
  const stated = { value: 1.2, unit: "A", basis: "8 × 150 mA = 1.2 A (REQ-1)" };
  const drivers = block("drivers", "actuator", "maker/SENSOR", { quantity: 8, stated, rail: "v5" });
  const { budget, report } = await run(beside([drivers]));
  const [state] = budget.loads.find((one) => one.block === "drivers")!.states;
  // 8 pieces of 1 mA typically, which drive at most 150 mA each.
  assert.equal([state!.typical, state!.worst, state!.peak], [0.008, 1.2, 1.2]);
  assert.match(
    report,
    /drivers, full: at most 8 × 150 mA = 1\.2 A \(REQ-1\), what is driven included/,
  );
  const asleep = { "usage.json": usage([{ name: "asleep", duty: 1, others: "sleep" }]) };
  const rest = (await run(beside([drivers], asleep))).budget;
  // 8 · 2 µA
  assert.is(rest.loads.find((one) => one.block === "drivers")!.states[0]!.worst, 1.6e-5);
});

test("takes the mean of one measurement a second for no bound of what is active", async () => {
  const { budget, report } = await run(
    beside([block("air", "sensor", "maker/SLOW", { rail: "v5" })]),
  );
  const [state] = budget.loads.find((one) => one.block === "air")!.states;
  assert.equal([state!.worst, state!.complete], [3.6e-6, false]);
  assert.match(report, /at least: a mean at that rate, more often takes more/);
});

test("counts a protection that has a supply and no figure of its current as not known", async () => {
  const value = JSON.parse(SUPPLY["architecture.json"]!);
  value.blocks.push(block("switch", "protection", "maker/SWITCH"));
  value.powerTree.push({ from: "vin", to: "switch", kind: "protection" });
  const { budget } = await run({ ...SUPPLY, "architecture.json": JSON.stringify(value) });
  assert.equal(
    budget.notMeasured.map(({ what }) => what),
    ["current of switch"],
  );
  assert.is(budget.sources[0]!.average.complete, false);
});

test("calls a figure without what is driven a lower bound", async () => {
  const { budget, report } = await run({
    ...SUPPLY,
    "architecture.json": SUPPLY["architecture.json"]!.replaceAll("maker/SENSOR", "maker/CORE"),
    "constraints.json": LIMITS,
  });
  assert.is(budget.margins[0]!.verdict, "not_measured");
  assert.equal(
    budget.notMeasured.map(({ what }) => what),
    ["all of the current of sensor"],
  );
  assert.match(report, /peripherals off\).*; at least: what is driven comes on top/);
});

test("says which of several figures was taken, and takes the one that usage.json names", async () => {
  const asleep = (radio: unknown) =>
    run({ ...COIN, "usage.json": usage([{ name: "asleep", duty: 1, blocks: { radio } }]) });
  const { report, budget } = await asleep("sleep");
  assert.is(budget.loads[0]!.states[0]!.worst, 8e-4);
  assert.match(
    report,
    /\(Light-sleep\).*; the largest of 2 figures, beside 5 µA \(Deep-sleep, RTC on\)/,
  );
  const { budget: named } = await asleep({ mode: "sleep", condition: "deep-sleep" });
  assert.is(named.loads[0]!.states[0]!.worst, 5e-6);
  assert.not.match(named.loads[0]!.states[0]!.source, /largest of/);
});

test.run();
