/** By which current a converter is sized, and that none is chosen where none is known. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { BOOST, BUCK, HOT, LDO, SMALL } from "../fixtures/catalogue.ts";
import { constraint, fakeParts, part, temperature, volts } from "../fixtures/requirements.ts";
import { AIR, PLAIN, RAIL, run } from "../fixtures/run.ts";

const test = suite("skills/architecture/supply/sizes");

/** A controller of which no current is known. */
const MUTE = part(
  "mcu",
  "MU16",
  { supply_voltage: [1.8, 3.6, "V"], gpio_count: [16, 16, "1"] },
  { interfaces: ["i2c"], peripherals: { i2c: 1 }, attributes: SMALL.attributes },
);
const tools = [fakeParts([MUTE, HOT, LDO, BUCK, BOOST])];

test("chooses no converter for a rail of which no current is known, and says what is wanted", async () => {
  const { block, design, findings } = await run(PLAIN, {}, tools);
  const converter = block("regulator-3v3")!;
  assert.is(converter.part, null);
  assert.equal(converter.eliminated, []);
  assert.is(converter.tbd, "ldo, 3.3 V, current not known");
  assert.match(converter.rationale, /No current on that rail is known: a part would be sized by/);
  assert.is(design.powerTree.find(({ to }) => to === "regulator-3v3")!.topology, "ldo");
  const found = findings.find(({ id }) => id === "no-size-regulator-3v3")!;
  assert.is(found.severity, "info");
  assert.is(found.title, "No converter is chosen for 3.3 V: no current on it is known");
  assert.is(found.evidence, "loads: mcu, humidity-sensor");
});

test("says nothing of a surge that a part which is not chosen would bear", async () => {
  const dump = constraint("dump", {
    ...{ parameter: "node_voltage", statement: "Survives a load dump of 40 V", max: 40 },
    ...{ unit: "V", si: { max: 40, unit: "V" } },
  });
  const { design } = await run([volts("in", "input_voltage", 9, 16), RAIL, AIR, dump], {}, tools);
  const { reason } = design.powerTree.find(({ to }) => to === "regulator-3v3")!;
  assert.not.match(reason!, /bears/);
});

test("sizes it by the part that is known only in words that say so", async () => {
  const { block, findings } = await run([...PLAIN, temperature("t", -40, 85)], {}, [
    fakeParts([SMALL, HOT, LDO, BUCK, BOOST]),
  ]);
  const { part: chosen, rationale } = block("regulator-3v3")!;
  assert.is(chosen!.mpn, "LD33");
  assert.match(rationale, /It is sized by 5 mA, the part of the current that is known, only\./);
  const found = findings.find(({ id }) => id === "sized-in-part-regulator-3v3")!;
  assert.match(found.title, /^LD33 makes 3\.3 V and is sized by 5 mA, the part of the current/);
  assert.match(found.evidence!, /not known: humidity-sensor/);
});

test("shows the reserve in the demand, and speaks of no share where all is known", async () => {
  const { block, findings } = await run(PLAIN);
  const { demands, rationale } = block("regulator-3v3")!;
  assert.ok(demands.includes("output current at least 7.5 mA (1.25 × 6 mA)"), demands.join("; "));
  assert.not.match(rationale, /sized by/);
  assert.not.ok(findings.some(({ id }) => id.startsWith("sized-in-part")));
});

test.run();
