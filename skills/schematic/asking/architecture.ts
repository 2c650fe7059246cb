/** The members of architecture.json that a sheet is drawn from. */
import { z } from "metaforge";

const text = z.string();
const list = z.array(text).default([]);
const amount = z.looseObject({ value: z.number().nullable(), unit: text }).nullable().optional();

const PartSchema = z.looseObject({
  id: text,
  mpn: text.nullish(),
  manufacturer: text.nullish(),
  symbol: text.nullish(),
  footprint: text.nullish(),
});

const InterfaceSchema = z.looseObject({
  to: text,
  bus: text,
  signals: list,
  level: amount,
  ownLevel: amount,
});

const BlockSchema = z.looseObject({
  id: text.min(1),
  name: text,
  kind: text,
  part: PartSchema.nullable(),
  quantity: z.number().int().min(1).max(1000).nullish(),
  tbd: text.nullish(),
  rail: text.nullish(),
  interfaces: z.array(InterfaceSchema).default([]),
});

const RailSchema = z.looseObject({
  id: text.min(1),
  name: text,
  voltage: z
    .looseObject({
      min: z.number().nullish(),
      typ: z.number().nullish(),
      max: z.number().nullish(),
      unit: z.literal("V"),
    })
    .nullish(),
  from: text.nullish(),
  source: text.nullish(),
  loads: list,
});

const EdgeSchema = z.looseObject({
  from: text,
  to: text,
  kind: text.nullish(),
  topology: text.nullish(),
});
const SourceSchema = z.looseObject({ id: text, kind: text });

export const ArchitectureSchema = z.looseObject({
  schema: z.literal("metaforge/architecture@1"),
  product: text.nullish(),
  blocks: z.array(BlockSchema).max(200),
  rails: z.array(RailSchema).max(50),
  powerTree: z.array(EdgeSchema).default([]),
  sources: z.array(SourceSchema).default([]),
});

export type Architecture = z.infer<typeof ArchitectureSchema>;
export type Block = z.infer<typeof BlockSchema>;
export type Rail = z.infer<typeof RailSchema>;
