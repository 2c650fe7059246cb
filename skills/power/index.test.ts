/** The skill as the gateway runs it, on small architectures with sums worked out by hand. */
import { skillContract } from "metaforge/testing";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { block, constraint, constraints, volts } from "./fixtures/designs.ts";
import { COIN, SUPPLY, TOOLS, YEAR, run, usage } from "./fixtures/runs.ts";
import power from "./index.ts";
import { PowerBudgetSchema } from "./schema.ts";

const test = suite("skills/power/index");

for (const [name, holds] of skillContract(power, { files: COIN, tools: TOOLS })) test(name, holds);

test("fails Wi-Fi every 60 s for 8 months on a coin cell, by energy and by pulse", async () => {
  const { budget, report, findings } = await run(COIN);
  assert.equal(PowerBudgetSchema.parse(budget), budget);
  const [life] = budget.margins;
  // Worst: 2/60 · 335 mA + 58/60 · 5 µA = 11.1715 mA; 846 C / (11.1715 mA + 268.08 nA) = 75 726.6 s = 21.04 h
  assert.is(budget.sources[0]!.average.worst, 0.0111715);
  assert.is(Math.round(life!.worst!), 75_727);
  // Typical: 2/60 · 240 mA + 58/60 · 5 µA = 8.00483 mA
  assert.is(budget.sources[0]!.average.typical, 0.00800483333);
  assert.equal(
    [life!.verdict, life!.requirement, life!.min],
    ["fail", "REQ-life", (8 * YEAR) / 12],
  );
  const pulse = budget.checks.find(({ kind }) => kind === "pulse-current")!;
  assert.equal([pulse.value, pulse.limit, pulse.verdict], [0.35, 0.0068, "fail"]);
  // 3 V − 0.35 A · 40 Ω = −11 V: it collapses, since a short circuit gives 3 V/40 Ω = 75 mA.
  const sag = budget.checks.find(({ kind }) => kind === "dropout")!;
  assert.equal([sag.value, sag.limit, sag.verdict], [0, 3, "fail"]);
  assert.match(sag.formula, /it collapses, even a short circuit gives Vnom\/Ri = 75 mA only/);
  const advice = findings.find(({ title }) => title.startsWith("Voltage of coin"))!.action!;
  assert.match(advice, /less internal resistance/);
  assert.is(budget.verdict, "fail");
  assert.match(report, /\*\*FAIL: 3 limits are broken\.\*\*/);
  assert.ok(
    findings.some(
      ({ requirement, severity }) => requirement === "REQ-life" && severity === "error",
    ),
  );
});

test("fails it without a usage.json as well, and says what was taken instead", async () => {
  const { "usage.json": _, ...files } = COIN;
  const { budget, report } = await run(files);
  assert.equal(
    [budget.usage.from, budget.margins[0]!.verdict, budget.checks[0]!.verdict],
    ["all-active", "fail", "fail"],
  );
  assert.is(budget.sources[0]!.average.worst, 0.335);
  assert.match(report, /no usage\.json, so every block is taken as active all the time/);
  // (40.21 µA − 0.27 µA − 800 µA asleep): light sleep is too much already.
  assert.match(
    budget.margins[0]!.formula,
    /asleep all the time it takes 800 µA, which is too much already/,
  );
});

const SLEEPING = {
  ...COIN,
  "architecture.json": COIN["architecture.json"]!.replaceAll("maker/RADIO", "maker/SENSOR"),
  "usage.json": usage([
    { name: "measure", seconds: 0.01, period_s: 10, blocks: { radio: "active" } },
    { name: "sleep", duty: "rest", blocks: { radio: "sleep" } },
  ]),
};

test("lasts with a sensor that sleeps, and counts self-discharge", async () => {
  const { budget } = await run({
    ...SLEEPING,
    "architecture.json": SLEEPING["architecture.json"].replaceAll("maker/CR2032", "maker/SURE"),
  });
  // 0.001 · 2 mA + 0.999 · 2 µA = 3.998 µA; 0.2 Ah = 720 C, 2 %/a of it = 456.308 nA;
  // 720/(3.998 µA + 456.308 nA) = 161.64 Ms = 5.122 a
  assert.is(budget.sources[0]!.average.worst, 3.998e-6);
  const [life] = budget.margins;
  assert.is((life!.worst! / YEAR).toFixed(3), "5.122");
  assert.equal(
    [life!.verdict, life!.basis, ...budget.checks.map(({ verdict }) => verdict)],
    ["pass", "limits", "pass"],
  );
  assert.is(budget.verdict, "pass");
});

