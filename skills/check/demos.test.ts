/** Real designs checked by the KiCad of this machine. */
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

async function run(files: Files) {
  const result = await runSkill(check, { files, tools: [kicad] });
  return { ...result, report: JSON.parse(result.files["reports/check.json"]!) as Check };
}

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

withKicad("proposes the same bytes again when its report is approved", async () => {
  const first = await run(EXAMPLE);
  assert.equal(first.report.erc.byType, { label_dangling: 1, pin_not_connected: 2 });
  assert.equal(first.report.drc.byType, { clearance: 1, track_dangling: 1 });
  assert.equal(first.report.parity.byType, { footprint_symbol_mismatch: 1, net_conflict: 2 });
  const second = await run({ ...EXAMPLE, ...first.files });
  assert.equal(second.files, first.files);
});

test.run();
