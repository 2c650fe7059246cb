/** The skill as the gateway runs it: cases with limits, one matrix over all artifacts, CSV that is safe. */
import { createHash } from "node:crypto";
import { isGatewayError } from "metaforge";
import { runSkill, skillContract } from "metaforge/testing";
import { parse } from "csv-parse/sync";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { ALL, ARCHITECTURE, constraints, requirement } from "./fixtures/requirements.ts";
import testPlan from "./index.ts";
import { CoverageSchema } from "./schema.ts";
import type { Coverage } from "./schema.ts";

const test = suite("skills/test-plan/index");

const FILES: Record<string, string> = {
  "constraints.json": constraints(ALL),
  "architecture.json": ARCHITECTURE,
};

async function run(more: Record<string, string> = {}, args: object = {}) {
  const result = await runSkill(testPlan, { files: { ...FILES, ...more }, args });
  const coverage = JSON.parse(result.files["tests/coverage.json"]!) as Coverage;
  const rows = (name: string) =>
    parse(result.files[name]!, { columns: true }) as Record<string, string>[];
  const row = (id: string) => coverage.requirements.find((one) => one.id === id)!;
  return { ...result, coverage, row, cases: rows("tests/test-matrix.csv"), rows };
}

async function refusal(files: Record<string, string>, input: string[] = []): Promise<string> {
  try {
    await runSkill(testPlan, { files, input });
  } catch (thrown) {
    if (isGatewayError(thrown)) return `${thrown.code}: ${String(thrown.details["problem"])}`;
    throw thrown;
  }
  return "taken";
}

for (const [name, holds] of skillContract(testPlan, { files: FILES })) test(name, holds);

test("has a case for every requirement, and names what cannot be judged", async () => {
  const { coverage, cases } = await run();
  assert.equal(CoverageSchema.parse(coverage), coverage);
  assert.equal(
    [coverage.totals.requirements, coverage.totals.withCase, coverage.totals.percent],
    [8, 8, 100],
  );
  assert.equal(new Set(cases.map((one) => one["Requirement"])).size, 8);
  assert.equal(
    coverage.requirements
      .filter(({ gaps }) => gaps.length > 0)
      .map(({ id, gaps }) => [id, gaps[0]!.slice(0, 12)]),
    [
      ["REQ-dddddd", "no tolerance"],
      ["REQ-222222", "no equipment"],
    ],
  );
});

test("moves limits inwards by the uncertainty, and a stimulus outwards", async () => {
  const { cases } = await run();
  const limits = (id: string) => {
    const one = cases.find((row) => row["Test case"] === id)!;
    return [
      one["Lower limit"],
      one["Upper limit"],
      one["Accept from"],
      one["Accept to"],
      one["Unit"],
    ];
  };
  // 1 % of 200 mA.
  assert.equal(limits("TC-aaaaaa"), ["", "200", "", "198", "mA"]);
  // 0.5 % of 4.9 V is 24.5 mV; an eighth of 0.2 V is 25 mV, which both ends keep.
  assert.equal(limits("TC-cccccc"), ["4.9", "5.1", "4.925", "5.075", "V"]);
  assert.equal(
    limits("TC-bbbbbb-LOW"),
    ["-20", "", "-21", "", "°C"].map((cell) => (cell.startsWith("-") ? `'${cell}` : cell)),
  );
  assert.equal(limits("TC-bbbbbb-HIGH"), ["", "60", "", "61", "°C"]);
  assert.equal(limits("TC-111111"), ["3", "3", "3", "3", ""]);
  const { cases: plain } = await run({}, { guard: "none" });
  assert.is(plain.find((row) => row["Test case"] === "TC-aaaaaa")!["Accept to"], "200");
});

test("says who addresses a requirement, from the architecture's own coverage first", async () => {
  const { row, coverage } = await run();
  assert.equal(
    ["REQ-aaaaaa", "REQ-cccccc", "REQ-dddddd", "REQ-ffffff", "REQ-222222"].map((id) => [
      row(id).status,
      row(id).addressedBy.join(),
    ]),
    [
      ["addressed", "mcu"],
      ["addressed", "buck"],
      ["partly", "usb"],
      ["not-addressed", ""],
      ["not-addressed", ""],
    ],
  );
  assert.ok(
    coverage.gaps.some(
      ({ kind, requirement: id }) => kind === "not-addressed" && id === "REQ-ffffff",
    ),
  );
  const alone = await runSkill(testPlan, {
    files: { "constraints.json": FILES["constraints.json"]! },
  });
  assert.match(alone.files["tests/coverage.md"]!, /\*\*not known\*\*/);
});

