/** A binding wish for hardware that no block answers is counted in the headline and listed. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { constraint, words } from "./fixtures/requirements.ts";
import { PLAIN, run } from "./fixtures/run.ts";

const test = suite("skills/architecture/unanswered");

const knob = constraint("knob", {
  category: "interface",
  parameter: "fan_headers",
  statement: "Two fans shall be connected through a connector each.",
});
const probe = "Four torque inputs, range -200 N to 1200 N.";
const probes = ["environmental", "performance"].map((category) =>
  constraint(`probe-${category}`, { category, parameter: "range", statement: probe }),
);

test("counts sentences in the headline, and lists them with ids and words", async () => {
  const { findings, report } = await run([...PLAIN, knob, ...probes]);
  const found = findings.filter(({ id }) => id === "hardware-not-in-draft");
  assert.is(found.length, 1);
  assert.is(found[0]!.severity, "warning");
  assert.match(found[0]!.title, /^2 must requirements for functions or interfaces/);
  assert.match(found[0]!.evidence!, /REQ-knob: Two fans .*a connector each/);
  assert.match(found[0]!.evidence!, /REQ-probe-environmental, REQ-probe-performance: Four torque/);
  assert.match(report, /2 must requirements for functions or interfaces are not in the draft/);
});

test("stays silent about what is no circuit, no must, ruled out, or answered in part", async () => {
  const { findings, report } = await run([
    ...PLAIN,
    constraint("box", { category: "mechanical", statement: "The connector side is 40 mm wide" }),
    constraint("price", { category: "cost", statement: "Connectors below 2 USD" }),
    constraint("wish", { ...knob, id: "wish", priority: "should" }),
    constraint("none", { ...knob, id: "none", statement: "No fan connectors" }),
    constraint("sum", { statement: "Total output current shall not exceed 2 A" }),
    constraint("late", { category: "performance", statement: "Latency < 2 ms, RC input to ESC" }),
  ]);
  assert.not(findings.some(({ id }) => id === "hardware-not-in-draft"));
  assert.not.match(report, /not in the draft/);
});

const silent = async (statements: readonly string[], more: object = {}) => {
  const asked = statements.map((statement, n) =>
    constraint(`s${n}`, { category: "interface", parameter: "thing", statement, ...more }),
  );
  const { findings } = await run([...PLAIN, ...asked]);
  return findings.find(({ id }) => id === "hardware-not-in-draft")?.evidence ?? "";
};

test("counts no place, cable, order of events, heading or second choice", async () => {
  const others = [
    "The connectors shall be on the left face of the device",
    "Outlets and connectors must be generously spaced",
    "The tether will consist of a cable & 2 conductors",
    "Cable type: CAT5 or 6",
    "The antenna shall deploy after separation",
    "The motor connector shall be disabled until the door is shut",
    "The following shall be the output ports:",
    "Or: direct control by a connector",
    "10 MOhm input impedance",
    "Settings of each port are made with the control interface",
  ];
  for (const one of others) {
    // oxlint-disable-next-line no-await-in-loop -- each alone, so that the one that fails is named
    assert.is(await silent([one]), "", one);
  }
});

test("counts what these words do not excuse", async () => {
  const asked = [
    "A connector for a fan",
    "The antenna shall be a helix",
    "The panel shall track the maximum power point",
    "Inputs shall be filtered with 3 ms",
    "Keyboard and mouse",
  ];
  const evidence = await silent(asked);
  for (const one of asked) assert.ok(evidence.includes(one), one);
});

test("takes the controller's own buses for answered unless they are led out", async () => {
  const values = ["I2C", "SPI"];
  assert.is(await silent(["I2C/SPI: for sensor communication"], { values }), "");
  assert.match(await silent(["I2C and SPI on a fan connector"], { values }), /fan connector/);
});

test("takes what is to be detected for answered where a sensor of it is there", async () => {
  const brake = constraint("brake", {
    ...{ category: "performance", parameter: "time", max: 150, unit: "ms" },
    ...{ si: { max: 0.15, unit: "s" } },
    statement: "Braking shall be detected within 150 ms at a deceleration above 2 m/s²",
  });
  const found = async (more: readonly ReturnType<typeof constraint>[]) =>
    (await run([...PLAIN, brake, ...more])).findings.some(
      ({ id }) => id === "hardware-not-in-draft",
    );
  assert.is(await found([]), true);
  assert.is(await found([words("acc", "An accelerometer")]), false);
});

test.run();
