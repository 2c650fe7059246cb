/** The whole skill against a small catalogue: designs that differ, limits that are kept, bad input that is refused. */
import { isGatewayError } from "metaforge";
import { runSkill, skillContract } from "metaforge/testing";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { ALL, HOT, LDO } from "./fixtures/catalogue.ts";
import {
  constraint,
  fakeParts,
  rail,
  requirements,
  temperature,
  volts,
  words,
} from "./fixtures/requirements.ts";
import architecture from "./index.ts";
import type { Architecture } from "./schema.ts";

const test = suite("skills/architecture");
const tools = [fakeParts(ALL)];
const SUPPLY = volts("in", "input_voltage", 4.75, 5.25);
const AIR = words("air", "It shall measure relative humidity");
const RAIL = rail("r", 3.3);
const PLAIN = [SUPPLY, RAIL, AIR];

async function run(constraints: Parameters<typeof requirements>[0], more = {}, catalogue = tools) {
  const { files, findings } = await runSkill(architecture, {
    files: { "constraints.json": requirements(constraints, more) },
    tools: catalogue,
  });
  const design = JSON.parse(files["architecture.json"]!) as Architecture;
  const block = (id: string) => design.blocks.find((one) => one.id === id);
  return {
    design,
    block,
    findings,
    report: files["architecture.md"]!,
    json: files["architecture.json"]!,
  };
}

async function refusal(files: Record<string, string>, input?: readonly string[]): Promise<string> {
  const running = runSkill(architecture, { files, tools, ...(input ? { input } : {}) });
  const thrown = await running.then(
    () => "it was taken",
    (reason: unknown) => reason,
  );
  assert.ok(isGatewayError(thrown) && thrown.code === "VALIDATION_ERROR", String(thrown));
  return (thrown as Error).message;
}

for (const [name, check] of skillContract(architecture, {
  files: { "constraints.json": requirements(PLAIN) },
  tools,
}))
  test(name, check);

test("lays out source, regulator, rail and loads, each traced", async () => {
  const { design, block } = await run([
    ...PLAIN,
    constraint("i", {
      category: "power",
      parameter: "consumption",
      max: 200,
      unit: "mA",
      si: { max: 0.2, unit: "A" },
      statement: "At most 200 mA",
    }),
  ]);
  assert.equal(
    design.blocks.map(({ id, part }) => [id, part?.mpn]),
    [
      ["mcu", "SM16"],
      ["humidity-sensor", "HT1"],
      ["regulator-3v3", "LD33"],
    ],
  );
  assert.equal(
    design.rails.map(({ id, from, source, loads }) => ({ id, from, source, loads })),
    [
      {
        id: "rail-3v3",
        from: "regulator-3v3",
        source: "external-supply",
        loads: ["mcu", "humidity-sensor"],
      },
    ],
  );
  // (5.25 − 3.3) · 0.2 = 0.39 W
  assert.is(design.powerTree.find(({ to }) => to === "regulator-3v3")?.dissipation?.value, 0.39);
  assert.match(block("mcu")!.rationale, /No line names a controller; REQ-air need one/);
  assert.equal(block("humidity-sensor")!.interfaces, [
    { to: "mcu", bus: "i2c", signals: ["SDA", "SCL"], level: { value: 3.3, unit: "V" } },
  ]);
});

test("has a row for every requirement, and says what is not addressed", async () => {
  const price = constraint("p", {
    category: "cost",
    parameter: "cost",
    max: 5,
    unit: "USD",
    statement: "Below 5 USD",
  });
  const { design, report } = await run([...PLAIN, price]);
  assert.equal(
    design.coverage.map(({ requirement, status }) => [requirement, status]),
    [
      ["REQ-in", "addressed"],
      ["REQ-r", "addressed"],
      ["REQ-air", "addressed"],
      ["REQ-p", "not-addressed"],
    ],
  );
  for (const { requirement } of design.coverage) assert.match(report, `| ${requirement} |`);
});

test("chooses another controller for other wishes", async () => {
  const usb = constraint("u", {
    parameter: "usb_interface",
    category: "interface",
    values: ["USB"],
    statement: "USB for configuration",
  });
  const wifi = constraint("w", {
    parameter: "wireless",
    category: "interface",
    values: ["WiFi"],
    statement: "WiFi",
  });
  const flash = constraint("f", {
    parameter: "flash",
    min: 128,
    unit: "KB",
    si: { min: 131072, unit: "byte" },
    statement: "128 KB flash at least",
  });
  const mcu = async (...more: ReturnType<typeof constraint>[]) =>
    (await run([...PLAIN, ...more])).block("mcu")?.part?.mpn;
  assert.equal(
    [await mcu(), await mcu(usb), await mcu(flash), await mcu(wifi)],
    ["SM16", "LG48", "LG48", "WF1"],
  );
});

