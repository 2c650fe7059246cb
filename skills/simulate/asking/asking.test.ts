/** What the skill is asked: its files, its numbers, its analyses, and limits that stand in files. */
import { isGatewayError } from "metaforge";
import { runSkill } from "metaforge/testing";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { fakeTools } from "../fixtures/fake-tools.ts";
import simulate from "../index.ts";
import type { Results } from "../schema.ts";
import { parseAnalysis, toLine } from "./analysis.ts";
import { ArgsSchema } from "./args.ts";
import { parseQuantity, toSi } from "./number.ts";

const test = suite("skills/simulate/asking");

const FILES = { "rc.cir": "rc step\nV1 in 0 1\n.tran 1u 10m\n.end\n" };
const PROJECT = { "hw/amp.kicad_pro": "{}", "hw/amp.kicad_sch": "(kicad_sch)" };

interface Given {
  readonly files?: Record<string, string>;
  readonly input?: readonly string[];
}

async function run({ files = FILES, input = [] }: Given) {
  const result = await runSkill(simulate, { files, input, tools: fakeTools() });
  return { ...result, results: JSON.parse(result.files["sim/results.json"]!) as Results };
}

async function refusal(given: Given) {
  try {
    await run(given);
  } catch (thrown) {
    assert.ok(isGatewayError(thrown) && thrown.code === "VALIDATION_ERROR", String(thrown));
    return thrown;
  }
  return assert.unreachable() as never;
}

test("reads numbers with SPICE's scales and with units", () => {
  const read = [
    "10m",
    "4.7k",
    "1Meg",
    "1meg",
    "20 mV",
    "1.5kHz",
    "-3.3",
    "2.2uF",
    "5V",
    "1e-3",
    "5f",
  ];
  assert.equal(
    read
      .map((text) => parseQuantity(text))
      .map((one) => (typeof one === "string" ? one : one.value)),
    [0.01, 4700, 1e6, 1e6, 0.02, 1500, -3.3, 2.2e-6, 5, 1e-3, 5e-15],
  );
});

test("refuses what SPICE and people read differently, and what is no number", () => {
  for (const text of ["1M", "1MHz", "1F", "1 min", "", "abc", "1.2.3", "1e999", "0x10", "4k7"]) {
    assert.type(parseQuantity(text), "string", text);
  }
});

test("knows units with their prefixes", () => {
  const read = ["mV", "kOhm", "MHz", "µA", "uA", "V", "%", "dB", "°", "Cel", "", "m"].map(toSi);
  assert.equal(
    read.map(({ unit }) => unit),
    ["V", "Ω", "Hz", "A", "A", "V", "%", "dB", "rad", "°C", "", "m"],
  );
  assert.equal(
    read.slice(0, 4).map(({ factor }) => factor),
    [1e-3, 1e3, 1e6, 1e-6],
  );
});

test("reads an analysis as SPICE writes it, and writes it back", () => {
  const lines = [
    ".op",
    ".tran 0.000001 0.01",
    ".tran 0.000001 0.01 0 0.00001 uic",
    ".ac dec 100 10 1000000",
    ".dc V1 0 5 0.1",
    ".noise v(out) V1 dec 10 1 1000000",
  ];
  for (const line of lines) assert.is(toLine(parseAnalysis(line) as never), line);
  assert.equal(parseAnalysis("TRAN 1u 10m UIC"), {
    ...{ kind: "tran", step: 1e-6, stop: 0.01, uic: true },
  });
});

test("says what is wrong with an analysis", () => {
  for (const line of [
    ".tran 1u",
    ".ac log 1 1 1",
    ".dc V1 0 5",
    ".pz",
    "",
    ".tran 1M 2",
    ".op 1",
  ]) {
    assert.type(parseAnalysis(line), "string", line);
  }
});

