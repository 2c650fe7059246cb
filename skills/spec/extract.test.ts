/** The whole extraction: the example document, equal bytes, and inputs that nobody writes. */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { extract } from "./extract.ts";
import { ConstraintsSchema } from "./schema.ts";

const test = suite("skills/spec/extract");

const SOIL = readFileSync(new URL("fixtures/soil-sensor/PRD.md", import.meta.url), "utf8");
const soil = () => extract([{ path: "PRD.md", text: SOIL }]);

test("reads the example document", () => {
  const { product, constraints, conflicts, open_questions, non_requirements } = soil();
  const of = (name: string) => constraints.filter(({ parameter }) => parameter === name);
  assert.is(product, "Soil Moisture Sensor Node");
  const [battery] = of("battery_voltage");
  assert.equal([battery!.min, battery!.typ, battery!.max, battery!.unit], [2, 3, 3.6, "V"]);
  const [sleep] = of("sleep_current");
  assert.equal(
    [sleep!.typ, sleep!.max, sleep!.condition, sleep!.si],
    [3, 8, "25 °C", { typ: 3e-6, max: 8e-6, unit: "A" }],
  );
  assert.equal(
    of("ip_rating")
      .concat(of("enclosure"))
      .map(({ values }) => values),
    [["IP67"]],
  );
  assert.equal(
    of("bom_cost").map(({ max, unit, condition }) => [max, unit, condition]),
    [[14, "EUR", "@ 500 units"]],
  );
  assert.is(conflicts.length, 1);
  assert.is(open_questions.length, 3);
  assert.is(non_requirements.length, 3);
});

test("points every constraint at the line that states it", () => {
  const lines = SOIL.split("\n");
  for (const { source, statement, min, typ, max } of soil().constraints) {
    const line = lines[source.line - 1]!.slice(source.column - 1);
    const figure = [min, typ, max].find((bound) => bound !== null);
    if (figure === undefined || /±|3V3|1,000|one/.test(statement)) continue;
    assert.match(line.replace("−", "-"), String(Math.abs(figure)), statement);
  }
});

test("fits its published schema", () => {
  assert.ok(ConstraintsSchema.safeParse(soil()).success);
});

test("gives equal bytes for equal input, and for CRLF but for the hash", () => {
  assert.is(JSON.stringify(soil()), JSON.stringify(soil()));
  const crlf = extract([{ path: "PRD.md", text: SOIL.replace(/\n/g, "\r\n") }]);
  assert.equal({ ...crlf, inputs: [] }, { ...soil(), inputs: [] });
});

test("changes one constraint when one number changes", () => {
  const changed = extract([{ path: "PRD.md", text: SOIL.replace("< 150 g", "< 140 g") }]);
  const differing = soil().constraints.filter(
    (constraint, index) =>
      JSON.stringify(constraint) !== JSON.stringify(changed.constraints[index]),
  );
  assert.equal(
    differing.map(({ parameter }) => parameter),
    ["weight"],
  );
});

const ids = (text: string): string[] =>
  extract([{ path: "PRD.md", text }])
    .constraints.map(({ id }) => id)
    .toSorted();

test("finds the same constraints whatever the order of the sections", () => {
  const [title, ...sections] = SOIL.split(/^(?=## )/m);
  const expected = ids(SOIL);
  fc.assert(
    fc.property(fc.shuffledSubarray(sections, { minLength: sections.length }), (shuffled) => {
      assert.equal(
        ids([title, ...shuffled.map((section) => `${section.trimEnd()}\n\n`)].join("")),
        expected,
      );
    }),
    { numRuns: 20 },
  );
});

test("never throws, whatever the text", () => {
  const token = fc.constantFrom(
    "# ",
    "- ",
    "| ",
    "\n",
    "\n\n",
    "5 V",
    "±",
    "<",
    "1,0",
    "**a**: ",
    "`",
    "[",
    "]",
    "TBD",
    "USB",
    "+---+\n",
    "=== ===\n",
    "> ",
    "é",
    "\t",
    "shall ",
    "IEC 1",
  );
  fc.assert(
    fc.property(
      fc.array(token, { maxLength: 80 }),
      fc.constantFrom("a.md", "a.txt"),
      (tokens, path) => {
        assert.ok(ConstraintsSchema.safeParse(extract([{ path, text: tokens.join("") }])).success);
      },
    ),
    { numRuns: 200 },
  );
});

/** Far more than these take on a busy machine, far less than anything quadratic would. */
const PATIENCE_MS = 8000;

test("reads text that nobody writes in linear time", () => {
  const long = 100_000;
  const hostile = [
    "1.",
    "5 V ",
    "1-",
    "1x",
    "[",
    ">",
    "(",
    '"5" ',
    "*a _b ",
    "ISO 11 ",
    "a: ",
    "- ",
    "minimum ",
    "5 V ±",
    "+5/-5 ",
    "# #",
    "| 5 ",
    "|-",
    "? ",
    "5 V\n",
    "the current is 5 mA and\n",
  ];
  for (const piece of hostile) {
    const text = `# R\n\n${piece.repeat(long / piece.length)}\n`;
    const start = performance.now();
    extract([{ path: "a.md", text }]);
    assert.ok(performance.now() - start < PATIENCE_MS, JSON.stringify(piece));
  }
});

test("reads a megabyte", () => {
  const line = "- Item: supply 3.3 V ±5 %, < 20 mA\n";
  const text = `# R\n\n${line.repeat(1_000_000 / line.length / 4)}\n${"Some prose about nothing.\n\n".repeat(27_000)}`;
  assert.ok(extract([{ path: "a.md", text }]).constraints.length > 14_000);
});

test("keeps a condition whole beyond the point of an abbreviation", () => {
  const text = "# N\n\n## P\n\n- Peak current ≤ 120 mA for max. 50 ms in TX. Then less.\n";
  const [peak] = extract([{ path: "PRD.md", text }]).constraints;
  assert.is(peak!.condition, "for max. 50 ms in TX");
});

test.run();
