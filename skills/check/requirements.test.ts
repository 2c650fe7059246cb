/** What ERC and DRC say of requirements: the counts, where all was looked at. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { runSkill } from "metaforge/testing";
import { choosing } from "../../test/fixtures/kicad-skills.ts";
import { drc, erc, fakeKicad, none, violation } from "./fixtures/fake-kicad.ts";
import type { Fakes } from "./fixtures/fake-kicad.ts";
import check from "./index.ts";
import type { Check } from "./schema.ts";
import { CheckSchema } from "./schema.ts";

const test = suite("skills/check/requirements");

const PROJECT = {
  "hw/lamp.kicad_pro": "{}",
  "hw/lamp.kicad_sch": "(kicad_sch)",
  "hw/lamp.kicad_pcb": "(kicad_pcb)",
};

const asked = (parameter: string, more: object = {}) => ({
  ...{ id: `REQ-${parameter}`, category: "other", parameter, statement: parameter },
  ...more,
});
const NONE = { values: ["false"] };
const PASSED = { values: ["true"] };

async function run(fakes: Fakes, ...constraints: object[]) {
  const files = {
    ...PROJECT,
    "constraints.json": JSON.stringify({ schema: "metaforge/constraints@1", constraints }),
  };
  const result = await runSkill(check, { files, tools: [choosing(fakeKicad(fakes))] });
  const report = JSON.parse(result.files["reports/check.json"]!) as Check;
  return { ...result, report, rows: report.requirements! };
}
const verdicts = async (fakes: Fakes, ...constraints: object[]) =>
  (await run(fakes, ...constraints)).rows.map(({ verdict }) => verdict);

test("passes what asks for no errors, in each of its forms, where there are none", async () => {
  const { rows, report, files } = await run(
    {},
    asked("drc_errors", NONE),
    asked("erc_errors", { typ: 0, unit: "1" }),
    asked("drc_violations", { max: 0, unit: "1" }),
    asked("pass_drc", PASSED),
    asked("pass_erc_without_errors", PASSED),
    asked("usb_connector", { values: ["USB-C"] }),
  );
  assert.equal(CheckSchema.parse(report), report);
  assert.equal(
    rows.map(({ verdict, value, limit }) => [verdict, value, limit]),
    [
      ["pass", 0, "≤ 0"],
      ["pass", 0, "0"],
      ["pass", 0, "≤ 0"],
      ["pass", 0, "≤ 0"],
      ["pass", 0, "≤ 0"],
    ],
  );
  assert.ok(report.inputs.some(({ path }) => path === "constraints.json"));
  assert.match(files["reports/check.md"]!, /## Requirements/);
});

test("counts warnings only where violations are asked for, and connections that are not routed", async () => {
  const warning = violation("silk_overlap", "U1", { severity: "warning" });
  const fakes = { drc: drc({ board: [warning] }) };
  const wanted = [asked("drc_errors", NONE), asked("drc_violations", { typ: 0, unit: "1" })];
  assert.equal(await verdicts(fakes, ...wanted), ["pass", "fail"]);
  const open = { drc: drc({ unconnected: [violation("unconnected_items", "U1")] }) };
  assert.equal(await verdicts(open, asked("drc_errors", NONE)), ["fail"]);
});

test("passes nothing that was not run, or that people excluded", async () => {
  const missing = none("not-run", "INPUT_MISSING", "there is no schematic");
  assert.equal(await verdicts({ erc: missing }, asked("erc_errors", NONE)), ["not_measured"]);
  const excluded = violation("pin_not_connected", "U1", { excluded: true });
  const { rows } = await run({ erc: erc([excluded]) }, asked("erc_errors", NONE));
  assert.equal([rows[0]!.verdict, rows[0]!.value], ["not_measured", 0]);
  assert.match(rows[0]!.basis, /1 error is excluded in the project/);
});

test("judges no requirement that says more than was counted", async () => {
  const { rows } = await run(
    {},
    asked("drc_errors_after_autorouting", NONE),
    asked("drc_errors", { ...NONE, condition: "with the maker's rules" }),
    asked("drc_report", { values: ["PDF"] }),
  );
  assert.equal(
    rows.map(({ verdict }) => verdict),
    ["not_measured", "not_measured", "not_measured"],
  );
});

test("is as before without constraints.json, and refuses one that holds no requirements", async () => {
  const tools = [choosing(fakeKicad())];
  const { files } = await runSkill(check, { files: PROJECT, tools });
  assert.not(files["reports/check.json"]!.includes("requirements"));
  assert.not(files["reports/check.md"]!.includes("## Requirements"));
  const broken = { ...PROJECT, "constraints.json": "[]" };
  await runSkill(check, { files: broken, tools }).then(
    () => assert.unreachable(),
    (thrown: { code: string }) => assert.is(thrown.code, "VALIDATION_ERROR"),
  );
});

test.run();
