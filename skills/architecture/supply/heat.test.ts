/** A linear regulator whose junction would get too hot is passed over with its sum; what is not known rules none out. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { ALL, BUCK, LDO } from "../fixtures/catalogue.ts";
import { constraint, fakeParts, part, temperature } from "../fixtures/requirements.ts";
import { AIR, RAIL, SUPPLY, run } from "../fixtures/run.ts";
import type { Part } from "../choose/wish.ts";
import { coolnessOpen, hotJunction } from "./heat.ts";

const test = suite("skills/architecture/supply/heat");

const others = ALL.filter((one) => one !== LDO && one !== BUCK);
const ldo = (mpn: string, ohm: number | null, junction: number | null): Part =>
  part("ldo", mpn, {
    input_voltage: [2.5, 6, "V"],
    output_voltage: [3.3, 3.3, "V"],
    output_current: [null, 0.5, "A"],
    dropout_voltage: [null, 0.4, "V"],
    operating_temperature: [-40, 85, "°C"],
    ...(ohm === null ? {} : { thermal_resistance: [null, ohm, "K/W"] as const }),
    ...(junction === null ? {} : { junction_temperature: [-40, junction, "°C"] as const }),
  });
const SMALL = ldo("SM5", 193, 125);
const LARGE = ldo("LA223", 60, 125);

async function regulator(parts: readonly Part[], warm: readonly [number, number] | null = [0, 60]) {
  const amps = constraint("a", {
    ...{ category: "power", parameter: "supply_current", max: 200, unit: "mA" },
    ...{ si: { max: 0.2, unit: "A" }, statement: "Consumption: at most 200 mA" },
  });
  const lines = [SUPPLY, RAIL, AIR, amps, ...(warm ? [temperature("t", ...warm)] : [])];
  return (await run(lines, {}, [fakeParts([...others, ...parts])])).block("regulator-3v3")!;
}

test("takes a package that gets rid of the heat, and shows the sum against the other", async () => {
  const block = await regulator([SMALL, LARGE, BUCK]);
  assert.is(block.part?.mpn, "LA223");
  // (5.25 − 3.3) · 0.2 = 0.39 W; 60 + 0.39 · 193 = 135.27 °C
  assert.match(
    block.eliminated.find(({ id }) => id === SMALL.id)!.reasons.join(),
    /reach 135\.3 °C: \(5\.25 V − 3\.3 V\) · 200 mA = 390 mW, by 193 K\/W above 60 °C; it bears 125 °C/,
  );
});

test("takes a buck converter where every linear one gets too hot", async () => {
  const block = await regulator([SMALL, BUCK]);
  assert.is(block.part?.mpn, "BK33");
  assert.match(block.rationale, /none in the catalogue fits \(acme\/SM5: its junction would reach/);
  assert.ok(block.eliminated.some(({ id }) => id === SMALL.id));
});

test("rules out none for what is not known, and says what is not", async () => {
  const noOhm = await regulator([ldo("NO1", null, 125), BUCK]);
  assert.is(noOhm.part?.mpn, "NO1");
  assert.match(noOhm.rationale, /Its junction is not held: no thermal resistance of NO1 is known/);
  const noLimit = await regulator([ldo("NO2", 193, null), BUCK]);
  assert.match(noLimit.rationale, /no highest junction temperature of NO2 is known/);
  const noAmbient = await regulator([SMALL, BUCK], null);
  assert.is(noAmbient.part?.mpn, "SM5");
  assert.match(noAmbient.rationale, /held against no ambient, since none is stated/);
  assert.not.match((await regulator([LARGE])).rationale, /junction is/);
});

test("takes one that is held before one of which a figure is missing, and a buck before it where others are too hot", async () => {
  const open = ldo("NO2", 193, null);
  assert.is((await regulator([open, LARGE, BUCK])).part?.mpn, "LA223");
  const buck = await regulator([open, SMALL, BUCK]);
  assert.is(buck.part?.mpn, "BK33");
  assert.match(buck.rationale, /none in the catalogue is known to bear it \(acme\/SM5/);
  const linear = await regulator([open, SMALL]);
  assert.is(linear.part?.mpn, "NO2");
  assert.match(linear.rationale, /of NO2 is known, and it would reach 135\.3 °C/);
});

test("does not let a heat that no package minds decide", async () => {
  const amps = constraint("a", {
    ...{ category: "power", parameter: "supply_current", max: 20, unit: "mA" },
    ...{ si: { max: 0.02, unit: "A" }, statement: "Consumption: at most 20 mA" },
  });
  // (5.25 − 3.3) · 0.02 = 39 mW; of two that fit the catalogue's first is taken.
  const lines = [SUPPLY, RAIL, AIR, amps, temperature("t", 0, 60)];
  const parts = [...others, ldo("NO1", null, null), LARGE, BUCK];
  const block = (await run(lines, {}, [fakeParts(parts)])).block("regulator-3v3")!;
  assert.is(block.part?.mpn, "NO1");
  assert.not.match(block.rationale, /junction/);
});

test("counts what the regulator itself takes, and rules out by an absolute maximum but not in", () => {
  const load = { vin: 5.25, vout: 3.3, amps: 0.2, ambient: 85 };
  const figure = (max: number, unit: string, condition: string | null = null) => ({
    ...{ min: null, typ: null, max, unit, condition, checked: null },
    source: { document: "sheet", section: "1" },
  });
  const warm = { ...LARGE.figures, thermal_resistance: [figure(90, "K/W")] };
  const thirsty = { ...LARGE, figures: { ...warm, quiescent_current: [figure(0.011, "A")] } };
  assert.is(hotJunction({ ...LARGE, figures: warm }, load), null);
  assert.match(hotJunction(thirsty, load)!, /200 mA \+ 5\.25 V · 11 mA = 447\.[78] mW/);
  const never = (most: number) => ({
    ...LARGE,
    figures: { ...warm, junction_temperature: [figure(most, "°C", "absolute maximum")] },
  });
  assert.match(hotJunction(never(115), load)!, /it bears 115 °C/);
  assert.match(coolnessOpen(never(150), load)!, /no highest junction temperature/);
});

test("takes the worst board of the sheet, and no resistance to the case", () => {
  const load = { vin: 5, vout: 3.3, amps: 0.2, ambient: 50 };
  const figure = (typ: number, condition: string) => ({
    ...{ min: null, typ, max: null, unit: "K/W", condition, checked: null },
    source: { document: "sheet", section: "1" },
  });
  const of = (...thermal_resistance: ReturnType<typeof figure>[]) => ({
    ...SMALL,
    figures: { ...SMALL.figures, thermal_resistance },
  });
  assert.is(hotJunction(of(figure(400, "junction to case")), load), null);
  assert.is(hotJunction(of(figure(60, "junction to ambient, 4 layers")), load), null);
  const both = of(figure(60, "junction to ambient, 4 layers"), figure(250, "junction to ambient"));
  assert.match(hotJunction(both, load)!, /reach 135 °C/);
});

test.run();
