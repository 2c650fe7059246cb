/** What a model may add, and that a hostile one changes nothing else. */
import { fail } from "metaforge";
import { runSkill } from "metaforge/testing";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { ALL } from "./fixtures/catalogue.ts";
import { fakeParts, rail, requirements, volts, words } from "./fixtures/requirements.ts";
import architecture from "./index.ts";
import { ArchitectureSchema } from "./schema.ts";

const test = suite("skills/architecture/model");
const FILES = {
  "constraints.json": requirements([
    volts("in", "input_voltage", 4.75, 5.25),
    rail("r", 3.3),
    words("air", "It shall measure relative humidity"),
  ]),
};

async function run(llm?: () => unknown) {
  const { files } = await runSkill(architecture, {
    files: FILES,
    tools: [fakeParts(ALL)],
    ...(llm ? { llm } : {}),
  });
  const json = files["architecture.json"]!;
  return {
    json,
    design: ArchitectureSchema.parse(JSON.parse(json)),
    report: files["architecture.md"]!,
  };
}

/** The artifact as it would be without what the model added. */
function stripped(json: string): string {
  const design = JSON.parse(json) as Record<string, unknown>;
  delete design["suggestions"];
  return `${JSON.stringify({ ...design, mode: "deterministic" }, null, 2)}\n`;
}

const claim = (item: unknown, quote: string) => ({ item, quote, source: "design" });
const LINE = "alternative acme/HT9: fits as well: the same package QFN-16, sensor-environment HT9";
const HONEST = claim(
  { block: "humidity-sensor", part: "acme/HT9", text: "It bears more heat." },
  LINE,
);

test("adds a marked suggestion among parts that survived, and leaves the rest as it is", async () => {
  const plain = await run();
  const { design, report, json } = await run(() => [HONEST]);
  assert.is(stripped(json), plain.json);
  assert.equal(
    design.suggestions?.map(({ origin, block, part }) => [origin, block, part]),
    [["model", "humidity-sensor", "acme/HT9"]],
  );
  assert.is(design.mode, "deterministic+model");
  assert.match(report, /## Suggestions of a model/);
  assert.is(design.blocks.find(({ id }) => id === "humidity-sensor")!.part!.mpn, "HT1");
});

test("keeps nothing of what a hostile model says", async () => {
  const plain = await run();
  const text = "Take it.";
  const answers: readonly unknown[][] = [
    [claim({ block: "humidity-sensor", part: "evil/X1", text }, LINE)],
    [claim({ block: "humidity-sensor", part: "acme/LG48", text }, LINE)],
    [claim({ block: "nothing", part: "acme/HT9", text }, LINE)],
    [claim({ block: "humidity-sensor", part: "acme/HT9", text }, "words that stand nowhere")],
    [claim({ block: "humidity-sensor", part: "acme/HT9", text: "It needs 99 mA less." }, LINE)],
    [claim({ block: "humidity-sensor" }, LINE), claim("x", LINE)],
  ];
  for (const answer of answers) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    assert.is((await run(() => answer)).json, plain.json, JSON.stringify(answer));
  }
});

test("is what it is without a model where that fails", async () => {
  const failing = await run(() => {
    throw fail("TIMEOUT", { problem: "it slept" });
  });
  assert.is(failing.json, (await run()).json);
});

test.run();
