/** The example with the real catalogue: every part is in it and within the limits that the document sets. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { runSkill, runTool } from "metaforge/testing";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { parts } from "../../test/fixtures/design-tools.ts";
import architecture from "./index.ts";
import type { Architecture } from "./schema.ts";

const test = suite("skills/architecture/example");
const read = (name: string) => readFile(join(import.meta.dirname, "example", name), "utf8");

async function run() {
  const files = { "constraints.json": await read("constraints.json") };
  const result = await runSkill(architecture, { files, tools: [parts] });
  return { ...result, design: JSON.parse(result.files["architecture.json"]!) as Architecture };
}

test("takes every part from the catalogue, none outside 0 °C to 45 °C where its range is known", async () => {
  const { design } = await run();
  const ids = design.blocks.flatMap(({ part }) => (part ? [part.id] : []));
  assert.ok(ids.length >= 8, ids.join());
  const tool = runTool(parts);
  for (const id of ids) {
    // oxlint-disable-next-line no-await-in-loop -- a few
    const { part } = (await tool.call("get", { id })) as {
      part: { figures: Record<string, { min: number | null; max: number | null }[]> } | null;
    };
    assert.ok(part, id);
    const ranges = part.figures["operating_temperature"] ?? [];
    assert.ok(
      ranges.length === 0 || ranges.some(({ min, max }) => (min ?? 0) <= 0 && (max ?? 0) >= 45),
      id,
    );
  }
});

test("asks for the charge current by hand: 3.35 Ah / 6 h = 558.3 mA", async () => {
  const { design } = await run();
  const charger = design.blocks.find(({ id }) => id === "charger");
  assert.match(charger!.rationale, /3\.35 Ah \/ 6 h = 558\.3 mA/);
});

test("carries the radio in the controller and makes a buck-boost rail of the cell", async () => {
  const { design } = await run();
  assert.match(design.blocks.find(({ id }) => id === "mcu")!.name, /with Bluetooth Low Energy/);
  assert.is(design.powerTree.find(({ to }) => to === "regulator-3v3")!.topology, "buck-boost");
  assert.equal(
    design.blocks.filter(({ requirements }) => requirements.length === 0),
    [],
  );
});

test.run();
