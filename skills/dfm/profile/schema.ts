/** The form of a maker's profile: figures with their source and how sure they are. */
import { z } from "metaforge";

/** From sure to not. */
export const STATUSES = ["published", "secondary", "unconfirmed"] as const;
export type Status = (typeof STATUSES)[number];

const Millimetres = z.number().positive().max(1000);
const Id = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, "is to be in kebab-case");

const figure = {
  source: z.string().describe("A name among `sources`."),
  status: z.enum(STATUSES),
  note: z.string().optional(),
};

const Rule = z
  .strictObject({
    id: Id.max(60),
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
    condition: z.string().min(1).max(500).optional().describe("KiCad's, such as A.Type == 'Via'."),
    layer: z
      .string()
      .regex(/^[A-Za-z0-9_.?*]{1,40}$/)
      .optional()
      .describe("KiCad's pattern, such as ?.Silkscreen."),
    ...figure,
  })
  .refine(({ minMm, maxMm }) => minMm !== undefined || maxMm !== undefined, "has no limit");

const limit = <T extends z.ZodType>(value: T) => z.strictObject({ value, ...figure }).optional();
const Range = z.tuple([Millimetres.nullable(), Millimetres.nullable()]);

export const ProfileSchema = z
  .strictObject({
    id: Id.max(40).refine((id) => id !== "canary", "may not be called so"),
    name: z.string().min(1).max(100),
    date: z.iso.date().describe("When the figures were gathered."),
    sources: z.record(z.string(), z.string().min(1)),
    rules: z.array(Rule).min(1).max(60),
    limits: z
      .strictObject({
        boardMaxMm: limit(z.tuple([Millimetres, Millimetres])),
        boardMinMm: limit(z.tuple([Millimetres, Millimetres])),
        layers: limit(z.union([z.int().positive(), z.array(z.int().positive()).min(1)])),
        thicknessMm: limit(Range),
        drillMm: limit(Range),
        aspectRatio: limit(z.number().positive()),
      })
      .default({}),
  })
  .superRefine(({ sources, rules, limits }, context) => {
    const told = (path: PropertyKey[], message: string) =>
      context.addIssue({ code: "custom", path, message });
    for (const [at, { source, id }] of rules.entries()) {
      if (!Object.hasOwn(sources, source)) {
        told(["rules", at, "source"], `'${source}' is not among sources`);
      }
      if (rules.findIndex((one) => one.id === id) < at) told(["rules", at, "id"], "stands twice");
    }
    for (const [name, one] of Object.entries(limits)) {
      if (one && !Object.hasOwn(sources, one.source)) {
        told(["limits", name, "source"], `'${one.source}' is not among sources`);
      }
    }
  });

export type Profile = z.infer<typeof ProfileSchema>;
export type ProfileRule = Profile["rules"][number];

/** That of the figure which is least sure. */
export function weakest({ rules, limits }: Profile): Status {
  const all = [...rules, ...Object.values(limits)].flatMap((one) => (one ? [one.status] : []));
  return STATUSES.findLast((status) => all.includes(status))!;
}
