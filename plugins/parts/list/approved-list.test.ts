/** The user's approved list: what is taken of it, and what is said of a list that is no good. */
import fc from "fast-check";
import { isGatewayError } from "metaforge";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { figure, partOf } from "../../../test/fixtures/parts.ts";
import type { Part } from "../contract.ts";
import { parseApprovedList } from "./approved-list.ts";

const test = suite("plugins/parts/list/approved-list");

const KNOWN = [
  partOf("REG-33", {
    manufacturer: "Texas Instruments",
    figures: { output_voltage: [figure({ typ: 3.3 })] },
  }),
  partOf("REG-50", { manufacturer: "STMicroelectronics" }),
];
const read = (text: string, catalogue: readonly Part[] = KNOWN) =>
  parseApprovedList(text, catalogue);

/** The message with which a list is refused. */
function refused(text: string): string {
  try {
    read(text);
  } catch (thrown) {
    assert.ok(isGatewayError(thrown) && thrown.code === "VALIDATION_ERROR");
    return thrown.message;
  }
  throw assert.unreachable("the list was taken");
}

test("keeps the catalogue's figures of a part that the catalogue knows", () => {
  const { parts, problems } = read(
    "MPN,Manufacturer,output_voltage [V]\nreg-33,TI,5\nREG-50,ST,\n",
  );
  assert.equal(parts, KNOWN);
  assert.equal(problems, []);
});

test("knows of any other part only its line", () => {
  const head =
    "Mfr Part #;Mfr;Description;Family;Package;Pins;Interfaces;input_voltage [V];sleep_current (A)";
  const { parts, problems } = read(
    `${head}\nNEW-1;Acme Inc.;A chip;ldo;SOT-23;5;I2C, SPI;2.5..6;..5e-6\n`,
  );
  assert.equal(problems, []);
  const source = { document: "parts.csv, line 2", section: null };
  assert.equal(parts, [
    {
      ...partOf("NEW-1", {
        manufacturer: "Acme Inc.",
        description: "A chip",
        interfaces: ["i2c", "spi"],
      }),
      ...{ id: "acme-inc/NEW-1", origin: "approved-list", package: { name: "SOT-23", pins: 5 } },
      figures: {
        input_voltage: [figure({ min: 2.5, max: 6, source })],
        sleep_current: [figure({ max: 5e-6, unit: "A", source })],
      },
    },
  ]);
  const [bare] = read("part number\nX-1\n").parts;
  assert.equal([bare!.family, bare!.figures, bare!.package], [null, {}, { name: "", pins: null }]);
});

test("takes nothing from a part of the same number by another maker", () => {
  const { parts, problems } = read("mpn,manufacturer\nREG-33,Nobody Ltd\n");
  assert.equal(
    parts.map(({ id, figures }) => [id, figures]),
    [["nobody-ltd/REG-33", {}]],
  );
  assert.match(problems[0]!, /^parts\.csv line 2: the catalogue knows REG-33 by Texas Instruments/);
});

test("names the line of each cell and row that it cannot use", () => {
  const text = [
    "mpn,family,pins,datasheet,symbol,input_voltage [V]",
    "A-1,regulator,0,javascript:alert(1),LM317,6..2",
    ",ldo,3,,,",
    "A-2,ldo",
    "A-1,,,,,",
    "A-3,ldo,3,,,5 V",
  ].join("\n");
  const { parts, problems } = read(text);
  assert.equal(
    parts.map(({ mpn }) => mpn),
    ["A-1", "A-3"],
  );
  assert.equal(parts[0]!.figures, {});
  const heads = problems.map((problem) => problem.slice("parts.csv line ".length, 40));
  assert.equal(
    heads.map((head) => head[0]),
    ["2", "2", "2", "2", "2", "3", "4", "5", "6"],
  );
  assert.match(problems.join("\n"), "line 5: A-1 is listed twice");
  assert.match(problems.join("\n"), "line 4: has 2 cells, the first line has 6");
});

test("takes no figure without its unit, and says how to write it", () => {
  const { parts, problems } = read("mpn,input_voltage,sleep_current [uA]\nA-1,5,3\n");
  assert.equal(parts[0]!.figures, {});
  assert.equal(problems, [
    "parts.csv: the column 'input_voltage' has no unit: write 'input_voltage [V]'",
    "parts.csv: the column 'sleep_current' is in 'uA': write 'sleep_current [A]'",
  ]);
});

test("refuses what is no list, naming the line", () => {
  assert.match(refused(""), /no column for the part number/);
  assert.match(refused("name,value\nR1,10k\n"), /line 1: has no column for the part number/);
  assert.match(refused("mpn,maker\n"), /holds no part/);
  assert.match(refused("mpn\n\n\n"), /holds no part/);
  assert.match(refused('mpn,maker\nA-1,x\n"A-2,x\n'), /line \d: is no table/);
  assert.match(refused("mpn\nA\0B\n"), /is no text/);
  assert.match(refused(`mpn\n${"A-1\n".repeat(20_002)}`), /more than 20000 lines/);
  assert.match(refused(`mpn${",x".repeat(300)}\nA-1\n`), /more than 200 columns/);
  assert.match(refused("mpn\n=cmd|' /C calc'!A0\n"), /'=cmd.*' is no part number/);
});

test("takes signs that steer terminals and turn the writing direction out of texts", () => {
  const { parts } = read(
    "\uFEFFmpn,description\r\nA-1,\u202Eevil\u0007 \u001B[31mtext\u2028end\r\n",
  );
  assert.is(parts[0]!.description, "evil [31mtext end");
});

test("takes names of columns that every object has for none of its own", () => {
  const { parts } = read("mpn,__proto__,constructor,lifecycle\nA-1,x,y,constructor\n");
  assert.equal(parts[0]!.lifecycle.status, "unknown");
  assert.is(({} as { x?: unknown }).x, undefined);
});

test("either refuses a text by its code or yields parts with numbers and ids, whatever the text is", () => {
  const cell = fc.oneof(
    fc.constantFrom(
      "mpn",
      "A-1",
      "",
      '"',
      ";",
      "1..2",
      "family",
      "input_voltage [V]",
      "NaN",
      "1e999",
    ),
    fc.string({ unit: "binary", maxLength: 8 }),
  );
  const text = fc
    .array(fc.array(cell, { maxLength: 5 }), { maxLength: 5 })
    .map((rows) =>
      ["mpn,input_voltage [V],family", ...rows.map((row) => row.join(","))].join("\n"),
    );
  fc.assert(
    fc.property(text, (given) => {
      try {
        for (const part of read(given).parts) {
          assert.match(part.id, /^[a-z0-9-]+\/\S.*$/);
          for (const { min, typ, max } of part.figures.input_voltage ?? []) {
            for (const value of [min, typ, max])
              assert.ok(value === null || Number.isFinite(value));
          }
        }
      } catch (thrown) {
        if (!isGatewayError(thrown)) throw thrown;
        assert.is(thrown.code, "VALIDATION_ERROR");
      }
    }),
  );
});

test.run();
