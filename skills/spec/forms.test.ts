/** Small documents in the forms that authors use: each is read as an engineer would read it. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { extract } from "./extract.ts";
import { stated } from "./report/stated.ts";

const test = suite("skills/spec/forms");

/** "line:column parameter limit", with the condition in brackets. */
const read = (text: string, path = "PRD.md"): string[] =>
  extract([{ path, text }]).constraints.map((one) => {
    const { source, parameter, condition } = one;
    const under = condition === null ? "" : ` (${condition})`;
    return `${source.line}:${source.column} ${parameter} ${stated(one)}${under}`;
  });

test("reads HTML entities and typographic spaces with true lines", () => {
  const text =
    "# V\n\n## R\n\n- Supply: 24&nbsp;V &plusmn;10&nbsp;%\n- Leakage: &lt; 5 &micro;A\n- Resistance: 47 &Omega; &#177;5 %\n- Ambient: &minus;20 to 60&#xB0;C\n";
  assert.equal(
    read(text).map((line) => line.replace(/:\d+/, "")),
    [
      "5 supply_voltage 21.6 to 26.4 V (typ 24)",
      "6 leakage < 5 µA",
      "7 resistance 44.65 to 49.35 Ω (typ 47)",
      "8 ambient_temperature -20 to 60 °C",
    ],
  );
});

test("reads full-width letters, digits and signs", () => {
  const text =
    "Motor\n=====\n\nＳupply voltage：１２Ｖ ± ５％\nWeight：＜ ８００ ｇ\nOperating temperature： －１０ ～ ６０ ℃\nSpeed： ３，０００ ｒｐｍ\n";
  assert.equal(read(text, "a.txt"), [
    "4:16 supply_voltage 11.4 to 12.6 V (typ 12)",
    "5:10 weight < 800 g",
    "6:24 operating_temperature -10 to 60 °C",
    "7:8 speed 3000 rpm",
  ]);
});

test("counts lines that end in CR LF, or in CR alone, like others", () => {
  const text = "# P\n\n## L\n\n- Weight: < 8 g\n\nThe pump shall run for at least 2000 h.\n";
  const lines = ["5:13 weight < 8 g", "7:33 run_time ≥ 2000 h"];
  for (const end of ["\n", "\r\n", "\r"]) assert.equal(read(text.replaceAll("\n", end)), lines);
});

test("reads field lists, definitions and CSV tables of reStructuredText, and keeps notes out", () => {
  const text = `Heater
######

Electrical
----------

:Supply voltage: 230 V AC ±10 %

Response time
    Less than 30 s from cold.

.. note:: The prototype used 110 V.

.. csv-table:: Limits
   :header: "Parameter", "Min", "Max", "Unit"
   :widths: 4, 1, 1, 1

   "Coolant flow, cold", "2", "5", "L/min"
   Pressure, , 6, bar
`;
  assert.equal(read(text, "a.rst"), [
    "7:18 supply_voltage 207 to 253 V (typ 230)",
    "10:15 response_time < 30 s (from cold)",
    "18:27 coolant_flow_cold 2 to 5 L/min",
    "19:16 pressure ≤ 6 bar",
  ]);
});

test("reads units in the row's name, in headers without row names, and with a Greek mu", () => {
  const tables = [
    "| Parameter | Min | Max |\n|---|---|---|\n| Voltage (V) | 10 | 14 |\n",
    "| Voltage (V) | Current (mA) |\n|---|---|\n| 3.0–4.2 | ≤ 500 |\n",
    "| Parameter | Typ. | Max. | Units |\n|---|---|---|---|\n| Quiescent current | 12 | 20 | \u03bcA |\n",
  ];
  assert.equal(
    tables.map((table) => read(`# N\n\n${table}`)),
    [
      ["5:17 voltage 10 to 14 V"],
      ["5:3 voltage 3 to 4.2 V", "5:15 current ≤ 500 mA"],
      ["5:23 quiescent_current ≤ 20 µA (typ 12)"],
    ],
  );
});

test("takes numbered clauses on lines below each other for one statement each", () => {
  const text =
    "# D\n\n2.1 The unit shall draw less than 5 mA in standby.\n2.2 The unit should weigh at most 80 g.\n2.3 Its life is 7 years (TBC).\n";
  const { constraints, open_questions } = extract([{ path: "a.md", text }]);
  assert.equal(
    constraints.map(({ source, priority }) => [source.line, priority]),
    [
      [3, "must"],
      [4, "should"],
      [5, "must"],
    ],
  );
  assert.equal(
    open_questions.map(({ source }) => source.line),
    [5],
  );
});

