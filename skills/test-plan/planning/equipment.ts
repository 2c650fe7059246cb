/**
 * What a quantity is measured with, and how well: the expanded uncertainty (k = 2) that the equipment may have at most.
 * These are demands on the equipment, chosen so that bench instruments of the class meet them; whoever has a better one
 * may use it, whoever has none has to say so. The rule that moves the limits is in guard-band.ts.
 */

import { magnitudeOf } from "../input/constraints.ts";
import type { Constraint } from "../input/constraints.ts";
import { OWN } from "./own-equipment.ts";
import { isOfMedium, isProbed } from "./temperatures.ts";

export interface Equipment {
  readonly class: string;
  readonly quantity: string;
  /** Of the limit, 0.005 is 0.5 %; null where `absolute` is told or nothing is measured. */
  readonly relative: number | null;
  /** In the unit of the row. */
  readonly absolute: number | null;
  readonly instrument: string;
}

export type Row = readonly [
  class_: string,
  quantity: string,
  relative: number | null,
  absolute: number | null,
  instrument: string,
];

/** By the SI unit of the requirement. */
const ROWS: Readonly<Record<string, Row>> = {
  V: ["E-V", "voltage", 0.005, null, "digital multimeter"],
  A: [
    "E-A",
    "current",
    0.01,
    null,
    "source-measure unit or multimeter in series, with a range down to the lowest state",
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
  m: ["E-L", "length", 0.005, null, "caliper"],
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
  "m/s2": [
    "E-G",
    "acceleration",
    0.02,
    null,
    "reference accelerometer beside the device, on a shaker or a centrifuge",
  ],
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
const TOLD: Row = ["E-0", "figure", null, 0, "data sheet of the part, and what the device reports"];
const RATIO: Row = [
  ...(["E-0", "ratio", 0.02, null] as const),
  "the two quantities, each with the instrument of its own class",
];
const HYGROMETER: Row = [
  ...(["E-K", "relative humidity", null, 3] as const),
  "hygrometer at the device, in a climatic chamber",
];

export type About = Pick<
  Constraint,
  "parameter" | "subject" | "statement" | "min" | "max" | "unit" | "si"
>;

/** Where a quantity alone does not tell the instrument: by size, and by the words of the requirement; the first that fits. */
const SPECIAL: readonly (readonly [
  fits: (about: About & { readonly size: number }) => boolean,
  row: Row,
])[] = [
  ...OWN,
  [
    (about) => isProbed(about),
    [
      ...(["E-TP", "temperature that a probe tells", null, 1] as const),
      "calibrator that stands for the probe at its terminals, of the probe's type",
    ],
  ],
  [
    (about) => isOfMedium(about),
    [
      ...(["E-TB", "temperature of a medium", null, 0.2] as const),
      "reference thermometer beside the sensor, both in a stirred bath or a dry block",
    ],
  ],
  [
    ({ si, parameter }) =>
      si?.unit === "m" &&
      /cent(?:er|re)_(?:of_)?(?:gravity|mass)|(?:^|_)cog(?:_|$)/.test(parameter),
    [
      ...(["E-CG", "centre of gravity", 0.05, null] as const),
      "balance on three load cells, the device turned into each axis",
    ],
  ],
  [
    ({ si, unit }) => si?.unit === "m" && unit === "nm",
    ["E-O", "wavelength", 0.001, null, "spectrometer"],
  ],
  [
    ({ si, statement }) => si?.unit === "bit/s" && BUS.test(statement),
    [
      "E-F",
      "bit rate",
      0.001,
      null,
      "oscilloscope or protocol analyser at the bus: length of a bit",
    ],
  ],
  [
    ({ parameter, subject, unit }) =>
      /humid/.test(`${parameter} ${/range/.test(parameter) ? subject : ""}`) &&
      !!unit?.startsWith("%"),
    HYGROMETER,
  ],
  [
    ({ parameter, unit }) => /efficien/.test(parameter) && unit === "%",
    ["E-W", "efficiency", 0.005, null, "power analyser on input and output at the same time"],
  ],
  [({ unit }) => !!unit?.startsWith("%"), RATIO],
  [
    ({ unit }) => unit === "ppm" || unit === "ppb",
    ["E-F", "relative frequency", 0.1, null, "frequency counter with a disciplined time base"],
  ],
  [
    ({ unit }) => /^[kM]?(?:SPS|S\/s)$/.test(unit ?? ""),
    ["E-F", "rate", 0.001, null, "counter on the sampling signal over a timed interval"],
  ],
  [
    ({ parameter, si }) => si?.unit === "Cel" && /junction|(?:^|_)die/.test(parameter),
    [
      ...(["E-K", "junction temperature", null, 5] as const),
      "forward voltage of a diode of the die, or case temperature, loss and thermal resistance",
    ],
  ],
  [
    ({ si, statement }) =>
      si?.unit === "V" && /ripple|noise|overshoot|[uµm]?Vpp\b|peak[- ]to[- ]peak/i.test(statement),
    [
      ...(["E-VP", "voltage that changes", 0.05, null] as const),
      "oscilloscope with a short ground, bandwidth as stated; a low-noise amplifier before it below 1 mV",
    ],
  ],
  [
    ({ si, size }) => si?.unit === "V" && size >= 1000,
    ["E-VH", "high voltage", 0.02, null, "high-voltage probe, behind a guard"],
  ],
  [
    ({ si, parameter }) => si?.unit === "A" && /inrush|peak|pulse|burst|surge/.test(parameter),
    ["E-AP", "current that changes", 0.03, null, "current probe with oscilloscope"],
  ],
  [
    ({ si, parameter }) =>
      si?.unit === "m" &&
      /(?:^|_)(?:range|distance|depth|visib\w*|position)(?:_|$)/.test(parameter),
    ["E-LD", "distance", 0.01, null, "surveyed distance, laser distance meter or tape"],
  ],
  [
    ({ si, size }) => si?.unit === "m" && size < 0.01,
    ["E-LM", "small length", 0.005, null, "micrometer or measuring microscope"],
  ],
  [
    ({ si, size }) => si?.unit === "m" && size > 0.3,
    ["E-LT", "large length", 0.005, null, "tape measure or laser distance meter"],
  ],
];

/** What is signalled on these is no flow of data. */
const BUS =
  /\b(?:CAN(?: ?FD)?|LIN|RS-?(?:232|422|485)|UART|Modbus|DMX(?:512)?|Profibus|baud|full[- ]speed|high[- ]speed USB)\b/;

const COUNTED_UNITS = /^(?:1|byte|bit|px|AWG)$/;

/** Null: there is no class for this unit. */
export function equipmentFor(about: About): Equipment | null {
  const { unit, si } = about;
  if (unit === null) return READ_ONE;
  const key = si?.unit ?? unit;
  const row = special(about) ?? (Object.hasOwn(ROWS, key) ? ROWS[key]! : null);
  if (row !== null) return toEquipment(row);
  if (COUNTED_UNITS.test(key)) return COUNTED_ONE;
  return /^[A-Z]{3}$/.test(key) ? READ_ONE : null;
}

const special = (about: About): Row | null =>
  SPECIAL.find(([fits]) => fits({ ...about, size: magnitudeOf(about) ?? Infinity }))?.[1] ?? null;

const toEquipment = ([name, quantity, relative, absolute, instrument]: Row): Equipment => ({
  ...{ class: name, quantity, relative, absolute, instrument },
});

/** For what is looked up, for what a data sheet tells, and for what is counted. */
export const READ_ONE = toEquipment(READ);
export const TOLD_ONE = toEquipment(TOLD);
export const COUNTED_ONE = toEquipment(COUNTED);

/** A life is calculated from a current (1 %) and a capacity (2 %): their root sum of squares. */
export const LIFE_ONE = toEquipment([
  ...(["E-A, E-Q", "life", 0.023, null] as const),
  "source-measure unit that records all states, battery cycler at the stated load",
]);
