/** What the data sheets of parts want beside them: capacitors with their values, pins that belong together. */

export interface SupportTable {
  readonly symbols: RegExp;
  /** Document and section. */
  readonly source: string;
  /** Pins, by name, that make a net of the part's own. */
  readonly own: readonly { readonly name: string; readonly pins: readonly string[] }[];
  /** Pins that go where another pin of the part is. */
  readonly beside: readonly { readonly pin: string; readonly to: string }[];
  readonly ground: readonly string[];
  /** From the pin named so to ground. */
  readonly capacitors: readonly { readonly at: string; readonly value: string }[];
}

const VCAP = "main regulator stabilization (VCAP_1/VCAP_2 external capacitor)";
const none = { beside: [], ground: [] };

export const SUPPORT_TABLES: readonly SupportTable[] = [
  {
    symbols: /^MCU_RaspberryPi:RP2040$/,
    source:
      "RP2040 Datasheet, Pin descriptions and Power supplies; Hardware design with RP2040, Power (internal regulator, 3.3 V)",
    own: [{ name: "1V1", pins: ["VREG_VOUT", "DVDD"] }],
    beside: [{ pin: "VREG_VIN", to: "IOVDD" }],
    ground: ["TESTEN"],
    capacitors: [
      { at: "VREG_VIN", value: "1uF" },
      { at: "VREG_VOUT", value: "1uF" },
      { at: "DVDD", value: "100nF" },
    ],
  },
  {
    symbols: /^MCU_ST_STM32F4:STM32F4(?:01|11)[CR]/,
    source: `STM32F401/F411 data sheet, Operating conditions, ${VCAP}: one pin, 4.7 µF, ESR below 1 Ω`,
    own: [{ name: "VCAP", pins: ["VCAP1", "VCAP_1"] }],
    ...none,
    capacitors: [
      { at: "VCAP1", value: "4.7uF" },
      { at: "VCAP_1", value: "4.7uF" },
    ],
  },
  {
    symbols: /^MCU_ST_STM32F4:STM32F4(?:05|07)/,
    source: `STM32F405/F407 data sheet, Operating conditions, ${VCAP}: two pins, 2.2 µF each, ESR below 2 Ω`,
    own: [
      { name: "VCAP1", pins: ["VCAP_1"] },
      { name: "VCAP2", pins: ["VCAP_2"] },
    ],
    ...none,
    capacitors: [
      { at: "VCAP_1", value: "2.2uF" },
      { at: "VCAP_2", value: "2.2uF" },
    ],
  },
];

export interface RegulatorCapacitors {
  readonly symbols: RegExp;
  readonly source: string;
  /** Null: the data sheet leaves it to the board. */
  readonly input: string | null;
  readonly output: string;
}

export const REGULATOR_CAPACITORS: readonly RegulatorCapacitors[] = [
  {
    symbols: /^Regulator_Linear:LP5907/,
    source: "LP5907 data sheet (SNVS798), Description: 1 µF ceramic at input and output",
    input: "1uF",
    output: "1uF",
  },
  {
    symbols: /^Regulator_Linear:AP2112K/,
    source: "AP2112 data sheet, Typical Applications Circuit: 1 µF at input and output",
    input: "1uF",
    output: "1uF",
  },
  {
    symbols: /^Regulator_Linear:MCP1700/,
    source:
      "MCP1700 data sheet (DS20001826), Typical Application Circuits: 1 µF ceramic at input and output",
    input: "1uF",
    output: "1uF",
  },
  {
    symbols: /^Regulator_Linear:AMS1117/,
    source: "AMS1117 data sheet, Application Hints, Stability: 22 µF tantalum at the output",
    input: null,
    output: "22uF",
  },
];
