/** The deck reader: joined lines with their numbers, includes inside the workspace alone, an allow-list that holds. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import * as fc from "fast-check";
import { runTool } from "metaforge/testing";
import type { NgspiceActions } from "../contract.ts";
import ngspice from "../index.ts";
import { DEVICE_MODELS, ELEMENTS } from "./lists.ts";
import { toLines } from "./lines.ts";
import { readDeck } from "./read.ts";

const test = suite("plugins/ngspice/deck/read");

const NO_FILES = { readBytes: async () => new Uint8Array(), list: async () => [] };
const read = (text: string) => readDeck(NO_FILES, text, null, ".");
const linesOf = async (text: string) => (await read(text)).lines.map((line) => line.text);

test("joins continued lines with a blank, drops comments and keeps the first line's number", () => {
  const text =
    "R1 a b\r\n* note\n\n + 1k ; ohm\nC1 a 0\t1n $ cap\n.con\n+trol\nL1 a \\\\\nb 1u // coil\rV1 a 0 1";
  assert.equal(toLines(text, null), [
    { file: null, line: 1, text: "R1 a b 1k" },
    { file: null, line: 5, text: "C1 a 0 1n" },
    { file: null, line: 6, text: ".con trol" },
    { file: null, line: 8, text: "L1 a b 1u" },
    { file: null, line: 10, text: "V1 a 0 1" },
  ]);
});

test("takes the first line for the title, and says when it reads like an element", async () => {
  assert.is((await read(".title KiCad schematic\nR1 a 0 1")).title, "KiCad schematic");
  const { title, problems } = await read("R1 a 0 1k\n.op");
  assert.equal([title, problems[0]!.code, problems[0]!.line], ["R1 a 0 1k", "LINE_DROPPED", 1]);
});

test("names analyses, measures and nodes, and runs nothing", async () => {
  const text = `* divider
.param f=1k
V1 in 0 1
R1 in /mid 1k
R2 /mid GND 1k
X1 /mid vdd amp PARAMS: gain=2
.subckt amp a b
R9 a inner 1
.ends
.tran {1/f/100} {5/f}
.meas tran vmax MAX v(/mid)
.end
`;
  const found = await inspect({ text });
  assert.equal(found.status, "ok");
  assert.equal(found.analyses, [{ kind: "tran", step: 1e-5, stop: 0.005 }]);
  assert.equal(found.measures, [{ name: "vmax", expression: "MAX v(/mid)" }]);
  assert.equal(found.nodes, ["/mid", "in", "vdd"]);
});

test("reads analyses in every form, and says what is wrong with one", async () => {
  const { analyses } = await read(
    "* t\n.op\n.tran 1u 1m 0 5u uic\n.tran 10m\n.ac dec 10 1 1Meg\n.dc V1 0 5 0.1\n.noise v(out) V1 oct 2 1 8\n",
  );
  assert.equal(analyses, [
    { kind: "op" },
    { kind: "tran", step: 1e-6, stop: 1e-3, start: 0, maxStep: 5e-6, uic: true },
    { kind: "tran", step: 1e-5, stop: 0.01 },
    { kind: "ac", sweep: "dec", points: 10, from: 1, to: 1e6 },
    { kind: "dc", source: "V1", from: 0, to: 5, step: 0.1 },
    { kind: "noise", output: "v(out)", source: "V1", sweep: "oct", points: 2, from: 1, to: 8 },
  ]);
  for (const bad of [
    ".tran",
    ".tran 1u {x}",
    ".tran -1 1",
    ".ac dec 10 1 1M",
    ".dc V1 0 5 -1",
    ".ac 10 1 10",
  ]) {
    const { problems } = await read(`* t\n${bad}\n`);
    assert.ok(
      problems.some(({ code, line }) => code === "ANALYSIS_INVALID" && line === 2),
      bad,
    );
  }
});

test("keeps what is harmless of a block of commands, and refuses the deck for the rest", async () => {
  const harmless = await read(
    "* t\nV1 a 0 1\n.control\nversion\nset controlswait\ntran 1u 1m\nplot v(a)\n.endc\n",
  );
  assert.equal(
    harmless.problems.map(({ severity }) => severity),
    Array(4).fill("info"),
  );
  assert.equal(harmless.analyses, [{ kind: "tran", step: 1e-6, stop: 1e-3 }]);
  const { problems } = await read("* t\nV1 a 0 1\n.control\nversion\nfrobnicate\n.endc\n");
  const errors = problems.filter(({ severity }) => severity === "error");
  assert.equal(
    errors.map(({ code, line }) => [code, line]),
    [["UNSAFE_DECK", 5]],
  );
});

test("refuses models that open files or start programs, and files in any line", async () => {
  for (const line of [
    ".model a d_process(x=1)",
    ".model a D_COSIM (simulation=./x)",
    ".model a filesource (file=x)",
    ".model a d_state(state_file=x)",
    ".model a\n+ d_source (input_file=x)",
    ".model a table2d(file=x)",
    "V1 a 0 PWL FILE = x.csv",
    "V1 a 0 PWL (FILE x.csv)",
    ".model a d(file=x)",
  ]) {
    const { problems, lines } = await read(`* t\n${line}\n`);
    assert.equal([problems.map(({ code }) => code), lines], [["UNSAFE_DECK"], []], line);
  }
});

test("drops with its line whatever is on no list", async () => {
  for (const line of [
    "N1 a b osdi",
    "U1 a b digital",
    ".frobnicate 1",
    ".model a neural(x=1)",
    ".model(a) d",
    ".model a 'd'",
    'R1 a b "1k"',
    "R1 a b `x`",
    "R1 a b 1\u00a0k",
    "\u212a1 L1 L2 0.9",
    "1R a b 1",
  ]) {
    const { problems, lines, dropped } = await read(`* t\n${line}\n`);
    assert.equal([problems.length, lines, dropped.map((one) => one.line)], [1, [], [2]], line);
    assert.is(problems[0]!.severity, "error");
  }
});

test("notices blocks that are not closed, which would swallow what is written behind them", async () => {
  for (const text of [
    ".subckt a b",
    ".if (1)",
    ".ends",
    ".endif",
    ".control",
    ".subckt a b\n.if (1)\n.ends",
  ]) {
    const { problems } = await read(`* t\nR1 a 0 1\n${text}\n`);
    assert.ok(
      problems.some(({ code }) => code === "SYNTAX"),
      text,
    );
  }
});

test("keeps options that are numbers, and names those it leaves out", async () => {
  const { lines, dropped } = await read(
    "* t\n.options reltol = 1e-4 rawfile=x method=gear plotwinsize=0\n",
  );
  assert.equal(
    lines.map(({ text }) => text),
    [".options reltol=1e-4 method=gear"],
  );
  assert.is(dropped[0]!.text, ".options rawfile=x plotwinsize=0");
});

test("warns of values that mean something else to SPICE", async () => {
  const suspect = async (line: string) =>
    (await read(`* t\n${line}\n`)).problems.filter(({ code }) => code === "UNIT_SUSPECT").length;
  for (const bad of [
    "R1 a b 10M",
    "C1 a b 1M",
    "C1 a b 1F",
    "R1 a b 1k5",
    "C1 a b 100",
    "L1 a b 220",
    "R1 a b R=1M",
  ]) {
    assert.is(await suspect(bad), 1, bad);
  }
  for (const good of [
    "R1 a b 10Meg",
    "R1 a b 10m",
    "C1 a b 1uF",
    "C1 a b 10f",
    "C1 a b 1pF",
    "L1 a b 10u",
    "R1 a b 47",
  ]) {
    assert.is(await suspect(good), 0, good);
  }
});

test("hands on only lines that begin as the lists say, whatever the deck", async () => {
  const word = fc.constantFrom(
    ...".control .endc .include .lib .model .subckt .ends .meas .tran .if .exec shell R1 V1 A1 N1 *# + ; ` > \\\\".split(
      " ",
    ),
    ...[
      "\r",
      "\n",
      "\0",
      "\u00a0",
      "\u2028",
      "d_process",
      "d_state",
      '"',
      "'",
      "{",
      "}",
      " ",
      "\t",
    ],
  );
  const text = fc.array(fc.oneof(word, fc.string({ unit: "binary", maxLength: 6 })), {
    maxLength: 60,
  });
  await fc.assert(
    fc.asyncProperty(text, async (words) => {
      for (const line of await linesOf(words.join(" ").replaceAll(" \n ", "\n"))) {
        assert.not.match(line, /[`"\\;\p{Cc}\p{Zl}\p{Zp}]/u);
        const begin = line.toLowerCase();
        if (!begin.startsWith(".")) assert.ok(Object.hasOwn(ELEMENTS, begin[0]!), line);
        else
          assert.match(
            begin,
            /^\.(?:model|subckt|macro|ends|eom|para?m?|func|global|ic|nodeset|temp|opt\w*|save|probe|if|else|elseif|endif)\b/,
          );
        if (begin.startsWith(".model"))
          assert.ok([...DEVICE_MODELS].some((type) => begin.includes(type)));
      }
    }),
    { numRuns: 300 },
  );
});

test.run();

type Inspection = Awaited<ReturnType<NgspiceActions["inspectDeck"]>>;

const inspect = async (deck: object, files: Record<string, string> = {}) =>
  (await runTool(ngspice, { files }).call("inspectDeck", { deck })) as Inspection;
