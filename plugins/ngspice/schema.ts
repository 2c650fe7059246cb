/** The schemas of what ngspice's actions are given. */
import { z } from "metaforge";
import { OUTPUT, SOURCE } from "./deck/analysis.ts";

const finite = z.number();
const sweep = {
  sweep: z.enum(["dec", "oct", "lin"]),
  points: z.number().int().min(1).max(1_000_000),
  from: finite,
  to: finite,
};
/** A node or a source as ngspice takes it in a command; nothing that ends the command. */
const source = z.string().regex(SOURCE, "has to be a source's name");
const output = z.string().regex(OUTPUT, "has to be like v(out)");

const analysis = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("op") }),
  z.strictObject({
    kind: z.literal("tran"),
    step: finite,
    stop: finite,
    start: finite.optional(),
    maxStep: finite.optional(),
    uic: z.boolean().optional(),
  }),
  z.strictObject({ kind: z.literal("ac"), ...sweep }),
  z.strictObject({ kind: z.literal("dc"), source, from: finite, to: finite, step: finite }),
  z.strictObject({ kind: z.literal("noise"), output, source, ...sweep }),
]);

const deck = z.union([
  z.strictObject({ path: z.string().min(1).max(1024) }),
  z.strictObject({
    text: z.string().max(10_000_000),
    folder: z.string().max(1024).optional(),
  }),
]);

export const InspectInputSchema = z.strictObject({ deck });

export const SimulateInputSchema = z.strictObject({
  deck,
  analysis: analysis.optional(),
  measures: z
    .array(
      z.strictObject({ name: z.string().min(1).max(64), expression: z.string().min(1).max(500) }),
    )
    .max(200)
    .optional(),
  compat: z.enum(["auto", "none", "ltpsa"]).optional(),
  timeoutMs: z.number().int().min(100).max(600_000).optional(),
  maxPoints: z.number().int().min(10).max(20_000).optional(),
});