test("calls no worst case kept that only typical figures keep, and says how far they do", async () => {
  const { budget, report, findings } = await run(SLEEPING);
  // The cell's capacity has no minimum: 846/(3.998 µA + 268.08 nA) = 198.3 Ms = 6.28 a
  const [life] = budget.margins;
  assert.is((life!.worst! / YEAR).toFixed(2), "6.28");
  assert.equal([life!.verdict, life!.basis, life!.margin! > 0], ["not_measured", "typical", true]);
  assert.is(budget.verdict, "not_measured");
  assert.match(report, /\*\*NOT MEASURED: .*1 limit kept by typical figures only/);
  assert.match(report, /\| \*\*typical only\*\* \| REQ-life/);
  assert.ok(findings.some(({ title }) => title.startsWith("Kept by typical figures only: ")));
  const { budget: asked } = await run({
    ...SLEEPING,
    "constraints.json": constraints([
      constraint("REQ-1", "battery_life", { min: YEAR, unit: "s" }, { condition: "typical" }),
      constraint("REQ-2", "battery_life", { min: YEAR, unit: "s" }, { condition: "typical use" }),
    ]),
  });
  assert.equal(
    asked.margins.map(({ verdict, judged }) => [verdict, judged]),
    [
      ["pass", "typical"],
      ["not_measured", "worst"],
    ],
  );
});

test("lets what should be kept decide nothing, and tells of it apart", async () => {
  const limit = (id: string, max: number, priority: string) =>
    constraint(id, "consumption", { max, unit: "A" }, { priority });
  const { budget, report, findings } = await run({
    ...SUPPLY,
    "usage.json": usage([{ name: "on", duty: 1, blocks: { motor: "off" }, others: "full" }]),
    "constraints.json": constraints([limit("REQ-1", 1, "must"), limit("REQ-2", 1e-6, "should")]),
  });
  assert.equal(
    budget.margins.map(({ verdict, priority }) => [verdict, priority]),
    [
      ["pass", "must"],
      ["fail", "should"],
    ],
  );
  assert.is.not(budget.verdict, "fail");
  assert.match(report, /of 1 wish \(should, may\), which decide nothing: 0 kept, 1 not kept/);
  assert.match(report, /\| not kept \(should\) \| REQ-2/);
  assert.is(findings.find(({ requirement }) => requirement === "REQ-2")!.severity, "warning");
});

test("adds power through converters, and never currents of different voltages", async () => {
  const { budget } = await run(SUPPLY);
  const at = (id: string) => budget.rails.find((rail) => rail.id === id)!.states[0]!;
  // 3.3 V: 335 mA + 2 mA; the LDO adds 80 µA; 5 V: motor 200 mA.
  assert.is(at("v3v3").worst, 0.337);
  assert.is(at("v5").worst, 0.53708);
  // 5 · 0.53708/(0.8 · 10.8) + 1 mA = 0.3118102 A, at the lowest input.
  assert.is(budget.sources[0]!.states[0]!.worst.toFixed(7), "0.3118102");
  const [buck, ldo] = budget.converters;
  // (5 − 3.3) · 0.337 + 5 · 80 µA = 0.5733 W; 40 + 0.5733 · 200 = 154.66 °C
  assert.equal([ldo!.dissipation.value, ldo!.junction!.value], [0.5733, 154.66]);
  // 5 · 0.53708 · (1/0.8 − 1) + 13.2 · 1 mA = 0.68455 W; 40 + 0.68455 · 50 = 74.2275 °C
  assert.equal([buck!.dissipation.value, buck!.junction!.value], [0.68455, 74.2275]);
  const verdicts = budget.checks.filter(({ kind }) => kind === "junction");
  assert.equal(
    verdicts.map(({ verdict }) => verdict),
    ["pass", "fail"],
  );
});

