/** With a parts.csv only its parts are chosen, held against the same limits; one that cannot be used stops the run. */
import { isGatewayError } from "metaforge";
import { runSkill } from "metaforge/testing";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { parts } from "../../test/fixtures/design-tools.ts";
import { constraint, requirements, temperature, words } from "./fixtures/requirements.ts";
import { RAIL, SUPPLY } from "./fixtures/run.ts";
import architecture from "./index.ts";
import type { Architecture } from "./schema.ts";

const test = suite("skills/architecture/approved-list");

const NAMED = constraint("n", {
  ...{ parameter: "imu", values: ["ZZ9001", "ZZ9002"], statement: "IMU: ZZ9001 or ZZ9002" },
});
const ASKED = [SUPPLY, RAIL, temperature("t", -20, 85), NAMED];

const HEAD =
  "MPN,Manufacturer,Family,supply_voltage [V],input_voltage [V],output_voltage [V],output_current [A],dropout_voltage [V],operating_temperature [°C],Interfaces,active_current [A]";
const LIST = [
  HEAD,
  "ZZ9001,House,sensor-motion,1.7..3.6,,,,,-40..85,spi,..0.01",
  "ZZ9002,House,sensor-motion,1.7..3.6,,,,,0..70,spi,..0.01",
  "RG33,House,ldo,,4..6,3.3,..0.5,..0.4,-40..125,,",
  "XYZ,House,,,,,,,,,",
  "RG34,House,ldo,,4..6,3.3,..0.5,..0.4,0..70,,",
].join("\n");

async function run(list: string | null, asked = ASKED) {
  const files = {
    "constraints.json": requirements(asked),
    ...(list === null ? {} : { "parts.csv": list }),
  };
  const result = await runSkill(architecture, { files, tools: [parts] });
  const design = JSON.parse(result.files["architecture.json"]!) as Architecture;
  const block = (id: string) => design.blocks.find((one) => one.id === id);
  return { design, block, summary: result.summary, report: result.files["architecture.md"]! };
}

test("chooses from the list alone, and no part of it outside the limits", async () => {
  const { design, block } = await run(LIST);
  assert.equal([block("imu")!.part?.mpn, block("regulator-3v3")!.part?.mpn], ["ZZ9001", "RG33"]);
  assert.ok(design.blocks.every(({ part }) => part === null || part.origin === "approved-list"));
  const cold = block("imu")!.eliminated.find(({ id }) => id === "house/ZZ9002");
  assert.equal(cold?.reasons, [
    "operating_temperature is 0 °C to 70 °C, -20 °C to 85 °C is asked for",
  ]);
  assert.match(block("imu")!.rationale, /1 of 2 in the approved list by that name fit/);
  assert.ok(design.inputs.some(({ path }) => path === "parts.csv"));
  assert.equal(block("imu")!.part!.figures, { total: 3, checked: 0 });
});

test("says in summary, findings and report that the list limits the choice, and nothing of it without a list", async () => {
  const { design, summary, report } = await run(LIST);
  const said = "chosen only from the 5 parts approved in parts.csv, the catalogue is hidden";
  assert.match(summary!, said);
  assert.match(report.split("\n")[2]!, said);
  assert.equal(
    [design.findings[0]?.id, design.findings[0]?.where?.file],
    ["approved-list", "parts.csv"],
  );
  const one = await run("MPN,Manufacturer,Family\nABC,House,crystal");
  assert.match(one.summary!, "from the 1 part approved in parts.csv");
  const none = await run(null);
  assert.not.match(`${none.summary} ${none.report}`, "approved in parts.csv");
  assert.not(none.design.findings.some(({ id }) => id === "approved-list"));
});

test("tells of a misspelt column of the list, with the one that was meant", async () => {
  const { design } = await run(LIST.replace("supply_voltage [V]", "suply_voltage [V]"));
  assert.match(design.findings[1]!.title, "did you mean 'supply_voltage [V]'?");
});

test("takes nothing of a line whose figures are not known", async () => {
  const { block } = await run(`${HEAD}\nZZ9001,House,sensor-motion,,,,,,,spi,`);
  assert.is(block("imu")!.part, null);
  assert.equal(block("imu")!.eliminated[0]!.reasons, [
    "supply_voltage is not known",
    "operating_temperature is not known",
  ]);
});

test("says that a name is not on the list, and that another one of the line is", async () => {
  const { design } = await run(LIST.replace(/\nZZ9002.*/, ""));
  const found = design.findings.find(({ id }) => id.startsWith("unknown-part-zz9002"));
  assert.equal(
    [found?.severity, found?.title],
    [
      "info",
      "ZZ9002 is named by the document and not in the approved list; another that the same line names is",
    ],
  );
});

test("leaves every part open where the list has none of the kind", async () => {
  const { design } = await run("MPN,Manufacturer,Family\nXYZ,House,relay\nABC,House,crystal");
  assert.ok(design.blocks.length > 0);
  assert.equal(
    design.blocks.filter(({ part }) => part !== null),
    [],
  );
  assert.ok(design.findings.some(({ title }) => /'relay' is no family/.test(title)));
});

for (const [name, text, problem] of [
  ["an empty list", "", /no column for the part number/],
  ["a list without parts", "MPN,Manufacturer\n", /holds no part/],
  ["garbage", "\u0007%PDF-1.7 \u0001\u0002\nxx,yy", /no column for the part number/],
  ["bytes", "a\0b", /is no text/],
] as const) {
  test(`refuses ${name} and names the file, rather than design without it`, async () => {
    const thrown = await run(text, [...ASKED, words("x", "Humidity sensor")]).then(
      () => null,
      (reason: unknown) => reason,
    );
    assert.ok(isGatewayError(thrown), String(thrown));
    assert.match(thrown.message, /parts\.csv/);
    assert.match(thrown.message, problem);
  });
}

test.run();
