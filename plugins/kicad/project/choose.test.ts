/** Which project a request means. */
import { runTool } from "metaforge/testing";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { ChooseInput, ProjectChoice } from "../contract.ts";
import kicad from "../index.ts";

const test = suite("plugins/kicad/project/choose");

async function choose(
  paths: readonly string[],
  files: readonly string[] = [],
  about?: ChooseInput["about"],
): Promise<ProjectChoice> {
  const workspace = Object.fromEntries(paths.map((path) => [path, ""]));
  // No program is installed where nothing is.
  const tool = runTool(kicad, { files: workspace, path: "/nowhere" });
  const input = about === undefined ? { files } : { files, about };
  return (await tool.call("choose", input)) as ProjectChoice;
}

const find = async (...given: Parameters<typeof choose>) => (await choose(...given)).project!;

async function refusal(...given: Parameters<typeof choose>) {
  const choice = await choose(...given);
  assert.is(choice.project, null);
  return choice.project === null ? [choice.problem, choice.allowed] : [];
}

test("takes the only project of the workspace", async () => {
  const paths = ["hw/lamp.kicad_pcb", "hw/lamp.kicad_pro", "hw/lamp.kicad_sch", "hw/psu.kicad_sch"];
  assert.equal(await find(paths), { folder: "hw", stem: "lamp", file: "hw/lamp.kicad_pro" });
});

test("takes a lone board or a lone schematic", async () => {
  assert.equal(await find(["b.kicad_pcb"]), { folder: ".", stem: "b", file: "b.kicad_pcb" });
  assert.equal(await find(["a/s.kicad_sch"]), { folder: "a", stem: "s", file: "a/s.kicad_sch" });
});

test("takes any file of a project for the whole of it", async () => {
  const paths = ["hw/lamp.kicad_pcb", "hw/lamp.kicad_pro", "x/y.kicad_pro"];
  const { file } = await find(paths, ["hw/lamp.kicad_pcb", "hw/lamp.kicad_pro"]);
  assert.is(file, "hw/lamp.kicad_pro");
});

test("names a project without a project file by what is wanted of it", async () => {
  const paths = ["b.kicad_pcb", "b.kicad_sch"];
  assert.is((await find(paths)).file, "b.kicad_sch");
  assert.is((await find(paths, [], "schematic")).file, "b.kicad_sch");
  assert.is((await find(paths, [], "board")).file, "b.kicad_pcb");
});

test("looks first for what is wanted", async () => {
  const paths = ["a.kicad_sch", "b.kicad_pcb"];
  assert.is((await find(paths)).file, "b.kicad_pcb");
  assert.is((await find(paths, [], "board")).file, "b.kicad_pcb");
  assert.is((await find(paths, [], "schematic")).file, "a.kicad_sch");
});

test("leaves out KiCad's own copies", async () => {
  const paths = ["l-backups/l.kicad_pro", "_autosave-l.kicad_pro", "~l.kicad_pro", "l.kicad_pro"];
  assert.is((await find(paths)).file, "l.kicad_pro");
});

test("asks which one is meant", async () => {
  const paths = ["a.kicad_pro", "b.kicad_pro"];
  assert.equal(await refusal(paths), ["there are several KiCad projects; name one", paths]);
  assert.equal(await refusal(paths, paths), ["several projects are named; name one", paths]);
});

test("refuses a workspace without a project, a missing file and another kind of file", async () => {
  assert.equal(await refusal([]), ["there is no KiCad project in the workspace", []]);
  assert.equal(await refusal(["a.kicad_pro"], ["c.kicad_pro"]), [
    "'c.kicad_pro' is missing",
    ["a.kicad_pro"],
  ]);
  assert.equal(await refusal(["a.kicad_pro"], ["PRD.md"]), [
    "'PRD.md' is no KiCad project, schematic or board",
    ["a.kicad_pro"],
  ]);
});

test.run();
