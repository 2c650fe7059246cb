/** What is read of architecture.json: the blocks with their parts, the rails, the power tree and the sources. */
import { z } from "metaforge";

const Finite = z.number();
export const RangeSchema = z.object({
  min: Finite.nullable(),
  typ: Finite.nullable(),
  max: Finite.nullable(),
  unit: z.literal("V"),
});
/** A source's voltage may be one number. */
const Voltage = z.union([
  RangeSchema,
  z
    .object({ value: Finite, unit: z.literal("V") })
    .transform(({ value, unit }) => ({ min: value, typ: value, max: value, unit })),
]);
const Id = z.string().min(1).max(200);
const Part = z.object({ id: Id, mpn: z.string().nullish() });
const TOPOLOGIES = ["ldo", "buck", "boost", "buck-boost", "direct"] as const;

export const ArchitectureSchema = z.object({
  schema: z.literal("metaforge/architecture@1"),
  product: z.string().default(""),
  blocks: z.array(
    z.object({
      id: Id,
      name: z.string().default(""),
      kind: z.string(),
      requirements: z.array(z.string()).default([]),
      part: Part.nullable(),
      quantity: z.number().int().positive().max(100_000).default(1),
      rail: Id.nullish(),
      stated: z
        .object({ value: Finite.nonnegative(), unit: z.literal("A"), basis: z.string() })
        .nullish()
        .describe("The most that the document says of all pieces, with what they drive."),
      tbd: z.string().nullish(),
    }),
  ),
  rails: z.array(
    z.object({
      id: Id,
      name: z.string().default(""),
      voltage: RangeSchema,
      from: Id.nullish().describe("The regulator, or the source itself."),
      source: Id.nullish().describe("What feeds `from`."),
      loads: z.array(Id).default([]),
      maxCurrent: z
        .object({
          value: Finite.nonnegative(),
          unit: z.literal("A"),
          basis: z.string(),
          complete: z.boolean().default(false),
        })
        .nullish()
        .describe("What the rail was laid out for."),
    }),
  ),
  powerTree: z
    .array(
      z.object({
        from: Id,
        to: Id,
        kind: z.string(),
        topology: z.enum(TOPOLOGIES).nullish(),
        efficiency: z.object({ value: Finite.positive().max(1), source: z.unknown() }).nullish(),
      }),
    )
    .default([]),
  sources: z
    .array(
      z.object({
        id: Id,
        kind: z.string(),
        part: z.union([Id, Part.transform(({ id }) => id)]).nullish(),
        voltage: Voltage.nullish(),
        capacity: z
          .object({ value: Finite.positive(), unit: z.string(), source: z.string().nullish() })
          .nullish(),
        requirements: z.array(z.string()).default([]),
      }),
    )
    .default([]),
});

export type Architecture = z.infer<typeof ArchitectureSchema>;
export type Block = Architecture["blocks"][number];
export type Rail = Architecture["rails"][number];
export type Source = Architecture["sources"][number];
export type Range = z.infer<typeof RangeSchema>;
