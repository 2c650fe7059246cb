/** What an edit of the document changes in the result: the expected constraint, and nothing else. */
import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { extract } from "./extract.ts";
import type { Constraint } from "./schema.ts";

const test = suite("skills/spec/changes");

/** Headings that authors use for the same thing, and what stands below them. */
const SECTIONS = [
  {
    names: ["Power", "Power requirements", "Power supply", "4. Power", "Electrical power"],
    lines: [
      "Supply voltage: 5 V ±5 %",
      "Standby current: < 80 µA",
      "Peak power shall not exceed 3 W.",
    ],
  },
  {
    names: ["Mechanical", "Mechanics", "Mechanical requirements", "Physical", "Enclosure"],
    lines: ["Total weight: at most 120 g", "Board size: 50 × 30 mm", "No fan"],
  },
  {
    names: [
      "Environment",
      "Environmental",
      "Environmental requirements",
      "Environmental conditions",
    ],
    lines: ["Operating temperature: -20 to 60 °C", "The unit shall meet IP54."],
  },
  {
    names: ["Interfaces", "Connectivity", "I/O", "Interface requirements"],
    lines: ["Host interface: USB-C", "4 relay outputs", "Cable length: up to 3 m"],
  },
];

const documentOf = (sections: readonly (readonly [name: string, lines: readonly string[]])[]) =>
  `# Node\n\n${sections.map(([name, lines]) => `## ${name}\n\n${lines.map((line) => `- ${line}\n`).join("")}`).join("\n")}`;
const PLAIN = SECTIONS.map(({ names, lines }) => [names[0]!, lines] as const);

const read = (text: string) => extract([{ path: "PRD.md", text }]).constraints;
/** What a constraint demands, wherever it stands and whatever heading is above it. */
const demand = ({ parameter, min, typ, max, unit, si, values, condition, priority }: Constraint) =>
  JSON.stringify([parameter, min, typ, max, unit, si, values, condition, priority]);
const demands = (text: string) => read(text).map(demand).toSorted();

test("says the same in any order of sections and of the lines in them, with the same ids", () => {
  const order = fc.tuple(
    fc.shuffledSubarray(PLAIN, { minLength: PLAIN.length }),
    ...SECTIONS.map(({ lines }) => fc.shuffledSubarray(lines, { minLength: lines.length })),
  );
  const ids = (text: string) =>
    read(text)
      .map(({ id }) => id)
      .toSorted();
  const text = documentOf(PLAIN);
  fc.assert(
    fc.property(order, ([sections, ...lines]) => {
      const shuffled = documentOf(
        sections.map(([name]) => [name, lines[PLAIN.findIndex(([other]) => other === name)]!]),
      );
      assert.equal(demands(shuffled), demands(text));
      assert.equal(ids(shuffled), ids(text));
    }),
    { numRuns: 30 },
  );
});

test("demands the same under headings of another name", () => {
  const text = documentOf(PLAIN);
  const naming = fc.tuple(...SECTIONS.map(({ names }) => fc.constantFrom(...names)));
  fc.assert(
    fc.property(naming, (names) => {
      const renamed = documentOf(PLAIN.map(([, lines], at) => [names[at]!, lines]));
      assert.equal(demands(renamed), demands(text));
    }),
    { numRuns: 40 },
  );
});

/** Numbers that may be anything, by what they are part of. */
const NUMBERS = [
  ["5 V ±5 %", "supply_voltage", (n: number) => `${n} V ±5 %`],
  ["< 80 µA", "standby_current", (n: number) => `< ${n} µA`],
  ["exceed 3 W", "power", (n: number) => `exceed ${n} W`],
  ["at most 120 g", "weight", (n: number) => `at most ${n} g`],
  ["to 60 °C", "operating_temperature", (n: number) => `to ${n} °C`],
  ["4 relay", "relay_outputs", (n: number) => `${n} relay`],
  ["up to 3 m", "cable_length", (n: number) => `up to ${n} m`],
] as const;

test("changes the one constraint whose number changes, and keeps every id", () => {
  const text = documentOf(PLAIN);
  const before = read(text);
  fc.assert(
    fc.property(fc.constantFrom(...NUMBERS), fc.integer({ min: 200, max: 900 }), (what, n) => {
      const [from, name, write] = what;
      const after = read(text.replace(from, write(n)));
      assert.equal(
        after.map(({ id }) => id),
        before.map(({ id }) => id),
      );
      const differing = after.filter(
        (one, at) => JSON.stringify(one) !== JSON.stringify(before[at]),
      );
      assert.is(differing.length, 1, from);
      assert.match(differing[0]!.parameter, name);
    }),
    { numRuns: 60 },
  );
});

test("tells an inserted line by itself: every other constraint keeps its id and its demand", () => {
  const text = documentOf(PLAIN);
  const lines = text.split("\n");
  const before = read(text);
  fc.assert(
    fc.property(fc.integer({ min: 4, max: lines.length - 1 }), (at) => {
      fc.pre(lines[at]!.startsWith("- "));
      const after = read(lines.toSpliced(at, 0, "- Inrush current: < 2 A").join("\n"));
      assert.is(after.length, before.length + 1);
      const kept = new Map(after.map((one) => [one.id, demand(one)]));
      for (const one of before) assert.is(kept.get(one.id), demand(one));
    }),
    { numRuns: 20 },
  );
});

test.run();