test("chooses no part outside the range of temperature, and says why", async () => {
  const { block, design } = await run([...PLAIN, temperature("t", -40, 105)]);
  assert.is(block("humidity-sensor")!.part?.id, HOT.id);
  assert.is(block("mcu")!.part, null);
  assert.match(block("mcu")!.eliminated[0]!.reasons[0]!, /operating_temperature/);
  assert.match(block("mcu")!.tbd!, /operating temperature covers -40 °C to 105 °C \(REQ-t\)/);
  assert.ok(
    design.findings.some(({ id, severity }) => id === "no-match-mcu" && severity === "error"),
  );
  assert.is(block("regulator-3v3")!.part, null);
});

test("chooses no regulator whose input ends below the supply", async () => {
  const { block } = await run([volts("in", "input_voltage", 12, 60), RAIL, AIR]);
  assert.is(block("regulator-3v3")!.part, null);
  const [only] = block("regulator-3v3")!.eliminated;
  assert.equal([only!.id, only!.reasons[0]], ["acme/LD33", "input_voltage is 2.5 to 6"]);
  const lower = await run([volts("in", "input_voltage", 9, 30), RAIL, AIR]);
  assert.is(lower.block("regulator-3v3")!.part?.mpn, "BK33");
  assert.match(
    lower.design.powerTree.find(({ to }) => to === "regulator-3v3")!.reason!,
    /but none in the catalogue fits/,
  );
});

test("runs a coin cell's parts from the cell, and a Wi-Fi module through a boost converter with a warning", async () => {
  const cell = constraint("c", {
    category: "power",
    parameter: "battery_type",
    values: ["CR2032"],
    statement: "Powered by a CR2032",
  });
  const plain = await run([cell, AIR]);
  assert.equal(
    plain.design.rails.map(({ id, from }) => [id, from]),
    [["rail-supply", "battery"]],
  );
  const wifi = constraint("w", {
    parameter: "wireless",
    category: "interface",
    values: ["WiFi"],
    statement: "WiFi every 60 s",
  });
  const { design, block } = await run([cell, AIR, wifi]);
  assert.is(block("mcu")!.part?.mpn, "WF1");
  assert.is(design.powerTree.find(({ to }) => to === "regulator-3v3")?.topology, "boost");
  assert.match(
    design.risks.find(({ id }) => id === "pulse-mcu")!.text,
    /pulses of 340 mA, CR2032 gives 7 mA/,
  );
});

test("makes no block that nobody asked for", async () => {
  const { design } = await run([
    constraint("m", {
      category: "mechanical",
      parameter: "weight",
      max: 8,
      unit: "g",
      statement: "Below 8 g",
    }),
  ]);
  assert.equal([design.blocks, design.rails, design.sources, design.host], [[], [], [], null]);
  assert.ok(design.findings.some(({ id }) => id === "no-blocks"));
});

test("reports contradictions, a missing supply and an unknown part by name", async () => {
  const named = constraint("n", {
    parameter: "sensor",
    values: ["QX4711"],
    statement: "Humidity sensor QX4711",
  });
  const { design, block } = await run([RAIL, named], {
    conflicts: [{ reason: "3.3 V against 5 V", constraints: ["REQ-r", "REQ-n"] }],
  });
  const ids = design.findings.map(({ id }) => id);
  for (const id of ["conflict-REQ-r-REQ-n", "supply-not-stated", "unknown-part-qx4711-REQ-n"])
    assert.ok(ids.includes(id), id);
  assert.is(block("humidity-sensor")!.part, null);
});

test("is the same to the byte for the same input", async () => {
  assert.is((await run(PLAIN)).json, (await run(PLAIN)).json);
});

test("lets no text of a document out of its cell or label", async () => {
  const { report } = await run(
    [SUPPLY, { ...RAIL, statement: "3.3 V | <img src=x> [a](b)\n# x" }, AIR],
    { product: '"]; click n1 "x' },
  );
  assert.not.match(report, /<img/);
  assert.not.match(report, /\n# x/);
  assert.match(report, /3\.3 V \\\| &lt;img src=x&gt; \\\[a\\\]\(b\) \\# x/);
});

test("refuses what is no constraints.json, and says who makes it", async () => {
  const of = (text: string) => refusal({ "constraints.json": text });
  assert.match(await refusal({}), /'constraints.json' is missing; run `spec` first/);
  assert.match(await of(""), /is empty; run `spec` first/);
  assert.match(await of("{"), /is no JSON/);
  assert.match(await of('{"schema":"metaforge/bom@1"}'), /is not what `spec` writes: schema/);
  assert.match(await of(requirements([])), /holds no constraint/);
  assert.match(await of(requirements([SUPPLY, SUPPLY])), /has the id 'REQ-in' twice/);
  assert.match(await of(requirements([volts("x", "input_voltage", 9, 3)])), /min is above max/);
  assert.match(
    await of(requirements([{ ...SUPPLY, min: "five" as never }])),
    /constraints\.0\.min/,
  );
  assert.match(
    await refusal({ "a.json": "{}", "b.json": "{}" }, ["a.json", "b.json"]),
    /name one constraints.json/,
  );
});

test("takes only what the catalogue has: with an empty one every part is open", async () => {
  const { design } = await run(PLAIN, {}, [fakeParts([LDO])]);
  assert.equal(
    design.blocks.filter(({ part }) => part).map(({ id }) => id),
    ["regulator-3v3"],
  );
});

test.run();
