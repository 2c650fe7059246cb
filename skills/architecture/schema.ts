/** The shape of architecture.json, published with the skill, and the skill's arguments. */
import { z } from "metaforge";
import { artifactHead, FindingSchema } from "metaforge/report";

export const KINDS = [
  "mcu",
  "radio",
  "sensor",
  "regulator",
  "charger",
  "battery",
  "memory",
  "interface",
  "protection",
  "connector",
  "display",
  "actuator",
  "other",
] as const;
export type Kind = (typeof KINDS)[number];

const text = z.string().nullable();
const number = z.number().nullable();
const Ids = z.array(z.string());
const Volts = z.object({ min: number, typ: number, max: number, unit: z.literal("V") });

export const PartRef = z.object({
  id: z.string(),
  mpn: z.string(),
  manufacturer: z.string(),
  origin: z.enum(["catalogue", "approved-list", "kicad"]),
  package: z.string(),
  symbol: text,
  footprint: text,
  figures: z
    .object({ total: z.number().int(), checked: z.number().int() })
    .describe("How many figures the part has, and how many were compared a second time."),
});

const Link = z.object({
  to: z.string(),
  bus: z.string(),
  signals: Ids,
  level: z.object({ value: number, unit: z.literal("V") }),
  ownLevel: z
    .object({ value: z.number(), unit: z.literal("V") })
    .optional()
    .describe("What the part's signals bear, where that is not the level: it needs a shifter."),
});

export const BlockSchema = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(KINDS),
  requirements: Ids,
  part: PartRef.nullable(),
  quantity: z.number().int().positive(),
  rationale: z.string(),
  tbd: text.describe("What a part would have to be, where none is chosen."),
  demands: Ids.describe("What its part was searched with, in words with units."),
  notKnown: Ids.describe("Of these demands those of which its part has no figure: not held."),
  alternatives: z.array(z.object({ id: z.string(), reason: z.string() })),
  eliminated: z.array(z.object({ id: z.string(), reasons: Ids })),
  rail: text,
  stated: z
    .object({ value: z.number(), unit: z.literal("A"), basis: z.string() })
    .optional()
    .describe(
      "The most that the document says of its current, of all pieces, with what they drive.",
    ),
  interfaces: z.array(Link),
});
export type Block = z.infer<typeof BlockSchema>;

const RailSchema = z.object({
  id: z.string(),
  name: z.string(),
  voltage: Volts,
  from: z.string().describe("The regulator, or the source itself."),
  source: z.string().describe("What feeds the regulator: a source or a rail."),
  loads: Ids,
  maxCurrent: z
    .object({ value: z.number(), unit: z.literal("A"), basis: z.string(), complete: z.boolean() })
    .nullable(),
  requirements: Ids,
  basis: z.string(),
});
export type Rail = z.infer<typeof RailSchema>;

const Edge = z.object({
  from: z.string(),
  to: z.string(),
  kind: z.enum(["source", "protection", "converter", "load"]),
  topology: z.enum(["ldo", "buck", "boost", "buck-boost", "direct"]).nullable(),
  reason: text,
  dissipation: z
    .object({ value: z.number(), unit: z.literal("W"), formula: z.string() })
    .nullable(),
  efficiency: z.object({ value: z.number(), unit: z.literal("1"), source: z.string() }).nullable(),
});
export type Edge = z.infer<typeof Edge>;

const SourceSchema = z.object({
  id: z.string(),
  kind: z.enum(["battery", "usb", "mains", "external"]),
  part: text,
  voltage: Volts,
  basis: z.string(),
  capacity: z.object({ value: z.number(), unit: z.string(), source: z.string() }).nullable(),
  requirements: Ids,
});
export type Source = z.infer<typeof SourceSchema>;

const Coverage = z.object({
  requirement: z.string(),
  status: z.enum(["addressed", "partly", "not-addressed"]),
  by: Ids,
  note: z.string(),
});
export type Coverage = z.infer<typeof Coverage>;

const Suggestion = z.object({
  origin: z.literal("model"),
  block: z.string(),
  part: z.string().describe("One of the parts that survived; the choice above is not changed."),
  text: z.string(),
  quote: z.string(),
  source: z.string(),
});
export type Suggestion = z.infer<typeof Suggestion>;

export const ArchitectureSchema = z.object({
  ...artifactHead("metaforge/architecture@1"),
  product: z.string(),
  temperature: z
    .object({
      min: z.number(),
      max: z.number(),
      unit: z.literal("°C"),
      requirements: Ids,
    })
    .nullable()
    .describe("The operating range that every part was held against; null: none is stated."),
  host: z
    .object({
      block: z.string(),
      because: Ids,
      pins: z.number().int(),
      peripherals: z.array(
        z.object({ name: z.string(), count: z.number().int(), for: Ids, pins: z.number().int() }),
      ),
    })
    .nullable()
    .describe("What the blocks ask of the controller, summed."),
  blocks: z.array(BlockSchema),
  rails: z.array(RailSchema),
  powerTree: z.array(Edge),
  sources: z.array(SourceSchema),
  coverage: z.array(Coverage),
  risks: z.array(z.object({ id: z.string(), text: z.string(), blocks: Ids })),
  tbd: z.array(z.object({ id: z.string(), what: z.string(), wanted: z.string() })),
  findings: z.array(FindingSchema),
  suggestions: z.array(Suggestion).optional().describe("A model's; nothing rests on them."),
});
export type Architecture = z.infer<typeof ArchitectureSchema>;

export const ArgsSchema = z.strictObject({
  ldoLimit: z
    .number()
    .positive()
    .max(10)
    .default(0.5)
    .describe(
      "W that a linear regulator may turn to heat; above, a switching one is taken. 0.5 W heats a part of 100 K/W by 50 K.",
    ),
});
export type Args = z.infer<typeof ArgsSchema>;
