/** Words that parameter names are made of, as data. */
import type { Dimension } from "../quantity/index.ts";

/** Words that name nothing. */
export const NOISE: ReadonlySet<string> = new Set(
  "a an the of and or to be is are was for with in on at by per as its it this that these those our your their all any each every min max minimum maximum typ typical nominal nom target targets about approximately approx least most more less than shall must should may can will not no only other equivalent similar required preferred recommended product device system unit supports support supported provide provides include includes have has full total average final overall sufficient up able capable least spacecraft requirement requirements spec specs".split(
    " ",
  ),
);

/** Spellings made equal. */
export const REPLACE: Readonly<Record<string, string>> = {
  temp: "temperature",
  temps: "temperature",
  freq: "frequency",
  op: "operating",
  operation: "operating",
  volt: "voltage",
  volts: "voltage",
  vin: "input_voltage",
  vout: "output_voltage",
  iq: "quiescent_current",
  dims: "dimensions",
  dimension: "dimensions",
  mcu: "mcu",
  microcontroller: "mcu",
  wifi: "wifi",
  lifetime: "lifetime",
  leds: "led",
  colour: "color",
  prog: "program",
  comms: "communication",
  comm: "communication",
  qty: "count",
  number: "count",
  rh: "humidity",
  vbat: "battery_voltage",
  vsys: "system_voltage",
  vcc: "supply_voltage",
  vdd: "supply_voltage",
};

/** What a dimension is called in a name. Absent where the label alone is the usual name. */
export const WORD_FOR: Readonly<Partial<Record<Dimension, string>>> = {
  voltage: "voltage",
  current: "current",
  power: "power",
  charge: "capacity",
  money: "cost",
  temperature: "temperature",
  data_rate: "data_rate",
  sample_rate: "sample_rate",
  mass: "weight",
  resistance: "resistance",
  gauge: "gauge",
  torque: "torque",
  pressure: "pressure",
  pixels: "resolution",
  pixel_density: "pixel_density",
};

/** Words that already say which quantity is meant. */
export const QUANTITY_NOUN =
  /\b(?:voltage|current|power|capacity|cost|price|budget|temperature|temp|humidity|rate|speed|velocity|frequency|bandwidth|latency|delay|time|timeout|duration|life|lifetime|interval|period|width|height|length|depth|thickness|diameter|size|dimensions?|weight|mass|accuracy|precision|resolution|range|tolerance|impedance|resistance|capacitance|inductance|gain|noise|ripple|efficiency|ratio|count|number|distance|spacing|pitch|angle|torque|force|pressure|load|rating|consumption|drain|draw|throughput|flash|ram|memory|storage|clock|brightness|sensitivity|attenuation|loss|isolation|offset|drift|error|hysteresis|jitter|skew|vswr|level|volume|area|altitude|elevation|acceleration|vibration|shock|uptime|availability|mtbf|discharge|overshoot|slew|fps|area|radius|clearance|emissions?|moment|turns|price|supply|cycles|gauge|rail|regulation|autonomy|runtime|endurance|stroke|travel|throw|reach|visibility)\b/i;
