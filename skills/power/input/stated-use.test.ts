/** The use that requirements state: shares of time, stated currents, and what nobody stated. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { architecture, block, constraint, constraints, volts } from "../fixtures/designs.ts";
import { COIN, run } from "../fixtures/runs.ts";

const test = suite("skills/power/input/stated-use");

const { "usage.json": _, ...UNUSED } = COIN;
const DAY = 86_400;
const HOURS = { typ: DAY / 2, unit: "s" };

/** A radio and a sensor on a coin cell whose self-discharge and voltages are known. */
const TWO = {
  "architecture.json": architecture({
    blocks: [
      block("radio", "radio", "maker/RADIO", { rail: "vbat" }),
      block("sensor", "sensor", "maker/SENSOR", { rail: "vbat", name: "Air sensor" }),
      block("cell", "battery", "maker/SURE"),
    ],
    rails: [
      {
        ...{ id: "vbat", name: "VBAT", voltage: volts(3, 2, 3), from: "coin", source: "coin" },
        loads: ["radio", "sensor"],
      },
    ],
    powerTree: [{ from: "coin", to: "vbat", kind: "source", topology: "direct" }],
    sources: [{ id: "coin", kind: "battery", part: "maker/SURE", voltage: null, capacity: null }],
  }),
};

const line = (id: string, statement: string, si: object, line_: number) =>
  constraint(id, "thing", si, { statement, source: { file: "PRD.md", line: line_ } });
const life = (days: number) =>
  constraint("REQ-life", "battery_life", { min: days * DAY, unit: "s" });
const judge = (all: readonly object[], files: Record<string, string> = UNUSED) =>
  run({ ...files, "constraints.json": constraints(all) });

