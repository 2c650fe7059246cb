/** What the actions of chart take; a number may be NaN or infinite, because simulators and failed measurements give such. */
import { z } from "metaforge";
import type { BarsInput, LinesInput, TreeInput } from "./contract.ts";

/** Over HTTP, JSON has no NaN: null stands for it. */
const Value = z
  .custom<number>((value) => typeof value === "number" || value === null)
  .meta({ type: ["number", "null"], description: "A number; null where there is none." });

const AxisSchema = z.object({
  label: z.string(),
  unit: z.string().optional().describe("Such as V; prefixes are chosen for it."),
  scale: z.enum(["linear", "log"]).optional(),
});
const Side = z.enum(["max", "min"]);

/** All points of a picture together: what is drawn are the extremes of each pixel. */
const MAX_POINTS = 2_000_000;
const MAX_SERIES = 64;
const MAX_MARKS = 64;
const MAX_BARS = 200;
const MAX_NODES = 500;

export const Lines: z.ZodType<LinesInput> = z
  .object({
    title: z.string(),
    x: AxisSchema,
    y: AxisSchema,
    series: z
      .array(z.object({ name: z.string(), x: z.array(Value), y: z.array(Value) }))
      .max(MAX_SERIES),
    limits: z
      .array(z.object({ name: z.string(), y: z.number(), side: Side }))
      .max(MAX_MARKS)
      .optional(),
    points: z
      .array(z.object({ name: z.string(), x: z.number(), y: z.number() }))
      .max(MAX_MARKS)
      .optional(),
  })
  .refine(({ series }) => series.every(({ x, y }) => x.length === y.length), {
    path: ["series"],
    message: "x and y of a series are of one length",
  })
  .refine(({ series }) => series.reduce((sum, { x }) => sum + x.length, 0) <= MAX_POINTS, {
    path: ["series"],
    message: `more than ${MAX_POINTS} points`,
  });

export const Bars: z.ZodType<BarsInput> = z.object({
  title: z.string(),
  value: AxisSchema,
  bars: z
    .array(
      z.object({
        name: z.string(),
        parts: z.array(z.object({ name: z.string(), value: Value })).max(MAX_SERIES),
        limit: z.object({ name: z.string(), value: z.number(), side: Side }).optional(),
      }),
    )
    .max(MAX_BARS),
});

export const Tree: z.ZodType<TreeInput> = z
  .object({
    title: z.string(),
    nodes: z
      .array(
        z.object({
          id: z.string(),
          lines: z.array(z.string()).max(20),
          kind: z.enum(["source", "converter", "load", "problem"]),
        }),
      )
      .max(MAX_NODES),
    edges: z
      .array(z.object({ from: z.string(), to: z.string(), label: z.string().optional() }))
      .max(4 * MAX_NODES),
  })
  .refine(({ nodes }) => new Set(nodes.map(({ id }) => id)).size === nodes.length, {
    path: ["nodes"],
    message: "two nodes have one id",
  })
  .refine(
    ({ nodes, edges }) => {
      const ids = new Set(nodes.map(({ id }) => id));
      return edges.every(({ from, to }) => ids.has(from) && ids.has(to));
    },
    { path: ["edges"], message: "an edge joins nodes that are there" },
  );
