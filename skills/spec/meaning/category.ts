/** Sorts a constraint into a category by its dimension, its name and its section. */
import type { Dimension } from "../quantity/index.ts";

export type Category =
  | "electrical"
  | "power"
  | "mechanical"
  | "environmental"
  | "performance"
  | "interface"
  | "cost"
  | "compliance"
  | "reliability"
  | "software"
  | "schedule"
  | "other";

type Rule = readonly [words: RegExp, category: Category];

/** Dimensions that settle the category whatever the name says. */
const FIRM: Readonly<Partial<Record<Dimension, Category>>> = {
  money: "cost",
  mass: "mechanical",
  charge: "power",
  energy: "power",
  data_rate: "performance",
  sample_rate: "performance",
  pixels: "performance",
  pixel_density: "performance",
  data: "electrical",
  level: "performance",
  light: "performance",
  frequency: "performance",
  speed: "performance",
  angular_rate: "performance",
  rate: "performance",
  gauge: "electrical",
  resistance: "electrical",
  capacitance: "electrical",
  inductance: "electrical",
};

/** Rules of a dimension, then what it is otherwise. Names come with spaces between their words. */
const BY_DIMENSION: Readonly<Partial<Record<Dimension, readonly [readonly Rule[], Category]>>> = {
  voltage: [
    [
      [/ripple|noise|accuracy|offset|overlay/, "performance"],
      [/battery|supply|input|rail|charg|power|regulat|solar|cell/, "power"],
    ],
    "electrical",
  ],
  current: [
    [[/output|drive|sink|source|mosfet|pin|excitation|signal|actuator|contact/, "electrical"]],
    "power",
  ],
  power: [[[/transmit|tx |rf |output power/, "performance"]], "power"],
  temperature: [
    // A colour temperature is of the light, and nothing has to endure it.
    [[/accuracy|resolution|hysteresis|sensor|measure|colou?r/, "performance"]],
    "environmental",
  ],
  ratio: [
    [
      [/accuracy|resolution|hysteresis|error|tolerance|linearity|drift/, "performance"],
      [/humidity/, "environmental"],
      [/uptime|availability|yield|failure/, "reliability"],
      [/discharge|charge|battery|duty/, "power"],
      [/position|edge|area|depth|width|height|dimension|diameter/, "mechanical"],
    ],
    "performance",
  ],
  bits: [[[/architecture|mcu|processor|\bbus\b|width/, "electrical"]], "performance"],
  acceleration: [
    [[/acceleromet|gyro|\bimu\b|sensor|measure|range|accuracy|resolution|noise/, "performance"]],
    "environmental",
  ],
  pressure: [
    [[/accuracy|resolution|hysteresis|sensor|range|measure/, "performance"]],
    "environmental",
  ],
  time: [
    [
      [
        /lifetime|life time|service life|design life|operational life|mission|mtbf|mttf|mttr|burn in|warranty|\blife\b(?!.*battery)(?<!battery life)/,
        "reliability",
      ],
      [/charg|battery|sleep|autonomy|runtime|run time/, "power"],
      [/lead time|schedule/, "schedule"],
    ],
    "performance",
  ],
  length: [
    [
      [/\brange\b|distance|visib|accuracy|reach|detection|position(?:ing)? /, "performance"],
      [/\bdrop\b|dive|immersion|water|altitude|wave/, "environmental"],
    ],
    "mechanical",
  ],
  angle: [[[/accuracy|field of view|fov|resolution|error|beam/, "performance"]], "mechanical"],
  count: [
    [
      [/cycle|insertion|actuation|test|press|failure/, "reliability"],
      [/\b(?:face|side|level|step)s $/, "performance"],
      [/layer|turn|hole|fastener|screw/, "mechanical"],
      [/batter|cell|rail|phase|regulator/, "power"],
      [
        /port|\bpins?\b|\b(?:ethernet|rs \d{3}|rs\d{3}|can|lin|uart|spi|i2c|hdmi|(?:digital|analog) (?:in|out))\b|button|input|output|channel|connector|led|actuator|motor|interface|gpio|slot|socket|receptacle|key|switch|relay|header|antenna|jack|terminal|outlet|connection|conductor|usb|uart|sensor|servo|display/,
        "interface",
      ],
    ],
    "performance",
  ],
};

/** For features and choices, which have no dimension. */
const BY_NAME: readonly Rule[] = [
  [/cost|price|budget/, "cost"],
  [/firmware|software|driver support|operating system|library|api\b|code|os$/, "software"],
  [/emc|emission|compliance|certif|standard|regulat(?:ory|ions)|safety/, "compliance"],
  [/watchdog|redundan|fault|failure|lifetime|reliab/, "reliability"],
  [
    /battery|charg|power|supply|polarity|over ?voltage|over ?current|short circuit|solar|sleep|regulator|reverse/,
    "power",
  ],
  [
    /water|dust|ingress|weather|temperature|humidity|vibration|shock|drop|cooling|uv|corrosion|rugged|conformal/,
    "environmental",
  ],
  [
    /mount|hole|case|enclosure|housing|frame|size|weight|thick|button placement|solder|shell|plug|dimension|material|knob|bga/,
    "mechanical",
  ],
  [
    /connect|interface|port|usb|bus|protocol|wifi|bluetooth|button|led|display|antenna|header|switch|indicator|compatib|input|output|wireless|pairing/,
    "interface",
  ],
  [
    /esd|isolation|ground|shield|impedance|pull ?up|adc|dac|sensor|imu|mcu|processor|memory|voltage|current|debounc|driver|actuator/,
    "electrical",
  ],
];

export function categoryOf(
  name: string,
  dimension: Dimension,
  around: readonly string[],
): Category {
  const firm = FIRM[dimension];
  if (firm) return firm;
  const words = ` ${name.replaceAll("_", " ")} `;
  const own = BY_DIMENSION[dimension];
  if (own) {
    const [rules, otherwise] = own;
    const found = rules.find(([fits]) => fits.test(words))?.[1];
    // A sensor's own range is what it can do, not where it lives.
    const sensor =
      (found ?? otherwise) === "environmental" &&
      /sensor|measurement/i.test(around.join(" ")) &&
      !/operating|storage|ambient/.test(words);
    return sensor ? "performance" : (found ?? otherwise);
  }
  const found = BY_NAME.find(([fits]) => fits.test(words))?.[1];
  if (found) return found;
  return DEFAULT[dimension] ?? "other";
}

const DEFAULT: Readonly<Partial<Record<Dimension, Category>>> = {
  apparent_power: "power",
  area: "mechanical",
  volume: "mechanical",
  force: "mechanical",
  torque: "mechanical",
  hardness: "mechanical",
  light: "performance",
  field: "performance",
  flow: "performance",
};
