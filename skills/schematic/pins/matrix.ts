/** Chips that can put the signals of a bus on any pin: which pins are good for it, and which are kept. */
import { anyOf, range } from "./table.ts";
import type { PinTable } from "./table.ts";

const i2c = (name: string) => [`${name}_SDA`, `${name}_SCL`];
const spi = (name: string) => [`${name}_SCK`, `${name}_MOSI`, `${name}_MISO`];
const serial = (name: string) => [`${name}_TX`, `${name}_RX`];

const gpios = (prefix: string, numbers: readonly number[]) => numbers.map((n) => `${prefix}${n}`);

/** Modules call a pin IO4, chips GPIO4; `named`: what the chip's symbol calls pins besides. */
function espressif(
  numbers: readonly number[],
  signals: readonly string[],
  named: readonly string[] = [],
) {
  const pins = [...gpios("IO", numbers), ...gpios("GPIO", numbers), ...named];
  return { functions: anyOf(pins, signals), free: pins };
}

const ESP32 = [
  ...i2c("I2C0"),
  ...spi("SPI2"),
  ...serial("UART1"),
  ...serial("UART2"),
  ...serial("TWAI"),
];
/** One UART less than the others, besides that of the boot messages. */
const ESP32_C = [...i2c("I2C0"), ...spi("SPI2"), ...serial("UART1"), ...serial("TWAI0")];

/** Interfaces that share their registers, such as TWIM0 and SPIM0, cannot be used at once: each has a number of its own. */
const NRF52 = [...i2c("TWIM0"), ...spi("SPIM1"), ...serial("UARTE0")];

const usbOf = (minus: number, plus: number) => ({
  ...anyOf([...gpios("IO", [minus]), ...gpios("GPIO", [minus])], ["USB_DM"]),
  ...anyOf([...gpios("IO", [plus]), ...gpios("GPIO", [plus])], ["USB_DP"]),
});

const C3 = espressif([0, 1, 3, 4, 5, 6, 7, 10], ESP32_C, ["MTMS", "MTDI", "MTCK", "MTDO"]);
const C6 = espressif([0, 1, 2, 3, 6, 7, 18, 19, 20, 21, 22, 23], ESP32_C);
const S3 = espressif(
  [1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 21, 38, 39, 40, 41, 42],
  ESP32,
);
const ESP = espressif([4, 13, 14, 18, 19, 21, 22, 23, 25, 26, 27, 32, 33], ESP32);

const N832 = [...range("P0.", 2, 8, 2), ...range("P0.", 11, 17, 2), ...range("P0.", 19, 20, 2)];
const N840 = [
  ...range("P0.", 4, 6, 2),
  ...["P0.08", "P0.26", "P0.27", "P1.08"],
  ...range("P0.", 13, 17, 2),
  ...range("P0.", 19, 25, 2),
];

export const MATRIX_TABLES: readonly PinTable[] = [
  {
    symbols: /^(?:RF_Module|MCU_Espressif):ESP32-C3(?:$|-(?:WROOM|MINI))/,
    source:
      "ESP32-C3 Technical Reference Manual, IO MUX and GPIO Matrix (any GPIO for these signals); ESP32-C3 Series Datasheet, Strapping Pins",
    functions: { ...C3.functions, ...usbOf(18, 19) },
    free: C3.free,
    kept: "GPIO2, 8, 9 are strapping pins, 12 to 17 the flash, 18 and 19 USB, 20 and 21 the boot messages",
  },
  {
    symbols: /^RF_Module:ESP32-C6-MINI/,
    source:
      "ESP32-C6 Technical Reference Manual, IO MUX and GPIO Matrix (any GPIO for these signals); ESP32-C6 Series Datasheet, Strapping Pins",
    functions: { ...C6.functions, ...usbOf(12, 13) },
    free: C6.free,
    kept: "GPIO4, 5, 8, 9, 15 are strapping pins, 24 to 30 the flash, 12 and 13 USB, 16 and 17 the boot messages",
  },
  {
    symbols: /^(?:RF_Module|MCU_Espressif):ESP32-S3(?:$|-(?:WROOM|MINI))/,
    source:
      "ESP32-S3 Technical Reference Manual, IO MUX and GPIO Matrix (any GPIO for these signals); ESP32-S3 Series Datasheet, Strapping Pins",
    functions: { ...S3.functions, ...usbOf(19, 20) },
    free: S3.free,
    kept: "GPIO0, 3, 45, 46 are strapping pins, 26 to 37 flash and PSRAM, 19 and 20 USB, 43 and 44 the boot messages, 47 and 48 at another voltage in some variants",
  },
  {
    symbols: /^RF_Module:ESP32-WROOM-32/,
    source:
      "ESP32 Technical Reference Manual, IO_MUX and GPIO Matrix (any GPIO for these signals); ESP32 Series Datasheet, Strapping Pins",
    functions: ESP.functions,
    free: ESP.free,
    kept: "GPIO0, 2, 5, 12, 15 are strapping pins, 6 to 11 the flash, 16 and 17 PSRAM in some variants, 34 to 39 inputs alone, 1 and 3 the boot messages",
  },
  {
    symbols: /^(?:MCU_Nordic:nRF52832-QFxx|RF_Module:MDBT42Q-512K)$/,
    source:
      "nRF52832 Product Specification, Pin assignments; TWIM, SPIM and UARTE take any GPIO by their PSEL registers",
    functions: anyOf(N832, NRF52),
    free: N832,
    kept: "P0.00, P0.01 are for the 32 kHz crystal, P0.09, P0.10 NFC, P0.18 trace, P0.21 reset, P0.22 to P0.31 near the radio, for slow signals",
  },
  {
    symbols: /^(?:MCU_Nordic:nRF52840|RF_Module:MDBT50Q-1MV2)$/,
    source:
      "nRF52840 Product Specification, Pin assignments (recommended usage); TWIM, SPIM and UARTE take any GPIO by their PSEL registers",
    functions: anyOf(N840, NRF52),
    free: N840,
    kept: "P0.00, P0.01 are for the 32 kHz crystal, P0.09, P0.10 NFC, P0.18 reset, P0.07, P0.11, P0.12, P1.00, P1.09 trace, the others near the radio, for slow signals",
  },
];
