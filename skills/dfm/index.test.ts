/** The skill as the gateway runs it, with a KiCad that finds what the test says. */
import { isGatewayError } from "metaforge";
import { runSkill, skillContract } from "metaforge/testing";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { choosing } from "../../test/fixtures/kicad-skills.ts";
import { FACTS, fakeKicad, violation } from "./fixtures/fake-kicad.ts";
import type { Fakes } from "./fixtures/fake-kicad.ts";
import dfm from "./index.ts";
import { DfmSchema } from "./schema.ts";
import type { Dfm } from "./schema.ts";

const test = suite("skills/dfm/index");

const FILES = { "hw/x.kicad_pro": "{}", "hw/x.kicad_pcb": "(kicad_pcb)" };

async function run(
  fakes: Fakes = {},
  { args = {}, more = {} }: { args?: object; more?: Record<string, string> } = {},
) {
  const files = { ...FILES, ...more };
  const result = await runSkill(dfm, { files, args, tools: [choosing(fakeKicad(fakes))] });
  const report = JSON.parse(result.files["reports/dfm.json"]!) as Dfm;
  return { ...result, dfm: report, markdown: result.files["reports/dfm-report.md"]! };
}

for (const [name, holds] of skillContract(dfm, { files: FILES, tools: [choosing(fakeKicad())] })) {
  test(name, holds);
}

