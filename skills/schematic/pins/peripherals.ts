/** Parts whose pins have other names than the bus, or have to be tied so that the bus works: from their data sheets. */

export interface PeripheralTable {
  readonly symbols: RegExp;
  /** Document and section. */
  readonly source: string;
  /** Signal of I²C → the pin's name in upper case. */
  readonly i2c: Readonly<Record<"SDA" | "SCL", string>>;
  /** Pins that I²C wants tied: to "GND", or to where another pin of the part is. */
  readonly ties: readonly { readonly pin: string; readonly to: string; readonly because: string }[];
  /** The pin that gives the last bit of the address; `high` is where the pin named so is. */
  readonly address: {
    readonly pin: string;
    readonly high: string;
    readonly low: string;
    readonly values: readonly [low: string, high: string];
  } | null;
}

const SELECTS = "high selects I²C";

export const PERIPHERAL_TABLES: readonly PeripheralTable[] = [
  {
    symbols: /^Sensor:BM[EP]280$|^Sensor_Pressure:BMP280$/,
    source: "BST-BME280-DS002 (BMP280: BST-BMP280-DS001), Interface selection; I²C Interface",
    i2c: { SDA: "SDI", SCL: "SCK" },
    ties: [{ pin: "CSB", to: "VDDIO", because: SELECTS }],
    address: { pin: "SDO", high: "VDDIO", low: "GND", values: ["0x76", "0x77"] },
  },
  {
    symbols: /^Sensor:BME68[08]$/,
    source: "BST-BME680-DS001, Interface selection; I2C Interface",
    i2c: { SDA: "SDI", SCL: "SCK" },
    ties: [{ pin: "CSB", to: "VDDIO", because: SELECTS }],
    address: { pin: "SDO", high: "VDDIO", low: "GND", values: ["0x76", "0x77"] },
  },
  {
    symbols: /^Sensor_Motion:BMI160$/,
    source: "BST-BMI160-DS000, Digital interfaces, Protocol selection; Primary I2C interface",
    i2c: { SDA: "SDX", SCL: "SCX" },
    ties: [{ pin: "CSB", to: "VDDIO", because: SELECTS }],
    address: { pin: "SDO", high: "VDDIO", low: "GND", values: ["0x68", "0x69"] },
  },
  {
    symbols: /^Sensor_Motion:LIS3DH$/,
    source: "LIS3DH data sheet, Pin description (SCL/SPC, SDA/SDI/SDO, CS, SDO/SA0)",
    i2c: { SDA: "SDI", SCL: "SPC" },
    ties: [{ pin: "CS", to: "VDD_IO", because: SELECTS }],
    // SA0 has a pull-up inside.
    address: null,
  },
  {
    symbols: /^Sensor_Motion:LSM6DS(?:3|L)/,
    source: "LSM6DS3/LSM6DSL data sheet, Pin description (CS, SDO/SA0)",
    i2c: { SDA: "SDA", SCL: "SCL" },
    ties: [{ pin: "CS", to: "VDDIO", because: SELECTS }],
    address: { pin: "SA0", high: "VDDIO", low: "GND", values: ["0x6A", "0x6B"] },
  },
  {
    symbols: /^Sensor_Pressure:LPS22HB$/,
    source: "LPS22HB data sheet, Pin description (CS, SA0)",
    i2c: { SDA: "SDA", SCL: "SCL" },
    ties: [{ pin: "CS", to: "VDD_IO", because: SELECTS }],
    address: { pin: "SA0", high: "VDD_IO", low: "GND", values: ["0x5C", "0x5D"] },
  },
  {
    symbols: /^Sensor_Motion:ADXL34[35]/,
    source: "ADXL343/ADXL345 data sheet, Serial Communications, I2C",
    i2c: { SDA: "SDA", SCL: "SCL" },
    ties: [{ pin: "CS", to: "VDD_I/O", because: SELECTS }],
    address: { pin: "ADDR", high: "VDD_I/O", low: "GND", values: ["0x53", "0x1D"] },
  },
  {
    symbols: /^Sensor_Temperature:TMP102/,
    source: "TMP102 data sheet (SBOS397), Serial Bus Address",
    i2c: { SDA: "SDA", SCL: "SCL" },
    ties: [],
    address: { pin: "ADD0", high: "V+", low: "GND", values: ["0x48", "0x49"] },
  },
];

export const peripheralOf = (id: string): PeripheralTable | null =>
  PERIPHERAL_TABLES.find(({ symbols }) => symbols.test(id)) ?? null;
