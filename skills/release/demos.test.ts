/** Real designs released by the KiCad of this machine. */
import { join } from "node:path";
import { runSkill } from "metaforge/testing";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { hasDemos } from "../../test/fixtures/kicad-demos.ts";
import { demoProject, folderFiles, kicad } from "../../test/fixtures/kicad-skills.ts";
import { needs } from "../../test/runner/needs.ts";
import release from "./index.ts";
import type { Manifest } from "./schema.ts";
import { ManifestSchema } from "./schema.ts";

const test = suite("skills/release/demos");
const withKicad = needs("kicad-cli", test);
const withDemos = hasDemos ? withKicad : test.skip;

type Files = Readonly<Record<string, string | Uint8Array>>;
const EXAMPLE: Files = folderFiles(join(import.meta.dirname, "example"));

async function run(given: Files, edit: (board: string) => string = (board) => board) {
  const edited = Object.entries(given).map(([name, content]) => [
    name,
    name.endsWith(".kicad_pcb") ? edit(Buffer.from(content as Uint8Array).toString()) : content,
  ]);
  const files = Object.fromEntries(edited) as Files;
  const result = await runSkill(release, { files, tools: [kicad] });
  return {
    ...result,
    manifest: JSON.parse(result.files["manufacturing/manifest.json"]!) as Manifest,
  };
}

withKicad("finds the example ready, twice with the same bytes", async () => {
  const { manifest, artifacts, findings } = await run(EXAMPLE);
  assert.equal(ManifestSchema.parse(manifest), manifest);
  assert.equal([manifest.verdict, manifest.reasons], ["ready", []]);
  assert.equal(
    findings.map(({ id }) => id),
    ["parts-dnp-not-placed"],
  );
  const { components, fitted, dnp, bomLines, placedTop, placedBottom } = manifest.parts;
  assert.equal([components, fitted, dnp, bomLines], [5, 3, ["C1"], 4]);
  assert.equal([placedTop, placedBottom], [3, 0]);
  assert.equal((await run(EXAMPLE)).artifacts, artifacts);
});

withDemos("releases a design with warnings, with all that a maker asks for", async () => {
  const { manifest } = await run(demoProject("pic_programmer"));
  const inside = manifest.zip!.files.map(({ path }) => path);
  const count = (folder: string) => inside.filter((path) => path.startsWith(folder)).length;
  assert.equal([count("gerber/"), count("drill/"), count("pos/"), count("bom/")], [21, 1, 1, 1]);
  const { widthMm, heightMm, layers } = manifest.board!;
  assert.equal([widthMm, heightMm, layers], [160.12, 99.16, 2]);
  assert.equal([manifest.parts.components, manifest.parts.bomLines], [63, 36]);
  assert.is(manifest.verdict, "ready");
});

withKicad("does not find a design ready that is not routed to its end", async () => {
  const { manifest } = await run(EXAMPLE, (board) => board.replace(/\(segment .*\n/, "\n"));
  assert.equal(manifest.gate.drc.unconnected, 2);
  assert.ok(manifest.reasons.includes("2 connections not routed"), manifest.reasons.join());
  assert.is(manifest.verdict, "not_ready");
});

test.run();
