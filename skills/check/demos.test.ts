/** Real designs, whole and damaged, checked by the KiCad of this machine. */
import { join } from "node:path";
import { runSkill } from "metaforge/testing";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { hasDemos } from "../../test/fixtures/kicad-demos.ts";
import { demoProject, folderFiles, kicad } from "../../test/fixtures/kicad-skills.ts";
import { needs } from "../../test/runner/needs.ts";
import check from "./index.ts";
import type { Check } from "./schema.ts";
import { CheckSchema } from "./schema.ts";

const test = suite("skills/check/demos");
const withKicad = needs("kicad-cli", test);
const withDemos = hasDemos ? withKicad : test.skip;

type Files = Readonly<Record<string, string | Uint8Array>>;

async function run(files: Files, input: readonly string[] = []) {
  const result = await runSkill(check, { files, input, tools: [kicad] });
  return { ...result, report: JSON.parse(result.files["reports/check.json"]!) as Check };
}

const without = (files: Files, ...endings: string[]): Files =>
  Object.fromEntries(
    Object.entries(files).filter(([name]) => !endings.some((ending) => name.endsWith(ending))),
  );
const codes = ({ problems }: Check) => problems.map(({ check: of, code }) => `${of} ${code}`);
const statuses = ({ erc, drc, parity }: Check) => [erc.status, drc.status, parity.status];

const EXAMPLE: Files = folderFiles(join(import.meta.dirname, "example"));

withDemos("finds in a design what KiCad's own window shows, where it is", async () => {
  const { report, findings, files } = await run(demoProject("pic_programmer"));
  assert.equal(CheckSchema.parse(report), report);
  const { erc, drc, parity, verdict } = report;
  assert.equal([erc.sheets, erc.errors, erc.warnings], [2, 0, 1]);
  assert.equal(erc.byType, { footprint_link_issues: 1 });
  assert.equal([drc.errors, drc.warnings, drc.unconnected], [0, 1, 0]);
  assert.equal([parity.count, parity.byType], [61, { footprint_symbol_mismatch: 61 }]);
  assert.equal([verdict, findings.length, report.groups.length], ["pass", 63, 3]);
  assert.is(findings[0]!.where!.item, "J1 at 31.75, 91.44 mm on sheet /");
  assert.equal(
    Object.keys(files).filter((path) => path.endsWith(".svg")),
    [
      "reports/schematic-root.svg",
      "reports/schematic-pic-sockets.svg",
      "reports/board-front.svg",
      "reports/board-back.svg",
    ],
  );
});

withDemos("counts a larger design as its rules are set", async () => {
  const { erc, drc, parity, verdict } = (await run(demoProject("multichannel"))).report;
  assert.equal([erc.sheets, erc.errors, erc.warnings], [5, 4, 41]);
  assert.equal(erc.byType, {
    footprint_link_issues: 32,
    lib_symbol_mismatch: 9,
    pin_not_connected: 1,
    power_pin_not_driven: 3,
  });
  assert.equal([drc.errors, drc.warnings, drc.byType.clearance], [12, 91, 12]);
  assert.equal([parity.count, verdict], [115, "fail"]);
});

withDemos("plots a file that is two sheets twice", async () => {
  const { report } = await run(demoProject("complex_hierarchy"));
  assert.equal([report.erc.sheets, report.erc.errors, report.erc.warnings], [3, 0, 0]);
  assert.equal([report.drc.errors, report.drc.warnings, report.parity.count], [0, 0, 68]);
  assert.is(report.pictures.filter(({ path }) => path.includes("schematic")).length, 3);
});

withKicad("does not take a design without its settings for checked", async () => {
  const { report } = await run(without(EXAMPLE, ".kicad_pro", "lib-table"), ["lamp.kicad_sch"]);
  assert.ok(codes(report).includes("erc SETTINGS_MISSING"));
  assert.ok(report.findings.some(({ title }) => title.endsWith("settings are missing")));
});

withKicad("says which half of a design was not checked", async () => {
  const schematic = await run(without(EXAMPLE, ".kicad_pcb"));
  assert.equal(statuses(schematic.report), ["ok", "not-run", "not-run"]);
  assert.equal(schematic.report.drc.errors, null);
  const board = await run(without(EXAMPLE, ".kicad_sch"));
  assert.equal(statuses(board.report), ["not-run", "ok", "not-run"]);
  assert.equal([board.report.erc.errors, board.report.parity.count], [null, null]);
});

withKicad("tells damaged schematics apart, and checks the board all the same", async () => {
  const name = "lamp.kicad_sch";
  const text = Buffer.from(EXAMPLE[name]!).toString();
  const broken = async (content: string, files: Files = without(EXAMPLE, ".kicad_pcb")) =>
    (await run({ ...files, [name]: content })).report;
  const newer = await broken(text.replace("20250114", "20991231"));
  assert.ok(codes(newer).includes("erc INPUT_TOO_NEW"), codes(newer).join());
  const foreign = await broken("EESchema Schematic File Version 4\n");
  assert.ok(codes(foreign).includes("erc INPUT_FOREIGN"), codes(foreign).join());
  const cut = await broken(text.slice(0, text.length / 2), EXAMPLE);
  assert.ok(codes(cut).includes("erc INPUT_CORRUPT"), codes(cut).join());
  assert.equal(statuses(cut), ["failed", "ok", "not-run"]);
  const [worst] = cut.findings;
  assert.equal([worst!.severity, worst!.where.file, cut.drc.errors], ["error", name, 1]);
});

withDemos("refuses a sheet that is a part of another one", async () => {
  const { report, findings } = await run(demoProject("pic_programmer"), ["pic_sockets.kicad_sch"]);
  assert.ok(codes(report).includes("erc INPUT_IS_SUBSHEET"));
  assert.is(findings[0]!.severity, "error");
});

withKicad("proposes the same bytes again when its report is approved", async () => {
  const first = await run(EXAMPLE);
  assert.equal(first.report.erc.byType, { label_dangling: 1, pin_not_connected: 2 });
  assert.equal(first.report.drc.byType, { clearance: 1, track_dangling: 1 });
  assert.equal(first.report.parity.byType, { footprint_symbol_mismatch: 1, net_conflict: 2 });
  const second = await run({ ...EXAMPLE, ...first.files });
  assert.equal(second.files, first.files);
});

test.run();
