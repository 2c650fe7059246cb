/** The skill as the gateway runs it, with a KiCad that says what the test wants. */
import { isGatewayError } from "metaforge";
import { runSkill, skillContract } from "metaforge/testing";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { architecture, block } from "./fixtures/architecture.ts";
import { component, detail, FLAG, fakeKicad, RESISTOR } from "./fixtures/fake-kicad.ts";
import type { Fakes } from "./fixtures/fake-kicad.ts";
import schematic from "./index.ts";
import { PlanSchema } from "./schema.ts";

const test = suite("skills/schematic/index");

const NETS = {
  parts: [
    { ref: "R1", symbol: "Device:R", value: "1k" },
    { ref: "R2", symbol: "Device:R", value: "2k" },
  ],
  nets: [
    {
      name: "A",
      pins: [
        { ref: "R1", pin: "1" },
        { ref: "R2", pin: "2" },
      ],
    },
  ],
};
/** What KiCad finds of it. */
const FOUND = {
  nets: [
    {
      name: "A",
      nodes: [
        { ref: "R1", pin: "1" },
        { ref: "R2", pin: "2" },
      ],
    },
  ],
  components: [component("R1", "1k"), component("R2", "2k")],
};

async function run(asked: unknown, fakes: Fakes = FOUND, more: object = {}) {
  const content = typeof asked === "string" ? asked : JSON.stringify(asked);
  const files = { "nets.json": content, ...more };
  const tools = [fakeKicad(fakes)];
  const result = await runSkill(schematic, { files, input: ["nets.json"], tools });
  const path = Object.keys(result.files).find((one) => one.endsWith(".net-plan.json"))!;
  return { ...result, plan: PlanSchema.parse(JSON.parse(result.files[path]!)) };
}

/** What it is refused for. */
async function refusal(running: Promise<unknown>): Promise<string> {
  const thrown = await running.then(
    () => null,
    (error: unknown) => error,
  );
  assert.ok(isGatewayError(thrown) && thrown.code === "VALIDATION_ERROR", String(thrown));
  return String(thrown.details.problem);
}

const problemOf = (asked: unknown, fakes?: Fakes) => refusal(run(asked, fakes));

const FILES = { "architecture.json": JSON.stringify(architecture([block("r", "Device:R")])) };
for (const [name, holds] of skillContract(schematic, { files: FILES, tools: [fakeKicad()] })) {
  test(name, holds);
}

test("proves a net list that KiCad finds as it was asked for", async () => {
  const { plan, files, summary } = await run(NETS);
  assert.is(plan.verdict, "proven");
  assert.equal(plan.nets.differences, []);
  assert.equal(
    plan.unconnected.map(({ ref, pin }) => `${ref}.${pin}`),
    ["R1.2", "R2.1"],
  );
  assert.equal(Object.keys(files).toSorted(), [
    "eda/kicad/nets.kicad_pro",
    "eda/kicad/nets.kicad_sch",
    "eda/kicad/nets.net-plan.json",
    "schematic-plan.md",
  ]);
  assert.match(summary!, /^PROVEN: 0 ERC errors/);
});

test("fails when a pin is on another net than was asked for", async () => {
  const nets = [
    {
      name: "A",
      nodes: [
        { ref: "R1", pin: "1" },
        { ref: "R2", pin: "1" },
      ],
    },
  ];
  const { plan } = await run(NETS, { ...FOUND, nets });
  assert.is(plan.verdict, "failed");
  assert.equal(plan.nets.differences, [{ net: "A", missing: ["R2.2"], extra: ["R2.1"] }]);
});

test("fails when a part is missing or has another value, or when KiCad's rules find an error", async () => {
  const one = await run(NETS, { ...FOUND, components: [component("R1", "1k")] });
  assert.equal([one.plan.verdict, one.plan.nets.partsMissing], ["failed", ["R2"]]);
  const valued = await run(NETS, {
    ...FOUND,
    components: [component("R1", "1k"), component("R2", "9k")],
  });
  assert.equal(
    [valued.plan.verdict, valued.plan.nets.partsChanged],
    ["failed", ["R2: value '9k', not '2k'"]],
  );
  const violation = { type: "pin_to_pin", severity: "error", text: "two outputs", items: [] };
  const other = await run(NETS, { ...FOUND, violations: [violation] });
  assert.equal([other.plan.verdict, other.plan.reason], ["failed", "1 ERC error"]);
  assert.ok(other.findings.some(({ title }) => title === "ERC pin_to_pin: two outputs"));
});

test("is unproven, with the sheet, when KiCad's program gives no answer", async () => {
  const { plan, files } = await run(NETS, { ...FOUND, status: "not-run" });
  assert.equal([plan.verdict, plan.erc.status, plan.nets.found], ["unproven", "not-run", null]);
  assert.ok(files["eda/kicad/nets.kicad_sch"]);
});

test("draws nothing and says why when no symbol can be had", async () => {
  const problem = { code: "TOOL_MISSING", message: "KiCad is not installed" };
  const { plan, files, findings } = await run(NETS, { symbols: [], problem });
  assert.equal([plan.verdict, plan.status, plan.parts], ["unproven", "not-run", []]);
  assert.equal(Object.keys(files), ["eda/kicad/nets.net-plan.json", "schematic-plan.md"]);
  assert.equal(
    findings.map(({ title }) => title),
    ["KiCad: TOOL_MISSING", "No sheet was drawn"],
  );
});

