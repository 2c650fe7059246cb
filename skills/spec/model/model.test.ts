/** What a language model may add to the result, and that it can change nothing of it. */
import fc from "fast-check";
import { fail } from "metaforge";
import { runSkill } from "metaforge/testing";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import spec from "../index.ts";
import type { Constraints } from "../schema.ts";
import { ConstraintsSchema } from "../schema.ts";
import { judge } from "./judge.ts";
import { openText } from "./open-text.ts";
import { withProposals } from "./propose.ts";

const test = suite("skills/spec/model");

const PRD = `# Buoy

## Requirements

- Supply voltage: 3.0 to 3.6 V
- Weight: < 900 g
- Colour is chosen by the harbour master
- It rides out a gale of force 9 on the scale of Admiral
  Beaufort without help

## Housing

- Yellow lid, lettered on both sides
`;
const FILES = { "PRD.md": PRD };

const GALE = {
  ...{ category: "environmental", parameter: "wind_force", min: null, typ: null, max: 9 },
  ...{ unit: null, values: null, condition: null, priority: "must" },
};
const LID = {
  ...GALE,
  parameter: "lid_colour",
  max: null,
  values: ["Yellow"],
  category: "mechanical",
};
const claim = (item: unknown, quote: string, source = "PRD.md") => ({ item, quote, source });
const HONEST = [claim(LID, "Yellow lid, lettered"), claim(GALE, "rides out a gale of force 9 on")];

async function run(llm?: () => unknown) {
  const { files, summary, findings } = await runSkill(spec, { files: FILES, ...(llm && { llm }) });
  const json = files["constraints.json"]!;
  const constraints = JSON.parse(json) as Constraints;
  assert.ok(ConstraintsSchema.safeParse(constraints).success);
  return { json, constraints, notes: files["assumptions.md"]!, summary, findings };
}
type Run = Awaited<ReturnType<typeof run>>;

/** The result as it would be without what the model added. */
function stripped({ constraints }: Run): string {
  const { proposals: _, ...rest } = constraints;
  const assumptions = rest.assumptions.filter((one) => !("origin" in one));
  return `${JSON.stringify({ ...rest, mode: "deterministic", assumptions }, null, 2)}\n`;
}

