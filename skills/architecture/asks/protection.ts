/** Which words of a requirement ask for protection, charging or a switch in the supply. */
import type { Rule } from "./rule.ts";

const guard = { kind: "protection", buses: [], powered: false } as const;

/** What is short-circuited there is an output: a fuse in the supply does not save its driver. */
const OUTPUTS =
  /\boutputs?\b(?:[^.;]|\.\d){0,80}\bshort[- ]circuit|\bshort[- ]circuit[- ]\w+(?:[^.;]|\.\d){0,40}\boutputs?\b|\bfused outputs?\b/i;

/** A suppressor in the supply saves no pin that leads outside. */
const SIGNALS =
  /\b(?:(?:digital|analog(?:ue)?|discrete|sensor) (?:inputs?|outputs?|i\/?os?)|inputs?\/outputs?|i2c|spi|uart|serial|gpios?|adcs?|ttl)\b/i;
const REVERSE = /\breverse[- ]?(?:polarity|battery|voltage)\b/i;
const ABOVE =
  /\bover-?voltage\b|\btransient voltage\b|\bsurge\b|\bvoltage spikes?\b|\bload[- ]dump\b|\b(?:voltage|supply) transients?\b/i;

export const PROTECTION: readonly Rule[] = [
  {
    ...guard,
    id: "signal-protection",
    name: "Protection of the signals",
    words: new RegExp(`${REVERSE.source}|${ABOVE.source}`, "i"),
    of: SIGNALS,
    families: [],
    wanted: "series resistor and clamp for each pin, by the voltage that it has to survive",
  },
  {
    ...guard,
    id: "reverse-polarity",
    name: "Reverse-polarity protection",
    words: REVERSE,
    notOf: SIGNALS,
    families: ["protection"],
    attributes: { function: "reverse-polarity" },
    wanted: "reverse-polarity protection",
  },
  {
    ...guard,
    id: "over-voltage",
    name: "Over-voltage protection",
    words: ABOVE,
    notOf: SIGNALS,
    families: ["protection"],
    attributes: { function: "tvs" },
    wanted: "transient voltage suppressor",
  },
  {
    ...guard,
    id: "esd",
    name: "ESD protection",
    parameter: /^esd\w*$/,
    words: /\besd\b|\belectrostatic\b/i,
    families: ["protection"],
    attributes: { function: "esd" },
    wanted: "ESD protection",
  },
  {
    ...guard,
    id: "over-current",
    name: "Over-current protection",
    words: /\bover-?current\b|\bfused?\b|\bfuses\b|\bshort[- ]circuits?\b/i,
    unless: new RegExp(`\\bbattery protection\\b|\\bover-?charge\\b|${OUTPUTS.source}`, "i"),
    families: ["protection"],
    wanted: "fuse or current limiter for the current of the supply",
  },
  {
    ...guard,
    id: "output-protection",
    name: "Protection of the outputs",
    words: OUTPUTS,
    families: [],
    wanted: "driver with a current limit, or a fuse, at each output",
  },
  {
    ...guard,
    id: "battery-protection",
    name: "Battery protection",
    words:
      /\bbattery (?:charge and discharge )?protection\b|\bover-?charge\b|\bover-?discharge\b|\bdeep discharge\b/i,
    families: ["protection"],
    attributes: { function: "battery-protection" },
    wanted: "battery protection",
  },
  {
    ...guard,
    id: "power-or",
    name: "Choice between two supplies",
    words:
      /\bprefers? \w+ if available\b|\bpower[- ](?:path|or-?ing|mux\w*)\b|\bsupply selection\b/i,
    families: ["protection"],
    attributes: { function: "power-mux" },
    wanted: "power multiplexer or ideal diodes for the two supplies",
  },
  {
    id: "charger",
    name: "Battery charger",
    kind: "charger",
    parameter: /^(?:charging|charging_\w+|charge_current|charger)$/,
    words:
      /\bcharging\b|\bcharger\b|\brecharg\w+\b|\bcharged (?:over|via|from|through|by|with) (?:the |an? )?(?:[\w-]+ ){0,2}(?:usb|solar|mains|adapter|dock|supply|qi)\b/i,
    unless: /\bcharge\/discharge cycles\b/i,
    families: ["charger"],
    buses: [],
    powered: false,
    wanted: "battery charger",
  },
  {
    id: "power-switch",
    name: "Power switches",
    kind: "protection",
    words: /\bswitchable power\b|\bpower[- ]gated\b|\bload switch(?:es)?\b/i,
    families: ["other"],
    attributes: { function: "load-switch" },
    buses: ["gpio"],
    powered: false,
    wanted: "load switch",
  },
];
