/** Instruments for what the device itself makes while it works: its heat, and what it lets through. */
import type { About, Row } from "./equipment.ts";
import { isLetThrough } from "./shares.ts";
import { isHeldInUse } from "./temperatures.ts";

export const OWN: readonly (readonly [fits: (about: About) => boolean, row: Row])[] = [
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
