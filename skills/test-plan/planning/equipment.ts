/**
 * What a quantity is measured with, and how well: the expanded uncertainty (k = 2) that the equipment may have at most.
 * These are demands on the equipment, chosen so that bench instruments of the class meet them; whoever has a better one
 * may use it, whoever has none has to say so. The rule that moves the limits is in guard-band.ts.
 */

export interface Equipment {
  readonly class: string;
  readonly quantity: string;
  /** Of the limit, 0.005 is 0.5 %; null where `absolute` is told or nothing is measured. */
  readonly relative: number | null;
  /** In the unit of the row. */
  readonly absolute: number | null;
  readonly instrument: string;
}

type Row = readonly [
  class_: string,
  quantity: string,
  relative: number | null,
  absolute: number | null,
  instrument: string,
];

/** By the SI unit of the requirement. */
const ROWS: Readonly<Record<string, Row>> = {
  V: [
    "E-V",
    "voltage",
    0.005,
    null,
    "digital multimeter; oscilloscope with a probe for what changes within 1 ms",
  ],
  A: [
    "E-A",
    "current",
    0.01,
    null,
    "source-measure unit or multimeter in series, with a range down to the lowest state; current probe for pulses",
  ],
  W: ["E-W", "power", 0.015, null, "power analyser, or voltage and current recorded together"],
  VA: ["E-W", "power", 0.015, null, "power analyser"],
  Ohm: ["E-R", "resistance", 0.01, null, "multimeter, four wires below 100 Ω"],
  F: ["E-LC", "capacitance", 0.02, null, "LCR meter at the stated frequency"],
  H: ["E-LC", "inductance", 0.02, null, "LCR meter at the stated frequency"],
  Hz: [
    "E-F",
    "frequency",
    0.0001,
    null,
    "frequency counter, or oscilloscope with a disciplined time base",
  ],
  s: ["E-T", "time", 0.001, null, "logic analyser or oscilloscope below 1 s, data logger above"],
  C: ["E-Q", "charge", 0.02, null, "battery cycler or coulomb counter at the stated load"],
  J: ["E-Q", "energy", 0.02, null, "battery cycler or power analyser that integrates"],
  m: [
    "E-L",
    "length",
    0.005,
    null,
    "caliper up to 150 mm, tape or gauge above; range of a radio: surveyed distance",
  ],
  m2: ["E-L", "area", 0.01, null, "caliper"],
  m3: ["E-L", "volume", 0.01, null, "caliper or measuring vessel"],
  kg: ["E-M", "mass", 0.005, null, "scales"],
  Cel: [
    "E-K",
    "temperature",
    null,
    1,
    "thermocouple or resistance thermometer at the device, in a climatic chamber",
  ],
  Pa: ["E-P", "pressure", 0.01, null, "reference pressure gauge"],
  N: ["E-N", "force", 0.01, null, "force gauge"],
  "N.m": ["E-N", "torque", 0.02, null, "torque gauge"],
  "m/s": ["E-G", "speed", 0.01, null, "reference sensor or time over a surveyed distance"],
  "m/s2": ["E-G", "acceleration", 0.02, null, "reference accelerometer"],
  "deg/s": ["E-G", "angular rate", 0.01, null, "rate table"],
  deg: ["E-G", "angle", null, 0.5, "protractor or rotary table"],
  dB: ["E-H", "level", null, 1, "spectrum analyser or level meter"],
  dBm: ["E-H", "level", null, 1, "spectrum analyser or power meter, cable loss taken off"],
  dBi: ["E-H", "gain", null, 1, "antenna range against a reference antenna"],
  dBA: ["E-H", "sound level", null, 1, "sound level meter"],
  "1/s": ["E-F", "rate", 0.001, null, "counter over a timed interval"],
  "bit/s": ["E-F", "data rate", 0.01, null, "protocol analyser or a timed transfer of known size"],
  "B/s": ["E-F", "data rate", 0.01, null, "a timed transfer of known size"],
  lm: ["E-O", "light", 0.05, null, "light meter"],
  lx: ["E-O", "light", 0.05, null, "light meter"],
};

/** What is counted, read or written down has no uncertainty. */
const COUNTED: Row = ["E-0", "count", null, 0, "by eye, or by the firmware's own report"];
const READ: Row = ["E-0", "document", null, 0, "drawing, data sheet, certificate or source code"];
const HUMIDITY: Row = [
  "E-K",
  "relative humidity",
  null,
  3,
  "hygrometer at the device, in a climatic chamber",
];
const RATIO: Row = [
  "E-0",
  "ratio",
  0.02,
  null,
  "the two quantities, each with the instrument of its own class",
];

const COUNTED_UNITS = /^(?:1|B|bit|px|AWG|px\/in|(?:Ki|Mi|Gi)?B|S\/s)$/;

/** Null: there is no class for this unit. `unit` as written, `si` after conversion. */
export function equipmentFor(
  parameter: string,
  unit: string | null,
  si: string | null,
): Equipment | null {
  if (unit === null) return toEquipment(READ);
  if (/^[A-Z]{3}$/.test(unit)) return toEquipment(READ);
  if (/humid/.test(parameter) && unit.startsWith("%")) return toEquipment(HUMIDITY);
  if (unit === "%" || unit.startsWith("%")) return toEquipment(RATIO);
  const key = si ?? unit;
  if (Object.hasOwn(ROWS, key)) return toEquipment(ROWS[key]!);
  return COUNTED_UNITS.test(key) ? toEquipment(COUNTED) : null;
}

const toEquipment = ([name, quantity, relative, absolute, instrument]: Row): Equipment => ({
  ...{ class: name, quantity, relative, absolute, instrument },
});
