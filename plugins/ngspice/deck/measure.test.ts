/** Measures: written in the dialects of three simulators, and none of them a way to ngspice's commands. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import * as fc from "fast-check";
import { runTool } from "metaforge/testing";
import { needs } from "../../../test/runner/needs.ts";
import type { SimulationOutcome } from "../contract.ts";
import ngspice from "../index.ts";
import { parseMeasure, toCommands, unitOf } from "./measure.ts";

const test = suite("plugins/ngspice/deck/measure");
const withSpice = needs("ngspice", test);
const place = { index: 0, earlier: new Map<string, number>(), kind: "tran", mark: "mf" } as const;

test("reads analysis, name and expression, the analysis also left out", () => {
  assert.equal(parseMeasure(".meas tran vmax MAX v(out)"), {
    kind: "tran",
    name: "vmax",
    expression: "MAX v(out)",
  });
  assert.is(parseMeasure(".MEASURE peak PP v(a)")?.kind, null);
  assert.is(parseMeasure(".meas tran"), null);
});

test("tells a measure's unit when its expression does", () => {
  const units = [
    ["MAX v(out) FROM=1m", "tran", "V"],
    ["FIND vdb(out) AT=1k", "ac", "dB"],
    ["WHEN vdb(out)=-3", "ac", "Hz"],
    ["TRIG v(a) VAL=1 RISE=1 TARG v(b) VAL=1 RISE=1", "tran", "s"],
    ["AVG i(V1)", "tran", "A"],
    ["INTEG v(out)", "tran", null],
    ["v(out)*i(V1)", "op", null],
    ["PARAM='a/b'", "tran", null],
  ] as const;
  for (const [text, kind, unit] of units) assert.is(unitOf(text, kind), unit, text);
});

test("lets nothing through that ngspice's command language gives a meaning", () => {
  const expression = fc.string({ unit: "binary", maxLength: 40 });
  const begin = fc.constantFrom("MAX v(a) ", "PARAM=", "", "FIND v(a) AT={", "WHEN 'v(a)=");
  fc.assert(
    fc.property(begin, expression, expression, (start, text, name) => {
      const made = toCommands({ name, expression: start + text }, place);
      if ("problem" in made) return;
      for (const command of [...made.commands, ...made.constants]) {
        assert.not.match(command.replaceAll("$&mf", "").replace("csparam", ""), /[`$;<>|!\\"\n\r]/);
      }
      assert.match(made.commands[0]!, /^(?:meas tran|let) mfm0 /);
    }),
    { numRuns: 2000 },
  );
});

withSpice("takes no command in a measure, its name, a source or an output", async () => {
  const text = "* t\nV1 in 0 1\nR1 in 0 1k\n.tran 1u 1m\n.end\n";
  for (const end of ["; shell true", "\nshell true", " > mark", "`true`"]) {
    const { problems } = await simulate(text, [
      { name: "a", expression: `MAX v(in)${end}` },
      { name: `b${end}`, expression: "MAX v(in)" },
      { name: "c", expression: `PARAM='1${end}'` },
      { name: "d", expression: `MAX v(in) FROM={1u${end}}` },
      { name: "e", expression: `1${end}` },
    ]);
    assert.is(problems.filter(({ code }) => code === "MEASURE_FAILED").length, 5, end);
    const sweep = { sweep: "dec", points: 1, from: 1, to: 10 };
    for (const analysis of [
      { kind: "dc", source: `V1${end}`, from: 0, to: 1, step: 1 },
      { kind: "noise", output: `v(in)${end}`, source: "V1", ...sweep },
      { kind: "noise", output: "v(in)", source: `V1${end}`, ...sweep },
    ]) {
      const call = runTool(ngspice).call("simulate", { deck: { text }, analysis });
      assert.is(await call.catch(({ code }) => code), "VALIDATION_ERROR");
    }
  }
});

withSpice("works out parameters, earlier measures and plain expressions", async () => {
  const text = `* t
.param level=0.5 half='level/2'
V1 in 0 PWL(0 0 1m 1)
R1 in 0 1k
.tran 1u 1m
.meas tran t1 WHEN v(in)={level} RISE=1
.meas tran t2 WHEN v(in)='half' RISE=1
.meas tran apart PARAM='t1-t2'
.meas tran at FIND v(in) AT=t1
.meas tran twice PARAM={2*level}
.meas ac other MAX v(in)
.end
`;
  const { status, data } = await simulate(text, []);
  const values = data!.measures.map(({ name, value }) => [name, value!.toPrecision(4)]);
  assert.is(status, "ok");
  assert.equal(values, [
    ["t1", "0.0005000"],
    ["t2", "0.0002500"],
    ["apart", "0.0002500"],
    ["at", "0.5000"],
    ["twice", "1.000"],
  ]);
});

withSpice("does not take a constant or a node of the same name for a failed measure", async () => {
  const text =
    "* t\nV1 in 0 1\nR1 in 0 1k\n.tran 1u 1m\n.meas tran e FIND v(in) AT=5\n.meas tran in MAX v(no)\n";
  const { status, data, problems } = await simulate(text, []);
  assert.equal([status, data!.measures.map(({ value }) => value)], ["partial", [null, null]]);
  assert.match(problems[0]!.message, "the measure 'e' has no value: find(AT) : out of interval");
});

test.run();

const simulate = async (text: string, measures: readonly object[]) =>
  (await runTool(ngspice).call("simulate", { deck: { text }, measures })) as SimulationOutcome;
