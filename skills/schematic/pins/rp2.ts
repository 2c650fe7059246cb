/** RP2040 and RP2350: what each GPIO can be repeats every few numbers. */
import { range } from "./table.ts";
import type { PinTable } from "./table.ts";

/** The controller's side of SPI: what it receives is MISO. */
const SPI = ["MISO", "CSN", "SCK", "MOSI"];
const UART = ["TX", "RX", "CTS", "RTS"];
const I2C = ["SDA", "SCL"];

/** Of one GPIO by its number, as the table of bank 0 has it for 0 to 29. */
export function functionsOfGpio(gpio: number): string[] {
  return [
    `SPI${Math.floor(gpio / 8) % 2}_${SPI[gpio % 4]!}`,
    `UART${Math.floor((gpio + 4) / 8) % 2}_${UART[gpio % 4]!}`,
    `I2C${Math.floor(gpio / 2) % 2}_${I2C[gpio % 2]!}`,
  ];
}

const PINS = range("GPIO", 0, 29);
const functions = Object.fromEntries(PINS.map((pin, gpio) => [pin, functionsOfGpio(gpio)]));
const free = range("GPIO", 0, 25);
const kept = "GPIO26 to GPIO29 are the analog inputs";

export const RP2_TABLES: readonly PinTable[] = [
  {
    symbols: /^MCU_RaspberryPi:RP2040$/,
    source: "RP2040 Datasheet, GPIO functions of bank 0 (SPI, UART, I2C by GPIO number)",
    ...{ functions, free, kept },
  },
  {
    symbols: /^MCU_RaspberryPi:RP235[04]A$/,
    source: "RP2350 Datasheet, GPIO functions of bank 0 (SPI, UART, I2C by GPIO number)",
    ...{ functions, free, kept },
  },
];
