/** What people read: hostile words stay words, numbers have units, files hold what the schema says. */
import { runSkill } from "metaforge/testing";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { DATA, fakeTools, outcome } from "../fixtures/fake-tools.ts";
import type { Asked, Data } from "../fixtures/fake-tools.ts";
import simulate from "../index.ts";
import type { Results } from "../schema.ts";
import { writeWaveforms } from "../waveforms.ts";
import { bounds, quantity } from "./quantity.ts";

const test = suite("skills/simulate/report");

async function run(data: Partial<Data>, args: unknown = {}) {
  const drawn: Asked[] = [];
  const hear = (action: string, asked: Asked) => void (action === "lines" && drawn.push(asked));
  const tools = fakeTools({ simulate: outcome(data), hear });
  const files = { "rc.cir": "rc\n.op\n" };
  const result = await runSkill(simulate, { files, args, tools });
  const results = JSON.parse(result.files["sim/results.json"]!) as Results;
  return { ...result, results, drawn, markdown: result.files["sim/sim-report.md"]! };
}

const wave = (name: string, values: number[], more: Partial<Data["waveforms"][number]> = {}) => ({
  ...{
    name,
    type: "voltage",
    unit: "V",
    values,
    min: Math.min(...values),
    max: Math.max(...values),
  },
  ...more,
});