test("passes a board on which nothing is found, in the shape that it publishes", async () => {
  const { dfm: report, files, summary, markdown } = await run();
  assert.equal(DfmSchema.parse(report), report);
  assert.equal([report.verdict, summary], ["pass", "PASS: no errors, 0 warnings."]);
  assert.equal(Object.keys(files), [
    "reports/dfm.json",
    "reports/dfm-report.md",
    "reports/dfm-board-front.svg",
    "reports/dfm-board-back.svg",
  ]);
  assert.equal([report.profile.id, report.profile.status], ["jlcpcb-2layer", "unconfirmed"]);
  assert.match(markdown, /gathered on \d{4}-\d\d-\d\d.*not the maker's current offer/);
});

test("asks for the rules of the profile, and marks what they find", async () => {
  const asked: [string, Record<string, unknown>][] = [];
  const hear = (action: string, input: Record<string, unknown>) => void asked.push([action, input]);
  const { dfm: report, findings, summary } = await run({ fab: [violation("a")], hear });
  const check = asked.find(([action]) => action === "fabCheck")![1];
  assert.is((check.rules as object[]).length, 9);
  assert.equal((check.rules as object[])[4], {
    id: "pth-annular",
    severity: "error",
    constraint: "annular_width",
    condition: "A.Type == 'Pad' && A.Pad_Type == 'Through-hole'",
    minMm: 0.2,
  });
  assert.is(summary, "FAIL: 1 error by the maker's rules.");
  assert.equal(report.fab.byType, { annular_width: 1 });
  assert.equal(findings, [
    {
      id: "a",
      severity: "error",
      title: "J1 pad 2: annular ring of 0.125 mm, at least 0.2 mm asked",
      where: { file: "hw/x.kicad_pcb", item: "PTH pad 2 of J1 at 10, 20 mm" },
      evidence: `KiCad's words on a\nsecondary: ${report.profile.source[1]}`,
      action: "Enlarge the pad or via, or make its hole smaller.",
    },
  ]);
  const plots = asked.filter(([action]) => action === "plotBoard").map(([, input]) => input);
  assert.equal(
    plots.map(({ side }) => side),
    ["front", "back"],
  );
  const title = findings[0]!.title;
  assert.equal(plots[0]!.marks, [{ xMm: 10, yMm: 20, severity: "error", label: "F1", title }]);
});

test("fails by the board's own errors, open connections and shared findings, too", async () => {
  const own = violation("d", { source: "drc", type: "clearance" });
  const both = await run({ own: [own] });
  assert.equal([both.dfm.verdict, both.dfm.own.errors, both.dfm.fab.errors], ["fail", 1, 0]);
  const open = await run({ unconnected: [violation("o", { type: "unconnected_items" })] });
  assert.equal([open.dfm.verdict, open.dfm.own.unconnected], ["fail", 1]);
  const softer = violation("w", { source: "drc", severity: "warning" });
  const shared = await run({ own: [softer], shared: [violation("w")] });
  assert.equal([shared.dfm.verdict, shared.dfm.fab.errors, shared.dfm.fab.shared], ["fail", 0, 1]);
  const waived = await run({ fab: [violation("x", { excluded: true })] });
  assert.equal([waived.dfm.verdict, waived.dfm.fab.excluded], ["pass", 1]);
});

test("does not pass a board by rules that were not in force", async () => {
  const problems = [{ code: "RULES_NOT_LOADED", message: "none was taken" }];
  const { dfm: report, findings, summary } = await run({ isProven: false, problems });
  assert.equal(
    [report.verdict, report.fab.status, report.fab.errors],
    ["not_measured", "failed", null],
  );
  assert.equal(
    findings.map(({ severity }) => severity),
    ["error"],
  );
  assert.is(summary, "NOT MEASURED: RULES_NOT_LOADED: none was taken.");
});

test("reports a board that KiCad cannot read as not measured, without pictures", async () => {
  const problems = [{ code: "INPUT_CORRUPT", message: "it ends too early" }];
  const { dfm: report, files } = await run({ status: "failed", problems });
  assert.equal(
    [report.verdict, report.own.status, report.own.errors],
    ["not_measured", "failed", null],
  );
  assert.equal([report.facts, report.fab.errors], [null, null]);
  assert.equal(Object.keys(files), ["reports/dfm.json", "reports/dfm-report.md"]);
  assert.ok(report.limits.every(({ verdict }) => verdict === "not_measured"));
});

test("says at least where KiCad stopped counting", async () => {
  const { summary, dfm: report } = await run({ fab: [violation("a")], capped: ["annular_width"] });
  assert.is(summary, "FAIL: at least 1 error by the maker's rules.");
  assert.is(report.fab.status, "partial");
});

test("fails a board that is too large or has too many layers", async () => {
  const { dfm: report, findings } = await run({ facts: { ...FACTS, widthMm: 700, layers: 4 } });
  assert.is(report.verdict, "fail");
  assert.equal(
    findings.map(({ id }) => id),
    ["limit-board-size-max", "limit-layers"],
  );
});

test("takes a profile of the workspace, before one that is shipped", async () => {
  const text = (id: string) =>
    `id: ${id}\nname: Mine\ndate: 2026-01-02\nsources: { a: measured }\nrules:\n  - { id: track, severity: error, constraint: track_width, minMm: 0.4, source: a, status: published }\n`;
  const mine = await run({}, { args: { fab: "mine" }, more: { "fab/mine.yaml": text("mine") } });
  assert.equal([mine.dfm.profile.name, mine.dfm.profile.origin], ["Mine", "fab/mine.yaml"]);
  assert.ok(mine.dfm.inputs.some(({ path }) => path === "fab/mine.yaml"));
  const id = "jlcpcb-2layer";
  const over = await run({}, { more: { [`fab/${id}.yaml`]: text(id) } });
  assert.is(over.dfm.profile.name, "Mine");
});

test("names the profiles there are when it is asked for another, and says where one is wrong", async () => {
  const more = { "fab/mine.yaml": "id: mine\nname: Mine\ndate: yesterday\n" };
  const unknown = await refusal({}, { args: { fab: "acme" }, more });
  assert.equal(unknown.allowed, ["jlcpcb-2layer", "jlcpcb-4layer", "mine", "oshpark-2layer"]);
  const wrong = await refusal({}, { args: { fab: "mine" }, more });
  assert.match(String(wrong.problem), /^fab\/mine\.yaml:3: date: /);
  assert.is((await refusal({}, { args: { fab: "../x" } })).code, "VALIDATION_ERROR");
});

test("refuses a project without a board", async () => {
  const problems = [{ code: "INPUT_MISSING", message: "there is no board" }];
  const told = await refusal({ status: "not-run", problems });
  assert.equal([told.code, told.problem], ["VALIDATION_ERROR", "there is no board"]);
});

test.run();

async function refusal(...given: Parameters<typeof run>): Promise<Record<string, unknown>> {
  try {
    await run(...given);
  } catch (thrown) {
    if (isGatewayError(thrown)) return { code: thrown.code, ...thrown.details };
    throw thrown;
  }
  return {};
}
