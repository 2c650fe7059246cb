/** What rules a sensor out that measures coarser or slower than asked, and what of it the coverage shows. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { ALL } from "../fixtures/catalogue.ts";
import { constraint, fakeParts, part, words } from "../fixtures/requirements.ts";
import type { Given } from "../fixtures/requirements.ts";
import { PLAIN, run } from "../fixtures/run.ts";

const test = suite("skills/architecture/choose/measured");

const motion = (
  mpn: string,
  bits: number | null,
  rate: number | null,
  text = `Accelerometer ${mpn}`,
) => {
  const one = part(
    "sensor-motion",
    mpn,
    { supply_voltage: [1.7, 3.6, "V"], ...(bits ? { resolution: [null, bits, "bit"] } : {}) },
    { interfaces: ["i2c"], attributes: { quantity: "acceleration" }, description: text },
  );
  const [base] = one.figures.supply_voltage!;
  const odr = { ...base!, min: null, max: rate, unit: "Hz", condition: "output data rate" };
  return rate ? { ...one, figures: { ...one.figures, frequency: [odr] } } : one;
};
const ASK = words("acc", "It shall measure the acceleration", { section: "Accelerometer" });
const bits = (typ: number, more: Given = {}) =>
  constraint("bits", {
    ...{ parameter: "resolution", typ, unit: "bit", si: { typ, unit: "bit" } },
    ...{ statement: `${typ}-bit resolution`, section: "Accelerometer", ...more },
  });
const rate = (min: number) =>
  constraint("rate", {
    ...{ parameter: "sample_rate", min, unit: "Hz", si: { min, unit: "Hz" } },
    ...{ statement: `sampled at ${min} Hz or more`, section: "Accelerometer" },
  });

async function design(lines: Parameters<typeof run>[0], parts: Parameters<typeof fakeParts>[0]) {
  const result = await run([...PLAIN, ASK, ...lines], {}, [fakeParts([...ALL, ...parts])]);
  const row = (id: string) =>
    result.design.coverage.find(({ requirement }) => requirement === `REQ-${id}`)!;
  return { ...result, row, block: result.block("accelerometer")! };
}

test("rules out what is coarser or slower, and shows what is not", async () => {
  const coarse = motion("A13", 13, 3200);
  const said = motion("B12", null, 3200, "3-axis accelerometer, 12 bit, SPI, I2C");
  const fine = motion("C16", 16, 32000);
  const { block, row } = await design([bits(14), rate(8000)], [coarse, said, fine]);
  assert.is(block.part?.mpn, "C16");
  const why = new Map(block.eliminated.map(({ id, reasons }) => [id, reasons[0]]));
  assert.is(why.get("acme/A13"), "resolution is 13 bit, 14 bit is asked for (REQ-bits)");
  assert.is(why.get("acme/B12"), "resolution is 12 bit, 14 bit is asked for (REQ-bits)");
  assert.match(row("bits").note, /accelerometer: resolution is 16 bit/);
  assert.match(row("rate").note, /accelerometer: output data rate is 32 kHz/);
  const alone = await design([bits(14)], [coarse]);
  assert.is(alone.block.part, null);
  assert.ok(
    alone.findings.some(
      ({ id, severity }) => id === "no-match-accelerometer" && severity === "error",
    ),
  );
});

test("puts what is known to keep it before what nothing is known of, and rules neither out", async () => {
  const unknown = motion("A0", null, null);
  const known = motion("Z16", 16, null);
  assert.is((await design([bits(14)], [unknown, known])).block.part?.mpn, "Z16");
  assert.is((await design([bits(14)], [unknown])).block.part?.mpn, "A0");
});

test("compares no wish and no figure of another thing", async () => {
  const coarse = motion("A13", 13, 100);
  const others = [
    bits(14, { priority: "should" }),
    bits(14, { section: "Display", statement: "14-bit colour", subject: "display" }),
    bits(14, { parameter: "timestamp_width" }),
  ];
  for (const one of others) {
    assert.is((await design([one], [coarse])).block.part?.mpn, "A13", one.statement);
  }
});

test("warns of a converter inside the controller whose resolution nobody knows", async () => {
  const adc = bits(16, { parameter: "adc_resolution", section: "MCU", subject: "mcu" });
  const mcu = words("m", "It has a microcontroller");
  const { findings } = await design([mcu, adc], [motion("A13", 13, 100)]);
  const found = findings.find(({ id }) => id === "converter-resolution")!;
  assert.is(found.severity, "warning");
  assert.match(
    found.title,
    /^16 bit are asked of the converter, and the catalogue does not tell those of SM16$/,
  );
});

test.run();
