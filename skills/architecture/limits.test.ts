/** Limits of temperature, voltage and current that no chosen part may break. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { ALL, HOT } from "./fixtures/catalogue.ts";
import { constraint, fakeParts, part, temperature, volts } from "./fixtures/requirements.ts";
import { AIR, PLAIN, RAIL, SUPPLY, run } from "./fixtures/run.ts";

const test = suite("skills/architecture/limits");

test("chooses no part outside the range of temperature, and says why", async () => {
  const { block, design } = await run([...PLAIN, temperature("t", -40, 105)]);
  assert.is(block("humidity-sensor")!.part?.id, HOT.id);
  assert.is(block("mcu")!.part, null);
  assert.match(block("mcu")!.eliminated[0]!.reasons[0]!, /operating_temperature/);
  assert.match(block("mcu")!.tbd!, /operating temperature covers -40 °C to 105 °C \(REQ-t\)/);
  assert.ok(
    design.findings.some(({ id, severity }) => id === "no-match-mcu" && severity === "error"),
  );
  assert.is(block("regulator-3v3")!.part, null);
});

test("chooses no regulator whose input ends below the supply", async () => {
  const { block } = await run([volts("in", "input_voltage", 12, 60), RAIL, AIR]);
  assert.is(block("regulator-3v3")!.part, null);
  const [only] = block("regulator-3v3")!.eliminated;
  assert.equal([only!.id, only!.reasons[0]], ["acme/LD33", "input_voltage is 2.5 to 6"]);
  const lower = await run([volts("in", "input_voltage", 9, 30), RAIL, AIR]);
  assert.is(lower.block("regulator-3v3")!.part?.mpn, "BK33");
  assert.match(
    lower.design.powerTree.find(({ to }) => to === "regulator-3v3")!.reason!,
    /but none in the catalogue fits/,
  );
});

test("runs a coin cell's parts from the cell, and a Wi-Fi module through a boost converter with a warning", async () => {
  const cell = constraint("c", {
    category: "power",
    parameter: "battery_type",
    values: ["CR2032"],
    statement: "Powered by a CR2032",
  });
  const plain = await run([cell, AIR]);
  assert.equal(
    plain.design.rails.map(({ id, from }) => [id, from]),
    [["rail-supply", "battery"]],
  );
  const wifi = constraint("w", {
    parameter: "wireless",
    category: "interface",
    values: ["WiFi"],
    statement: "WiFi every 60 s",
  });
  const { design, block } = await run([cell, AIR, wifi]);
  assert.is(block("mcu")!.part?.mpn, "WF1");
  assert.is(design.powerTree.find(({ to }) => to === "regulator-3v3")?.topology, "boost");
  assert.match(
    design.risks.find(({ id }) => id === "pulse-mcu")!.text,
    /pulses of 340 mA, CR2032 gives 7 mA/,
  );
});

test("lays a rail out for what its line asks it to give", async () => {
  const line = { statement: "3.3 V rail, at least 1 A" };
  const amps = constraint("a", {
    ...line,
    ...{ category: "power", parameter: "current", min: 1, unit: "A", si: { min: 1, unit: "A" } },
  });
  const { design, block } = await run([
    volts("in", "input_voltage", 4.75, 5.25),
    { ...RAIL, ...line },
    amps,
    AIR,
  ]);
  assert.is(design.rails[0]!.maxCurrent!.value, 1);
  // (5.25 − 3.3) · 1 = 1.95 W
  assert.match(block("regulator-3v3")!.rationale, /\(5\.25 V − 3\.3 V\) · 1 A = 1\.95 W/);
  assert.is(block("regulator-3v3")!.part?.mpn, "BK33");
});

test("gives logic a rail of its own where the stated ones do not serve it", async () => {
  const { design } = await run([volts("in", "input_voltage", 5, 5), { ...RAIL, ...FIVE }, AIR]);
  assert.equal(
    design.rails.map(({ id, loads }) => [id, loads.length]),
    [
      ["rail-5v", 0],
      ["rail-3v3", 2],
    ],
  );
});

const FIVE = { typ: 5, si: { typ: 5, unit: "V" }, statement: "5 V rail" };

test("takes a converter for the probe that is asked for, never for another", async () => {
  const converter = (mpn: string, probe: string | null) =>
    part("sensor-environment", mpn, SUPPLIED, {
      interfaces: ["spi"],
      attributes: { quantity: "temperature", ...(probe ? { probe } : {}) },
    });
  const all = [converter("TC1", "thermocouple-k"), converter("TS1", null), converter("RT1", "rtd")];
  const chosen = async (statement: string) => {
    const asked = constraint("p", { parameter: "sensor", statement });
    const { design } = await run([SUPPLY, RAIL, asked], {}, [fakeParts([...ALL, ...all])]);
    return design.blocks.flatMap(({ kind, part: one }) => (kind === "sensor" ? one?.mpn : []));
  };
  assert.equal(await chosen("PT100 temperature sensor"), ["RT1"]);
  assert.equal(await chosen("Type K thermocouple as temperature sensor"), ["TC1"]);
  assert.equal(await chosen("Type J thermocouple as temperature sensor"), [undefined]);
  assert.equal(await chosen("Thermocouple as temperature sensor"), [undefined]);
  assert.equal(await chosen("On-board temperature sensor"), ["TS1"]);
});

test("keeps what shall last in a memory of a size, that lasts, and that its bus reaches", async () => {
  const memory = (mpn: string, type: string, bus = "spi") =>
    part("memory", mpn, SUPPLIED, { interfaces: [bus], attributes: { type } });
  const all = [
    memory("SK1", "microsd-socket"),
    memory("PS1", "psram"),
    memory("OW1", "eeprom", "onewire"),
    memory("FR1", "fram"),
    memory("EE1", "eeprom"),
  ];
  const size = { typ: 4096, unit: "B", si: { typ: 4096, unit: "byte" } };
  const storage = async (statement: string, more: object = {}) => {
    const asked = constraint("m", { statement, ...more });
    const { block } = await run([SUPPLY, RAIL, asked], {}, [fakeParts([...ALL, ...all])]);
    return block("storage")!;
  };
  const { part: chosen, eliminated } = await storage("4 KB in non-volatile memory", size);
  assert.is(chosen!.mpn, "FR1");
  const why = (mpn: string) => eliminated.find(({ id }) => id.endsWith(mpn))!.reasons[0]!;
  assert.match(why("PS1"), /forgets/);
  assert.match(why("OW1"), /has onewire/);
  assert.is((await storage("4 KB of EEPROM", size)).part!.mpn, "EE1");
  const open = await storage("It keeps 400 readings in non-volatile memory");
  assert.is(open.part, null);
  assert.match(open.tbd!, /its size is not stated/);
});

const SUPPLIED = {
  supply_voltage: [3, 3.6, "V"],
  operating_temperature: [-40, 125, "°C"],
} as const;

test("counts the parts without an ambient range as the coverage names them", async () => {
  const bare = part("buck", "BK99", {
    ...{ input_voltage: [3.8, 32, "V"], output_voltage: [0.8, 24, "V"] },
    ...{ output_current: [null, 2, "A"], junction_temperature: [-40, 150, "°C"] },
  });
  const { design, findings } = await run(
    [volts("in", "input_voltage", 9, 30), RAIL, AIR, temperature("t", -20, 60)],
    {},
    [fakeParts([...ALL.filter(({ family }) => family !== "buck"), bare])],
  );
  const found = findings.find(({ id }) => id === "figures-not-known")!;
  assert.match(found.title, /^1 part is not held against the operating temperature/);
  assert.is(found.evidence, "regulator-3v3: BK99");
  const row = design.coverage.find(({ requirement }) => requirement === "REQ-t")!;
  assert.match(row.note, /not held, their ambient range is not known: regulator-3v3$/);
});

test.run();
