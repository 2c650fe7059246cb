/** Which files a project is made of, and what is said of one that is not whole. */
import { existsSync } from "node:fs";
import { readdir, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { runTool } from "metaforge/testing";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { PROJECT, sheetText } from "../../../test/fixtures/kicad-project.ts";
import type { DraftInput, ProjectInput } from "../contract.ts";
import kicad from "../index.ts";
import { openProject } from "./open.ts";
import { precheckProject } from "./precheck.ts";
import { ignoredRules } from "./settings.ts";
import { parseTable, placeOf } from "./tables.ts";

const test = suite("plugins/kicad/project");

type Files = Record<string, string>;

/** What opening a project gives, with the names of the files in the copy. */
const opened = (files: Files, input: ProjectInput | DraftInput) =>
  runTool(kicad, { files }).within(async (context) => {
    const project = await openProject(context, input);
    const copied = project.root === "" ? [] : await readdir(project.root, { recursive: true });
    const codes = project.problems.map(({ code, where }) => `${code} ${where}`);
    return { ...project, copied: copied.toSorted(), codes };
  });

test("takes any of a project's three files for the whole of it", async () => {
  for (const name of Object.keys(PROJECT)) {
    const { stem, folder, has, codes } = await opened(PROJECT, { project: name });
    assert.equal([stem, folder, codes], ["x", ".", []]);
    assert.equal(has, { project: true, schematic: true, board: true, rules: false });
  }
});

test("copies libraries, models and rules with the design, and no report or artifact", async () => {
  const files = {
    ...PROJECT,
    "x.kicad_dru": "(version 1)",
    "lib.pretty/a.kicad_mod": "(footprint)",
    "fp-lib-table": '(fp_lib_table (lib (name "lib")(uri "${KIPRJMOD}/lib.pretty")))',
    "models/q.lib": ".model q npn",
    "reports/check.json": "{}",
    "sim/out.csv": "a",
    "manufacturing/x.zip": "zip",
  };
  const { copied, inputs, has } = await opened(files, { project: "x.kicad_pro" });
  assert.ok(has.rules);
  const wanted = ["fp-lib-table", "lib.pretty/a.kicad_mod", "models/q.lib", "x.kicad_dru"];
  assert.equal(Object.keys(inputs), [...wanted, "x.kicad_pcb", "x.kicad_pro", "x.kicad_sch"]);
  assert.not.ok(copied.some((name) => /reports|sim|manufacturing/.test(name)));
});

test("copies once a run, whatever is asked how often", async () => {
  await runTool(kicad, { files: PROJECT }).within(async (context) => {
    const both = await Promise.all(
      [1, 2].map(() => openProject(context, { project: "x.kicad_pro" })),
    );
    assert.is(both[0], both[1]);
  });
});

test("copies what lies beside the project's folder when the project names it", async () => {
  const files = {
    "hw/board/x.kicad_pro": "{}",
    "hw/board/x.kicad_sch": sheetText(["../supply/power.kicad_sch"]),
    "hw/board/sym-lib-table":
      '(sym_lib_table (lib (name "a")(uri "${KIPRJMOD}/../lib/a.kicad_sym")))',
    "hw/lib/a.kicad_sym": "(kicad_symbol_lib)",
    "hw/supply/power.kicad_sch": sheetText([], false),
    "other/y.kicad_pro": "{}",
  };
  const project = await opened(files, { project: "hw/board/x.kicad_pro" });
  assert.equal(project.codes, []);
  assert.equal(Object.keys(project.inputs), Object.keys(files).slice(0, 5).toSorted());
  assert.is(project.master, join(project.root, "board"));
});

test("tells libraries that are outside, in nobody's reach or gone, each by its own code", async () => {
  const row = (name: string, uri: string) => `(lib (name "${name}")(type "KiCad")(uri "${uri}"))`;
  const rows = [
    row("absolute", "/opt/parts/a.kicad_sym"),
    row("windows", "C:\\\\parts\\\\a.kicad_sym"),
    row("variable", "${MY_PARTS}/a.kicad_sym"),
    row("above", "${KIPRJMOD}/../../a.kicad_sym"),
    row("gone", "${KIPRJMOD}/gone.kicad_sym"),
    row("stock", "${KICAD9_SYMBOL_DIR}/Device.kicad_sym"),
  ];
  const files = { ...PROJECT, "sym-lib-table": `(sym_lib_table ${rows.join("\n")})` };
  const { problems, refused } = await opened(files, { project: "x.kicad_pro" });
  const told = problems.map(({ code, message }) => [code, /'(\w+)'/.exec(message)?.[1]]);
  assert.equal(told, [
    ["LIBRARY_OUTSIDE", "absolute"],
    ["LIBRARY_OUTSIDE", "windows"],
    ["LIBRARY_OUTSIDE", "variable"],
    ["LIBRARY_OUTSIDE", "above"],
    ["LIBRARY_MISSING", "gone"],
  ]);
  assert.is(refused, null);
});

test("tells a library table that KiCad drops because it is cut off or something else", async () => {
  const of = async (table: string) =>
    (await opened({ ...PROJECT, "fp-lib-table": table }, { project: "x.kicad_pro" })).codes;
  assert.equal(await of("(fp_lib_table (version 7))"), []);
  for (const wrong of ['(fp_lib_table (lib (name "a"', "", "{}"]) {
    assert.equal(await of(wrong), ["LIBRARY_MISSING fp-lib-table"]);
  }
});

test("says that settings are missing or cannot be read, and asks KiCad all the same", async () => {
  const { "x.kicad_pro": _, ...without } = PROJECT;
  const missing = await opened(without, { project: "x.kicad_sch" });
  assert.equal([missing.codes, missing.refused], [["SETTINGS_MISSING x.kicad_pro"], null]);
  const corrupt = await opened(
    { ...PROJECT, "x.kicad_pro": '{"erc":' },
    { project: "x.kicad_sch" },
  );
  assert.equal([corrupt.codes, corrupt.refused], [["SETTINGS_CORRUPT x.kicad_pro"], null]);
});

test("refuses a file that is not there, or that is no design", async () => {
  const codes = async (project: string) => {
    const found = await opened(PROJECT, { project });
    return [found.refused?.code, found.codes];
  };
  assert.equal(await codes("y.kicad_sch"), ["INPUT_MISSING", ["INPUT_MISSING y.kicad_sch"]]);
  assert.equal(await codes("no/x.kicad_pro"), ["INPUT_MISSING", ["INPUT_MISSING no/x.kicad_pro"]]);
  assert.equal(await codes("x.zip"), ["INPUT_FOREIGN", ["INPUT_FOREIGN x.zip"]]);
});

test("names the project that a sheet belongs to, or says that it is not here", async () => {
  const files = {
    "hw/x.kicad_pro": "{}",
    "hw/x.kicad_sch": sheetText(["sheets/power.kicad_sch"]),
    "hw/sheets/power.kicad_sch": sheetText(["usb.kicad_sch"], false),
    "hw/sheets/usb.kicad_sch": sheetText([], false),
    "lone.kicad_sch": sheetText([], false).replace("(lib_symbols)", '(hierarchical_label "A")'),
    "other.kicad_sch": sheetText([], false).replace("(lib_symbols)", '(project "x" (path "/a"))'),
    "whole.kicad_sch": sheetText([], false).replace(
      "(lib_symbols)",
      '(project "whole" (path "/a"))',
    ),
  };
  const owned = (await opened(files, { project: "hw/sheets/usb.kicad_sch" })).refused!;
  assert.is(owned.code, "INPUT_IS_SUBSHEET");
  assert.is(owned.action, "Name 'hw/x.kicad_pro' instead.");
  const lone = (await opened(files, { project: "lone.kicad_sch" })).refused!;
  assert.is(lone.code, "INPUT_IS_SUBSHEET");
  assert.match(lone.message, /which is not here/);
  assert.match(
    (await opened(files, { project: "other.kicad_sch" })).refused!.message,
    /is a sheet of the project 'x', which is not here/,
  );
  assert.is((await opened(files, { project: "whole.kicad_sch" })).refused, null);
});

test("never takes a sheet from outside of the copy, so that KiCad is not asked to read one", async () => {
  await runTool(kicad, { files: PROJECT }).within(async (context) => {
    const outside = join(context.scratch, "secret.kicad_sch");
    await writeFile(outside, sheetText([], false));
    const { master } = await openProject(context, { project: "x.kicad_pro" });
    for (const name of [relative(master, outside), outside]) {
      const files = { "x.kicad_sch": sheetText([name]) };
      const project = await openProject(context, { stem: "x", files });
      const problems = await precheckProject(project, "schematic", "9.0.8");
      assert.equal(
        problems.map(({ code }) => code),
        ["INPUT_MISSING"],
        name,
      );
    }
  });
});

test("writes a draft's files into a folder of its own", async () => {
  const project = await opened(
    {},
    { stem: "d", files: { "d.kicad_sch": sheetText(), "d.kicad_pro": "{}" } },
  );
  assert.equal([project.codes, project.copied], [[], ["d.kicad_pro", "d.kicad_sch"]]);
  assert.not.ok(existsSync(project.root));
});

test("reads a table with and without quotes, and leaves out rows that are switched off", () => {
  const text = `(fp_lib_table
    (lib (name one)(type KiCad)(uri $(KIPRJMOD)/one.pretty)(options ""))
    (lib (name "two (2)")(type "KiCad")(uri "\${KIPRJMOD}/a \\"b\\".pretty"))
    (lib (name off)(uri x)(disabled)))`;
  const rows = parseTable("fp-lib-table", text);
  assert.equal(
    rows.map(({ name }) => name),
    ["one", "two (2)"],
  );
  assert.equal(rows.map(placeOf), [{ path: "one.pretty" }, { path: 'a "b".pretty' }]);
});

test("reads which rules a project ignores", () => {
  const text = JSON.stringify({
    erc: { rule_severities: { b: "ignore", a: "ignore", c: "error" } },
    board: { design_settings: { rule_severities: { clearance: "ignore" } } },
  });
  assert.equal(ignoredRules(text, "erc"), ["a", "b"]);
  assert.equal(ignoredRules(text, "drc"), ["clearance"]);
  assert.equal(ignoredRules("{", "drc"), []);
});

test.run();
