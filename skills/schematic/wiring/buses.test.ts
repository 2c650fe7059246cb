/** Buses of controllers whose symbols name no functions, and of parts whose pins have other names. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { block, rail } from "../fixtures/architecture.ts";
import { detail } from "../fixtures/fake-kicad.ts";
import { chip, link, wired } from "../fixtures/wired.ts";

const test = suite("skills/schematic/wiring/buses");

const gpios = Array.from({ length: 30 }, (_, at) => `GPIO${at}`);
const QSPI = ["~{QSPI_SS}", "QSPI_SCLK", "QSPI_SD0", "QSPI_SD1", "QSPI_SD2", "QSPI_SD3"];
const PICO = chip("MCU_RaspberryPi:RP2040", [...gpios, "IOVDD", "GND", ...QSPI]);
const WIFI = chip("RF_Module:ESP32-C3-WROOM-02", [
  ...["VDD", "GND", "IO2", "IO8", "IO9", "IO18", "IO19", "IO4", "IO5", "IO6", "IO7", "IO10"],
]);
const BME = chip("Sensor:BME280", ["VDD", "VDDIO", "GND", "CSB:input", "SDI", "SCK:input", "SDO"]);
const FLASH = chip("X:Flash", ["VCC", "GND", "~{CS}:input", "CLK:input", "DI/IO_{0}", "DO/IO_{1}"]);
const GNSS = chip("X:Gnss", ["VCC", "GND", "TXD:output", "RXD:input"]);
const USB = chip("X:Usb", ["GND", "D+", "D-"]);
const CAN = chip("X:Can", ["VDD", "GND", "TXCAN:output", "RXCAN:input"]);
const BUS_DRIVER = chip("X:Driver", ["VDD", "GND", "TXD:input", "RXD:output"]);

const mcu = (symbol: string) => block("mcu", symbol, { kind: "mcu" });

function run(symbols: object[], blocks: { id: string }[]) {
  return wired(symbols, blocks, [
    rail(
      "v",
      null,
      blocks.map(({ id }) => id),
    ),
  ]);
}

test("gives an RP2040 pins that its table has for the bus, and no pin of one bus to another", () => {
  const { nets, choices } = run(
    [PICO, BME, FLASH, GNSS],
    [
      mcu("MCU_RaspberryPi:RP2040"),
      block("sensor", "Sensor:BME280", link("mcu", "i2c")),
      block("flash", "X:Flash", link("mcu", "spi")),
      block("gnss", "X:Gnss", link("mcu", "uart")),
    ],
  );
  // Pin 1 is GPIO0.
  assert.equal([nets.SDA![0], nets.SCL![0]], ["U1.1", "U1.2"]);
  assert.equal([nets.SCK![0], nets.MOSI![0], nets.MISO![0]], ["U1.3", "U1.4", "U1.5"]);
  assert.equal([nets.UART_TX![0], nets.UART_RX![0]], ["U1.13", "U1.14"]);
  assert.ok(
    choices.some(
      ({ text, source }) => /GPIO0, is I2C0_SDA/.test(text) && /RP2040 Datasheet/.test(source),
    ),
  );
});

test("takes another instance for a second serial line, never other pins of the same one", () => {
  const { nets } = run(
    [PICO, GNSS],
    [
      mcu("MCU_RaspberryPi:RP2040"),
      block("a", "X:Gnss", link("mcu", "uart")),
      block("b", "X:Gnss", link("mcu", "uart")),
      block("c", "X:Gnss", link("mcu", "uart")),
    ],
  );
  // UART0 on GPIO0, UART1 on GPIO4, and there is no third.
  assert.equal(
    [nets.UART_TX_A![0], nets.UART_TX_B![0], nets.UART_TX_C],
    ["U1.1", "U1.5", undefined],
  );
});

test("reads from the pins' types whether TxD is sent to the line or by the part", () => {
  const transceiver = chip("X:Line", ["VCC", "GND", "TxD:input", "RxD:output"]);
  const { nets } = run(
    [PICO, transceiver],
    [mcu("MCU_RaspberryPi:RP2040"), block("line", "X:Line", link("mcu", "uart"))],
  );
  assert.ok(nets.UART_TX!.includes("U2.3"));
  assert.ok(nets.UART_RX!.includes("U2.4"));
});

test("keeps strapping and USB pins of an ESP32-C3 free, for buses and for select lines", () => {
  const { nets } = run(
    [WIFI, BME, FLASH, USB],
    [
      mcu("RF_Module:ESP32-C3-WROOM-02"),
      block("sensor", "Sensor:BME280", link("mcu", "i2c")),
      block("flash", "X:Flash", link("mcu", "spi")),
      block("plug", "X:Usb", link("mcu", "usb")),
    ],
  );
  const used = Object.entries(nets).flatMap(([net, pins]) =>
    pins.filter((pin) => /^U1\.[345]$/.test(pin)).map((pin) => [net, pin]),
  );
  assert.equal(used, []);
  assert.equal([nets.USB_DM![0], nets.USB_DP![0]], ["U1.6", "U1.7"]);
  assert.equal([nets.SDA![0], nets.CS_U3], ["U1.8", undefined]);
});

test("connects a BME280 by its data sheet: CSB high for I²C, SDO low for the address", () => {
  const { nets, choices } = run(
    [PICO, BME],
    [mcu("MCU_RaspberryPi:RP2040"), block("sensor", "Sensor:BME280", link("mcu", "i2c"))],
  );
  assert.ok(nets.SDA!.includes("U2.5") && nets.SCL!.includes("U2.6"));
  assert.ok(nets["+3V3"]!.includes("U2.4") && nets.GND!.includes("U2.7"));
  assert.ok(choices.some(({ text, source }) => /0x76/.test(text) && /BST-BME280/.test(source)));
});

test("draws no net between signals of two levels, and says that a shifter is missing", () => {
  const { interfaces } = link("mcu", "i2c");
  const own = interfaces.map((one) => ({
    ...one,
    level: { value: 3.3, unit: "V" },
    ownLevel: { value: 1.8, unit: "V" },
  }));
  const blocks = [
    mcu("MCU_RaspberryPi:RP2040"),
    block("sensor", "Sensor:BME280", { interfaces: own }),
  ];
  const { nets, tbd } = run([PICO, BME], blocks);
  assert.is(nets.SDA, undefined);
  const open = tbd.find(({ what }) => what === "i2c to mcu is not drawn")!;
  assert.is(open.severity, "error");
  assert.match(open.reason, /signals of sensor are for 1\.8 V, those of mcu 3\.3 V/);
});

test("ties nothing of a BME280 that is on SPI", () => {
  const { nets } = run(
    [PICO, BME],
    [mcu("MCU_RaspberryPi:RP2040"), block("sensor", "Sensor:BME280", link("mcu", "spi"))],
  );
  assert.equal([nets.CS_U2![0], nets.MISO!.includes("U2.7")], ["U2.4", true]);
});

test("gives two of a part two addresses, and says when parts on a bus would answer to one", () => {
  const blocks = (quantity: number) => [
    mcu("MCU_RaspberryPi:RP2040"),
    { ...block("sensor", "Sensor:BME280", link("mcu", "i2c")), quantity },
  ];
  const two = run([PICO, BME], blocks(2));
  assert.ok(two.nets.GND!.includes("U2.7") && two.nets["+3V3"]!.includes("U3.7"));
  const clash = "sensor: share one address on I²C";
  assert.not.ok(two.told.includes(clash));
  assert.ok(run([PICO, BME], blocks(3)).told.includes(clash));
});

test("draws the memory that a program is run from on the controller's own pins", () => {
  const { nets } = run(
    [PICO, FLASH],
    [mcu("MCU_RaspberryPi:RP2040"), block("flash", "X:Flash", link("mcu", "qspi"))],
  );
  assert.equal(
    [nets.QSPI_CS, nets.QSPI_IO0],
    [
      ["U1.33", "U2.3"],
      ["U1.35", "U2.5"],
    ],
  );
});

test("joins a CAN controller and its transceiver, and says when their rails differ", () => {
  const blocks = [
    block("can", "X:Can", { kind: "interface" }),
    block("driver", "X:Driver", { ...link("can", "can"), kind: "interface" }),
  ];
  const { nets, told } = run([CAN, BUS_DRIVER], blocks);
  assert.equal(
    [nets.CAN_TX, nets.CAN_RX],
    [
      ["U1.3", "U2.3"],
      ["U1.4", "U2.4"],
    ],
  );
  const levels = "driver: can to can has two levels";
  assert.not.ok(told.includes(levels));
  const rails = [
    rail("v", null, ["can"]),
    rail("w", null, ["driver"], { voltage: { typ: 5, unit: "V" } }),
  ];
  assert.ok(wired([CAN, BUS_DRIVER], blocks, rails).told.includes(levels));
});

test("names open write protection, and the footprints that nobody chose", () => {
  const memory = chip("X:Memory", ["VCC", "GND", "~{WP}/IO_{2}"]);
  const { told, tbd } = run([memory], [block("memory", "X:Memory")]);
  assert.ok(told.includes("memory: U1 has open inputs"));
  assert.match(tbd.find(({ what }) => what === "have no footprint")!.reason, /^C1: /);
});

test("reads the names of an MSP430's symbol, one interface for one bus", () => {
  const msp = detail(
    "X:Msp",
    ["UCB0SDA/UCB0SIMO", "UCB0SCL/UCB0SOMI", "UCB0CLK", "UCA0CLK", "UCA0SIMO", "UCA0SOMI"].map(
      (name, at) => ({ number: String(at + 1), name, type: "bidirectional" }),
    ),
  );
  const { nets } = run(
    [msp, BME, FLASH],
    [
      mcu("X:Msp"),
      block("sensor", "Sensor:BME280", link("mcu", "i2c")),
      block("flash", "X:Flash", link("mcu", "spi")),
    ],
  );
  assert.equal([nets.SDA![0], nets.SCK![0], nets.MOSI![0]], ["U1.1", "U1.4", "U1.5"]);
});

test.run();
