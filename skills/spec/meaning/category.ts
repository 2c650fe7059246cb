/** Sorts a constraint into a category by its name, its unit and its section. */
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

/** Words of the name → category; the first row that fits wins. */
const BY_NAME: readonly (readonly [RegExp, Category])[] = [
  [/cost|price|budget|bom_/, "cost"],
  [
    /mtbf|lifetime|life_?cycle|endurance|uptime|cycle_count|burn_in|mtt[fr]|availability|service_life|design_life|operational_life|warranty|failure/,
    "reliability",
  ],
  [
    /accuracy|precision|resolution|sampl|latency|response|refresh|throughput|frame_rate|bandwidth|render|boot|startup|settling|jitter|drift/,
    "performance",
  ],
  [
    /battery|charg|discharge|sleep|standby|idle|consumption|supply|power|rail|solar|regulat|input_voltage|quiescent/,
    "power",
  ],
  [
    /operating_temp|storage_temp|ambient|temperature|humidity|altitude|vibration|shock|drop|ingress|ip_rating|water|dust|depth_rating|uv|corrosion|salt/,
    "environmental",
  ],
  [
    /width|height|length|depth|thickness|diameter|size|dimension|weight|mass|hole|mount|pitch|spacing|layer|case|enclosure|frame|material|plug_angle|position|bevel/,
    "mechanical",
  ],
  [
    /gpio|pin_count|port|connector|interface|output_count|input_count|channel|bus|protocol|button|led_count|outputs|inputs|uart|usb|ethernet/,
    "interface",
  ],
  [/setup_time|assembly/, "performance"],
  [/emission|emc|esd|compliance|standard/, "compliance"],
];

const BY_DIMENSION: Readonly<Partial<Record<Dimension, Category>>> = {
  voltage: "electrical",
  current: "power",
  power: "power",
  apparent_power: "power",
  resistance: "electrical",
  capacitance: "electrical",
  inductance: "electrical",
  frequency: "performance",
  time: "performance",
  length: "mechanical",
  area: "mechanical",
  volume: "mechanical",
  mass: "mechanical",
  temperature: "environmental",
  angle: "mechanical",
  acceleration: "environmental",
  speed: "performance",
  angular_rate: "performance",
  force: "mechanical",
  torque: "mechanical",
  pressure: "environmental",
  charge: "power",
  energy: "power",
  level: "performance",
  ratio: "performance",
  data: "electrical",
  bits: "electrical",
  data_rate: "performance",
  sample_rate: "performance",
  pixels: "performance",
  pixel_density: "performance",
  gauge: "electrical",
  money: "cost",
  count: "interface",
  rate: "performance",
  light: "performance",
  field: "performance",
  flow: "performance",
  hardness: "mechanical",
};

/** Dimensions that settle the category whatever the name says. */
const FIRM: ReadonlySet<Dimension> = new Set([
  "money",
  "mass",
  "charge",
  "energy",
  "data_rate",
  "sample_rate",
  "pixels",
  "data",
  "acceleration",
]);

export function categoryOf(
  name: string,
  dimension: Dimension,
  section: readonly string[],
): Category {
  if (/schedule|timeline|milestone/i.test(section.at(-1) ?? "")) return "schedule";
  if (FIRM.has(dimension)) return BY_DIMENSION[dimension]!;
  const named = BY_NAME.find(([words]) => words.test(name))?.[1];
  // A voltage or current is electrical or power, never mechanical because a "display size" is near.
  const own = BY_DIMENSION[dimension];
  if (["voltage", "current", "power"].includes(dimension))
    return named === "performance" || named === "power" ? named : (own ?? "electrical");
  if (dimension === "ratio" && /humidity/.test(name) && !/accuracy|resolution/.test(name))
    return "environmental";
  if (dimension === "time" && named === "mechanical") return "performance";
  return named ?? own ?? "other";
}