test("judges consumption at the source, typical where the requirement says so", async () => {
  const { budget } = await run({
    ...SUPPLY,
    "constraints.json": constraints([
      constraint("REQ-1", "consumption", { max: 0.3, unit: "A" }),
      constraint("REQ-2", "consumption", { max: 0.3, unit: "A" }, { condition: "typical" }),
      constraint("REQ-3", "sensor_active_current", { max: 0.0015, unit: "A" }),
      constraint("REQ-4", "idle_current", { max: 1, unit: "A" }),
      constraint("REQ-5", "input_voltage", { min: 9, max: 16, unit: "V" }),
      constraint("REQ-6", "rail_voltage", { typ: 1.8, unit: "V" }),
      constraint("REQ-7", "output_current", { max: 5, unit: "A" }),
      constraint("REQ-8", "peak_power", { max: 10, unit: "W" }),
    ]),
  });
  // REQ-8: 5 · 0.55208/0.8 + 13.2 · 1 mA = 3.4637 W (radio's peak 350 mA)
  assert.equal(
    budget.margins.map(({ requirement, verdict, judged }) => [requirement, verdict, judged]),
    [
      ["REQ-1", "fail", "worst"],
      ["REQ-2", "pass", "typical"],
      ["REQ-3", "fail", "worst"],
      ["REQ-4", "not_measured", "worst"],
      ["REQ-5", "pass", "worst"],
      ["REQ-6", "fail", "worst"],
      ["REQ-7", "not_measured", "worst"],
      ["REQ-8", "pass", "worst"],
    ],
  );
  assert.is(budget.margins.at(-1)!.worst!.toFixed(4), "3.4637");
  assert.match(budget.margins[3]!.reason!, /no state 'idle'/);
});

test("says what is not known, sums at least, and passes nothing by it", async () => {
  const files = {
    ...SUPPLY,
    "architecture.json": SUPPLY["architecture.json"]!.replaceAll("maker/SENSOR", "maker/MUTE"),
    "constraints.json": constraints([
      constraint("REQ-1", "consumption", { max: 10, unit: "A" }),
      constraint("REQ-2", "consumption", { max: 0.1, unit: "A" }),
    ]),
  };
  const { budget, report } = await run(files);
  assert.equal(budget.rails[1]!.notMeasured, ["sensor"]);
  assert.is(budget.rails[1]!.states[0]!.complete, false);
  assert.equal(
    budget.margins.map(({ verdict }) => verdict),
    ["not_measured", "fail"],
  );
  assert.match(report, /≥ 335 mA/);
  assert.match(report, /MUTE has no figure active current or transmit current or receive current/);
});

test("is no pass as a whole while a figure is missing, though each limit is kept", async () => {
  const value = JSON.parse(SLEEPING["architecture.json"].replaceAll("maker/CR2032", "maker/SURE"));
  // A source beside it of which nothing is known breaks no limit, and proves nothing.
  value.sources.push({ id: "solar", kind: "external", part: null, voltage: null });
  const { budget } = await run({ ...SLEEPING, "architecture.json": JSON.stringify(value) });
  assert.ok([...budget.margins, ...budget.checks].every(({ verdict }) => verdict === "pass"));
  assert.equal([budget.verdict, budget.notMeasured[0]!.what], ["not_measured", "voltage of solar"]);
});

test("counts what reaches a rail beside its converter as feeding it, too", async () => {
  const value = JSON.parse(SUPPLY["architecture.json"]!);
  value.sources.push({ id: "usb", kind: "usb", part: null, voltage: volts(5, 4.4, 5.5) });
  value.blocks.push(block("mux", "protection", null));
  value.powerTree.push({ from: "usb", to: "mux", kind: "protection" });
  value.powerTree.push({ from: "mux", to: "v5", kind: "source", topology: "direct" });
  const { budget } = await run({ ...SUPPLY, "architecture.json": JSON.stringify(value) });
  // Without the buck between: the 537.08 mA of the 5 V rail as they are; through it as before.
  assert.equal(
    budget.sources.map(({ states }) => states[0]!.worst.toFixed(5)),
    ["0.31181", "0.53708"],
  );
  assert.equal([budget.rails.length, budget.rails[0]!.fedBy], [2, ["vin", "usb"]]);
});

test("is the same, byte for byte, on the same inputs", async () => {
  assert.equal((await run(SUPPLY)).files, (await run(SUPPLY)).files);
});

test.run();
