/** The whole skill against a small catalogue: designs that differ, limits that are kept, bad input that is refused. */
import { isGatewayError } from "metaforge";
import { runSkill, skillContract } from "metaforge/testing";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { LDO } from "./fixtures/catalogue.ts";
import { constraint, fakeParts, requirements, volts } from "./fixtures/requirements.ts";
import architecture from "./index.ts";
import { AIR, PLAIN, RAIL, SUPPLY, run, tools } from "./fixtures/run.ts";

const test = suite("skills/architecture");
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
  assert.match(await of(""), /is empty; run `spec` again/);
  assert.match(await of("{"), /is no JSON/);
  assert.match(
    await of('{"schema":"metaforge/bom@1"}'),
    /is not what `spec` writes \(schema: .*\); run `spec` again/,
  );
  assert.match(await of(requirements([])), /holds no constraint/);
  assert.match(await of(requirements([SUPPLY, SUPPLY])), /has the id 'REQ-in' twice/);
  assert.match(await of(requirements([volts("x", "input_voltage", 9, 3)])), /min is above max/);
  assert.match(await of(requirements([{ ...SUPPLY, typ: 9 }])), /typ beyond one/);
  assert.match(
    await of(requirements([{ ...SUPPLY, si: { min: 5.25, max: 4.75, unit: "V" } }])),
    /si: min, typ and max are not in order/,
  );
  assert.match(
    await of(requirements([{ ...SUPPLY, min: "five" as never }])),
    /\(constraints\.0\.min: .*\); run `spec` again/,
  );
  assert.match(
    await refusal({ "a.json": "{}", "b.json": "{}" }, ["a.json", "b.json"]),
    /name one constraints.json/,
  );
});

test("takes only what the catalogue has: with an empty one every part is open", async () => {
  const { design } = await run(PLAIN, {}, [fakeParts([LDO])]);
  assert.ok(design.blocks.length >= 3);
  assert.equal(
    design.blocks.filter(({ part }) => part).map(({ id }) => id),
    [],
  );
});

test.run();
