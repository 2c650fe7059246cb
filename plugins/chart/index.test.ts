/** The tool as a skill calls it: its contract, the same bytes each time, and harmless pictures of hostile input. */
import { runTool, toolContract } from "metaforge/testing";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import chart from "./index.ts";

const test = suite("plugins/chart/index");

for (const [name, check] of toolContract(chart)) test(name, check);

const HOSTILE = `</svg><script>alert(1)</script><!--]]>&"' \u0000\u0008\u202e\ud800${"x".repeat(1e6)}`;

async function draw(action: "lines" | "bars" | "tree", input: unknown): Promise<string> {
  return ((await runTool(chart).call(action, input)) as { svg: string }).svg;
}

const MARKUP = /<(\/?)([\w:]+)(?: [\w:-]+="[^"<]*")*(\/?)>|([^<]+)/g;

/** All texts of a picture; fails when it is not well-formed XML. */
function textsOf(svg: string): string[] {
  const open: string[] = [];
  const texts: string[] = [];
  let read = 0;
  for (const [whole, closes, name, isEmpty, text] of svg.matchAll(MARKUP)) {
    read += whole.length;
    if (closes) assert.is(open.pop(), name);
    else if (name && !isEmpty) open.push(name);
    assert.not.match(whole, /&(?!(?:amp|lt|gt|quot|#\d+);)/);
    if (text && open.at(-1) === "text") texts.push(plainOf(text));
  }
  assert.equal([open, read], [[], svg.length], "this is not well-formed");
  return texts;
}

const plainOf = (text: string) =>
  text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

const axis = (label: string, unit?: string, scale?: string) => ({ label, unit, scale });
const LINES = {
  title: "Rectifier",
  x: axis("Time", "s"),
  y: axis("Voltage", "V"),
  series: [
    { name: "v(in)", x: [0, 0.005, 0.01], y: [-1.5, 1.5, 0] },
    { name: "v(out)", x: [0, 0.005, 0.01], y: [0, 0.8, 0.9] },
  ],
  limits: [{ name: "REQ-1", y: 1.2, side: "max" }],
};
const BARS = {
  title: "Budget",
  value: axis("Power", "W"),
  bars: [
    {
      name: "3V3",
      parts: [
        { name: "MCU", value: 0.26 },
        { name: "Radio", value: 0.4 },
      ],
      limit: { name: "REQ-2", value: 0.5, side: "max" },
    },
  ],
};
const TREE = {
  title: "Power tree",
  nodes: [
    { id: "usb", lines: ["USB", "5 V"], kind: "source" },
    { id: "ldo", lines: ["LDO"], kind: "converter" },
    { id: "mcu", lines: ["MCU"], kind: "load" },
  ],
  edges: [
    { from: "usb", to: "ldo", label: "80 mA" },
    { from: "ldo", to: "mcu" },
  ],
};

test("says which version of Vega draws", async () => {
  const { available, version } = await runTool(chart).detect();
  assert.ok(available);
  assert.match(version!, /^\d+\.\d+\.\d+$/);
});

test("gives the same bytes for the same input, on a ground of its own", async () => {
  for (const [action, input] of Object.entries({ lines: LINES, bars: BARS, tree: TREE })) {
    const name = action as "lines" | "bars" | "tree";
    const [first, second] = await Promise.all([draw(name, input), draw(name, input)]);
    assert.is(first, second);
    assert.match(first, /<rect width="\d+" height="\d+" fill="#ffffff"/);
    textsOf(first);
  }
});

test("writes ticks with SI prefixes and units, limits with their value and name", async () => {
  const texts = textsOf(await draw("lines", LINES));
  for (const wanted of ["Time", "Voltage", "4 ms", "−1 V", "v(out)", "max 1.2 V: REQ-1"]) {
    assert.ok(texts.includes(wanted), `${wanted} in ${texts.join(" | ")}`);
  }
});

test("gives each series a dash of its own beside its colour", async () => {
  const svg = await draw("lines", LINES);
  const strokes = [...svg.matchAll(/<path [^>]*stroke="#(?:0072b2|d55e00)"[^>]*>/g)].map(
    ([mark]) => /stroke-dasharray="([^"]*)"/.exec(mark)?.[1] ?? "",
  );
  // Twice: in the picture, and in the legend.
  assert.equal(strokes.filter((dash) => dash === "7,3").length, 2, strokes.join(" | "));
  assert.is(strokes.length, 4);
});

test("draws a log axis with decades", async () => {
  const x = [10, 1000, 100_000];
  const series = [{ name: "gain", x, y: [0, -3, -40] }];
  const input = { title: "", x: axis("Frequency", "Hz", "log"), y: axis("Gain", "dB"), series };
  const texts = textsOf(await draw("lines", input));
  for (const wanted of ["10 Hz", "1 kHz", "100 kHz", "−40 dB"]) assert.ok(texts.includes(wanted));
});

test("says by words which bar breaks its limit", async () => {
  const texts = textsOf(await draw("bars", BARS));
  assert.ok(texts.includes("660 mW (max 500 mW, REQ-2): not kept"), texts.join(" | "));
});

test("takes a sum with an unknown part for unknown, and never for kept", async () => {
  const parts = [
    { name: "MCU", value: 0.1 },
    { name: "Radio", value: NaN },
  ];
  const bars = [{ ...BARS.bars[0], parts }];
  const texts = textsOf(await draw("bars", { ...BARS, bars }));
  assert.ok(texts.includes("not known (max 500 mW, REQ-2)"), texts.join(" | "));
});

test("leaves hostile words harmless and short", async () => {
  const hostile = {
    lines: {
      ...LINES,
      title: HOSTILE,
      x: axis(HOSTILE, HOSTILE, "log"),
      y: axis(HOSTILE, "'+alert(1)+'"),
      series: [{ name: HOSTILE, x: [1, 2], y: [1, 2] }],
      limits: [{ name: HOSTILE, y: 1, side: "min" }],
      points: [{ name: HOSTILE, x: 1, y: 1 }],
    },
    bars: {
      title: HOSTILE,
      value: axis(HOSTILE, HOSTILE),
      bars: [
        {
          name: HOSTILE,
          parts: [
            { name: HOSTILE, value: 1 },
            { name: "b", value: 2 },
          ],
        },
      ],
    },
    tree: {
      title: HOSTILE,
      nodes: [{ id: HOSTILE, lines: [HOSTILE, HOSTILE], kind: "problem" }],
      edges: [{ from: HOSTILE, to: HOSTILE, label: HOSTILE }],
    },
  };
  for (const [action, input] of Object.entries(hostile)) {
    const svg = await draw(action as "lines" | "bars" | "tree", input);
    assert.ok(svg.length < 40_000, `${svg.length} characters`);
    for (const left of ["<script", "\u0000", "\u202e", "\ud800"]) assert.not.ok(svg.includes(left));
    assert.ok(textsOf(svg).length > 0);
  }
});

test("leaves gaps where numbers are missing, and says so when all are", async () => {
  const series = [{ name: "a", x: [0, 1, 2, 3, 4], y: [1, NaN, Infinity, null, 2] }];
  const points = [{ name: "far", x: 1e308, y: -1e308 }];
  const svg = await draw("lines", { ...LINES, series, points });
  assert.not.match(svg, /NaN|Infinity/);
  const none = await draw("lines", { ...LINES, series: [{ name: "a", x: [NaN], y: [NaN] }] });
  assert.ok(textsOf(none).includes("no data"));
});

test("draws nothing at all, a constant, and a limit far away", async () => {
  assert.ok(textsOf(await draw("lines", { ...LINES, series: [], limits: [] })).includes("no data"));
  assert.ok(textsOf(await draw("bars", { ...BARS, bars: [] })).includes("no data"));
  assert.ok(textsOf(await draw("tree", { ...TREE, nodes: [], edges: [] })).includes("no data"));
  const series = [{ name: "a", x: [0, 1], y: [3.3, 3.3] }];
  const limits = [{ name: "absolute", y: 400, side: "max" }];
  const texts = textsOf(await draw("lines", { ...LINES, series, limits }));
  assert.ok(texts.includes("max 400 V: absolute, above the picture"), texts.join(" | "));
  assert.ok(texts.includes("3.3 V"));
});

test("draws 100,000 points as what a screen shows of them, spikes too", async () => {
  const x = [...Array(100_000).keys()];
  const y = x.map((at) => (at === 54_321 ? 100 : Math.sin(at)));
  const svg = await draw("lines", { ...LINES, series: [{ name: "a", x, y }], limits: [] });
  assert.ok(svg.length < 100_000, `${svg.length} characters`);
  assert.ok(textsOf(svg).includes("100 V"));
});

test("refuses series of two lengths, ids twice and edges to nowhere", async () => {
  const refused = async (action: "lines" | "tree", input: unknown) =>
    draw(action, input).then(
      () => null,
      (error: { code?: string }) => error.code,
    );
  const series = [{ name: "a", x: [1], y: [] }];
  assert.is(await refused("lines", { ...LINES, series }), "VALIDATION_ERROR");
  const nodes = [...TREE.nodes, TREE.nodes[0]];
  assert.is(await refused("tree", { ...TREE, nodes }), "VALIDATION_ERROR");
  const edges = [{ from: "usb", to: "moon" }];
  assert.is(await refused("tree", { ...TREE, edges }), "VALIDATION_ERROR");
});

test.run();
