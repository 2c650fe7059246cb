/** What is told of a project without KiCad: of demos, of projects that lack something, and of hostile ones. */
import { defineTool } from "metaforge";
import { runTool } from "metaforge/testing";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { hasDemos } from "../../../test/fixtures/kicad-demos.ts";
import { demoProject } from "../../../test/fixtures/kicad-project.ts";
import type { InspectData, Outcome } from "../contract.ts";
import { inspectAction } from "./index.ts";

const test = suite("plugins/kicad/inspect/inspect");
const withDemos = hasDemos ? test : test.skip;

const tool = defineTool({
  name: "inspect",
  version: "1.0.0",
  description: "The one action alone, without KiCad.",
  detect: async () => ({ available: true }),
  actions: { inspect: inspectAction },
});

type Files = Readonly<Record<string, string | Uint8Array>>;

const inspect = async (files: Files, project: string) =>
  (await runTool(tool, { files, path: "/nowhere" }).call("inspect", {
    project,
  })) as Outcome<InspectData>;
const codes = ({ problems }: Outcome<unknown>) => problems.map(({ code, where }) => [code, where]);

const sheet = (name: string, file: string) =>
  `(sheet (at 0 0) (property "Sheetname" "${name}") (property "Sheetfile" "${file}"))`;
const schematic = (...inner: string[]) =>
  `(kicad_sch (version 20250114) (generator_version "9.0") ${inner.join("\n")} (sheet_instances))\n`;
const TITLE = '(title_block (title "T") (date "2026-01-02") (rev "B") (company "C"))';
const BOARD = `(kicad_pcb (version 20241229) (generator_version "9.0") ${TITLE})\n`;

test("tells files, formats, title and each use of a sheet", async () => {
  const files = {
    "hw/a.kicad_pro": "{}",
    "hw/a.kicad_sch": schematic(
      TITLE,
      sheet("power", "sub/p.kicad_sch"),
      sheet("two", "sub/p.kicad_sch"),
    ),
    "hw/sub/p.kicad_sch": schematic(sheet("deep", "d.kicad_sch")),
    "hw/sub/d.kicad_sch": schematic(),
    "hw/a.kicad_pcb": BOARD,
    "hw/a.kicad_dru": "(version 1)",
    "notes.md": "no part of it",
  };
  const { status, data } = await inspect(files, "hw/a.kicad_pcb");
  assert.is(status, "ok");
  const sizes = Object.entries(files).map(([name, text]) =>
    name === "notes.md" ? 0 : text.length,
  );
  assert.equal(data, {
    stem: "a",
    folder: "hw",
    hasProject: true,
    hasSchematic: true,
    hasBoard: true,
    hasRules: true,
    schematicVersion: 20250114,
    boardVersion: 20241229,
    generatorVersion: "9.0",
    sheets: [
      { path: "/", file: "hw/a.kicad_sch", name: "a" },
      { path: "/power/", file: "hw/sub/p.kicad_sch", name: "power" },
      { path: "/power/deep/", file: "hw/sub/d.kicad_sch", name: "deep" },
      { path: "/two/", file: "hw/sub/p.kicad_sch", name: "two" },
      { path: "/two/deep/", file: "hw/sub/d.kicad_sch", name: "deep" },
    ],
    title: { title: "T", revision: "B", date: "2026-01-02", company: "C" },
    bytes: sizes.reduce((sum, size) => sum + size),
  });
});

test("takes the title of the board where there is no schematic", async () => {
  const { data } = await inspect({ "b.kicad_pro": "{}", "b.kicad_pcb": BOARD }, "b.kicad_pro");
  assert.equal([data!.hasSchematic, data!.sheets, data!.title.title], [false, [], "T"]);
});

test("names a sheet that is missing, cut off, too new or outside, and still tells the rest", async () => {
  const files = {
    "a.kicad_pro": "{}",
    "a.kicad_sch": schematic(
      ...["gone", "cut", "new", "../../etc/up"].map((name) => sheet(name, `${name}.kicad_sch`)),
    ),
    "cut.kicad_sch": schematic(TITLE).slice(0, -20),
    "new.kicad_sch": schematic().replace("20250114", "20991231"),
  };
  const result = await inspect(files, "a.kicad_pro");
  assert.is(result.status, "partial");
  assert.equal(codes(result), [
    ["INPUT_MISSING", "gone.kicad_sch"],
    ["INPUT_CORRUPT", "cut.kicad_sch"],
    ["INPUT_TOO_NEW", "new.kicad_sch"],
    ["INPUT_MISSING", "../../etc/up.kicad_sch"],
  ]);
  assert.is(result.data!.sheets.length, 5);
});

test("ends for sheets that hold themselves, and for sheets that double at each level", async () => {
  const loop = {
    "a.kicad_pro": "{}",
    "a.kicad_sch": schematic(sheet("b", "b.kicad_sch")),
    "b.kicad_sch": schematic(sheet("a", "a.kicad_sch"), sheet("b", "b.kicad_sch")),
  };
  const looped = await inspect(loop, "a.kicad_pro");
  assert.equal(codes(looped), [
    ["INPUT_CORRUPT", "a.kicad_sch"],
    ["INPUT_CORRUPT", "b.kicad_sch"],
  ]);
  assert.is(looped.data!.sheets.length, 2);
  const doubling = Object.fromEntries(
    Array.from({ length: 40 }, (_, n) => [
      `s${n}.kicad_sch`,
      schematic(sheet("x", `s${n + 1}.kicad_sch`), sheet("y", `s${n + 1}.kicad_sch`)),
    ]),
  );
  const many = await inspect({ ...doubling, "s0.kicad_pro": "{}" }, "s0.kicad_pro");
  assert.is(many.data!.sheets.length, 1000);
  assert.ok(many.problems.some(({ code }) => code === "COUNT_CAPPED"));
});

test("says that a project is missing or foreign", async () => {
  const missing = await inspect({ "a.kicad_pro": "{}" }, "b.kicad_pro");
  assert.equal([missing.status, missing.problems[0]!.code], ["failed", "INPUT_MISSING"]);
  const old = await inspect(
    { "a.kicad_pro": "{}", "a.kicad_sch": "EESchema Schematic File Version 4\n" },
    "a.kicad_sch",
  );
  assert.equal([old.status, ...codes(old)], ["partial", ["INPUT_FOREIGN", "a.kicad_sch"]]);
});

withDemos("tells what KiCad's demos are made of", async () => {
  const { status, data } = await inspect(demoProject("pic_programmer"), "pic_programmer.kicad_pro");
  assert.is(status, "ok");
  assert.equal(
    data!.sheets.map(({ path, file }) => `${path} ${file}`),
    ["/ pic_programmer.kicad_sch", "/pic_sockets/ pic_sockets.kicad_sch"],
  );
  assert.is(data!.title.title, "JDM - COM84 PIC Programmer with 13V DC/DC converter");
  const complex = await inspect(demoProject("complex_hierarchy"), "complex_hierarchy.kicad_pro");
  assert.is(complex.data!.sheets.length, 3);
});

test.run();
