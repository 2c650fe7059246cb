/** A binding wish for hardware that no block answers is counted in the headline and listed. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { constraint } from "./fixtures/requirements.ts";
import { PLAIN, run } from "./fixtures/run.ts";

const test = suite("skills/architecture/unanswered");

const knob = constraint("knob", {
  category: "interface",
  parameter: "fan_headers",
  statement: "Two fans shall be connected through a connector each.",
});
const probe = "Four load cell inputs, range -200 N to 1200 N.";
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
  assert.match(
    found[0]!.evidence!,
    /REQ-probe-environmental, REQ-probe-performance: Four load cell/,
  );
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

test.run();
