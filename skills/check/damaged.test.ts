/** Designs with something missing or damaged, checked by the KiCad of this machine: silence never passes. */
import { join } from "node:path";
import { runSkill } from "metaforge/testing";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { hasDemos } from "../../test/fixtures/kicad-demos.ts";
import { demoProject, folderFiles, kicad } from "../../test/fixtures/kicad-skills.ts";
import { needs } from "../../test/runner/needs.ts";
import check from "./index.ts";
import type { Check } from "./schema.ts";

const test = suite("skills/check/damaged");
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

test.run();
