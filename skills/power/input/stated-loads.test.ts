/** Which sentences state what a load takes, and which set a limit or speak of something else. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { constraint } from "../fixtures/designs.ts";
import { ConstraintsSchema } from "./constraints.ts";
import type { Constraint } from "./constraints.ts";
import { statedLoads } from "./stated-loads.ts";

const test = suite("skills/power/input/stated-loads");

const toConstraints = (all: readonly object[]): readonly Constraint[] =>
  ConstraintsSchema.parse({ schema: "metaforge/constraints@1", constraints: all }).constraints;

/** One line each, as `spec` gives them: only the statement counts. */
const read = (...lines: readonly string[]) =>
  statedLoads(
    toConstraints(
      lines.map((statement, line) =>
        constraint(
          `REQ-${line}`,
          "thing",
          { typ: 1, unit: "s" },
          {
            ...{ statement, category: "performance", source: { file: "PRD.md", line } },
          },
        ),
      ),
    ),
  ).map(({ amps, peakAmps, seconds, period }) => [
    amps,
    peakAmps,
    seconds,
    period?.seconds ?? null,
  ]);

test("reads current, length and period of what a document states", () => {
  assert.equal(read("The optical sensor draws 1.5 mA for 20 s every 10 min."), [
    [0.0015, null, 20, 600],
  ]);
  assert.equal(read("It syncs every 15 min for 2 s at 6 mA."), [[0.006, null, 2, 900]]);
  assert.equal(read("A motor alerts for 500 ms up to 20 times a day at 80 mA."), [
    [0.08, null, 0.5, 4320],
  ]);
  assert.equal(read("The heater takes 1,2 A for 3 s twice per hour."), [[1.2, null, 3, 1800]]);
  assert.equal(read("The valve takes 0.3 A for 1 s 20 times each day."), [[0.3, null, 1, 4320]]);
  assert.equal(read("Measured for 20 s every 10 min."), [[null, null, 20, 600]]);
  assert.equal(read("The camera draws typically 95 mA while streaming."), [
    [0.095, null, null, null],
  ]);
});

test("takes the length of a use for no count of uses", () => {
  for (const length of [
    "30 minutes per day",
    "30 min per day",
    "0.5 hours each day",
    "30 min a day",
  ])
    assert.equal(
      read(`The modem draws 220 mA for ${length}.`),
      [[0.22, null, 1800, 86_400]],
      length,
    );
  assert.equal(read("The pump draws 2.5 A for 90 seconds twice a week."), [
    [2.5, null, 90, 302_400],
  ]);
});

test("reads a comma of thousands and a decimal one", () => {
  assert.equal(read("The pump draws 1,500 mA for 1,5 s every hour."), [[1.5, null, 1.5, 3600]]);
});

test("takes the period from a line of the same words, where no other says otherwise", () => {
  const modem = "During transmission the modem draws 220 mA for 4 s;";
  assert.equal(read(modem, "10 years with one transmission per day."), [[0.22, null, 4, 86_400]]);
  const [two] = read(modem, "One transmission per day.", "Transmissions occur every 2 h.");
  assert.equal(two, [0.22, null, 4, null]);
  assert.equal(read(modem, "The display is refreshed once per hour."), [[0.22, null, 4, null]]);
  const wifi = "Each connection takes 3 s at 120 mA, with 350 mA peaks while transmitting.";
  assert.equal(read(wifi, "Must connect over Wi-Fi every 60 s."), [[0.12, 0.35, 3, 60]]);
});

test("compares thousands of lines in a moment", () => {
  const numbers = Array.from({ length: 1500 }, (_, n) => n + 1);
  const from = performance.now();
  const found = read(
    ...numbers.map((n) => `The sensor a${n} draws ${n} mA for 2 s.`),
    ...numbers.map((n) => `Thing b${n} does its periodic sensor work every ${n} min.`),
  );
  assert.is(found.length, 1500);
  assert.ok(performance.now() - from < 500, `${performance.now() - from} ms`);
});

test("takes a limit for no load", () => {
  const limits = [
    "The modem shall draw 220 mA for 4 s every hour.",
    "The supply current shall not exceed 0.1 mA in operation and 10 µA in sleep.",
    "The logger must draw less than 100 mA.",
    "The charger shall charge from 5 V USB at 60 mA max and finish within 2.5 hours.",
    "Brake flash: peak current up to 350 mA for 2 s",
    "The sensor draws < 3 mA for 2 s every minute.",
  ];
  for (const one of limits) assert.equal(read(one), [], one);
});

test("takes what spec read as drawn for a load, whatever its words", () => {
  const statement = "The motor is driven with up to 80 mA for 2 s every minute.";
  const of = (parameter: string) =>
    statedLoads(
      toConstraints([constraint("REQ-1", parameter, { max: 0.08, unit: "A" }, { statement })]),
    ).map(({ amps, seconds, period }) => [amps, seconds, period?.seconds]);
  assert.equal(of("motor_draws"), [[0.08, 2, 60]]);
  assert.equal(of("motor_current"), []);
});

test("takes of two currents of a line the one whose length is stated", () => {
  const statement = "The modem draws 50 mA on average, 220 mA for 4 s each day.";
  const draws = (id: string, typ: number, condition: string) =>
    constraint(id, "modem_draws", { typ, unit: "A" }, { statement, condition });
  const [load] = statedLoads(
    toConstraints([draws("REQ-1", 0.05, "on average"), draws("REQ-2", 0.22, "for 4 s each day")]),
  );
  assert.equal([load!.requirement, load!.amps, load!.seconds], ["REQ-2", 0.22, 4]);
});

test("takes a fact for a load beside a limit of the same line", () => {
  const line =
    "During transmission the modem draws 220 mA for 4 s every 24 h; its sleep current shall not exceed 5 µA.";
  assert.equal(read(line), [[0.22, null, 4, 86_400]]);
});

test("takes no other number for a current or a time", () => {
  const others = [
    "The node sends one frame every 10 ms.",
    "Survives -14 V for 60 s.",
    "Current: 30-150mA per actuator",
    "The battery holds 850 mAh at 20 °C.",
    "The reverse voltage is borne for 400 ms.",
    "Works at 5 A/m for 2 h",
  ];
  for (const one of others) assert.equal(read(one), [], one);
});

test("reads statements of one line as one, and knows which of them holds the current", () => {
  const of = (line: number, id: string, statement: string, si: object) =>
    constraint(id, "thing", si, { statement, source: { file: "PRD.md", line } });
  const [load, ...more] = statedLoads(
    toConstraints([
      of(10, "REQ-20", "Heart rate is measured for 20 s every 10 min;", { typ: 20, unit: "s" }),
      of(10, "REQ-mA", "the optical sensor draws 1.5 mA while measuring.", {
        ...{ typ: 0.0015, unit: "A" },
      }),
    ]),
  );
  assert.equal([load!.requirement, load!.requirements], ["REQ-mA", ["REQ-20", "REQ-mA"]]);
  assert.equal([load!.amps, load!.seconds, load!.period?.seconds], [0.0015, 20, 600]);
  assert.equal(more, []);
});

test.run();
