/** The format of the catalogue: what it makes of a file, and what it refuses. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { FamilyFile } from "./schema.ts";

const test = suite("plugins/parts/schema");

const SOURCE = ["AP2112 datasheet", "Electrical Characteristics"];
const PART = {
  mpn: "AP2112K-3.3TRG1",
  manufacturer: "Diodes Incorporated",
  description: "600 mA LDO",
  package: { name: "SOT-25", pins: 5 },
  symbol: "Regulator_Linear:AP2112K-3.3",
  footprint: null,
  datasheet: null,
  figures: { input_voltage: { min: 2.5, max: 6, unit: "V", source: SOURCE } },
  interfaces: [],
  peripherals: {},
  attributes: { topology: "ldo" },
  lifecycle: { status: "unknown" },
  prices: [],
};

const read = (change: object) =>
  FamilyFile.safeParse({ family: "ldo", parts: [{ ...PART, ...change }] });

function refused(change: object): string {
  const { success, error } = read(change);
  assert.not(success);
  return error!.issues.map(({ message }) => message).join("\n");
}

const withFigure = (figure: object, name = "input_voltage") => ({ figures: { [name]: figure } });

test("makes the contract's part of an entry", () => {
  const [part] = read({}).data!;
  assert.is(part!.id, "diodes-incorporated/AP2112K-3.3TRG1");
  assert.is(part!.family, "ldo");
  assert.equal(part!.figures.input_voltage, [
    {
      ...{ min: 2.5, typ: null, max: 6, unit: "V", condition: null },
      source: { document: SOURCE[0], section: SOURCE[1] },
      checked: null,
    },
  ]);
  assert.equal(part!.lifecycle, { status: "unknown", date: null, source: null });
});

test("says of a figure when it was compared once more, and with what", () => {
  const figure = { typ: 3.3, unit: "V", source: SOURCE };
  const checked = ["2026-11-25", "text of the data sheet, revision 8"];
  const [part] = read(withFigure({ ...figure, checked })).data!;
  assert.equal(part!.figures.input_voltage![0]!.checked, {
    date: "2026-11-25",
    against: "text of the data sheet, revision 8",
  });
  for (const half of [["2026-11-25"], ["lately", "text"], "2026-11-25", ["2026-11-25", " "]]) {
    refused(withFigure({ ...figure, checked: half }));
  }
});

test("takes several figures under one name, one a condition", () => {
  const figure = { typ: 0.1, unit: "V", source: SOURCE };
  const two = [
    { ...figure, condition: "100 mA" },
    { ...figure, typ: 0.25, condition: "600 mA" },
  ];
  assert.is(read(withFigure(two, "dropout_voltage")).data![0]!.figures.dropout_voltage!.length, 2);
});

test("refuses a figure without a source, or with half of one", () => {
  for (const source of [undefined, [], ["AP2112 datasheet"], ["AP2112 datasheet", " "], "AP2112"]) {
    refused(withFigure({ min: 2.5, max: 6, unit: "V", source }));
  }
});

test("refuses a unit that is none, that has a prefix, or that is another figure's", () => {
  for (const unit of [undefined, "volts", "mV", ""]) {
    refused(withFigure({ typ: 5, unit, source: SOURCE }));
  }
  assert.match(refused(withFigure({ typ: 5, unit: "A", source: SOURCE })), "is in A, not in V");
});

test("refuses values in the wrong order, and a figure that has none", () => {
  const order = /wrong order/;
  assert.match(refused(withFigure({ min: 6, max: 2.5, unit: "V", source: SOURCE })), order);
  assert.match(refused(withFigure({ min: 3, typ: 2, unit: "V", source: SOURCE })), order);
  assert.match(refused(withFigure({ typ: 7, max: 6, unit: "V", source: SOURCE })), order);
  assert.match(refused(withFigure({ unit: "V", source: SOURCE })), /has no value/);
  refused(withFigure({ max: Number.NaN, unit: "V", source: SOURCE }));
  refused(withFigure({ max: "6", unit: "V", source: SOURCE }));
});

test("refuses names that it does not know", () => {
  refused(withFigure({ typ: 5, unit: "V", source: SOURCE }, "voltage"));
  refused({ price: 3 });
  assert.not(FamilyFile.safeParse({ family: "resistor", parts: [PART] }).success);
});

test("refuses a price or a lifecycle of which nobody knows when it was so", () => {
  const price = {
    quantity: 1,
    unitPrice: 0.3,
    currency: "USD",
    date: "2025-05-01",
    source: "LCSC",
  };
  assert.ok(read({ prices: [price] }).success);
  for (const gone of ["date", "source", "currency"]) {
    refused({ prices: [{ ...price, [gone]: undefined }] });
  }
  assert.ok(
    read({ lifecycle: { status: "active", date: "2025-05-01", source: "st.com" } }).success,
  );
  refused({ lifecycle: { status: "active" } });
});

test("refuses a symbol that is no Library:Name, and a link that is none", () => {
  refused({ symbol: "AP2112K-3.3" });
  refused({ footprint: "SOT 23:5" });
  refused({ datasheet: "javascript:alert(1)" });
});

test.run();
