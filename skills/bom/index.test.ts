/** The skill as the gateway runs it, with parts that the test names. */
import { isGatewayError } from "metaforge";
import { runSkill, skillContract } from "metaforge/testing";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { choosing } from "../../test/fixtures/kicad-skills.ts";
import { fakeKicad, part } from "./fixtures/fake-kicad.ts";
import type { Fakes } from "./fixtures/fake-kicad.ts";
import bom from "./index.ts";
import { BomSchema, CostingSchema } from "./schema.ts";
import type { Bom, Costing } from "./schema.ts";

const test = suite("skills/bom/index");

const FILES = { "hw/x.kicad_pro": "{}", "hw/x.kicad_sch": "(kicad_sch)" };
const YAGEO = { MPN: "RC0402FR-0710KL", Manufacturer: "Yageo" };
const PARTS = [
  part("R10", "10k", { fields: YAGEO }),
  part("R2", "10k", { fields: YAGEO }),
  part("R3", "10k", { fields: YAGEO, dnp: true }),
  part("J1", "=cmd", { footprint: "", description: "@SUM" }),
  part("H1", "Hole", { excludedFromBom: true }),
];

async function run(
  fakes: Fakes = { parts: PARTS },
  more: Record<string, string> = {},
  args: object = {},
  input: string[] = [],
) {
  const files = { ...FILES, ...more };
  const result = await runSkill(bom, { files, args, input, tools: [choosing(fakeKicad(fakes))] });
  return {
    ...result,
    bom: JSON.parse(result.files["bom/bom.json"]!) as Bom,
    costing: JSON.parse(result.files["bom/costing.json"]!) as Costing,
    report: result.files["bom/bom-report.md"]!,
  };
}

/** What a run is refused with. */
async function refusal(...given: Parameters<typeof run>): Promise<Record<string, unknown>> {
  try {
    await run(...given);
  } catch (thrown) {
    if (isGatewayError(thrown)) return { code: thrown.code, ...thrown.details };
    throw thrown;
  }
  return {};
}

for (const [name, holds] of skillContract(bom, {
  files: FILES,
  tools: [choosing(fakeKicad({ parts: PARTS }))],
})) {
  test(name, holds);
}

test("counts components, those of the list, its lines and what is not populated", async () => {
  const { bom: list, costing, summary } = await run();
  assert.equal(BomSchema.parse(list), list);
  assert.equal(CostingSchema.parse(costing), costing);
  assert.equal([list.components, list.rows, list.lines, list.dnp], [5, 4, 3, 1]);
  assert.equal(
    list.groups.map(({ refs, quantity, dnp }) => [refs.join(" "), quantity, dnp]),
    [
      ["J1", 1, false],
      ["R2 R10", 2, false],
      ["R3", 1, true],
    ],
  );
  assert.equal(
    list.excluded.map(({ ref }) => ref),
    ["H1"],
  );
  assert.match(summary!, /^4 of 5 components in 3 lines; 0 errors, 2 warnings\.$/);
});

test("puts every cell of the CSV in quotes and lets none be a formula", async () => {
  const { files } = await run();
  const rows = files["bom/bom.csv"]!.trim().split("\n");
  assert.is(rows.length, 4);
  assert.ok(rows.every((row) => /^"(?:[^"]|"")*"(?:,"(?:[^"]|"")*")*$/.test(row)));
  assert.ok(rows[1]!.includes(`"'=cmd"`) && rows[1]!.includes(`"'@SUM"`), rows[1]);
  for (const start of ["=", "+", "-", "@", "\t", "\r"]) {
    const odd = await run({ parts: [part("U1", `${start}1`)] });
    assert.ok(odd.files["bom/bom.csv"]!.includes(`"'${start}1"`), JSON.stringify(start));
  }
});

test("shows the text of a design as text in the report", async () => {
  const { report } = await run({ parts: [part("U1", "<b>|[x](y)\n# z")] });
  assert.ok(report.includes("\\<b\\>\\|\\[x\\](y) # z"), report);
});

test("prices nothing without a price file, and says so", async () => {
  const { costing, report } = await run();
  assert.equal([costing.status, costing.totals, costing.lines], ["not_measured", [], []]);
  assert.equal(costing.notMeasured, ["J1", "R2", "R10"]);
  assert.match(report, /Not measured: there is no price file/);
});

test("takes prices.csv, the quantity and the requirements that are there", async () => {
  const head = "mpn,quantity,unit_price,currency,date,source";
  const prices = `${head}\nrc0402fr-0710kl,1,0.10,EUR,2026-01-15,shop\nRC0402FR-0710KL,100,0.01,EUR,2026-01-15,shop\n`;
  const cost = {
    id: "REQ-1",
    category: "cost",
    parameter: "bom_cost",
    max: 0.015,
    typ: null,
    unit: "EUR",
    condition: null,
    statement: "BOM cost below 0.015 EUR",
  };
  const more = {
    "prices.csv": prices,
    "constraints.json": JSON.stringify({ constraints: [cost] }),
  };
  const { costing, findings, bom: list } = await run(undefined, more, { quantity: 50 });
  assert.equal(costing.totals, [{ currency: "EUR", perBoard: 0.02, allBoards: 1, lines: 1 }]);
  assert.equal([costing.status, costing.notMeasured], ["incomplete", ["J1"]]);
  assert.equal([costing.targets[0]!.verdict, costing.targets[0]!.complete], ["fail", false]);
  assert.is(findings.find(({ requirement }) => requirement === "REQ-1")!.severity, "error");
  assert.equal(costing.requirements, [
    {
      ...{ requirement: "REQ-1", statement: "BOM cost below 0.015 EUR", verdict: "fail" },
      ...{ value: 0.02, unit: "EUR", limit: "≤ 0.015 EUR" },
      basis: "parts of one board, at 50 boards; the priced parts alone cost 0.02 EUR",
    },
  ]);
  assert.ok(list.inputs.some(({ path }) => path === "prices.csv"));
});

