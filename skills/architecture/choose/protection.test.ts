/** What protects a line bears in use what the line carries, and what protects a supply what that reaches. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { ALL } from "../fixtures/catalogue.ts";
import { constraint, fakeParts, part, volts, words } from "../fixtures/requirements.ts";
import { AIR, RAIL, run } from "../fixtures/run.ts";

const test = suite("skills/architecture/choose/protection");

const array = (mpn: string, standoff: number, more: Record<string, string> = {}) =>
  part(
    "protection",
    mpn,
    { standoff_voltage: [null, standoff, "V"] },
    { attributes: { function: "esd", ...more } },
  );
const FAST = array("UF5", 5.25, { capacitance: "low" });
const CP24 = array("CP24", 24, { bus: "can" });
const PARTS = [...ALL, FAST, array("SP5", 5.5), array("LP12", 12, { bus: "rs-485" }), CP24];

const bus = (value: string) =>
  constraint(value, {
    ...{
      category: "interface",
      parameter: "interface",
      values: [value],
      statement: `${value} port`,
    },
  });
const ESD = words("esd", "ESD protection on all connectors");
const vehicle = (typ: number | null, min: number, max: number) => {
  const line = volts("in", "input_voltage", min, max);
  return typ === null ? line : { ...line, typ, si: { min, typ, max, unit: "V" } };
};

async function chosen(lines: Parameters<typeof run>[0], parts = PARTS) {
  const { design } = await run([RAIL, AIR, ...lines], {}, [fakeParts(parts)]);
  const esd = design.blocks.filter(({ id }) => id.startsWith("esd"));
  return { design, esd, parts: esd.map(({ id, part: one }) => [id, one?.mpn ?? null]) };
}

test("holds a CAN against the nominal supply of its vehicle, and says where that reaches further", async () => {
  const truck = await chosen([vehicle(24, 18, 32), bus("CAN"), ESD]);
  assert.equal(truck.parts, [["esd", "CP24"]]);
  assert.ok(truck.esd[0]!.demands.includes("standoff voltage at least 24 V (REQ-in)"));
  assert.match(truck.design.risks.find(({ id }) => id === "standoff-esd")!.text, /32 V/);
  const car = await chosen([vehicle(12, 9, 16), bus("CAN"), ESD]);
  assert.equal(car.parts, [["esd", "CP24"]]);
  assert.not(car.design.risks.some(({ id }) => id === "standoff-esd"));
  const indoors = await chosen([vehicle(5, 4.75, 5.25), bus("CAN"), ESD]);
  assert.equal(indoors.parts, [["esd", "CP24"]]);
});

test("ends open with the nearest where no part stands off what the bus carries", async () => {
  const { esd } = await chosen([vehicle(null, 18, 32), bus("CAN"), ESD]);
  assert.is(esd[0]!.part, null);
  assert.ok(esd[0]!.eliminated.some(({ id }) => id === "acme/CP24"));
  assert.match(esd[0]!.tbd!, /standoff voltage at least 32 V/);
});

test("gives each kind of line a part of its own, and USB one of low capacitance", async () => {
  const both = await chosen([vehicle(null, 4.75, 5.25), bus("USB"), bus("RS485"), ESD]);
  assert.equal(both.parts, [
    ["esd-usb-connector", "UF5"],
    ["esd-rs485-transceiver", "LP12"],
  ]);
  const usb = words("one", "ESD protection of the USB lines");
  const one = await chosen([vehicle(null, 4.75, 5.25), bus("USB"), bus("RS485"), usb]);
  assert.equal(one.parts, [["esd", "UF5"]]);
  assert.match(one.esd[0]!.rationale, /It is for USB connector: data lines of USB 2\.0/);
});

test("chooses none where no line is known that it is for", async () => {
  const { esd } = await chosen([vehicle(null, 4.75, 5.25), ESD]);
  assert.is(esd[0]!.part, null);
  assert.match(esd[0]!.tbd!, /which lines it is for is not stated/);
});

test("says that a supply of which only the nominal voltage is known leaves a suppressor without margin", async () => {
  const tvs = part(
    "protection",
    "TV24",
    { standoff_voltage: [null, 24, "V"] },
    { attributes: { function: "tvs" } },
  );
  const surge = words("s", "The supply input shall withstand a surge of 1 kV");
  const { design } = await chosen([vehicle(24, 24, 24), surge], [...PARTS, tvs]);
  assert.is(design.blocks.find(({ id }) => id === "over-voltage")!.part?.mpn, "TV24");
  assert.match(design.risks.find(({ id }) => id === "standoff-over-voltage")!.text, /tolerance/);
  const wide = await chosen([vehicle(24, 19.2, 30), surge], [...PARTS, tvs]);
  assert.is(wide.design.blocks.find(({ id }) => id === "over-voltage")!.part, null);
});

test.run();
