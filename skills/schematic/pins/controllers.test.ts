/** The tables of pin functions: against their documents' own rows, and against the symbols that they are for. */
import { runTool } from "metaforge/testing";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { kicad } from "../../../test/fixtures/kicad-skills.ts";
import { needs } from "../../../test/runner/needs.ts";
import { toSymbol } from "../symbol/index.ts";
import { CONTROLLER_TABLES } from "./controllers.ts";
import { PERIPHERAL_TABLES } from "./peripherals.ts";
import { functionsOfGpio } from "./rp2.ts";
import { SUPPORT_TABLES } from "./support.ts";

const test = suite("skills/schematic/pins/controllers");
const withKicad = needs("kicad-cli", test);

/** RP2040 Datasheet, GPIO functions: SPI, UART and I2C of each GPIO; RX of SPI is MISO, TX is MOSI. */
const ROWS = `0 SPI0_MISO UART0_TX I2C0_SDA
1 SPI0_CSN UART0_RX I2C0_SCL
2 SPI0_SCK UART0_CTS I2C1_SDA
3 SPI0_MOSI UART0_RTS I2C1_SCL
4 SPI0_MISO UART1_TX I2C0_SDA
7 SPI0_MOSI UART1_RTS I2C1_SCL
8 SPI1_MISO UART1_TX I2C0_SDA
11 SPI1_MOSI UART1_RTS I2C1_SCL
12 SPI1_MISO UART0_TX I2C0_SDA
15 SPI1_MOSI UART0_RTS I2C1_SCL
16 SPI0_MISO UART0_TX I2C0_SDA
20 SPI0_MISO UART1_TX I2C0_SDA
22 SPI0_SCK UART1_CTS I2C1_SDA
24 SPI1_MISO UART1_TX I2C0_SDA
26 SPI1_SCK UART1_CTS I2C1_SDA
29 SPI1_CSN UART0_RX I2C0_SCL`;

test("has the functions of an RP2040's GPIO as its data sheet has them", () => {
  for (const row of ROWS.split("\n")) {
    const [gpio, ...functions] = row.split(" ");
    assert.equal(functionsOfGpio(Number(gpio)), functions, `GPIO${gpio}`);
  }
});

test("uses no strapping, flash, USB or console pin of an ESP32 for a bus or a free signal", () => {
  const kept: Record<string, readonly number[]> = {
    "RF_Module:ESP32-C3-WROOM-02": [2, 8, 9, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21],
    "RF_Module:ESP32-C6-MINI-1": [4, 5, 8, 9, 12, 13, 15, 16, 17, 24, 25, 26, 27, 28, 29, 30],
    "RF_Module:ESP32-S3-WROOM-1": [
      ...[0, 3, 19, 20, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 43, 44, 45, 46],
    ],
    "RF_Module:ESP32-WROOM-32E": [
      ...[0, 1, 2, 3, 5, 6, 7, 8, 9, 10, 11, 12, 15, 16, 17, 34, 35, 36, 39],
    ],
  };
  for (const [id, numbers] of Object.entries(kept)) {
    const table = CONTROLLER_TABLES.find(({ symbols }) => symbols.test(id))!;
    const names = numbers.flatMap((number) => [`IO${number}`, `GPIO${number}`]);
    const used = names.filter((name) =>
      [...(table.functions[name] ?? []), ...(table.free.includes(name) ? ["free"] : [])].some(
        (what) => !what.startsWith("USB_"),
      ),
    );
    assert.equal([id, used], [id, []]);
  }
});

/** Symbol → what stands in the table under names that this symbol has not. */
const SYMBOLS = [
  "MCU_RaspberryPi:RP2040",
  "MCU_RaspberryPi:RP2350A",
  "MCU_Espressif:ESP32-C3",
  "MCU_Espressif:ESP32-S3",
  "RF_Module:ESP32-C3-WROOM-02",
  "RF_Module:ESP32-C6-MINI-1",
  "RF_Module:ESP32-S3-WROOM-1",
  "RF_Module:ESP32-S3-MINI-1",
  "RF_Module:ESP32-WROOM-32E",
  "MCU_Nordic:nRF52832-QFxx",
  "MCU_Nordic:nRF52840",
  "RF_Module:MDBT42Q-512K",
  "RF_Module:MDBT50Q-1MV2",
  "MCU_Microchip_ATmega:ATmega328P-A",
  "MCU_Microchip_ATmega:ATmega32U4-A",
  "MCU_Microchip_ATmega:ATmega2560-16A",
  "MCU_Microchip_ATtiny:ATtiny85-20S",
  "MCU_Microchip_ATtiny:ATtiny1616-M",
  "MCU_Microchip_SAMD:ATSAMD21G18A-A",
];

const tool = runTool(kicad, { files: {} });

async function namesIn(id: string): Promise<Set<string>> {
  const { data } = (await tool.call("getSymbol", { id })) as { data: never };
  assert.ok(data !== null, `${id} is installed`);
  return new Set(toSymbol(data).pins.flatMap(({ names }) => names));
}

withKicad("finds in each symbol pins for every function that its table gives", async () => {
  for (const id of SYMBOLS) {
    const table = CONTROLLER_TABLES.find(({ symbols }) => symbols.test(id));
    assert.ok(table, `there is a table for ${id}`);
    const names = await namesIn(id);
    const all = new Set(Object.values(table.functions).flat());
    const found = new Set(
      Object.entries(table.functions).flatMap(([pin, functions]) =>
        names.has(pin) ? functions : [],
      ),
    );
    // Some chips' own symbols name the USB pins themselves.
    const lacking = [...all].filter((one) => !found.has(one) && !one.startsWith("USB_"));
    assert.equal([id, lacking], [id, []]);
    assert.ok(
      table.free.some((pin) => names.has(pin)),
      `${id} has free pins`,
    );
  }
});

withKicad("finds in the symbols the pins that data sheets want tied or supported", async () => {
  const ids = [
    ...["Sensor:BME280", "Sensor_Pressure:BMP280", "Sensor:BME680", "Sensor_Motion:BMI160"],
    ...["Sensor_Motion:LIS3DH", "Sensor_Motion:LSM6DS3", "Sensor_Motion:LSM6DSL"],
    ...["Sensor_Pressure:LPS22HB", "Sensor_Motion:ADXL343", "Sensor_Temperature:TMP102xxDRL"],
  ];
  for (const id of ids) {
    const table = PERIPHERAL_TABLES.find(({ symbols }) => symbols.test(id))!;
    const names = await namesIn(id);
    const wanted = [
      ...[table.i2c.SDA, table.i2c.SCL, ...table.ties.flatMap(({ pin, to }) => [pin, to])],
      ...(table.address ? [table.address.pin, table.address.high] : []),
    ];
    assert.equal([id, wanted.filter((pin) => !names.has(pin))], [id, []]);
  }
  for (const id of [
    "MCU_RaspberryPi:RP2040",
    "MCU_ST_STM32F4:STM32F411CEUx",
    "MCU_ST_STM32F4:STM32F401CCUx",
    "MCU_ST_STM32F4:STM32F405RGTx",
    "MCU_ST_STM32F4:STM32F407VGTx",
  ]) {
    const table = SUPPORT_TABLES.find(({ symbols }) => symbols.test(id))!;
    const names = await namesIn(id);
    for (const { name, pins } of table.own) {
      assert.ok(
        pins.some((pin) => names.has(pin)),
        `${id} has ${name}`,
      );
    }
    assert.ok(
      table.capacitors.some(({ at }) => names.has(at)),
      `${id} has a capacitor`,
    );
  }
});

test.run();
