/** Simulations whose figures are known by hand, and every way of failing told apart; with the ngspice of this machine. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { readdir } from "node:fs/promises";
import { runTool } from "metaforge/testing";
import { needs } from "../../test/runner/needs.ts";
import type { SimulationOutcome } from "./contract.ts";
import { nativeEngine } from "./engine/native.ts";
import ngspice from "./index.ts";

const test = suite("plugins/ngspice/simulate");
const withSpice = needs("ngspice", test);

const RC = "* rc\nV1 in 0 DC 0 AC 1 PULSE(0 1 0 1n 1n 10m)\nR1 in out 1k\nC1 out 0 100n\n";

withSpice("finds corner, gain, phase and rise time of an RC low-pass", async () => {
  const ac = await simulate(`${RC}.ac dec 100 10 1meg
.meas ac corner WHEN vdb(out)=-3.0103
.meas ac gain FIND vdb(out) AT=1k
.meas ac phase FIND vp(out) AT=1591.55
`);
  assert.is(ac.status, "ok");
  // f = 1/(2π R C); gain = -10 log10(1 + (2π f R C)²); the phase at the corner is -π/4.
  near(valueOf(ac, "corner"), 1591.55, 1e-3);
  near(valueOf(ac, "gain"), -1.44507, 1e-4);
  near(valueOf(ac, "phase"), -Math.PI / 4, 1e-4);
  assert.equal([ac.data!.points, ac.data!.variables], [501, 4]);
  const out = ac.data!.waveforms.find(({ name }) => name === "v(out)")!;
  near(out.values[0]!, 0.99998, 1e-4);
  near(out.phase!.at(-1)!, -Math.PI / 2, 1e-2);
  const tran = await simulate(`${RC}.tran 100n 1m
.meas tran rise TRIG v(out) VAL=0.1 RISE=1 TARG v(out) VAL=0.9 RISE=1
`);
  // 2.2 R C, to be exact R C ln 9.
  near(valueOf(tran, "rise"), 1e-4 * Math.log(9), 1e-3);
  assert.is(tran.data!.measures[0]!.unit, "s");
});

withSpice("finds voltage, load step and dissipation of a behavioural regulator", async () => {
  const result = await simulate(`* 3.3 V regulator
Vin in 0 5
Bpass in reg I=0
Bout reg 0 V=min(3.3, v(in)-0.2)
Rout reg out 50m
Cout out 0 10u
Iload out 0 PULSE(10m 200m 1m 1u 1u 1m 4m)
.tran 1u 3m
.meas tran light FIND v(out) AT=0.9m
.meas tran heavy FIND v(out) AT=1.9m
.meas tran lost PARAM='(5-heavy)*0.2'
`);
  // 3.3 V less 50 mΩ times the current; 1.71 V times 0.2 A.
  near(valueOf(result, "light"), 3.2995, 1e-6);
  near(valueOf(result, "heavy"), 3.29, 1e-6);
  near(valueOf(result, "lost"), 0.342, 1e-4);
});

withSpice("finds output, ripple and currents of a buck converter", async () => {
  const result = await simulate(`* open-loop buck
Vin in 0 12
S1 in sw g 0 SWM
.model SWM SW(Ron=50m Roff=1Meg Vt=2.5)
Vg g 0 PULSE(0 5 0 10n 10n 1.48u 3.3333u)
D1 0 sw DM
.model DM D(Is=1u Rs=10m)
L1 sw out 22u
C1 out c 47u
Resr c 0 10m
Rl out 0 5
.tran 50n 3m
.meas tran vout AVG v(out) FROM=2.5m TO=3m
.meas tran ripple PP v(out) FROM=2.9m TO=3m
.meas tran iripple PP i(L1) FROM=2.9m TO=3m
.meas tran iin AVG i(Vin) FROM=2.5m TO=3m
`);
  near(valueOf(result, "vout"), 5.1357, 1e-3);
  // (Vin - Vout) ton / L, the output's ripple follows from ESR and capacitance.
  near(valueOf(result, "iripple"), 0.464, 0.01);
  near(valueOf(result, "ripple"), 5.6e-3, 0.05);
  near(valueOf(result, "iin"), -0.459, 0.005);
  const vout = result.data!.waveforms.find(({ name }) => name === "v(out)")!;
  assert.is.not(vout.values.indexOf(vout.max!), -1);
  assert.is.not(vout.values.indexOf(vout.min!), -1);
  assert.ok(vout.values.length <= 2000 && result.data!.points > 90_000);
});

withSpice("runs an operating point, a sweep and noise", async () => {
  const op = await simulate(`${RC}R2 out 0 1k\nV2 x 0 3\n.op\n`, {
    measures: [{ name: "twice", expression: "2*v(x)" }],
  });
  assert.equal([op.status, valueOf(op, "twice")], ["ok", 6]);
  const dc = await simulate(`${RC}R2 out 0 1k\n`, {
    analysis: { kind: "dc", source: "V1", from: 0, to: 5, step: 0.5 },
    measures: [{ name: "half", expression: "FIND v(out) AT=3" }],
  });
  assert.equal([dc.status, dc.data!.points, valueOf(dc, "half")], ["ok", 11, 1.5]);
  const noise = await simulate(`${RC}.noise v(out) V1 dec 10 1 1g\n`, {
    measures: [{ name: "total", expression: "onoise_total" }],
  });
  // kT/C at 27 °C, whatever the resistor.
  near(valueOf(noise, "total"), Math.sqrt((1.380649e-23 * 300.15) / 100e-9), 0.01);
});

withSpice("stops an endless run at its limit, with nothing left of it", async () => {
  const started = performance.now();
  await runTool(ngspice).within(async (context) => {
    const input = { deck: { text: `${RC}.tran 1n 10\n` }, timeoutMs: 1000 };
    const result = (await ngspice.actions["simulate"]!.run(context, input)) as SimulationOutcome;
    assert.equal([result.status, result.problems.map(({ code }) => code)], ["failed", ["TIMEOUT"]]);
    assert.equal(
      (await readdir(context.scratch)).filter((name) => name.startsWith("spice-")),
      [],
    );
  });
  assert.ok(performance.now() - started < 4000);
});

withSpice("stops a run that wants more memory or a larger file than it may have", async () => {
  // 500 signals of 10,000 points.
  const many = Array.from({ length: 500 }, (_, n) => `R1${n} in n${n} 1\nC1${n} n${n} 0 1n\n`).join(
    "",
  );
  const deck = `${RC}${many}.tran 1u 10m\n.control\nrun\nwrite result.raw\nquit 0\n.endc\n.end\n`;
  await runTool(ngspice).within(async (context) => {
    const ended = async (limits: { memory: number; file: number }) =>
      await (await nativeEngine(context, limits))!.run(deck, { compat: "none", timeoutMs: 20_000 });
    const large = await ended({ memory: 2 ** 31, file: 10_000 });
    assert.is(large.signal, "SIGXFSZ");
    const { stderr, raw } = await ended({ memory: 50e6, file: 1e9 });
    assert.match(stderr, /out of memory|can't allocate/i);
    assert.is(raw, null);
  });
});

withSpice("fails on a line that ngspice would leave out, with its number", async () => {
  const { status, data, problems } = await simulate(`${RC}R9 in out\n.op\n`);
  assert.equal([status, data], ["failed", null]);
  assert.equal(
    problems.map(({ code, line }) => [code, line]),
    [["LINE_DROPPED", 5]],
  );
});

withSpice("tells every other failure apart", async () => {
  const rows = [
    [`${RC}D1 out 0 NOPE\n.op\n`, "failed", "MODEL_MISSING", 5],
    [`${RC}X1 out 0 NOPE\n.op\n`, "failed", "MODEL_MISSING", 5],
    [`${RC}R5 in 0 {nope*2}\n.op\n`, "failed", "SYNTAX", 5],
    [
      "* n\nV1 in 0 1\nB1 x 0 V=exp(1000*(v(x)+1))\nR1 x 0 1\n.op\n",
      "failed",
      "NO_CONVERGENCE",
      undefined,
    ],
    [`${RC}.tran 1u 1m\n.meas tran no MAX v(nope)\n`, "partial", "MEASURE_FAILED", undefined],
    [`${RC}.op\n.tran 1u 1m\n`, "not-run", "ANALYSIS_INVALID", undefined],
    [RC, "not-run", "ANALYSIS_MISSING", undefined],
    ["", "not-run", "INPUT_INVALID", undefined],
    [`${RC}.include nope.lib\n.op\n`, "not-run", "INCLUDE_MISSING", 5],
  ] as const;
  for (const [text, status, code, line] of rows) {
    const result = await simulate(text);
    const found = result.problems.find(({ severity }) => severity === "error")!;
    assert.equal([result.status, found.code, found.line], [status, code, line], text);
  }
});

withSpice("takes nets of any name for nets, also such as sound like a complaint", async () => {
  const { status, problems, data } = await simulate(
    "* t\nV1 /error 0 1\nR1 /error /Größe 1k\nR2 /Größe /Grüße 1k\nR3 /Grüße aborted 1k\nR4 aborted 0 1k\n.op\n",
    { measures: [{ name: "a", expression: "v(/Größe)-v(/Grüße)" }] },
  );
  assert.equal([status, problems, data!.measures[0]!.value], ["ok", [], 0.25]);
  const names = data!.waveforms.map(({ name }) => name);
  assert.equal(names.toSorted().slice(1), ["v(/error)", "v(/größe)", "v(/grüße)", "v(aborted)"]);
});

withSpice("warns of a floating node, whose voltage is whatever made the sums work", async () => {
  const { status, problems } = await simulate(`${RC}C8 a b 1n\nC9 b 0 1n\n.tran 1u 10u\n`);
  assert.is(status, "ok");
  assert.ok(
    problems.some(({ code, severity }) => code === "NO_CONVERGENCE" && severity === "warning"),
  );
});

withSpice("reads LTspice's syntax when ngspice's own fails, and says so", async () => {
  const text = "* x\nV1 in 0 1\nB1 a 0 V={if(v(in)>0.5,1,0)}\nR2 a 0 1\n.op\n";
  const auto = await simulate(text);
  assert.equal(
    [auto.status, auto.data!.compat, auto.problems[0]!.severity],
    ["ok", "ltpsa", "info"],
  );
  assert.is((await simulate(text, { compat: "none" })).status, "failed");
  assert.is((await simulate(text, { compat: "ltpsa" })).data!.compat, "ltpsa");
});

withSpice(
  "finds the noise of a node with letters of any alphabet, and refuses a node that is not there",
  async () => {
    const of = async (node: string, more: object = {}) =>
      simulate(`* rc\nVä in 0 AC 1\nR1 in ö 1k\nC1 ö 0 100n\n.noise v(${node}) Vä dec 10 1 1g\n`, {
        measures: [{ name: "total", expression: "onoise_total" }],
        ...more,
      });
    const expected = Math.sqrt((1.380649e-23 * 300.15) / 100e-9);
    near(valueOf(await of("ö"), "total"), expected, 0.01);
    const sweep = { sweep: "dec", points: 10, from: 1, to: 1e9 };
    const asked = { kind: "noise", output: "v(ö)", source: "Vä", ...sweep };
    near(valueOf(await of("in", { analysis: asked }), "total"), expected, 0.01);
    const { status, problems } = await of("out");
    assert.equal([status, problems[0]!.code], ["not-run", "ANALYSIS_INVALID"]);
    assert.match(problems[0]!.message, "no node 'out'");
  },
);

withSpice("gives the same result for the same deck, without a path or a date", async () => {
  const [one, two] = [await simulate(`${RC}.tran 1u 1m\n`), await simulate(`${RC}.tran 1u 1m\n`)];
  assert.equal({ ...one, ms: 0 }, { ...two, ms: 0 });
  assert.not.match(JSON.stringify(one), /\/tmp|metaforge-|mf-|Date/);
});

test.run();

async function simulate(text: string, more: object = {}): Promise<SimulationOutcome> {
  return (await runTool(ngspice).call("simulate", {
    deck: { text },
    ...more,
  })) as SimulationOutcome;
}

const valueOf = ({ data, problems }: SimulationOutcome, name: string) => {
  assert.ok(data, JSON.stringify(problems));
  return data.measures.find((measure) => measure.name === name)!.value!;
};

function near(value: number, expected: number, share: number) {
  const off = Math.abs(value - expected) / Math.abs(expected);
  assert.ok(off <= share, `${value} is not ${expected}`);
}