test("gathers verdicts by requirement, and never makes a pass of nothing", async () => {
  const sha256 = createHash("sha256").update(FILES["constraints.json"]!).digest("hex");
  const inputs = [{ path: "constraints.json", sha256 }];
  const power = {
    ...{ schema: "metaforge/power-budget@1", inputs },
    margins: [
      { requirement: "REQ-aaaaaa", verdict: "pass", of: "usb", formula: "150 mA", reason: null },
      { requirement: "REQ-cccccc", verdict: "pass", of: "v5", formula: "5 V", reason: null },
    ],
  };
  const sim = {
    ...{ schema: "metaforge/simulation@1", inputs },
    limits: [
      {
        name: "vout",
        requirement: "REQ-cccccc",
        verdict: "fail",
        value: 4.8,
        unit: "V",
        reason: null,
      },
    ],
  };
  const cost = {
    ...{ schema: "metaforge/costing@1", inputs },
    targets: [{ requirement: "REQ-ffffff", verdict: "not_measured", reason: "no price file" }],
  };
  const more = {
    "power-budget.json": JSON.stringify(power),
    "sim/results.json": JSON.stringify(sim),
    "bom/costing.json": JSON.stringify(cost),
    "reports/check.json": '{"schema":"metaforge/dfm@1"}',
  };
  const { row, coverage, findings } = await run(more);
  assert.equal(
    ["REQ-aaaaaa", "REQ-cccccc", "REQ-ffffff", "REQ-eeeeee"].map((id) => row(id).verdict),
    ["pass", "fail", "not_measured", "not_measured"],
  );
  assert.is(row("REQ-cccccc").evidence.length, 2);
  assert.equal(
    coverage.evidence.map(({ status }) => status),
    ["used", "used", "used", "unreadable", "missing"],
  );
  assert.is(coverage.verdict, "fail");
  assert.ok(
    findings.some(({ severity, requirement: id }) => severity === "error" && id === "REQ-cccccc"),
  );
});

test("puts an apostrophe before what a spreadsheet would take for a formula", async () => {
  for (const start of ["=", "+", "-", "@"]) {
    const odd = [
      requirement(
        "REQ-333333",
        "x",
        {},
        {
          statement: `${start}1+1`,
          verification: { method: "inspection", criterion: `${start}cmd` },
        },
      ),
    ];
    // oxlint-disable-next-line no-await-in-loop -- one run after the other
    const { files } = await run({ "constraints.json": constraints(odd) });
    assert.ok(files["tests/coverage.csv"]!.includes(`"'${start}1+1"`), start);
    assert.ok(files["tests/test-matrix.csv"]!.includes(`"'${start}cmd"`), start);
  }
});

test("names contradictions, open questions and statements that gave no requirement as gaps", async () => {
  const source = { file: "PRD.md", line: 9, column: 1, section: "" };
  const { coverage, row } = await run({
    "constraints.json": constraints(ALL, {
      conflicts: [
        {
          lines: [1, 2],
          files: ["PRD.md", "PRD.md"],
          reason: "40 mm against 30 mm",
          constraints: ["REQ-dddddd", "REQ-cccccc"],
        },
      ],
      open_questions: [{ text: "Battery TBD", source }],
      unmapped: [{ text: "It should be nice", source }],
    }),
  });
  assert.equal(
    ["conflict", "open-question", "unmapped"].map(
      (kind) => coverage.gaps.filter((gap) => gap.kind === kind).length,
    ),
    [1, 1, 1],
  );
  assert.ok(row("REQ-cccccc").gaps.includes("contradiction: 40 mm against 30 mm"));
});

test("says honestly that there is nothing to test", async () => {
  const { coverage, findings, files } = await run({ "constraints.json": constraints([]) });
  assert.equal([coverage.totals.percent, coverage.verdict], [null, "not_measured"]);
  assert.is(findings[0]!.id, "test-no-requirement");
  assert.match(files["tests/test-plan.md"]!, /NOTHING TO TEST/);
});

test("refuses what is missing, of another kind, or edited into nonsense, by name", async () => {
  assert.match(await refusal({}), /'constraints.json' is missing; run `spec` first/);
  assert.match(await refusal(FILES, ["PRD.md"]), /'PRD.md' is neither/);
  assert.match(await refusal({ "constraints.json": "{" }), /\(it is not JSON\); run `spec` again/);
  assert.match(
    await refusal({ "constraints.json": '{"schema":"x"}' }),
    /\(schema: .*run `spec` again/,
  );
  assert.match(await refusal({ ...FILES, "architecture.json": "[]" }), /run `architecture` again/);
  assert.match(
    await refusal({ "constraints.json": constraints([ALL[0]!, ALL[0]!]) }),
    /REQ-aaaaaa stands there twice/,
  );
  const upsideDown = requirement("REQ-1", "x", { min: 5, max: 1, unit: "V" });
  assert.match(
    await refusal({ "constraints.json": constraints([upsideDown]) }),
    /min above its max/,
  );
});

test("is the same, byte for byte, on the same inputs", async () => {
  assert.equal((await run()).files, (await run()).files);
});

test.run();
