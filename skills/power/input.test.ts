/** What the skill refuses, each by name, and how it takes the use of the device. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { architecture, block, constraint, constraints, volts } from "./fixtures/designs.ts";
import { COIN, SUPPLY, refusal, run, usage } from "./fixtures/runs.ts";

const test = suite("skills/power/input");

const changed = (change: (architecture: any) => void) => {
  const value = JSON.parse(SUPPLY["architecture.json"]!);
  change(value);
  return { ...SUPPLY, "architecture.json": JSON.stringify(value) };
};

test("names the missing architecture and the skill that makes it", async () => {
  assert.match(
    await refusal({}),
    /^VALIDATION_ERROR: 'architecture.json' is missing; run `architecture` first$/,
  );
});

test("refuses files of another kind, and names what it takes", async () => {
  assert.match(
    await refusal(COIN, {}, ["PRD.md"]),
    /'PRD.md' is none of architecture.json, usage.json/,
  );
  assert.match(
    await refusal(COIN, {}, ["architecture.json", "b/architecture.json"]),
    /two files called/,
  );
  assert.match(await refusal(COIN, { ambientC: 9000 }), /ambientC|input\.args/);
});

test("refuses what is no JSON, of another schema or edited into nonsense, by file and member", async () => {
  const bad: [string, string, RegExp][] = [
    [
      "architecture.json",
      "{",
      /architecture.json is no architecture.json \(it is not JSON\); run `architecture` again/,
    ],
    [
      "architecture.json",
      '{"schema":"metaforge/architecture@9"}',
      /\(schema: .*\); run `architecture` again/,
    ],
    [
      "constraints.json",
      '{"schema":"metaforge/bom@1"}',
      /constraints.json is no constraints.json \(schema: .*run `spec` again/,
    ],
    ["constraints.json", "[]", /run `spec` again/],
    ["usage.json", '{"states":[]}', /usage.json is no usage.json \(states: /],
  ];
  for (const [name, text, says] of bad) {
    // oxlint-disable-next-line no-await-in-loop -- one run after the other
    assert.match(await refusal({ ...SUPPLY, [name]: text }), says);
  }
});

test("refuses rails that contradict themselves, name nothing or feed each other", async () => {
  const cases: [(architecture: any) => void, RegExp][] = [
    [({ rails }) => (rails[0].voltage = volts(5, 6, 5)), /'v5' do not rise/],
    [({ rails }) => (rails[0].voltage = volts(0)), /'v5' has no voltage, or one of 0 V/],
    [({ rails }) => (rails[0].voltage.unit = "mV"), /rails\.0\.voltage\.unit/],
    [({ rails }) => rails[0].loads.push("ghost"), /'v5' names 'ghost', which is nowhere/],
    [({ blocks }) => (blocks[2].rail = "v9"), /'radio' is on the rail 'v9'/],
    [({ blocks }) => (blocks[1].id = "buck"), /two things are called 'buck'/],
    [({ rails }) => (rails[0].source = "v3v3"), /feed each other: v5 → v3v3 → v5/],
  ];
  for (const [change, says] of cases) {
    // oxlint-disable-next-line no-await-in-loop -- one run after the other
    assert.match(await refusal(changed(change)), says);
  }
});

test("refuses shares of time that are not those of a whole", async () => {
  const states = (...all: object[]) => refusal({ ...COIN, "usage.json": usage(all) });
  assert.match(await states({ name: "a", duty: 0.2 }), /add up to 0\.2, not 1/);
  assert.match(await states({ name: "a", duty: 0.8 }, { name: "b", duty: 0.8 }), /add up to 1\.6/);
  assert.match(
    await states({ name: "a", duty: "rest" }, { name: "b", duty: "rest" }),
    /more than one/,
  );
  assert.match(await states({ name: "a", seconds: 9, period_s: 3 }), /no shorter/);
  assert.match(await states({ name: "a" }), /needs either duty/);
  assert.match(
    await states({ name: "a", duty: 1 }, { name: "a", duty: 0 }),
    /two states are called 'a'/,
  );
  assert.match(
    await states({ name: "a", duty: 1, blocks: { ghost: "off" } }),
    /names the block 'ghost'/,
  );
  assert.match(await states({ name: "a", duty: 1, blocks: { radio: "warp" } }), /usage.json is no/);
});

test("takes a share of use from the requirement that states it, and quotes it", async () => {
  const { "usage.json": _, ...files } = COIN;
  const statement = "3 weeks with 30 min/day reading";
  const { budget } = await run({
    ...files,
    "constraints.json": constraints([
      constraint("REQ-use", "battery_life", { typ: 1 / 48, unit: "s/s" }, { statement }),
    ]),
  });
  assert.equal([budget.usage.from, budget.usage.requirement], ["requirement", "REQ-use"]);
  assert.match(budget.usage.statement, /REQ-use says "3 weeks with 30 min\/day reading"/);
  assert.equal(
    budget.usage.states.map(({ duty }) => duty),
    [0.0208333333, 0.979166667],
  );
});

test("takes currents that usage.json states before those of the catalogue, for each piece", async () => {
  const value = JSON.parse(COIN["architecture.json"]!);
  value.blocks[0].quantity = 2;
  const current = { value: 10, max: 12, unit: "mA" };
  const { budget } = await run({
    ...COIN,
    "architecture.json": JSON.stringify(value),
    "usage.json": usage(
      [{ name: "a", duty: 1, blocks: { radio: { current, source: "measured" } } }],
      {
        battery: { usable: 0.5, source: "discharge curve at 10 mA" },
        ambient: { value: 25, unit: "°C" },
      },
    ),
  });
  const [load] = budget.loads;
  assert.equal([load!.states[0]!.typical, load!.states[0]!.worst], [0.02, 0.024]);
  assert.is(load!.states[0]!.source, "2 × usage.json: measured");
  // 846 C · 0.5
  assert.is(budget.batteries[0]!.usable!.value, 423);
  assert.is(budget.ambient!.from, "usage.json");
});

test("calls charge below the circuit's cut-off lost, and the runtime at most", async () => {
  const { budget } = await run({
    "architecture.json": architecture({
      blocks: [block("mcu", "mcu", "maker/SENSOR"), block("ldo", "regulator", "maker/LDO33")],
      rails: [
        { id: "v3v3", name: "", voltage: volts(3.3), from: "ldo", source: "lipo", loads: ["mcu"] },
      ],
      sources: [{ id: "lipo", kind: "battery", part: "maker/LIPO", voltage: volts(3.7, 3, 4.2) }],
    }),
    "constraints.json": constraints([
      constraint("REQ-life", "battery_life", { min: 3600, unit: "s" }),
    ]),
  });
  // 3.3 V + 0.4 V of dropout is above the 3.0 V to which the capacity is stated.
  const [battery] = budget.batteries;
  assert.equal([battery!.usable!.exact, battery!.runtime!.worst.complete], [false, false]);
  assert.ok(
    battery!.notes.some((note) => note.includes("stops at 3.7 V (ldo, ldo)")),
    battery!.notes.join(),
  );
  assert.is(budget.margins[0]!.verdict, "not_measured");
});

test("judges nothing of an architecture without blocks, and passes nothing", async () => {
  const { budget } = await run({
    "architecture.json": architecture({ blocks: [], rails: [], sources: [] }),
  });
  assert.equal([budget.verdict, budget.margins, budget.checks], ["not_measured", [], []]);
});

test("takes no longer for a tangle of edges than for a line of them", async () => {
  const value = JSON.parse(COIN["architecture.json"]!);
  const level = (at: number, side: string) => `b${at}${side}`;
  for (let at = 0; at < 40; at += 1) {
    for (const side of ["x", "y"]) {
      value.blocks.push({ id: level(at, side), kind: "protection", part: null });
      for (const next of ["x", "y"]) {
        value.powerTree.push({
          from: level(at + 1, next),
          to: level(at, side),
          kind: "protection",
        });
      }
    }
  }
  value.powerTree = value.powerTree.filter(({ from }: { from: string }) => !from.startsWith("b40"));
  value.powerTree.push({ from: "coin", to: "b39x", kind: "protection" });
  value.rails[0].source = "b0x";
  const { budget } = await run({ ...COIN, "architecture.json": JSON.stringify(value) });
  assert.equal(budget.rails[0]!.fedBy, ["coin"]);
});

test("shows the text of a design as text in the report", async () => {
  const value = JSON.parse(COIN["architecture.json"]!);
  value.product = "<b>|[x](y)\n# z";
  const { report } = await run({ ...COIN, "architecture.json": JSON.stringify(value) });
  assert.match(report, /^# Power budget of &lt;b&gt;\\\|\\\[x\\\]\(y\) \\# z\n/);
});

test.run();
