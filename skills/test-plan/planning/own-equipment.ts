/** Instruments for what the device itself makes while it works: its heat, what it lets through, what rides on its voltages, what its outputs have. */
import type { About, Row } from "./equipment.ts";
import { isRiding, isSource } from "./outputs.ts";
import { isLetThrough } from "./shares.ts";
import { isHeldInUse } from "./temperatures.ts";

export const OWN: readonly (readonly [fits: (about: About) => boolean, row: Row])[] = [
  [
    (about) => isRiding(about),
    [
      ...(["E-VP", "what rides on a voltage", 0.05, null] as const),
      "oscilloscope, a.c. coupled, with a short ground, bandwidth as stated, else recorded; a low-noise amplifier before it at some mV and below",
    ],
  ],
  [
    (about) => isSource(about),
    [
      ...(["E-Z", "impedance of a live output", 0.02, null] as const),
      "two known loads and a voltmeter or oscilloscope that is good at the frequency; two readings of one instrument",
    ],
  ],
  [
    (about) => isLetThrough(about),
    [
      ...(["E-SG", "surge let through", 0.05, null] as const),
      "surge generator with coupling network; oscilloscope with high-voltage differential probe and current probe",
    ],
  ],
  [
    (about) =>
      about.si?.unit === "Cel" &&
      !/junction|(?:^|_)die|batter|cell/.test(about.parameter) &&
      isHeldInUse(about),
    [
      ...(["E-KS", "temperature of the device itself", null, 1] as const),
      "thermocouples fixed to its hottest places, found by a thermal camera; one more for the ambient",
    ],
  ],
];
