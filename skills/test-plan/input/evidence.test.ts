/** What the matrix takes from other artifacts: fresh verdicts by requirement, and none of what is out of date. */
import { createHash } from "node:crypto";
import { runSkill } from "metaforge/testing";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { constraints, requirement } from "../fixtures/requirements.ts";
import testPlan from "../index.ts";
import type { Coverage } from "../schema.ts";

const test = suite("skills/test-plan/input/evidence");

const CONSTRAINTS = constraints([
  requirement("REQ-aaaaaa", "pcb_layers", { typ: 2, unit: "1" }),
  requirement("REQ-bbbbbb", "drc_errors", { values: ["false"] }),
]);
const BOARD = "(kicad_pcb)";
const hash = (text: string) => createHash("sha256").update(text).digest("hex");
const CURRENT = [
  { path: "constraints.json", sha256: hash(CONSTRAINTS) },
  { path: "hw/x.kicad_pcb", sha256: hash(BOARD) },
];

const row = (id: string, verdict: string) => ({
  ...{ requirement: id, statement: "s", verdict, value: 2, unit: null, limit: "2" },
  basis: "copper layers",
});
const artifact = (schema: string, rows: object[] | undefined, inputs: object[] = CURRENT) =>
  JSON.stringify({ schema, inputs, findings: [], requirements: rows });

const dfm = (inputs: object[] = CURRENT, verdict = "pass") =>
  artifact("metaforge/dfm@1", [row("REQ-aaaaaa", verdict)], inputs);

async function run(more: Record<string, string>) {
  const files = { "constraints.json": CONSTRAINTS, "hw/x.kicad_pcb": BOARD, ...more };
  const result = await runSkill(testPlan, { files });
  const coverage = JSON.parse(result.files["tests/coverage.json"]!) as Coverage;
  const of = (id: string) => coverage.requirements.find((one) => one.id === id)!;
  return { coverage, of, markdown: result.files["tests/coverage.md"]! };
}

test("takes the verdicts of check and dfm by requirement, with what was measured", async () => {
  const check = artifact("metaforge/check@1", [row("REQ-bbbbbb", "fail")]);
  const { of } = await run({ "reports/dfm.json": dfm(), "reports/check.json": check });
  assert.equal([of("REQ-aaaaaa").verdict, of("REQ-bbbbbb").verdict], ["pass", "fail"]);
  assert.is(of("REQ-aaaaaa").evidence[0]!.note, "2: copper layers");
});

test("takes no verdict from what was made of another constraints.json, and says so", async () => {
  const old = [{ path: "constraints.json", sha256: hash("old") }, CURRENT[1]!];
  for (const verdict of ["pass", "fail"]) {
    // oxlint-disable-next-line no-await-in-loop -- one run after the other
    const { of, coverage } = await run({ "reports/dfm.json": dfm(old, verdict) });
    assert.equal(of("REQ-aaaaaa").evidence, [
      {
        file: "reports/dfm.json",
        verdict: "not_measured",
        note: "out of date: it was made of another constraints.json",
      },
    ]);
    assert.is(of("REQ-aaaaaa").verdict, "not_measured");
    assert.is(coverage.evidence.find(({ path }) => path === "reports/dfm.json")!.status, "stale");
  }
});

test("takes no verdict from what was made of another board, of a lost one, or without requirements", async () => {
  const changed = [CURRENT[0]!, { path: "hw/x.kicad_pcb", sha256: hash("old") }];
  const lost = [CURRENT[0]!, { path: "hw/lost.kicad_pcb", sha256: hash(BOARD) }];
  const alone = [CURRENT[1]!];
  const told = [/another hw\/x\.kicad_pcb/, /lost\.kicad_pcb.*not there/, /without constraints/];
  for (const [index, inputs] of [changed, lost, alone].entries()) {
    // oxlint-disable-next-line no-await-in-loop -- one run after the other
    const { of, markdown } = await run({ "reports/dfm.json": dfm(inputs) });
    assert.is(of("REQ-aaaaaa").verdict, "not_measured");
    assert.match(of("REQ-aaaaaa").evidence[0]!.note, told[index]!);
    assert.match(markdown, /out of date/);
  }
});

test("counts a simulation that no limit of which names a requirement as it is", async () => {
  const simulation = JSON.stringify({ schema: "metaforge/simulation@1", inputs: [], limits: [] });
  const { coverage } = await run({ "sim/results.json": simulation });
  assert.is(coverage.evidence.find(({ path }) => path === "sim/results.json")!.status, "used");
});

test.run();
