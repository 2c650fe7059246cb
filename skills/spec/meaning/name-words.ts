/** Words that parameter names are made of, as data. */
import type { Dimension } from "../quantity/index.ts";

/** Words that name nothing in a sentence. */
export const NOISE: ReadonlySet<string> = new Set(
  "withstands survives measures never a an the of and or to be is are was for with in on at by per as its it this that these those our your their all any each every min max minimum maximum typ typical nominal nom target targets about approximately approx least most more less than shall must should may can will not no only other equivalent similar required preferred preferable recommended product device system unit supports support supported provide provides include includes have has sufficient up able capable requirement requirements spec specs x do does which could would so but if when while total own selectable adjustable configurable".split(
    " ",
  ),
);

/** Words dropped from a label: articles and bounds. */
export const LABEL_NOISE: ReadonlySet<string> = new Set(
  "the an minimum maximum min max typ typical nominal target targets requirement requirements required".split(
    " ",
  ),
);

/** Phrases with one usual name. */
export const PHRASES: readonly (readonly [RegExp, string])[] = [
  [/\ba(?:nalog)?[- ]to[- ]d(?:igital)?(?: converters?)?\b/gi, "adc"],
  [/\bd(?:igital)?[- ]to[- ]a(?:nalog)?(?: converters?)?\b/gi, "dac"],
  [/\bfront[- ]?end\b/gi, "frontend"],
  [/\bhumidity,? relative\b/gi, "relative humidity"],
  [/\bworst[- ]case\b/gi, " "],
  [/\bcharge ?[/-] ?discharge (?=cycles?\b)/gi, "charge "],
  [/\bfirmware (?:flash(?:es|ing)?|updat(?:es|ing)|upgrad(?:es?|ing))\b/gi, "firmware update"],
  [/\btransmitter (?=frequency|power)\b/gi, "transmit "],
  [/\breceiver (?=frequency|sensitivity)\b/gi, "receive "],
];

/** Spellings made equal. */
export const REPLACE: Readonly<Record<string, string>> = {
  temp: "temperature",
  temps: "temperature",
  temperatures: "temperature",
  freq: "frequency",
  op: "operating",
  volt: "voltage",
  volts: "voltage",
  voltages: "voltage",
  vin: "input_voltage",
  vout: "output_voltage",
  iq: "quiescent_current",
  dims: "dimensions",
  dimension: "dimensions",
  microcontroller: "mcu",
  micocontroller: "mcu",
  colour: "color",
  comms: "communication",
  comm: "communication",
  qty: "count",
  rh: "humidity",
  vbat: "battery_voltage",
  vcc: "supply_voltage",
  vdd: "supply_voltage",
  weigh: "weight",
  weighs: "weight",
};

/** What a dimension is called in a name. Absent where a label alone is the usual name. */
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
  flow: "flow_rate",
  pixels: "resolution",
  pixel_density: "pixel_density",
};

/** The same, for names taken from a sentence, where the thing alone says too little. */
export const WORD_IN_SENTENCE: Readonly<Partial<Record<Dimension, string>>> = {
  ...WORD_FOR,
  time: "time",
  frequency: "frequency",
  angle: "angle",
  speed: "speed",
  data: "memory",
};

/** Nouns that already say what a dimension measures, so nothing is added. */
export const FITTING: Readonly<Partial<Record<Dimension, RegExp>>> = {
  voltage:
    /voltage|potential|ripple|noise|dropout|offset|swing|threshold|accuracy|tolerance|overlay|drop|isolation|supply_range|signal|excitation|level|regulation/,
  current: /current|consumption|draw|drain|leakage|ripple|limit|rating|inrush/,
  power: /power|consumption|dissipation|draw|loss|load|budget/,
  charge: /capacity|charge/,
  money: /cost|price|budget|msrp|cogs|fee/,
  temperature: /temperature|hysteresis|drift|accuracy|resolution/,
  data_rate: /rate|speed|throughput|baud|bandwidth|bitrate/,
  sample_rate: /rate|sampling|speed|frequency|throughput/,
  mass: /weight|mass|payload|load/,
  resistance: /resistance|impedance|load|termination|resistor|pullup|esr/,
  gauge: /gauge|awg/,
  torque: /torque|moment/,
  pressure: /pressure|vacuum|accuracy|hysteresis|resistance/,
  flow: /flow|rate/,
  pixels: /resolution/,
  pixel_density: /density|ppi|dpi/,
};

/** Words that say which quantity is meant. */
export const QUANTITY_NOUN =
  /\b(?:voltage|current|power|capacity|cost|price|budget|temperature|temp|humidity|rate|speed|velocity|frequency|bandwidth|latency|delay|time|timeout|duration|life|lifetime|interval|period|width|height|length|depth|thickness|diameter|radius|size|dimensions?|weight|mass|accuracy|precision|resolution|range|tolerance|impedance|resistance|capacitance|inductance|gain|noise|ripple|efficiency|ratio|count|number|distance|spacing|pitch|angle|torque|force|pressure|rating|consumption|drain|draw|throughput|flash|ram|sram|memory|storage|clock|brightness|sensitivity|attenuation|loss|isolation|offset|drift|error|hysteresis|jitter|skew|vswr|snr|thd|level|volume|area|altitude|elevation|acceleration|vibration|shock|uptime|availability|mtbf|mttf|warranty|discharge|overshoot|slew|clearance|emissions?|moment|autonomy|runtime|endurance|stroke|travel|reach|visibility|velocity|cycles|payload|deep|wide|tall|thick|long)\b/i;

/** Adjectives behind a length → the noun. */
export const LENGTH_WORD: Readonly<Record<string, string>> = {
  deep: "depth",
  wide: "width",
  tall: "height",
  high: "height",
  thick: "thickness",
  long: "length",
};
