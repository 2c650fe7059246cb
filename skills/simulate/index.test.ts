/** The skill as the gateway runs it, with tools that say what the test wants. */
import { runSkill, skillContract } from "metaforge/testing";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { failed, fakeTools, netlist, outcome } from "./fixtures/fake-tools.ts";
import type { Asked, Fakes } from "./fixtures/fake-tools.ts";
import simulate from "./index.ts";
import type { Results } from "./schema.ts";
import { ResultsSchema } from "./schema.ts";

const test = suite("skills/simulate/index");

const FILES = { "rc.cir": "rc step\nV1 in 0 1\n.tran 1u 10m\n.end\n" };
const PROJECT = { "hw/amp.kicad_pro": "{}", "hw/amp.kicad_sch": "(kicad_sch)" };

interface Given {
  readonly files?: Record<string, string>;
  readonly input?: readonly string[];
  readonly args?: unknown;
  readonly fakes?: Fakes;
}

async function run({ files = FILES, input = [], args = {}, fakes = {} }: Given = {}) {
  const heard: { action: string; input: Asked }[] = [];
  const hear = (action: string, asked: Asked) => void heard.push({ action, input: asked });
  const tools = fakeTools({ hear, ...fakes });
  const result = await runSkill(simulate, { files, input, args, tools });
  const results = JSON.parse(result.files["sim/results.json"]!) as Results;
  const asked = (action: string) =>
    heard.filter((one) => one.action === action).map((one) => one.input);
  return { ...result, results, asked, markdown: result.files["sim/sim-report.md"]! };
}

for (const [name, holds] of skillContract(simulate, { files: FILES, tools: fakeTools() })) {
  test(name, holds);
}

const VMAX = { name: "vmax", expression: "MAX v(out)" };

test("gives what the simulator measured, in the shape that it publishes", async () => {
  const { results, files } = await run({ args: { measures: [VMAX] } });
  assert.equal(ResultsSchema.parse(results), results);
  assert.equal(Object.keys(results).slice(0, 4), ["schema", "mode", "inputs", "tools"]);
  assert.equal([results.status, results.points, results.variables], ["ok", 10_008, 3]);
  assert.equal(results.measures, [{ ...VMAX, value: 3.3, unit: "V" }]);
  assert.equal(results.engine, { name: "ngspice", version: "46" });
  assert.equal([results.command, results.compat], [".tran 0.000001 0.01", "none"]);
  assert.equal(
    results.inputs.map(({ path }) => path),
    ["rc.cir"],
  );
  assert.equal(
    results.tools.map(({ name }) => name),
    ["chart", "ngspice"],
  );
  assert.equal(Object.keys(files).toSorted(), [
    "sim/currents.svg",
    "sim/results.json",
    "sim/sim-report.md",
    "sim/voltages.svg",
    "sim/waveforms.csv",
  ]);
  assert.is(files["sim/waveforms.csv"]!.split("\n")[0], "time (s),v(out) (V),i(v1) (A)");
  assert.is(files["sim/waveforms.csv"]!.split("\n")[2], "0.002,2,-0.001");
});

test("gives the same bytes for the same inputs", async () => {
  const args = { limits: [{ name: "v(out)", max: 3.3, unit: "V" }] };
  const [first, second] = [await run({ args }), await run({ args })];
  assert.equal(first.files, second.files);
});

test("judges nothing where no limit was given, and says so", async () => {
  const { results, summary, findings } = await run();
  assert.is(results.verdict, "not_measured");
  assert.is(summary, "NOT MEASURED: no limit was given, so nothing is judged.");
  assert.equal(
    findings.map(({ id, severity }) => [id, severity]),
    [["sim-no-limits", "info"]],
  );
});

