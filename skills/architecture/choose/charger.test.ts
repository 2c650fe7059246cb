/** Where charging minds the temperature of the cell, only a charger with an input for its thermistor will do. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { ALL } from "../fixtures/catalogue.ts";
import { constraint, fakeParts, part, words } from "../fixtures/requirements.ts";
import type { Given } from "../fixtures/requirements.ts";
import { AIR, RAIL, run } from "../fixtures/run.ts";
import { mindsCell } from "./charger.ts";

const test = suite("skills/architecture/choose/charger");

const charger = (mpn: string, ntc: string | null) =>
  part(
    "charger",
    mpn,
    { input_voltage: [3.75, 6, "V"], charge_current: [0.015, 0.5, "A"] },
    { attributes: { chemistry: "li-ion", cells: "1", ...(ntc === null ? {} : { ntc }) } },
  );
const PLAIN = charger("AC1", "no");
const WITH = charger("TC12", "yes");
const battery = constraint("b", {
  ...{ category: "power", parameter: "battery_type", values: ["LiPo"] },
  statement: "Powered by one LiPo cell, charged from USB",
});
const usb = words("u", "Charging from USB", { category: "power", parameter: "charging" });
const celsius = (min: number | null, max: number | null): Given => ({
  ...{ min, max, unit: "Cel", category: "environmental", parameter: "temperature" },
  si: { ...(min === null ? {} : { min }), ...(max === null ? {} : { max }), unit: "Cel" },
});
const inhibited = constraint("cold", {
  ...celsius(null, 0),
  statement: "Charging shall be inhibited below 0 °C",
});

async function chosen(lines: Parameters<typeof run>[0], parts: Parameters<typeof fakeParts>[0]) {
  const { block, design } = await run([RAIL, AIR, battery, usb, ...lines], {}, [
    fakeParts([...ALL, ...parts]),
  ]);
  return { charger: block("charger")!, design };
}

test("passes over a charger that cannot know how warm the cell is, and says why", async () => {
  const free = await chosen([], [PLAIN, WITH]);
  assert.is(free.charger.part?.mpn, "AC1");
  const { charger: held, design } = await chosen([inhibited], [PLAIN, WITH]);
  assert.is(held.part?.mpn, "TC12");
  assert.match(
    held.eliminated.find(({ id }) => id === PLAIN.id)!.reasons.join("; "),
    /no thermistor input, and charging minds the cell's temperature \(REQ-cold\)/,
  );
  const row = design.coverage.find(({ requirement }) => requirement === "REQ-cold")!;
  assert.is(row.status, "partly");
  assert.match(row.note, /TC12 has a thermistor input; at which temperatures it stops/);
});

test("prefers one that is known to go down to the current that is allowed", async () => {
  const most = constraint("m", {
    ...{ category: "power", parameter: "charge_current", max: 60, unit: "mA" },
    ...{ si: { max: 0.06, unit: "A" }, statement: "Charge current at most 60 mA" },
  });
  const fast = { ...WITH, id: "acme/AA1", mpn: "AA1" };
  const coarse = { ...fast, figures: { ...fast.figures, charge_current: [AMPS(null, 1)] } };
  const low = { ...WITH, figures: { ...WITH.figures, charge_current: [AMPS(0.01, 0.8)] } };
  assert.is((await chosen([most], [coarse, low])).charger.part?.mpn, "TC12");
  assert.is((await chosen([most], [coarse])).charger.part?.mpn, "AA1");
});

const AMPS = (min: number | null, max: number) => ({
  ...{ min, typ: null, max, unit: "A", condition: null, checked: null },
  source: { document: "sheet", section: "1" },
});

test("ends open where no charger is known to have the input", async () => {
  const { charger: none } = await chosen([inhibited], [PLAIN, charger("UC1", null)]);
  assert.is(none.part, null);
  assert.match(none.tbd!, /with an input for the cell's thermistor \(REQ-cold\)/);
  assert.ok(none.eliminated.some(({ reasons }) => /not known of it/.test(reasons.join())));
});

test("takes the charger that the document names, or none", async () => {
  const named = constraint("n", {
    ...{ category: "power", parameter: "charger", values: ["TC12"], statement: "Charger: TC12" },
  });
  assert.is((await chosen([named], [PLAIN, WITH])).charger.part?.mpn, "TC12");
});

for (const [statement, parameter, isMinded] of [
  ["Charging shall be inhibited below 0 °C and above 45 °C", "temperature", true],
  ["charging only between 0 °C and 45 °C", "charging_temperature", true],
  ["The battery shall not be charged above 45 °C", "temperature", true],
  ["Charger with NTC input", "charger", true],
  ["Discharge at -20 °C to 60 °C", "discharge_temperature", false],
  ["Operating temperature 0 °C to 40 °C, charging via USB", "operating_temperature", false],
  ["The surface shall stay below 45 °C while charging", "temperature", false],
  ["The thermistor of the probe is 10 kΩ", "probe", false],
] as const) {
  test(`reads whether charging minds the cell: ${statement}`, () => {
    const one = constraint("x", { ...celsius(0, 45), parameter, statement });
    assert.is(mindsCell(one), isMinded);
  });
}

test.run();
