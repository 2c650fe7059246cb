/** What a check by a maker's rules may be asked: rules come from people's files, so each member is looked at. */
import { z } from "metaforge";

const Id = z
  .string()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, "is to be in kebab-case")
  .max(60);
const Millimetres = z.number().min(0).max(1000);

const Rule = z
  .strictObject({
    id: Id,
    severity: z.enum(["error", "warning"]),
    constraint: z.enum([
      "track_width",
      "clearance",
      "hole_size",
      "annular_width",
      "hole_to_hole",
      "edge_clearance",
      "hole_clearance",
      "silk_clearance",
      "text_height",
      "text_thickness",
    ]),
    minMm: Millimetres.optional(),
    maxMm: Millimetres.optional(),
    condition: z
      .string()
      .min(1)
      .max(500)
      .regex(/^[^\p{Cc}]*$/u, "is to be one line")
      .optional(),
    layer: z
      .string()
      .regex(/^[A-Za-z0-9_.?*]{1,40}$/, "is to be a layer's name or pattern")
      .optional(),
  })
  .refine(({ minMm, maxMm }) => minMm !== undefined || maxMm !== undefined, "has no limit")
  .refine(({ minMm = 0, maxMm = Infinity }) => minMm <= maxMm, "has a minimum above its maximum");

/** `canary` is the name of the rules that prove the others. */
export const FabFields = {
  profile: Id.refine((id) => id !== "canary", "may not be called so"),
  rules: z
    .array(Rule)
    .min(1)
    .max(60)
    .refine((rules) => new Set(rules.map(({ id }) => id)).size === rules.length, "has an id twice"),
};
