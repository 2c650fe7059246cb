/** Which project a request means. */
import { isGatewayError } from "metaforge";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { findProject } from "./project.ts";

const test = suite("skills/check/project");

const find = (paths: readonly string[], named: readonly string[] = []) =>
  findProject(named, async (dir, only) =>
    paths
      .filter((path) => dir === "." || path.startsWith(`${dir}/`))
      .filter((path) => only!.endings.some((ending) => path.endsWith(ending)))
      .map((path) => ({ path, size: 1 })),
  );

async function refusal(paths: readonly string[], named?: readonly string[]) {
  const error = await find(paths, named).catch((thrown: unknown) => thrown);
  assert.ok(isGatewayError(error) && error.code === "VALIDATION_ERROR");
  assert.is(error.details.field, "input.files");
  return [error.message, error.details.allowed];
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

test("leaves out KiCad's own copies", async () => {
  const paths = ["l-backups/l.kicad_pro", "_autosave-l.kicad_pro", "~l.kicad_pro", "l.kicad_pro"];
  assert.is((await find(paths)).file, "l.kicad_pro");
});

test("asks which one is meant", async () => {
  const paths = ["a.kicad_pro", "b.kicad_pro"];
  assert.equal(await refusal(paths), [
    "Invalid input: there are several KiCad projects; name one",
    paths,
  ]);
  assert.equal(await refusal(paths, paths), [
    "Invalid input: several projects are named; name one",
    paths,
  ]);
});

test("refuses a workspace without a project, a missing file and another kind of file", async () => {
  assert.equal(await refusal([]), [
    "Invalid input: there is no KiCad project in the workspace",
    [],
  ]);
  assert.equal(await refusal(["a.kicad_pro"], ["c.kicad_pro"]), [
    "Invalid input: 'c.kicad_pro' is missing",
    ["a.kicad_pro"],
  ]);
  assert.equal(await refusal(["a.kicad_pro"], ["PRD.md"]), [
    "Invalid input: 'PRD.md' is no KiCad project, schematic or board",
    ["a.kicad_pro"],
  ]);
});

test.run();
