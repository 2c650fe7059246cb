/** The skill with the KiCad of this machine: its demos and the example. */
import { join } from "node:path";
import { runSkill } from "metaforge/testing";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { demoProject, folderFiles, kicad } from "../../test/fixtures/kicad-skills.ts";
import { needs } from "../../test/runner/needs.ts";
import dfm from "./index.ts";
import type { Dfm } from "./schema.ts";

const test = suite("skills/dfm/demos");
const withKicad = needs("kicad-cli", test);

async function run(files: Record<string, Uint8Array | string>, input: string[], args: object = {}) {
  const result = await runSkill(dfm, { files, input, args, tools: [kicad] });
  return { ...result, dfm: JSON.parse(result.files["reports/dfm.json"]!) as Dfm };
}

withKicad("tells the 27 narrow rings of a board, and what it measures", async () => {
  const { dfm: report, files } = await run(demoProject("complex_hierarchy"), []);
  assert.equal([report.verdict, report.own.errors, report.rulesProven], ["fail", 0, true]);
  assert.equal(report.fab.byType, { annular_width: 27 });
  const { layers, thicknessMm } = report.facts!;
  assert.equal([layers, thicknessMm], [2, 1.6]);
  assert.match(files["reports/dfm-board-front.svg"]!, />F27</);
});

withKicad("keeps the board's own 12 errors beside the maker's rules", async () => {
  const project = demoProject("multichannel");
  const { dfm: report } = await run(project, ["multichannel_mixer.kicad_pcb"], {
    fab: "oshpark-2layer",
  });
  assert.equal([report.verdict, report.own.errors, report.own.warnings], ["fail", 12, 91]);
  assert.is(report.own.byType.clearance, 12);
});

const EXAMPLE = folderFiles(join(import.meta.dirname, "example"));

withKicad("finds what is wrong with the example, with the same bytes again", async () => {
  const first = await run(EXAMPLE, []);
  assert.equal(first.dfm.fab.byType, {
    annular_width: 4,
    copper_edge_clearance: 1,
    text_height: 1,
    text_thickness: 1,
    track_width: 1,
  });
  assert.equal((await run(EXAMPLE, [])).files, first.files);
});

withKicad("judges the example by a profile of the workspace", async () => {
  const garage = await run(EXAMPLE, [], { fab: "garage" });
  assert.is(garage.dfm.profile.origin, "fab/garage.yaml");
  const failed = garage.dfm.limits.filter(({ verdict }) => verdict === "fail");
  assert.equal(
    failed.map(({ id }) => id),
    ["drill-range", "aspect-ratio"],
  );
});

withKicad("does not pass a board by a rule that KiCad does not understand", async () => {
  const wrong = Buffer.from(EXAMPLE["fab/garage.yaml"]!)
    .toString()
    .replace("minMm: 0.4", "minMm: 0.001\n    condition: A.Type = 'Track'");
  const { dfm: report, findings } = await run({ ...EXAMPLE, "fab/garage.yaml": wrong }, [], {
    fab: "garage",
  });
  assert.equal([report.rulesProven, report.fab.errors], [false, null]);
  assert.ok(findings.some(({ title }) => title.startsWith("RULES_INVALID")));
});

withKicad("tells a board that is cut off, and refuses one that is not there", async () => {
  const text = Buffer.from(EXAMPLE["badge.kicad_pcb"]!).toString();
  const cut = await run({ ...EXAMPLE, "badge.kicad_pcb": text.slice(0, text.length / 2) }, []);
  assert.equal([cut.dfm.verdict, cut.dfm.own.errors], ["not_measured", null]);
  assert.match(cut.findings[0]!.title, /^INPUT_CORRUPT/);
  const sheet = "(kicad_sch (version 20250114))";
  const none = run({ "a.kicad_pro": "{}", "a.kicad_sch": sheet }, []);
  assert.is(await none.catch((thrown) => (thrown as { code: string }).code), "VALIDATION_ERROR");
});

withKicad("does not pass a board whose own rules or settings were not read", async () => {
  const project = demoProject("pic_programmer");
  const own = async (files: Record<string, Uint8Array | string>) => {
    const { dfm: report, summary } = await run({ ...project, ...files }, [
      "pic_programmer.kicad_pcb",
    ]);
    return [
      report.own.status,
      report.rulesProven,
      report.verdict,
      summary!.split(":", 2).join(":"),
    ];
  };
  assert.equal(await own({}), ["ok", true, "pass", "PASS: no errors, 5 warnings."]);
  assert.equal(await own({ "pic_programmer.kicad_dru": '(version 1)\n(rule "x"' }), [
    ...["partial", true, "not_measured", "NOT MEASURED: RULES_INVALID"],
  ]);
  const settings = Buffer.from(project["pic_programmer.kicad_pro"]!).toString();
  const [status, , verdict] = await own({ "pic_programmer.kicad_pro": settings.slice(0, 300) });
  assert.equal([status, verdict], ["partial", "fail"]);
});

test.run();