test("lets no word of a deck become markup", async () => {
  const hostile = "</td><script>alert(1)</script> | ![x](http://evil.example/a.png) `#\u202e\u0007";
  const { markdown } = await run({
    title: hostile,
    measures: [{ name: "m", expression: hostile, value: 1, unit: null }],
    dropped: [{ line: 3, text: hostile, reason: hostile }],
    waveforms: [wave("time", [0, 1]), wave(hostile, [0, 1])],
  });
  assert.not.match(markdown, /(?<!\\)!\[x/);
  for (const left of ["<script", "\u202e", "\u0007"]) assert.not.ok(markdown.includes(left));
  for (const row of markdown.split("\n").filter((line) => line.includes("script"))) {
    if (row.startsWith("|")) assert.not.match(row, /[^\\]\|[^ \n-]/);
  }
});

test("writes quantities with prefixes, and limits in words", () => {
  assert.equal(
    [
      quantity(0.8336, "V"),
      quantity(1591.549, "Hz"),
      quantity(-2e-9, "A"),
      quantity(-3.0103, "dB"),
      quantity(null, "V"),
      quantity(0, "s"),
    ],
    ["833.6 mV", "1.59155 kHz", "-2 nA", "-3.0103 dB", "—", "0 s"],
  );
  assert.is(bounds({ min: 3.2, max: null, unit: "V" }), "at least 3.2 V");
});

test("keeps a name that begins like a formula from becoming one", () => {
  const { artifacts } = writeWaveforms([wave("time", [0, 1]), wave("=HYPERLINK(1),", [1, NaN])]);
  assert.is(artifacts[0]!.content, 'time (V),"\'=HYPERLINK(1), (V)"\n0,1\n1,\n');
});

test("spreads many waveforms over several files, and says when there are too many", () => {
  const many = Array.from({ length: 1000 }, (_, index) => wave(`v(${index})`, [0, 1]));
  const { rows, artifacts, problems } = writeWaveforms([wave("time", [0, 1]), ...many]);
  assert.equal(
    artifacts.map(({ path }) => path),
    [1, 2, 3, 4, 5, 6].map((index) => `sim/waveforms-${index}.csv`),
  );
  assert.is(rows.length, 1001);
  assert.is(rows.filter(({ csv }) => csv === null).length, 100);
  assert.is(problems[0]!.code, "WAVEFORMS_LEFT_OUT");
});

test("draws a waveform with its limits and the points that were measured", async () => {
  const measures = [
    { name: "late", expression: "FIND v(out) AT=8m", value: 3.1, unit: "V" },
    { name: "half", expression: "WHEN v(out)=1.6 RISE=1", value: 0.0016, unit: "s" },
  ];
  const limits = [
    { name: "late", max: 3.3 },
    { name: "half", max: "2ms" },
    { name: "v(out)", min: -0.1 },
  ];
  const { drawn, results } = await run({ measures }, { limits });
  assert.equal(drawn[0]!.limits, [
    { name: "late", y: 3.3, side: "max" },
    { name: "v(out)", y: -0.1, side: "min" },
  ]);
  assert.equal(drawn[0]!.points, [
    { name: "late", x: 0.008, y: 3.1 },
    { name: "half", x: 0.0016, y: 1.6 },
  ]);
  assert.equal(
    results.pictures.map(({ path }) => path),
    ["sim/v-out.svg", "sim/currents.svg"],
  );
});

test("draws small signals as gain in dB and phase in degrees, on a log axis", async () => {
  const analysis = { kind: "ac", sweep: "dec", points: 1, from: 10, to: 1000 } as const;
  const frequency = { type: "frequency", unit: "Hz" };
  const phase = [0, 3, -3.1];
  const waveforms = [
    wave("frequency", [10, 100, 1000], frequency),
    wave("v(out)", [1, 0.1, 0.01], { phase }),
  ];
  const measures = [{ name: "gain", expression: "MIN vdb(out)", value: -40, unit: "dB" }];
  const limits = [{ name: "gain", max: -38, unit: "dB" }];
  const { drawn } = await run({ analysis, waveforms, measures }, { limits });
  const [alone, phases] = drawn as unknown as [Picture, Picture];
  assert.is(alone.x.scale, "log");
  assert.equal(alone.limits, [{ name: "gain", y: -38, side: "max" }]);
  assert.equal(alone.series[0]!.y.map(Math.round), [0, -20, -40]);
  // Behind −3.1 rad is one more turn, not a jump back.
  assert.equal(phases.series[0]!.y.map(Math.round), [0, 172, 182]);
});

interface Picture {
  readonly x: { readonly scale: string };
  readonly limits?: readonly object[];
  readonly series: readonly { readonly y: readonly number[] }[];
}

test("shows an operating point as a table, and draws none", async () => {
  const waveforms = [wave("v(in)", [5]), wave("v(out)", [3.3])];
  const limits = [
    { name: "v(in)", max: 5.5 },
    { name: "v(out)", min: 3.2, max: 3.4 },
  ];
  const { drawn, markdown, results } = await run(
    { analysis: { kind: "op" }, waveforms },
    { limits },
  );
  assert.equal(drawn, []);
  assert.is(results.verdict, "pass");
  assert.match(markdown, /## Operating point[\s\S]*v\(in\) *\| *5 V/);
});

test("holds no limit of one unit against a value of another", async () => {
  const { results } = await run({}, { limits: [{ name: "v(out)", max: 1, unit: "A" }] });
  const [{ verdict, reason }] = results.limits as [Results["limits"][number]];
  assert.equal(
    [verdict, reason],
    ["not_measured", "its limits are in A, what was measured is in V"],
  );
});

test("tells by words what changed since the results before", async () => {
  const ripple = (value: number) => ({ name: "pp", expression: "PP v(out)", value, unit: "V" });
  const limits = [{ name: "Ripple", expression: "PP v(out)", max: 20, unit: "mV" }];
  const args = { limits, measures: [{ name: "pp", expression: "PP v(out)" }] };
  const [old, now] = [
    await run({ measures: [ripple(0.012)] }, args),
    await run({ measures: [ripple(0.023), { ...ripple(1), name: "more" }] }, args),
  ].map(({ files }) => files["sim/results.json"]!) as [string, string];
  assert.is(
    simulate.diffs!.values!.compare(old, now),
    [
      "verdict pass → fail",
      "~ limit Ripple: pass 12 mV (at most 20 mV) → fail 23 mV (at most 20 mV)",
      "~ measure pp: 12 mV → 23 mV",
      "+ measure more: 1 V",
      "",
    ].join("\n"),
  );
  assert.is(simulate.diffs!.values!.compare(old, old), "verdict pass\n");
  assert.throws(
    () => simulate.diffs!.values!.compare("{}", now),
    ({ code }: { code?: string }) => code === "CONFLICT",
  );
});

test("names the syntax that was used", async () => {
  const { markdown, results } = await run({ ...DATA, compat: "ltpsa" });
  assert.is(results.compat, "ltpsa");
  assert.match(markdown, /compat: ltpsa/);
});

test.run();