test("proposes no list when the schematic cannot be read, and says why", async () => {
  const problem = { code: "INPUT_CORRUPT", message: "the file ends too early" };
  const { bom: list, files, summary } = await run({ status: "failed", problem });
  assert.equal([list.status, list.rows, list.lines], ["failed", null, null]);
  assert.not(Object.hasOwn(files, "bom/bom.csv"));
  assert.is(list.findings[0]!.severity, "error");
  assert.is(summary, "No bill of materials: INPUT_CORRUPT: the file ends too early.");
});

test("sees when KiCad's own list has other parts than its netlist", async () => {
  const { findings } = await run({ parts: PARTS, listed: ["R2", "R10", "R3", "R99"] });
  const found = findings.find(({ id }) => id === "lists-differ")!;
  assert.equal([found.severity, found.evidence], ["error", "They differ in J1, R99."]);
});

test("refuses a missing schematic, several projects and files it knows nothing of", async () => {
  const none = {
    status: "not-run",
    problem: { code: "INPUT_MISSING", message: "no sheet" },
  } as const;
  assert.equal(await refusal(none), {
    code: "VALIDATION_ERROR",
    problem: "no sheet",
    field: "input.files",
  });
  const two = await refusal(undefined, { "b.kicad_pro": "{}" });
  assert.equal(two.allowed, ["b.kicad_pro", "hw/x.kicad_pro"]);
  const no = { "architecture.json": '{"schema": "other"}' };
  assert.match(
    String((await refusal(undefined, no, {}, Object.keys(no))).problem),
    /no architecture/,
  );
  const both = await refusal(undefined, no, {}, ["architecture.json", "hw/x.kicad_pro"]);
  assert.match(String(both.problem), /not both/);
  assert.match(String((await refusal(undefined, {}, {}, ["x.pdf"])).problem), /price file/);
  assert.is((await refusal(undefined, {}, { prices: "p.csv" })).code, "VALIDATION_ERROR");
  assert.is((await refusal(undefined, {}, { quantity: 0 })).code, "VALIDATION_ERROR");
  assert.is(
    (await refusal(undefined, {}, {}, ["hw/y.kicad_sch"])).problem,
    "'hw/y.kicad_sch' is missing",
  );
});

test("lists an architecture's parts by piece, and says which blocks have none", async () => {
  const chip = { mpn: "SHT31-DIS", manufacturer: "Sensirion", package: "DFN-8", footprint: null };
  const blocks = [
    { id: "sensor", name: "Sensor", quantity: 2, part: chip },
    { id: "mcu", name: "Controller", quantity: 1, part: null, tbd: "flash 64 KiB" },
  ];
  const text = JSON.stringify({ schema: "metaforge/architecture@1", blocks });
  const listed = await run(undefined, { "architecture.json": text }, {}, ["architecture.json"]);
  const { rows, lines, components, groups, status } = listed.bom;
  assert.equal([rows, lines, components, status], [2, 1, 2, "partial"]);
  assert.equal([groups[0]!.mpn, groups[0]!.quantity], ["SHT31-DIS", 2]);
  const open = listed.findings.find(({ where }) => where?.item === "mcu")!;
  assert.equal([open.severity, open.evidence], ["warning", "Wanted: flash 64 KiB"]);
  assert.match(listed.report, "SHT31-DIS");
});

test("says which blocks of the architecture beside a project are not in its list", async () => {
  const resistor = { mpn: YAGEO.MPN, manufacturer: "Yageo" };
  const blocks = [
    { id: "pull-up", name: "Pull-up", part: resistor },
    { id: "cell", name: "Cell", part: null },
    { id: "radio", name: "Radio", part: { mpn: "BC66", manufacturer: "Quectel" } },
  ];
  const beside = (some: object[]) => ({
    "architecture.json": JSON.stringify({ schema: "metaforge/architecture@1", blocks: some }),
  });
  const { findings } = await run(undefined, beside(blocks));
  const found = findings.find(({ id }) => id === "blocks-not-listed")!;
  assert.is(found.title, "2 of 3 blocks of the architecture are not in the list");
  assert.is(found.evidence, "Cell: no part yet; Radio: BC66");
  const ofAnother = await run(undefined, beside(blocks.slice(1)));
  const complete = await run(undefined, beside(blocks.slice(0, 1)));
  const broken = await run(undefined, { "architecture.json": "{" });
  for (const silent of [ofAnother, complete, broken]) {
    assert.not(silent.findings.some(({ id }) => id === "blocks-not-listed"));
  }
});

test.run();