test("measures what a limit asks for, and holds it against it", async () => {
  const limits = [
    { name: "Peak", expression: "MAX v(out) FROM=1m", max: 3.6, unit: "V", requirement: "REQ-1" },
    { name: "v(out)", min: -10, max: 3, unit: "V" },
  ];
  const { results, findings, summary, asked, markdown } = await run({ args: { limits } });
  assert.equal(asked("simulate")[0]!.measures, [
    { name: "peak", expression: "MAX v(out) FROM=1m" },
  ]);
  assert.equal(
    results.limits.map(({ verdict, value, of, margin }) => ({ verdict, value, of, margin })),
    [
      { verdict: "pass", value: 3.3, of: null, margin: 0.3 },
      { verdict: "fail", value: 3.2, of: "maximum", margin: -0.2 },
    ],
  );
  assert.is(results.verdict, "fail");
  assert.is(summary, "FAIL: 1 of 2 limits not kept.");
  const [finding] = findings;
  assert.match(finding!.id, /^sim-limit-[0-9a-f]{6}$/);
  assert.is(finding!.evidence, "3.2 V, wanted at least -10 V and at most 3 V");
  assert.match(markdown, /^# Simulation of rc\.cir\n\n\*\*FAIL: 1 of 2 limits not kept\*\*/);
});

test("never calls a limit kept when the run had an error", async () => {
  const problem = { code: "LINE_DROPPED", severity: "error", message: "R9 was left out" } as const;
  const fakes = { simulate: outcome({}, [problem]) };
  const args = {
    limits: [
      { name: "v(out)", max: 5 },
      { name: "v(out)", max: 1 },
    ],
  };
  const { results } = await run({ fakes, args });
  assert.equal(
    results.limits.map(({ verdict, reason }) => [verdict, reason]),
    [
      ["not_measured", "the run has an error (LINE_DROPPED)"],
      ["fail", null],
    ],
  );
});

test("still gives its files when the simulation fails, with what to do and never with a pass", async () => {
  for (const code of ["NO_CONVERGENCE", "TIMEOUT", "UNSAFE_DECK", "ANALYSIS_MISSING"] as const) {
    const dropped = [{ line: 2, text: "R9", reason: "it is no resistor" }];
    const fakes = { simulate: failed(code, "it went wrong"), dropped };
    const args = { limits: [{ name: "v(out)", max: 5 }] };
    const { results, findings, markdown, summary } = await run({ fakes, args });
    assert.equal([results.status, results.points, results.engine], ["failed", null, null]);
    assert.equal(results.limits[0]!.verdict, "not_measured");
    assert.is(summary, `NOT MEASURED: the simulation failed: ${code}.`);
    assert.ok(
      findings.some(({ id, severity }) => severity === "error" && id.startsWith("sim-limit-")),
    );
    assert.ok(findings.some((one) => one.evidence === code && one.severity === "error"));
    assert.equal(results.dropped, [{ line: 2, text: "R9", reason: "it is no resistor" }]);
    assert.match(markdown, /^ {4}doAnalyses: run aborted$/m);
  }
});

test("says once what was left out of many lines without harm", async () => {
  const notice = (line: number, text: string) => ({
    ...({ code: "LINE_DROPPED", severity: "info", line } as const),
    message: `'${text}': a deck's own commands are never run`,
  });
  const fakes = { simulate: outcome({}, [notice(3, ".control"), notice(4, "run")]) };
  const { findings, results } = await run({
    fakes,
    args: { limits: [{ name: "v(out)", max: 5 }] },
  });
  assert.is(results.verdict, "pass");
  assert.equal(
    findings.map(({ title, evidence, where }) => ({ title, evidence, where })),
    [
      {
        title: "lines were left out: a deck's own commands are never run (2 times)",
        evidence: "LINE_DROPPED in lines 3, 4",
        where: { file: "rc.cir", line: 3 },
      },
    ],
  );
});

test("says that nothing was simulated where the simulator is not installed", async () => {
  const fakes = { simulate: failed("TOOL_MISSING", "ngspice is not on PATH", "not-run") };
  const { results, findings, summary } = await run({ fakes });
  assert.is(results.status, "not-run");
  assert.is(summary, "NOT MEASURED: nothing was simulated: TOOL_MISSING.");
  assert.match(findings[0]!.action!, /^install the program/);
});

test("reports a failure of which the simulator says nothing", async () => {
  const silent = { ...failed("TIMEOUT", ""), problems: [] };
  const { findings } = await run({ fakes: { simulate: silent } });
  assert.equal(
    findings.map(({ severity, evidence }) => [severity, evidence]),
    [["error", "TOOL_FAILED"]],
  );
});

test("exports a schematic and takes the only analysis of its simulator window", async () => {
  const workbook = [".tran 1u 10m\n.save all", ".kicad adjustpaths"];
  const { results, asked, files } = await run({
    files: PROJECT,
    fakes: { netlist: netlist(workbook) },
  });
  assert.equal(asked("spiceNetlist"), [{ project: "hw/amp.kicad_pro" }]);
  const [{ deck, analysis }] = asked("simulate") as [Asked];
  assert.equal(deck, { text: netlist().data.text, folder: "hw" });
  assert.equal(analysis, { kind: "tran", step: 1e-6, stop: 0.01 });
  assert.equal([results.circuit.kind, results.analysisFrom], ["project", "workbook"]);
  assert.is(files["sim/netlist.txt"], netlist().data.text);
});

test("keeps to the schematic's own analysis, and to the request's before both", async () => {
  const fakes = { netlist: netlist([".op"]), analyses: [{ kind: "op" }] };
  const own = await run({ files: PROJECT, fakes });
  assert.is(own.asked("simulate")[0]!.analysis, undefined);
  const args = { analysis: ".ac dec 10 1 1Meg" };
  const named = await run({ files: PROJECT, fakes, args });
  assert.equal(named.results.analysisFrom, "request");
  assert.is((named.asked("simulate")[0]!.analysis as { kind: string }).kind, "ac");
});

test("asks which of several analyses of a simulator window is meant", async () => {
  const fakes = { netlist: netlist([".op", ".tran 1u 10m"]) };
  const { results, findings, asked } = await run({ files: PROJECT, fakes });
  assert.equal(asked("simulate"), []);
  assert.is(results.status, "failed");
  assert.is(findings[0]!.evidence, "ANALYSIS_MISSING");
  assert.match(findings[0]!.title, /\.op \| \.tran 0\.000001 0\.01$/);
});

test("takes a circuit without its models for another circuit", async () => {
  const problems = [{ code: "MODEL_MISSING", message: "no model for U1" }];
  const args = { limits: [{ name: "v(out)", max: 5 }] };
  const { results } = await run({
    files: PROJECT,
    fakes: { netlist: netlist([], problems) },
    args,
  });
  assert.is(results.limits[0]!.verdict, "not_measured");
});

test("needs KiCad for a schematic only", async () => {
  const { asked } = await run();
  assert.equal(asked("spiceNetlist"), []);
});

test.run();