test("takes what a requirement states of a block, for the share of time that it states", async () => {
  const statement = "The radio draws 50 mA for 2 s every 100 s.";
  const { budget, report } = await judge([
    life(1),
    line("REQ-A", statement, { typ: 0.05, unit: "A" }, 3),
  ]);
  assert.equal(
    budget.usage.states.map(({ name, duty }) => [name, duty]),
    [
      ["radio (REQ-A)", 0.02],
      ["otherwise", 0.98],
      ["all at once", 0],
    ],
  );
  // 0.02 · 50 mA + 0.98 · 0.8 mA: of two sleep modes the one that takes more.
  assert.is(budget.sources[0]!.average.worst, 0.001784);
  assert.match(report, /radio, as stated: as REQ-A states: "The radio draws 50 mA/);
  const stated = budget.margins.find(({ requirement }) => requirement === "REQ-A")!;
  assert.equal([stated.quantity, stated.verdict], ["stated-load", "not_measured"]);
  assert.match(stated.formula, /50 mA for 2 s every 1\.667 min \(REQ-A\), 1 mA on average/);
});

test("takes what a charger takes, and how long a battery lasts, for no load", async () => {
  const design = JSON.parse(TWO["architecture.json"]);
  design.blocks.push(block("charger", "charger", "maker/SETTABLE", { name: "Battery charger" }));
  const files = { ...UNUSED, "architecture.json": JSON.stringify(design) };
  const { budget } = await judge(
    [
      line("REQ-A", "The charger takes 400 mA.", { typ: 0.4, unit: "A" }, 3),
      line("REQ-B", "The battery lasts for 12 h with one transmission per day.", HOURS, 4),
    ],
    files,
  );
  assert.is(budget.usage.from, "all-active");
  assert.equal(
    budget.notMeasured.filter(({ what }) => what.includes("REQ-")),
    [],
  );
});

test("takes of several currents of one block the largest for what is drawn at once", async () => {
  const { budget } = await judge([
    line("REQ-A", "The radio draws 120 mA when transmitting.", { typ: 0.12, unit: "A" }, 3),
    line("REQ-B", "The radio draws 8 mA for 1 s every 100 s.", { typ: 0.008, unit: "A" }, 4),
  ]);
  const all = budget.usage.states.find(({ name }) => name === "all at once")!;
  const radio = budget.loads.find(({ block: id }) => id === "radio")!;
  assert.is(radio.states.find(({ state }) => state === all.name)!.worst, 0.12);
});

test("counts the part's own burst, where the stated mean is less", async () => {
  const statement = "The radio draws 50 mA for 2 s every 100 s.";
  const { budget } = await judge([line("REQ-A", statement, { typ: 0.05, unit: "A" }, 3)]);
  // The radio's figure of a peak is 350 mA.
  assert.is(budget.sources[0]!.states[0]!.peak, 0.35);
});

test("breaks no runtime by a block of which no share of time is stated", async () => {
  const use = line(
    ...(["REQ-A", "The radio draws 50 mA for 2 s every 100 s."] as const),
    ...([{ typ: 0.05, unit: "A" }, 3] as const),
  );
  const { budget } = await judge([life(7), use], TWO);
  const [margin] = budget.margins;
  assert.is(margin!.verdict, "not_measured");
  assert.match(margin!.reason!, /nothing says for how long sensor is active/);
  // With the sensor asleep and the radio in deep sleep 1.007 mA last for 8.3 days: 60 days are out of reach.
  const long = await judge([life(60), use], TWO);
  assert.is(long.budget.margins[0]!.verdict, "fail");
});

test("passes no long load by what a cell bears for a moment", async () => {
  const brief = (seconds: number) =>
    line(
      "REQ-A",
      `The radio draws 5 mA for ${seconds} s every 100 s.`,
      { typ: 0.005, unit: "A" },
      3,
    );
  const of = async (seconds: number) => {
    const design = UNUSED["architecture.json"]!.replaceAll("maker/CR2032", "maker/PULSED");
    const { budget } = await judge([brief(seconds)], {
      "architecture.json": design.replaceAll("maker/RADIO", "maker/SENSOR"),
    });
    return budget.checks.find(({ kind }) => kind === "pulse-current")!;
  };
  assert.is((await of(1)).verdict, "pass");
  const long = await of(4);
  assert.is(long.verdict, "not_measured");
  assert.match(long.reason!, /the limit is for 2 s, and REQ-A states a load of 4 s/);
});

test("calls a mean that rests on an assumption and lacks a figure a bound neither way", async () => {
  const draws = line(
    "REQ-A",
    "The radio draws 50 mA for 2 s every 100 s.",
    { typ: 0.05, unit: "A" },
    3,
  );
  const mute = {
    ...TWO,
    "architecture.json": TWO["architecture.json"].replace("maker/SENSOR", "maker/MUTE"),
  };
  const asked = [life(7), constraint("REQ-mean", "average_current", { max: 1, unit: "A" }), draws];
  const { budget, report } = await judge(asked, mute);
  assert.equal(
    budget.margins.slice(0, 2).map(({ assumed, complete }) => [assumed, complete]),
    [
      [true, false],
      [true, false],
    ],
  );
  assert.match(report, /~ 1\.784 mA/);
  assert.not.match(report, /at (?:least|most) [\d.]+ (?:days|h)/);
  assert.match(report, /~: figures are missing, and what is active is assumed/);
});

test("counts no load that is none of the design, and says so", async () => {
  const { budget, report } = await judge([
    constraint("REQ-most", "average_current", { max: 1, unit: "A" }),
    line("REQ-M", "The pump draws 300 mA for 5 s every 10 min.", { typ: 0.3, unit: "A" }, 3),
  ]);
  const [most, stated] = budget.margins;
  assert.equal([most!.verdict, most!.complete], ["not_measured", false]);
  assert.match(stated!.reason!, /of no block of architecture\.json, and is not in the sums/);
  assert.match(report, /current of what REQ-M speaks of: no block .* 2\.5 mA on average is not/);
});

test("gives what is sent to the radio, whatever it tells of", async () => {
  const send = line(
    ...(["REQ-S", "It sends the values of the air sensor for 2 s every 100 s at 40 mA."] as const),
    ...([{ typ: 0.04, unit: "A" }, 3] as const),
  );
  const { budget } = await judge([send], TWO);
  assert.is(budget.usage.states[0]!.name, "radio (REQ-S)");
});

test("takes usage.json before what requirements state", async () => {
  const { budget } = await run({
    ...COIN,
    "constraints.json": constraints([
      line("REQ-M", "The pump draws 300 mA for 5 s every 10 min.", { typ: 0.3, unit: "A" }, 3),
    ]),
  });
  assert.is(budget.usage.from, "usage.json");
  assert.equal(budget.notMeasured, []);
  assert.match(budget.margins[0]!.reason!, /usage\.json says what is taken/);
});

test.run();
