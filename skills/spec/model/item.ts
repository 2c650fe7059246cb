/** What a model is asked for: one reading of one statement. */
import { z } from "metaforge";
import { CATEGORIES } from "../schema.ts";

const bound = z.number().nullable();

/** Without bounds and without values it is a feature that must be there. Longer words are no name or condition. */
export const Item = z.strictObject({
  category: z.enum(CATEGORIES),
  parameter: z.string().regex(/^[a-z][a-z0-9_]{0,59}$/),
  min: bound,
  typ: bound,
  max: bound,
  unit: z.string().min(1).max(20).nullable(),
  values: z.array(z.string().min(1).max(80)).min(1).max(10).nullable(),
  condition: z.string().min(1).max(200).nullable(),
  priority: z.enum(["must", "should", "may"]),
});
export type Item = z.infer<typeof Item>;