test("proposes what a model reads in open statements, apart from the constraints and by place", async () => {
  const { constraints, notes, summary } = await run(() => HONEST);
  assert.is(constraints.mode, "deterministic+model");
  assert.equal(
    constraints.proposals!.map(({ source, reading }) => [source.line, reading.parameter]),
    [
      [8, "wind_force"],
      [13, "lid_colour"],
    ],
  );
  const [gale] = constraints.proposals!;
  assert.equal(gale!.reading, {
    origin: "model",
    ...GALE,
    source: "PRD.md",
    quote: HONEST[1]!.quote,
  });
  assert.is(gale!.source.section, "Buoy › Requirements");
  assert.equal(gale!.si, { max: 9, unit: "1" });
  assert.ok(constraints.constraints.every(({ confidence }) => confidence > gale!.confidence));
  assert.match(notes, /## Proposed by a language model[^#]*PRD\.md:8 \| “rides out/);
  assert.match(summary!, /A model proposes 2 readings\.$/);
});

test("leaves the result as it is to the byte, and the notes as far as they go", async () => {
  const [plain, added] = [await run(), await run(() => HONEST)];
  assert.is(stripped(added), plain.json);
  assert.ok(added.notes.startsWith(plain.notes.trimEnd()));
  assert.equal(added.findings, plain.findings);
});

test("is what it is without a model when that fails, answers nonsense or nothing", async () => {
  const plain = await run();
  const answers = [
    () => [],
    () => {
      throw fail("AGENT_ERROR", { problem: "the model gave no answer" });
    },
  ];
  for (const llm of answers) {
    const { json, notes, summary } = await run(llm);
    assert.equal([json, notes, summary], [plain.json, plain.notes, plain.summary]);
  }
});

const REFUSED: Record<string, [item: unknown, quote: string]> = {
  "a number that is not there": [{ ...GALE, max: 12 }, "rides out a gale of force 9 on"],
  "words that are not there": [GALE, "rides out a gale of force 9 in"],
  "a statement that was understood": [
    { ...GALE, parameter: "mass", max: 900, unit: "g" },
    "Weight: < 900 g",
  ],
  "a heading": [{ ...LID, values: ["Housing"] }, "Housing"],
  "a name that is not there": [{ ...LID, values: ["Red"] }, "Yellow lid, lettered"],
  "a condition that is not there": [{ ...LID, condition: "at night" }, "Yellow lid, lettered"],
  "a unit that is none": [{ ...GALE, unit: "on" }, "rides out a gale of force 9 on"],
  "a limit and a choice": [{ ...GALE, values: ["gale"] }, "rides out a gale of force 9 on"],
  "a feature of another name": [
    { ...LID, values: null, parameter: "radio" },
    "Yellow lid, lettered",
  ],
  "a member more": [{ ...LID, path: "../x" }, "Yellow lid, lettered"],
};

test("sets aside, with the reason, what the words do not say", async () => {
  const plain = await run();
  for (const [what, [item, quote]] of Object.entries(REFUSED)) {
    const added = await run(() => [claim(item, quote)]);
    assert.equal(added.constraints.proposals, [], what);
    const [one, ...more] = added.constraints.assumptions.filter((found) => "origin" in found);
    assert.equal([one!.grounded, more.length], [false, 0], what);
    assert.match(added.notes, /Set aside, because the documents do not say it so:\n\n- “/);
    assert.is(stripped(added), plain.json, what);
  }
});

test("refuses a bound that the grammar reads the other way round", async () => {
  const files = { "PRD.md": "# N\n\n## Schedule\n\nx\n\n## Needs\n\n- Runs along, at least 5 V\n" };
  const open = openText(
    [{ path: "PRD.md", text: files["PRD.md"] }],
    [
      {
        text: "Runs along, at least 5 V",
        source: { file: "PRD.md", line: 9, column: 3, section: "N" },
      },
    ],
    1000,
  );
  const item = {
    ...GALE,
    category: "power" as const,
    priority: "must" as const,
    max: 5,
    unit: "V",
  };
  const grounded = {
    item,
    source: "PRD.md",
    quote: "at least 5 V",
    at: { offset: 0, line: 9, column: 15 },
  };
  const inputs = { inputs: [{ path: "PRD.md", sha256: "" }] } as unknown as Constraints;
  const { proposals, suggestions } = judge({ grounded: [grounded], ungrounded: [] }, inputs, open);
  assert.equal([proposals, suggestions[0]!.reason], [[], "the words make 5 a minimum"]);
});

test("shows a model nothing but the open statements and their headings, every line in its place", async () => {
  const { constraints } = await run();
  const { sources } = openText([{ path: "PRD.md", text: PRD }], constraints.unmapped, 1000);
  const kept = sources[0]!.text.split("\n").flatMap((line, n) => (line === "" ? [] : [n + 1]));
  assert.equal(kept, [3, 7, 8, 9, 11, 13]);
  assert.equal(openText([{ path: "PRD.md", text: PRD }], constraints.unmapped, 10).sources, []);
});

const CONTROLS = ["\u0007", "\u001b", "\u202e"];
const anything = fc.oneof(
  fc.jsonValue(),
  fc.record({
    item: fc.oneof(
      fc.jsonValue(),
      fc.record({
        parameter: fc.constantFrom("wind_force", "supply_voltage", "../x", "\u202e", "weight"),
        category: fc.constantFrom("power", "other", "boo"),
        ...{ min: fc.constantFrom(null, 3, 9, -9), typ: fc.constant(null) },
        ...{
          max: fc.constantFrom(null, 3.6, 9, 900),
          unit: fc.constantFrom(null, "V", "g", "\u0007"),
        },
        values: fc.constantFrom(null, ["Yellow"], ["| x |\n# Owned"]),
        condition: fc.constantFrom(null, "\u001b[2J", "force 9"),
        priority: fc.constantFrom("must", "may"),
      }),
    ),
    source: fc.constantFrom("PRD.md", "/etc/passwd", ""),
    quote: fc.constantFrom(
      "gale of force 9 on",
      "Yellow lid, lettered",
      "Supply voltage: 3.0 to 3.6 V",
      "Weight: < 900 g",
      PRD,
      "",
    ),
  }),
);

test("names the model whose readings were added, and none where nothing was", async () => {
  const { constraints } = await run();
  const named = async () => ({ mode: "deterministic+model:ollama/qwen3" });
  const { proposals = [] } = (await run(() => HONEST)).constraints;
  const added = await withProposals(constraints, { proposals, suggestions: [] }, named);
  assert.is(added.mode, "deterministic+model:ollama/qwen3");
  assert.ok(ConstraintsSchema.safeParse(added).success);
  const nothing = { proposals: [], suggestions: [] };
  assert.is((await withProposals(constraints, nothing, named)).mode, "deterministic");
});

test("whatever a model answers, takes nothing away and changes no byte", async () => {
  const plain = await run();
  await fc.assert(
    fc.asyncProperty(fc.array(anything, { maxLength: 6 }), async (answer) => {
      const added = await run(() => answer);
      assert.is(stripped(added), plain.json);
      assert.ok(added.notes.startsWith(plain.notes.trimEnd()));
      for (const control of CONTROLS) assert.not(added.notes.includes(control));
      for (const { reading } of added.constraints.proposals ?? []) {
        assert.ok(/force 9|Yellow/.test(reading.quote));
      }
    }),
    { numRuns: 60 },
  );
});

test.run();
