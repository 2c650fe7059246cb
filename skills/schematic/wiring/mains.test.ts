/** What is at mains potential shares nothing with a sheet that people touch. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { block, rail } from "../fixtures/architecture.ts";
import { chip, link, wired } from "../fixtures/wired.ts";

const test = suite("skills/schematic/wiring/mains");

const METER = chip("X:Meter", ["VDD", "GND", "SDA", "SCL"], "Single Phase Energy Metering");
const MCU = chip("X:Mcu", ["VDD", "GND", "SDA", "SCL"]);
const blocks = [
  block("mcu", "X:Mcu", { kind: "mcu" }),
  block("meter", "X:Meter", link("mcu", "i2c")),
];
const rails = [rail("main", null, ["mcu", "meter"])];
const drawn = (kind: string, meter: unknown = METER) =>
  wired([meter, MCU], blocks, rails, { sources: [{ id: "in", kind }] });

test("joins nothing that measures the mains to ground, rail or bus of the sheet", () => {
  const { parts, nets, tbd } = drawn("mains");
  assert.not(parts.some(({ block: of }) => of === "meter"));
  assert.not(Object.keys(nets).some((net) => net === "SDA"));
  const [told, ...others] = tbd.filter(({ item }) => item === "meter");
  assert.equal([told!.severity, others], ["error", []]);
  assert.match(told!.reason, "mains potential");
  assert.match(told!.action, "isolated supply");
});

test("draws a meter where there are no mains, and any other part where there are", () => {
  assert.ok(drawn("battery").parts.some(({ block: of }) => of === "meter"));
  for (const description of ["Bidirectional current/power monitor", "Three-phase motor driver"]) {
    const other = chip("X:Meter", ["VDD", "GND", "SDA", "SCL"], description);
    const asked = blocks.map((one) =>
      one.id === "meter" ? { ...one, id: "ina", name: "INA" } : one,
    );
    const { nets } = wired([other, MCU], asked, [rail("main", null, ["mcu", "ina"])], {
      sources: [{ id: "in", kind: "mains" }],
    });
    assert.ok(nets.GND!.includes("U2.2"), description);
  }
});

test.run();