test("takes analyses and numbers as objects, too, and refuses what makes no sense", () => {
  const tran = { kind: "tran", step: "1u", stop: "10ms" };
  assert.equal(ArgsSchema.parse({ analysis: tran }).analysis, {
    ...{ kind: "tran", step: 1e-6, stop: 0.01 },
  });
  const given = [
    ".meas tran vmax MAX v(out) FROM=1m",
    "FIND v(/out) AT=10m",
    { expression: "2*v(out)" },
  ];
  assert.equal(ArgsSchema.parse({ measures: given }).measures, [
    { name: "vmax", expression: "MAX v(out) FROM=1m" },
    { name: "find_v_out_at_10m", expression: "FIND v(/out) AT=10m" },
    { name: "m_2_v_out", expression: "2*v(out)" },
  ]);
  for (const args of [
    { analysis: "tran" },
    { analysis: { kind: "tran", step: "1M", stop: 1 } },
    { measures: [" "] },
    { measures: [{ name: "vmax" }] },
    { measures: [{ name: "a b", expression: "MAX v(out)" }] },
    { limits: [{ max: 3 }] },
    { limits: [{ name: "v(out)" }] },
    { limits: [{ name: "v(out)", max: "1M" }] },
    { compat: "spectre" },
    { timeoutMs: 0 },
    { limit: [] },
  ]) {
    assert.not(ArgsSchema.safeParse(args).success, JSON.stringify(args));
  }
});

test("takes limits from a constraints.json that is named, in SI units", async () => {
  const constraint = {
    id: "REQ-1",
    statement: "Output: 3.0–3.1 V",
    min: 3000,
    max: 3100,
    unit: "mV",
  };
  const si = { min: 3, max: 3.1, unit: "V" };
  const constraints = { schema: "metaforge/constraints@1", constraints: [{ ...constraint, si }] };
  const wishes = { limits: [{ name: "v(out)", requirement: "REQ-1" }] };
  const files = {
    ...FILES,
    "constraints.json": JSON.stringify(constraints),
    "limits.json": JSON.stringify(wishes),
  };
  const input = ["rc.cir", "constraints.json", "limits.json"];
  const { results, findings } = await run({ files, input });
  const [{ min, max, unit, requirement, verdict }] = results.limits as [Results["limits"][number]];
  assert.equal(
    { min, max, unit, requirement, verdict },
    { ...si, requirement: "REQ-1", verdict: "fail" },
  );
  assert.is(findings[0]!.requirement, "REQ-1");
});

test("judges a requirement by its own limits where those of the request are looser", async () => {
  const stated = (more: object) =>
    JSON.stringify({
      schema: "metaforge/constraints@1",
      constraints: [{ id: "REQ-1", statement: "Output", unit: "V", ...more }],
    });
  const args = { limits: [{ name: "v(out)", max: 5, unit: "V", requirement: "REQ-1" }] };
  const verdicts = async (constraints: string | null, asked: object = args) => {
    const more = constraints === null ? {} : { "constraints.json": constraints };
    const files = { ...FILES, ...more, "limits.json": JSON.stringify(asked) };
    const { results } = await run({ files, input: ["rc.cir", "limits.json"] });
    return [results.limits[0]!.verdict, results.requirements?.[0]?.verdict];
  };
  assert.equal(await verdicts(stated({ max: 3 })), ["pass", "fail"]);
  assert.equal(await verdicts(stated({ max: 4 })), ["pass", "pass"]);
  assert.equal(await verdicts(stated({ max: 4, unit: "mA" })), ["pass", "not_measured"]);
  assert.equal(await verdicts(stated({ typ: 3 })), ["pass", "not_measured"]);
  const both = { limits: [{ ...args.limits[0], min: -1 }] };
  assert.equal(await verdicts(stated({ typ: 3 }), both), ["pass", "pass"]);
  assert.equal(await verdicts(null), ["pass", undefined]);
});

test("names what is wrong with its inputs", async () => {
  const cases: [Given, RegExp][] = [
    [{ files: {} }, /no SPICE deck/],
    [{ files: { "a.cir": "", "b.cir": "" } }, /several circuits/],
    [{ input: ["a.cir", "b.cir"] }, /one circuit/],
    [{ input: ["PRD.md"] }, /'PRD\.md' is neither/],
    [{ input: ["gone.cir"] }, /'gone\.cir' is missing/],
    [
      { files: { ...FILES, "x.json": "{" }, input: ["rc.cir", "x.json"] },
      /'x\.json' holds neither/,
    ],
    [
      { files: { ...FILES, "x.json": '{"limit":1}' }, input: ["x.json"] },
      /'x\.json' holds neither/,
    ],
  ];
  for (const [given, says] of cases) {
    const { message, details } = await refusal(given);
    assert.match(message, says);
    assert.is(details.field, "input.files");
  }
});

test("takes the files of one project for one circuit", async () => {
  const input = ["hw/amp.kicad_sch", "hw/amp.kicad_pro"];
  const { results } = await run({ files: PROJECT, input });
  assert.is(results.circuit.path, "hw/amp.kicad_sch");
});

test.run();
