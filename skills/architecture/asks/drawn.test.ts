/** Which block takes the current that a line says is drawn, and what rail, block and coverage make of it. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { constraint, fakeParts, part, words } from "../fixtures/requirements.ts";
import { ALL } from "../fixtures/catalogue.ts";
import { PLAIN, run } from "../fixtures/run.ts";

const test = suite("skills/architecture/asks/drawn");

const drawn = (id: string, parameter: string, amps: number, statement: string) =>
  constraint(id, {
    ...{ parameter: `${parameter}_draws`, statement, typ: amps, unit: "A" },
    si: { typ: amps, unit: "A" },
  });
const MODEM = part(
  "radio-module",
  "MD1",
  { supply_voltage: [3, 4, "V"] },
  { interfaces: ["lte-m", "uart"], attributes: { modem: "at-commands" } },
);
const tools = [fakeParts([...ALL, MODEM])];
const LTE = words("lte", "It shall report over LTE");

test("gives it to the block that its words name, whose rail is laid out for it", async () => {
  const line = drawn("tx", "modem", 0.22, "During transmission the modem draws 220 mA for 4 s");
  const { design, block } = await run([...PLAIN, LTE, line], {}, tools);
  const { value, basis } = block("cellular")!.stated!;
  assert.is(value, 0.22);
  assert.is(basis, "220 mA (REQ-tx)");
  const { maxCurrent } = design.rails[0]!;
  assert.is(maxCurrent!.value, 0.226);
  assert.match(maxCurrent!.basis, /cellular 220 mA \(REQ-tx\)/);
  const row = design.coverage.find(({ requirement }) => requirement === "REQ-tx")!;
  assert.equal(row.by, ["cellular"]);
  assert.is(row.status, "partly");
  assert.match(row.note, /^Taken as the document states it; for the power budget$/);
});

test("counts each piece where the words say so, and the largest of several states", async () => {
  const leds = { category: "interface", parameter: "status_leds", unit: "1", typ: 2 } as const;
  const { block } = await run([
    ...PLAIN,
    constraint("leds", { ...leds, statement: "2 status LEDs" }),
    drawn("led", "leds", 0.015, "The two LEDs each draw 15 mA"),
    drawn("mcu", "mcu", 0.02, "The MCU draws 20 mA when awake"),
    drawn("mcu2", "mcu", 0.03, "The MCU draws 30 mA while it computes"),
  ]);
  assert.match(block("status-leds")!.stated!.basis, /2 × 15 mA = 30 mA \(REQ-led\)/);
  assert.is(block("mcu")!.stated!.value, 0.03);
});

test("gives it to none where no block or more than one is called that", async () => {
  const { design } = await run([
    ...PLAIN,
    words("t", "It has an ambient light sensor"),
    drawn("s", "sensor", 0.5, "The sensor draws 500 mA"),
    drawn("h", "heater", 1.2, "The heater takes 1.2 A"),
    drawn("c", "camera", 0.4, "The camera draws 400 mA while the MCU reads it"),
  ]);
  const stated = design.blocks.filter((one) => one.stated);
  assert.equal(
    stated.map(({ id }) => id),
    ["camera"],
    "the controller of its sentence draws none of it",
  );
  for (const id of ["REQ-s", "REQ-h"]) {
    const row = design.coverage.find(({ requirement }) => requirement === id)!;
    assert.is(row.status, "not-addressed");
    assert.match(row.note, /no block here is known by that name/i);
  }
});

test.run();
