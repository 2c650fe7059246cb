/** Which pins lead off the part to something outside: a bus, an antenna, what is driven or measured; and to what. */
import type { Pin } from "../symbol/index.ts";

interface Line {
  readonly names: RegExp;
  readonly to: string;
  /** Of blocks; all but controllers when absent. */
  readonly kinds?: readonly string[];
  /** Another pin that shows what part it is. */
  readonly beside?: RegExp;
}

const BESIDE_DRIVER = /^(?:DE|DI|RO|RE|DE\/RE|TXD|RXD|D|R)$/;

const LINES: readonly Line[] = [
  {
    names: /^(?:S?CAN_?[HL]\d?|BUS_?[HL])$/,
    to: "the CAN bus: connector, and termination at the two ends of the line",
  },
  {
    names: /^(?:A|B|Y|Z|D\+|D-)$/,
    beside: BESIDE_DRIVER,
    kinds: ["interface"],
    to: "the RS-485 line: connector, and termination at its two ends",
  },
  {
    names: /^(?:T\d?OUT\d?|R\d?IN\d?|[DR]OUT\d|RIN\d)$/,
    kinds: ["interface"],
    to: "the RS-232 connector",
  },
  {
    names: /^(?:ANT(?:_\w+)?|ANTENNA|RF_?(?:IO|I\/O|IN|OUT)?\d?|LNA_IN|RF_?[NP])$/,
    to: "the antenna and its matching network",
    kinds: ["mcu", "radio", "interface", "sensor", "other"],
  },
  { names: /^(?:USB_?)?(?:DP|DM|D\+|D-|USBDP|USBDM)\d?$/, to: "the USB data lines" },
  { names: /^(?:U?SIM\d?_?(?:DATA|IO|CLK|RST|DET))$/, to: "the SIM card" },
  { names: /^(?:SDA|SCL|SDA\/SDI|SCL\/SCLK)$/, to: "the I²C bus" },
  { names: /^(?:SCK|SCLK|MOSI|MISO|SDI|SDO|COPI|CIPO)$/, to: "the SPI bus" },
  { names: /^U?(?:ART_?)?(?:TXD?|RXD?)\d?$|^MAIN_[TR]XD$/, to: "the serial line" },
  {
    names: /^(?:V?OUT_?[NP+-]|[LR]?OUT[LR]?_?[NP+-]?|VO_?[12+-]?|SPK_?[LR]?[NP+-]|HP_?OUT|HP[LR])$/,
    kinds: ["actuator", "interface", "other", "display"],
    to: "what it drives: speaker or motor",
  },
  {
    names: /^(?:[A-D]?OUT_?[A-D]?\d?|[AB]O\d|[UVW]|[A-D][12]|O[12])$/,
    kinds: ["actuator"],
    to: "what it drives: motor, coil or lamp",
  },
  { names: /^(?:T[+-]|TC[+-])$/, kinds: ["sensor", "interface"], to: "the thermocouple" },
  {
    names: /^A?IN_?(?:[NP+-]|\d)$|^AIN\w?$/,
    kinds: ["sensor", "interface"],
    to: "the signal that it measures",
  },
];

/** What such a pin leads to; null for any other. `kind`: of the block; `pins`: all of the part. */
export function leadsTo(pin: Pin, kind: string, pins: readonly Pin[]): string | null {
  if (pin.type === "no_connect" || pin.type.startsWith("power")) return null;
  const found = LINES.find(
    ({ names, kinds, beside }) =>
      (kinds ? kinds.includes(kind) : !NONE.has(kind)) &&
      // Of "AD0/MISO" the first is what it is on the bus that the part is used with.
      pin.names.slice(0, 2).some((name) => names.test(name)) &&
      (!beside || pins.some((one) => one.names.some((name) => beside.test(name)))),
  );
  return found?.to ?? null;
}

/** A controller's pins are what the program makes of them; the others make or carry power. */
const NONE = new Set(["mcu", "regulator", "charger", "battery", "protection"]);

/** Without a function, by its type or its name; libraries give such pins other types as well. */
export const isUnused = ({ type, names }: Pin): boolean =>
  ["no_connect", "free"].includes(type) || names.some((name) => /^(?:D?NC|N\.C\.)\d*$/.test(name));
