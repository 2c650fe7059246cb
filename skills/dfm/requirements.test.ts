/** What the board's facts say of requirements: exactly what was measured, and nothing else. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { parseStated } from "metaforge/report";
import { runSkill } from "metaforge/testing";
import { choosing } from "../../test/fixtures/kicad-skills.ts";
import { FACTS, fakeKicad } from "./fixtures/fake-kicad.ts";
import dfm from "./index.ts";
import type { Dfm } from "./schema.ts";
import { requirementsOf } from "./requirements.ts";

const test = suite("skills/dfm/requirements");

const file = (...all: object[]) =>
  JSON.stringify({
    schema: "metaforge/constraints@1",
    constraints: all.map((one, index) => ({
      ...{ id: `REQ-${index + 1}`, category: "mechanical", statement: `of the board, ${index}` },
      ...one,
    })),
  });

const mm = (parameter: string, bounds: Record<string, number>, more: object = {}) => ({
  ...{ parameter, unit: "mm", ...bounds },
  si: { unit: "m", ...Object.fromEntries(Object.entries(bounds).map(([k, v]) => [k, v / 1000])) },
  ...more,
});
const count = (parameter: string, bounds: object, more: object = {}) => ({
  ...{ parameter, unit: "1", ...bounds, si: { unit: "1", ...bounds } },
  ...more,
});

/** Of a board of 60 × 40 mm with two layers, tracks from 0.2 mm and holes from 0.3 mm. */
const judge = (all: object[], facts: typeof FACTS | null = FACTS) =>
  requirementsOf(parseStated(file(...all), "constraints.json"), facts);
const verdicts = (all: object[]) => judge(all).map(({ verdict }) => verdict);

test("judges size, layers, thickness, track, hole and finish by their limits", () => {
  assert.equal(
    verdicts([
      mm("board_size_x", { max: 60 }),
      mm("board_size_y", { max: 39.9 }),
      count("pcb_layers", { typ: 2 }),
      count("layers", { typ: 4 }, { statement: "4-layer PCB" }),
      mm("board_thickness", { min: 1.44, typ: 1.6, max: 1.76 }),
      mm("trace_width", { min: 0.15 }),
      mm("hole_diameter", { min: 0.4 }),
    ]),
    ["pass", "fail", "pass", "fail", "pass", "pass", "fail"],
  );
  const [row] = judge([mm("trace_width", { min: 0.15 })]);
  assert.equal(row, {
    requirement: "REQ-1",
    statement: "of the board, 0",
    verdict: "pass",
    value: 0.2,
    unit: "mm",
    limit: "≥ 0.15 mm",
    basis: "narrowest track of all layers (Gerber job file)",
  });
});

test("makes no verdict of a number without tolerance, however near it is", () => {
  const rows = judge([mm("board_size_x", { typ: 60 }), mm("board_thickness", { typ: 1.6 })]);
  assert.equal(
    rows.map(({ verdict, value, basis }) => [verdict, value, basis.includes("no tolerance")]),
    [
      ["not_measured", 60, true],
      ["not_measured", 1.6, true],
    ],
  );
});

test("makes no verdict in another unit, under a condition, of another subject, or of a height", () => {
  const statement = "board, 1 kg";
  const rows = judge([
    { parameter: "board_width", max: 1, unit: "kg", si: { max: 1, unit: "kg" }, statement },
    mm("board_size_x", { max: 70 }, { condition: "without the antenna" }),
    mm("board_width", { max: 70 }, { subject: "sensor_head" }),
    mm("board_height", { max: 12 }),
    mm("trace_width", { max: 5 }),
  ]);
  assert.ok(rows.every(({ verdict }) => verdict === "not_measured"));
  assert.equal(
    rows.map(({ basis }) => /not in mm|antenna|sensor head|parts on|largest track/.test(basis)),
    [true, true, true, true, true],
  );
});

test("leaves alone what is not about the bare board", () => {
  assert.equal(
    judge([
      mm("display_size_x", { max: 70 }),
      mm("enclosure_size_x", { max: 70 }),
      mm("thickness", { max: 10 }, { statement: "Thickness < 10 mm" }),
      mm("mounting_hole_diameter", { min: 3.2 }),
      mm("hole_diameter", { min: 3.2 }, { statement: "mounting holes of 3.2 mm" }),
      count("layers", { typ: 3 }, { statement: "three layers of paint" }),
    ]),
    [],
  );
});

test("takes a board as turned where only so both sides keep their limits", () => {
  const statement = "PCB at most 40 x 60 mm";
  const both = [
    mm("pcb_size_x", { max: 40 }, { statement }),
    mm("pcb_size_y", { max: 60 }, { statement }),
  ];
  assert.equal(verdicts(both), ["pass", "pass"]);
  assert.match(judge(both)[0]!.basis, /turned by 90°/);
  const small = [
    mm("pcb_size_x", { max: 50 }, { statement }),
    mm("pcb_size_y", { max: 50 }, { statement }),
  ];
  assert.equal(verdicts(small), ["fail", "pass"]);
  assert.equal(verdicts([mm("board_width", { max: 50 })]), ["not_measured"]);
  assert.equal(verdicts([mm("board_width", { max: 30 })]), ["fail"]);
});

test("breaks no choice of a statement whose other choice is kept", () => {
  const statement = "PCB: 2-layer preferred, 4-layer acceptable";
  const choice = [2, 4].map((typ) => count("pcb_layers", { typ }, { statement }));
  assert.equal(verdicts(choice), ["pass", "not_measured"]);
});

test("knows a finish by KiCad's words alone", () => {
  const wanted = { parameter: "surface_finish", values: ["ENIG"], statement: "board finish ENIG" };
  const of = (finish: string | null) => judge([wanted], { ...FACTS, finish })[0]!.verdict;
  assert.equal(["ENIG", "HAL lead-free", "User defined", null].map(of), [
    "pass",
    "fail",
    "not_measured",
    "not_measured",
  ]);
});

test("says of each that nothing was measured where there are no facts", () => {
  const [row] = judge([count("pcb_layers", { typ: 2 })], null);
  assert.equal([row!.verdict, row!.value], ["not_measured", null]);
});

const FILES = { "hw/x.kicad_pro": "{}", "hw/x.kicad_pcb": "(kicad_pcb)" };

async function run(more: Record<string, string>) {
  const files = { ...FILES, ...more };
  const result = await runSkill(dfm, { files, tools: [choosing(fakeKicad())] });
  return { ...result, dfm: JSON.parse(result.files["reports/dfm.json"]!) as Dfm };
}

test("reads constraints.json where it is there, with its hash, and is as before without", async () => {
  const without = await run({});
  assert.not("requirements" in without.dfm);
  assert.not(without.files["reports/dfm-report.md"]!.includes("## Requirements"));
  const given = await run({ "constraints.json": file(count("pcb_layers", { typ: 2 })) });
  assert.is(given.dfm.requirements![0]!.verdict, "pass");
  assert.ok(given.dfm.inputs.some(({ path }) => path === "constraints.json"));
  assert.match(given.files["reports/dfm-report.md"]!, /## Requirements[^#]*REQ-1[^#]*\| pass/);
});

test.run();
