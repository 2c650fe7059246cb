/** What is worked out of an architecture, and what is left open, without KiCad. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { ArchitectureSchema } from "../asking/architecture.ts";
import { architecture, block, rail } from "../fixtures/architecture.ts";
import { CAPACITOR, detail, RESISTOR } from "../fixtures/fake-kicad.ts";
import { toSymbol } from "../symbol/index.ts";
import { wire } from "./index.ts";
import { pullUpFor } from "./pull-ups.ts";

const test = suite("skills/schematic/wiring/index");

const power = (number: string, name: string, type = "power_in") => ({ number, name, type });
const io = (number: string, name: string, alternates: string[] = []) => ({
  ...{ number, name, type: "bidirectional", alternates },
});

const SYMBOLS = [
  RESISTOR,
  CAPACITOR,
  detail("X:Mcu", [
    power("1", "VDD"),
    power("2", "VSS"),
    io("3", "PA0", ["I2C1_SDA (PA0)", "SYS_SWDIO"]),
    io("4", "PA1", ["I2C1_SCL", "USART1_RX"]),
    io("5", "PA2", ["I2C1_SDA", "USART1_TX"]),
    io("6", "PA3", ["USART1_TX"]),
  ]),
  detail("X:Bare", [power("1", "VDD"), power("2", "GND"), io("3", "IO1"), io("4", "IO2")]),
  detail("X:Sensor", [power("1", "VDD"), power("2", "GND"), io("3", "SDA"), io("4", "SCL")]),
  detail("X:Core", [power("1", "VDD"), power("2", "DVDD"), power("3", "VDDH"), power("4", "GND")]),
  detail("X:Gnss", [power("1", "VCC"), power("2", "GND"), io("3", "TXD"), io("4", "RXD")]),
  detail("X:Buck", [power("1", "VIN"), power("2", "GND"), power("3", "SW", "output")]),
  detail("X:Ldo", [power("1", "IN"), power("2", "GND"), power("3", "OUT", "power_out")]),
].map((one) => toSymbol(one as never));

function run(blocks: object[], rails: object[], more: object = {}) {
  const asked = ArchitectureSchema.parse(architecture(blocks, rails, more));
  const request = wire(asked, new Map(SYMBOLS.map((symbol) => [symbol.id, symbol])));
  const nets = Object.fromEntries(
    request.nets.map(({ name, pins }) => [name, pins.map(({ ref, pin }) => `${ref}.${pin}`)]),
  );
  const told = request.tbd.map(({ item, what }) => `${item}: ${what}`);
  return { ...request, nets, told };
}

const link = (to: string, bus: string) => ({ interfaces: [{ to, bus, signals: [], level: null }] });
const MCU = block("mcu", "X:Mcu", { kind: "mcu" });

test("takes a controller's pins by what the library says they can be, debug pins last", () => {
  const { nets, choices } = run(
    [MCU, block("sensor", "X:Sensor", link("mcu", "i2c"))],
    [rail("v", null, ["mcu", "sensor"])],
  );
  assert.equal(
    [nets.SDA, nets.SCL],
    [
      ["U1.5", "U2.3", "R1.2"],
      ["U1.4", "U2.4", "R2.2"],
    ],
  );
  assert.ok(choices.some(({ text }) => text === "U1 (mcu): pin 5, PA2, is I2C1_SDA for SDA"));
});

test("leaves a controller's pins open when its library names no functions", () => {
  const { nets, told, parts } = run(
    [block("mcu", "X:Bare", { kind: "mcu" }), block("sensor", "X:Sensor", link("mcu", "I²C"))],
    [rail("v", null, ["mcu", "sensor"])],
  );
  assert.is(nets.SDA, undefined);
  assert.ok(told.includes("mcu: i2c has no pins"));
  assert.not.ok(parts.some(({ symbol }) => symbol === "Device:R"));
});

test("draws no signal with one end, nor one that only inputs hang on", () => {
  const { nets, told, parts } = run(
    [block("mcu", "X:Bare", { kind: "mcu" }), block("gnss", "X:Gnss", link("mcu", "UART"))],
    [rail("v", null, ["mcu", "gnss"])],
  );
  assert.equal(Object.keys(nets).toSorted(), ["+3V3", "GND"]);
  assert.ok(told.includes("UART_TX: is not drawn"));
  assert.is(parts.length, 4);
});

test("crosses a serial line: what one sends the other receives", () => {
  const { nets } = run(
    [MCU, block("gnss", "X:Gnss", link("mcu", "UART"))],
    [rail("v", null, ["mcu", "gnss"])],
  );
  assert.equal(
    [nets.UART_TX, nets.UART_RX],
    [
      ["U1.5", "U2.4"],
      ["U1.4", "U2.3"],
    ],
  );
});

test("puts no core supply and no high-voltage supply on a rail by its name", () => {
  const { nets, told } = run([block("core", "X:Core")], [rail("v", null, ["core"])]);
  assert.equal(nets["+3V3"], ["U1.1", "C1.1"]);
  assert.ok(told.includes("core: U1 has supply pins without a rail"));
});

test("does not choose between two rails, nor take one that nobody named", () => {
  const two = run([block("a", "X:Sensor")], [rail("v", null, ["a"]), rail("w", null, ["a"])]);
  assert.ok(two.told.includes("a: has no supply"));
  assert.ok(run([block("a", "X:Sensor")], []).told.includes("a: has no supply"));
});

test("pulls a bus up to no rail when its parts have different ones", () => {
  const { told, parts } = run(
    [MCU, block("sensor", "X:Sensor", link("mcu", "i2c"))],
    [rail("v", null, ["mcu"]), rail("w", null, ["sensor"])],
  );
  assert.ok(told.includes("SDA and SCL: have no pull-ups"));
  assert.not.ok(parts.some(({ symbol }) => symbol === "Device:R"));
});

test("joins what switches to no rail, and gives no value to its capacitors", () => {
  const rails = [
    rail("in", null, ["buck"], { voltage: null }),
    rail("v", "buck", [], { source: "in" }),
  ];
  const { told, nets, parts } = run([block("buck", "X:Buck", { kind: "regulator" })], rails);
  assert.ok(told.includes("buck: has no inductor"));
  assert.equal(nets.IN, ["U1.1", "C1.1"]);
  assert.equal(
    parts.filter(({ symbol }) => symbol === "Device:C").map(({ value }) => value),
    ["TBD"],
  );
});

test("feeds a regulator from the source that its rail names", () => {
  const rails = [rail("v", "ldo", [], { source: "usb-5v" })];
  const sources = [{ id: "usb-5v", kind: "usb" }];
  const { nets, told } = run([block("ldo", "X:Ldo", { kind: "regulator" })], rails, { sources });
  assert.equal(
    [nets.USB_5V, nets["+3V3"]],
    [
      ["U1.1", "C1.1"],
      ["U1.3", "C2.1"],
    ],
  );
  assert.ok(told.includes("USB_5V: comes from nothing on the sheet"));
});

test("says which block has no symbol, and which number of copies it does not draw", () => {
  const { told, parts } = run([block("a", "X:None"), block("b", "X:Core", { quantity: 9 })], []);
  assert.ok(told.includes("a: is not on the sheet"));
  assert.ok(told.includes("b: is not whole"));
  assert.is(parts.filter(({ symbol }) => symbol === "X:Core").length, 8);
});

test("gives pull-ups the largest value of E6 within both limits of the bus's own standard", () => {
  assert.is(pullUpFor(3.3)!.text, "2.2k");
  assert.match(pullUpFor(3.3)!.reason, /967 Ω at 3\.3 V .* 2950 Ω .* Cb = 160 pF/);
  assert.is(pullUpFor(5)!.text, "2.2k");
  assert.equal([pullUpFor(1.8), pullUpFor(null), pullUpFor(12)], [null, null, null]);
});

test.run();
