/** The check by a maker's rules, with the KiCad of this machine and its demo boards. */
import { defineTool } from "metaforge";
import { runTool } from "metaforge/testing";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { demoProject } from "../../../test/fixtures/kicad-project.ts";
import { needs } from "../../../test/runner/needs.ts";
import type { FabCheckData, FabRule, Outcome } from "../contract.ts";
import { fabCheckAction } from "./index.ts";

const test = suite("plugins/kicad/fab/demos");
const withKicad = needs("kicad-cli", test);

const tool = defineTool({
  name: "kicad",
  version: "1.0.0",
  description: "The check alone.",
  detect: async () => ({ available: true }),
  actions: { fabCheck: fabCheckAction },
});

const rule = (
  id: string,
  constraint: FabRule["constraint"],
  minMm: number,
  more: Partial<FabRule> = {},
): FabRule => ({ id, severity: "error", constraint, minMm, ...more });
const THROUGH = "A.Type == 'Pad' && A.Pad_Type == 'Through-hole'";
const SILK = { severity: "warning", layer: "?.Silkscreen" } as const;

const RULES = [
  rule("track-width", "track_width", 0.127, { condition: "A.Type == 'Track' || A.Type == 'Arc'" }),
  rule("clearance", "clearance", 0.127),
  rule("hole-size", "hole_size", 0.3, { maxMm: 6.3 }),
  rule("via-annular", "annular_width", 0.1, { condition: "A.Type == 'Via'" }),
  rule("pth-annular", "annular_width", 0.2, { condition: THROUGH }),
  rule("hole-to-hole", "hole_to_hole", 0.45),
  rule("edge", "edge_clearance", 0.2),
  rule("silk-height", "text_height", 1, SILK),
  rule("silk-thickness", "text_thickness", 0.15, SILK),
];

withKicad("finds 27 narrow rings on a board that its own rules find nothing on", async () => {
  const { own, fab, rulesProven } = await checked("complex_hierarchy", "complex_hierarchy");
  assert.equal([own.errors, own.warnings, rulesProven], [0, 0, true]);
  assert.equal([fab.errors, fab.warnings, fab.byType], [27, 0, { annular_width: 27 }]);
  for (const { limitMm, actualMm, rule: name, source } of fab.violations) {
    assert.equal([limitMm, actualMm, name, source], [0.2, 0.125, "fab:acme:pth-annular", "fab"]);
  }
});

withKicad("tells small and thin texts of silkscreen as warnings", async () => {
  const { own, fab } = await checked("pic_programmer", "pic_programmer");
  assert.equal([own.errors, own.warnings], [0, 1]);
  assert.equal([fab.errors, fab.byType], [0, { text_height: 2, text_thickness: 2 }]);
});

withKicad("still tells what the board's own rules find and the maker's would allow", async () => {
  const { own, fab } = await checked("multichannel", "multichannel_mixer");
  assert.equal([own.errors, own.byType.clearance, own.warnings], [12, 12, 91]);
  assert.equal([fab.errors, fab.warnings], [0, 0]);
});

withKicad("says which rule KiCad does not understand, and counts nothing by it", async () => {
  const broken = [rule("odd", "annular_width", 9, { condition: "A.Type = 'Via'" }), RULES[1]!];
  const { status, data, problems } = await check("complex_hierarchy", "complex_hierarchy", broken);
  assert.equal([status, data!.rulesProven, data!.fab.errors], ["partial", false, 0]);
  assert.equal(
    problems.map(({ code, where }) => [code, where]),
    [["RULES_INVALID", "odd"]],
  );
});

withKicad("says that no rule was in force when KiCad drops them all", async () => {
  const broken = [...RULES, rule("odd", "text_height", 1, { layer: "Q.Nothing" })];
  const { data, problems } = await check("complex_hierarchy", "complex_hierarchy", broken);
  assert.is(data!.rulesProven, false);
  assert.equal(
    problems.map(({ code }) => code),
    ["RULES_NOT_LOADED"],
  );
});

withKicad("says that a number is at least so large where KiCad stops counting", async () => {
  const strict = [rule("hole-size", "hole_size", 1.2)];
  const { data, problems } = await check("pic_programmer", "pic_programmer", strict);
  assert.equal(data!.fab.capped, ["drill_out_of_range"]);
  assert.equal(
    problems.map(({ code }) => code),
    ["COUNT_CAPPED"],
  );
});

withKicad("answers nothing for a project without a board", async () => {
  const files = { "a.kicad_pro": "{}", "a.kicad_sch": "(kicad_sch (version 20250114))" };
  const input = { project: "a.kicad_pro", profile: "acme", rules: RULES };
  const outcome = (await runTool(tool, { files }).call("fabCheck", input)) as Outcome<FabCheckData>;
  assert.equal([outcome.status, outcome.data], ["not-run", null]);
});

test.run();

async function check(demo: string, stem: string, rules: readonly FabRule[]) {
  const files = demoProject(demo);
  const input = { project: `${stem}.kicad_pro`, profile: "acme", rules };
  return (await runTool(tool, { files }).call("fabCheck", input)) as Outcome<FabCheckData>;
}

async function checked(demo: string, stem: string): Promise<FabCheckData> {
  const { data, status, problems } = await check(demo, stem, RULES);
  assert.equal([status, problems], ["ok", []]);
  return data!;
}