test("draws nothing when the architecture has no part with a symbol", async () => {
  const { plan } = await run(architecture([block("radio", null, { tbd: "a radio of 868 MHz" })]));
  assert.equal([plan.status, plan.reason], ["not-run", "no part with a symbol is chosen"]);
  assert.equal(
    plan.tbd.map(({ item, reason }) => [item, reason]),
    [["radio", "a radio of 868 MHz"]],
  );
});

test("takes a footprint away that is not installed, and says so", async () => {
  const [first, second] = NETS.parts;
  const asked = { ...NETS, parts: [{ ...first, footprint: "My:Own" }, second] };
  const violation = {
    type: "footprint_link_issues",
    severity: "warning",
    text: "",
    items: [{ ref: "R1", text: "R1" }],
  };
  const { plan } = await run(asked, { ...FOUND, violations: [violation] });
  assert.is(plan.parts[0]!.footprint, null);
  assert.equal(plan.repairs, ["R1: the footprint 'My:Own' is not installed and was left out"]);
});

test("keeps the power flag of a net that a pin is only tied to", async () => {
  const symbol = detail("X:Chip", [
    { number: "1", name: "GND", type: "power_in" },
    { number: "2", name: "SDO", type: "bidirectional" },
  ]);
  const pins = ["1", "2"].map((pin) => ({ ref: "U1", pin }));
  const asked = { parts: [{ ref: "U1", symbol: "X:Chip" }], nets: [{ name: "GND", pins }] };
  const items = [
    { ref: "U1", pin: "2", text: "Symbol U1 Pin 2" },
    { ref: "#FLG01", pin: "1", text: "Symbol #FLG01 Pin 1" },
  ];
  const violations = [{ type: "pin_to_pin", severity: "warning", text: "tied", items }];
  const found = {
    nets: [{ name: "GND", nodes: pins }],
    components: [component("U1", "Chip", "X:Chip")],
  };
  const { plan } = await run(asked, { ...found, symbols: [FLAG, symbol], violations });
  assert.equal([plan.verdict, plan.flags, plan.repairs], ["proven", ["GND"], []]);
  assert.ok(plan.findings.some(({ title }) => title === "ERC pin_to_pin: tied"));
});

test("says when an approved sheet that was worked on would be replaced", async () => {
  const edited = {
    "eda/kicad/nets.kicad_sch": `(kicad_sch (version 20250114) (generator "eeschema"))`,
  };
  const { plan } = await run(NETS, FOUND, edited);
  assert.equal(
    plan.tbd.map(({ what }) => what),
    ["would be replaced"],
  );
  const own = (await run(NETS)).files["eda/kicad/nets.kicad_sch"]!;
  assert.equal((await run(NETS, FOUND, { "eda/kicad/nets.kicad_sch": own })).plan.tbd, []);
});

test("gives the same bytes for the same inputs", async () => {
  assert.equal((await run(NETS)).files, (await run(NETS)).files);
});

test("names the skill to run first when the architecture is missing", async () => {
  const running = runSkill(schematic, { files: {}, tools: [fakeKicad()] });
  assert.match(await refusal(running), /run `architecture` first/);
  for (const text of [
    '{"schema":"metaforge/architecture@9"}',
    '{"schema":"metaforge/architecture@1"}',
  ]) {
    const files = { "architecture.json": text };
    // oxlint-disable-next-line no-await-in-loop -- one run after the other
    assert.match(
      await refusal(runSkill(schematic, { files, tools: [] })),
      /run `architecture` again/,
    );
  }
});

test("refuses files that are no architecture and no net list, each with its reason", async () => {
  assert.match(await problemOf(""), /it is empty/);
  assert.match(await problemOf("{"), /it is no JSON/);
  assert.match(await problemOf([]), /no JSON object/);
  assert.match(await problemOf({ schema: "metaforge/constraints@1" }), /metaforge\/constraints@1/);
  assert.match(await problemOf(architecture([])), /no blocks/);
  assert.match(await problemOf(architecture([block("a", null), block("a", null)])), /the id 'a'/);
  assert.match(await problemOf(architecture([{ id: "a" }])), /blocks\.0\.name/);
});

test("refuses a net list that names what is not there", async () => {
  const net = (ref: string, pin: string, name = "A") => ({ name, pins: [{ ref, pin }] });
  const ask = (more: object, fakes?: Fakes) => problemOf({ ...NETS, ...more }, fakes);
  assert.match(await ask({ nets: [net("R9", "1")] }), /'R9', which is not among the parts/);
  assert.match(await ask({ nets: [net("R1", "7")] }), /no pin '7' \(R1\); it has 1, 2/);
  assert.match(await ask({ nets: [net("R1", "1"), net("R1", "1", "B")] }), /R1\.1 is named twice/);
  assert.match(await ask({ nets: [net("R1", "1", "D[0..7]")] }), /a net's name has letters/);
  assert.match(
    await ask(
      { parts: [{ ref: "R1", symbol: "Device:Nope" }], nets: [] },
      { symbols: [FLAG, RESISTOR] },
    ),
    /no symbol 'Device:Nope'/,
  );
  assert.match(
    await ask({ parts: [{ ref: "F1", symbol: FLAG.id }], nets: [] }),
    /is a power symbol/,
  );
});

test.run();