test("takes the figures of a trigger for its condition", () => {
  const text =
    "# D\n\n- When the supply falls below 2.4 V, the detector shall sound every 40 s.\n- If no load is there for 5 min, then the unit should draw less than 2 mW.\n";
  assert.equal(
    read(text).map((line) => line.replace(/^(\d+):\d+ \w+/, "$1")),
    ["3 40 s (When the supply falls below 2.4 V)", "4 < 2 mW (If no load is there for 5 min)"],
  );
});

test("takes what shall not be used for an exclusion of the thing itself", () => {
  const { constraints } = extract([
    { path: "a.md", text: "# D\n\n- Rechargeable batteries shall not be used.\n" },
  ]);
  assert.equal(
    constraints.map(({ parameter, values }) => [parameter, values]),
    [["rechargeable_batteries", ["false"]]],
  );
});

test("turns a limit round that is forbidden to be crossed", () => {
  const text =
    "# D\n\n- It must not draw more than 250 mA.\n- The rail shall never drop below 3 V.\n- Landed cost: never above 25 EUR\n- The motor shall not stall when above 40 °C.\n";
  assert.equal(
    read(text).map((line) => line.replace(/^(\d+):\d+ \w+/, "$1")),
    ["3 ≤ 250 mA", "4 ≥ 3 V", "5 ≤ 25 EUR", "6 > 40 °C"],
  );
});

test("keeps periods and rates of use with the value that they belong to", () => {
  const text =
    "# D\n\n- Temperature stability shall be ±0.3 °C over 24 hours.\n- Run time: 12 h at one scan every 10 s\n- Ramp rate: 5 K/min\n";
  assert.equal(
    read(text).map((line) => line.replace(/^(\d+):\d+/, "$1")),
    [
      "3 temperature_stability ±0.3 °C (over 24 hours)",
      "4 run_time 12 h (at one scan every 10 s)",
      "5 ramp_rate 5 K/min",
    ],
  );
});

test("finds what is demanded and forbidden, and one default stated twice", () => {
  const text =
    "# D\n\n- The housing shall be sealed.\n- Default reporting interval: 15 min\n\n## Other\n\nThe default reporting interval is 1 h.\n\n## D\n\n- The housing shall not be sealed.\n";
  const { conflicts } = extract([{ path: "a.md", text }]);
  assert.equal(
    conflicts.map(({ lines }) => lines),
    [
      [3, 12],
      [4, 8],
    ],
  );
});

test("reads records: the text is the statement, the priority line binds it", () => {
  const text =
    "Requirement: R1\nText: The range should exceed 50 m.\nPriority: must\n\nRequirement: R2\nText: The lamp shall weigh at most 2 kg.\nPriority: low\n";
  const { constraints } = extract([{ path: "a.txt", text }]);
  assert.equal(
    constraints.map(({ source, min, max, priority }) => [source.line, min ?? max, priority]),
    [
      [2, 50, "must"],
      [6, 2, "may"],
    ],
  );
});

test("takes a second version's requirements for what binds", () => {
  const { constraints } = extract([
    { path: "a.md", text: "## Board v2 – requirements\n\n- Weight: < 8 g\n" },
  ]);
  assert.is(constraints[0]!.priority, "must");
});

test("keeps the reach of an accuracy, and the trigger behind a demand, as conditions", () => {
  const text =
    "# D\n\n- Probe: ±1.5 °C up to 300 °C\n- Shut-down shall occur in less than 10 µs after the current exceeds 75 A.\n";
  assert.equal(
    read(text).map((line) => line.replace(/^(\d+):\d+ \w+/, "$1").replace(/ up to.*/, "")),
    ["3 ±1.5 °C", "4 < 10 µs (after the current exceeds 75 A)"],
  );
});

test("tells a value from the size of a cell or a package that has the same digits", () => {
  const text =
    "# D\n\n- Supply: at most 2450 mV\n- Distance: 1206 mm\n- Cell: CR 2032 or 18650\n- Parts: 0603 package\n";
  const limits = read(text).filter((line) => /\d [a-z]+$/i.test(line));
  assert.equal(limits, ["3:19 supply_voltage ≤ 2450 mV", "4:13 distance 1206 mm"]);
});

test("lists a row whose value was not understood", () => {
  const text = "# N\n\n| Parameter | Value | Unit |\n|---|---|---|\n| Reflux | 12 | flurbs |\n";
  const { constraints, unmapped } = extract([{ path: "a.md", text }]);
  assert.equal([constraints, unmapped.map(({ source }) => source.line)], [[], [5]]);
});

test.run();
