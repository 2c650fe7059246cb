/** What the actions accept. */
import { z } from "metaforge";
import { DEFAULT_LIMIT } from "./choose/search.ts";
import type { PartSearch } from "./contract.ts";
import { FAMILIES, FIGURE_NAMES, FIGURE_UNITS, Unit } from "./schema.ts";

const Family = z.enum(FAMILIES);
const Word = z.string().trim().min(1).max(60);
const Id = z.string().min(1).max(400);
const limitOf = (usual: number) => z.int().min(1).max(200).default(usual);

const DemandInput = z
  .strictObject({
    figure: z.enum(FIGURE_NAMES),
    atLeast: z.number().optional(),
    atMost: z.number().optional(),
    covers: z
      .strictObject({ from: z.number(), to: z.number() })
      .refine(({ from, to }) => from <= to, "ends before it begins: from ≤ to")
      .optional(),
    unit: Unit,
  })
  .refine(({ atLeast, atMost, covers }) => (atLeast ?? atMost ?? covers) !== undefined, {
    message: "asks for nothing: give atLeast, atMost or covers",
  })
  .superRefine(({ figure, unit }, context) => {
    const units = FIGURE_UNITS[figure];
    if (units.includes(unit)) return;
    context.addIssue({
      code: "custom",
      path: ["unit"],
      message: `${figure} is in ${units.join(" or ")}, not in ${unit}`,
    });
  });

/** An absent key and one that is undefined are the same here; the type knows the first alone. */
export const SearchInput = z.strictObject({
  family: z.union([Family, z.array(Family).min(1).readonly()]).optional(),
  text: z.string().max(200).optional(),
  demands: z.array(DemandInput).max(40).readonly().optional(),
  interfaces: z.array(Word).max(20).readonly().optional(),
  peripherals: z.record(Word, z.int().min(0)).optional(),
  attributes: z.record(Word, z.string().trim().min(1).max(200)).optional(),
  limit: limitOf(DEFAULT_LIMIT),
  symbols: z.boolean().default(false),
}) as unknown as z.ZodType<PartSearch>;

export const GetInput = z.strictObject({ id: Id });
export const AlternatesInput = z.strictObject({ id: Id, limit: limitOf(10) });
