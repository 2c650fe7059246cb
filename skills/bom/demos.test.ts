/** The skill with the KiCad of this machine: its demos and the example. */
import { join } from "node:path";
import { runSkill } from "metaforge/testing";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { demoProject, folderFiles, kicad } from "../../test/fixtures/kicad-skills.ts";
import { needs } from "../../test/runner/needs.ts";
import bom from "./index.ts";
import type { Bom, Costing } from "./schema.ts";

const test = suite("skills/bom/demos");
const withKicad = needs("kicad-cli", test);

async function run(files: Record<string, Uint8Array | string>, input: string[], args: object = {}) {
  const result = await runSkill(bom, { files, input, args, tools: [kicad] });
  return { ...result, bom: JSON.parse(result.files["bom/bom.json"]!) as Bom };
}

for (const [demo, stem, rows, lines, components] of [
  ["pic_programmer", "pic_programmer", 56, 36, 63],
  ["multichannel", "multichannel_mixer", 114, 11, 114],
  ["complex_hierarchy", "complex_hierarchy", 68, 24, 68],
] as const) {
  withKicad(`counts the parts of ${demo}`, async () => {
    const { bom: list } = await run(demoProject(demo), [`${stem}.kicad_sch`]);
    assert.equal(
      [list.status, list.rows, list.lines, list.components],
      ["ok", rows, lines, components],
    );
    assert.is(list.excluded.length, components - rows);
    assert.not(list.findings.some(({ severity }) => severity === "error"));
  });
}

const EXAMPLE = folderFiles(join(import.meta.dirname, "example"));

withKicad("finds the part of another value in the example, and its cost", async () => {
  const first = await run(EXAMPLE, [], { quantity: 50 });
  assert.equal(
    first.findings.filter(({ severity }) => severity === "error").map(({ where }) => where!.item),
    ["R4"],
  );
  const costing = JSON.parse(first.files["bom/costing.json"]!) as Costing;
  assert.equal(costing.totals, [{ currency: "EUR", perBoard: 0.129, allBoards: 6.45, lines: 5 }]);
  assert.equal((await run(EXAMPLE, [], { quantity: 50 })).files, first.files, "the same bytes");
});

withKicad("tells a schematic that is cut off or of a newer KiCad", async () => {
  const text = Buffer.from(EXAMPLE["filter.kicad_sch"]!).toString();
  for (const [sheet, code] of [
    [text.slice(0, text.length / 2), /^INPUT_CORRUPT/],
    [text.replace("20250114", "20991231"), /^INPUT_TOO_NEW/],
  ] as const) {
    const { bom: list, files } = await run({ ...EXAMPLE, "filter.kicad_sch": sheet }, []);
    assert.equal([list.status, list.rows], ["failed", null]);
    assert.match(list.findings[0]!.title, code);
    assert.not(Object.hasOwn(files, "bom/bom.csv"));
  }
});

test.run();
