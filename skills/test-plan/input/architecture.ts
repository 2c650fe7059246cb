/** What is read of architecture.json: which block answers which requirement. */
import { z } from "metaforge";

const Ids = z.array(z.string()).default([]);

export const ArchitectureSchema = z.object({
  schema: z.literal("metaforge/architecture@1"),
  blocks: z.array(
    z.object({
      id: z.string(),
      name: z.string().default(""),
      requirements: Ids,
      part: z.object({ mpn: z.string().nullish() }).nullish(),
    }),
  ),
  rails: z
    .array(z.object({ id: z.string(), from: z.string().nullish(), requirements: Ids }))
    .default([]),
  coverage: z
    .array(
      z.object({
        requirement: z.string(),
        status: z.enum(["addressed", "partly", "not-addressed"]),
        by: Ids,
        note: z.string().nullish(),
      }),
    )
    .default([]),
});
export type Architecture = z.infer<typeof ArchitectureSchema>;

export interface Addressed {
  readonly status: "addressed" | "partly" | "not-addressed" | "not-known";
  readonly by: readonly string[];
  readonly note: string | null;
}

/** As the architecture's own coverage says; without a row, by the blocks that name the requirement. */
export function addressedBy(requirement: string, architecture: Architecture | null): Addressed {
  if (!architecture) {
    return { status: "not-known", by: [], note: "there is no architecture.json" };
  }
  const row = architecture.coverage.find((one) => one.requirement === requirement);
  const blocks = architecture.blocks.filter((one) => one.requirements.includes(requirement));
  const rails = architecture.rails.filter((one) => one.requirements.includes(requirement));
  const by = [
    ...new Set([
      ...(row?.by ?? []),
      ...blocks.map(({ id }) => id),
      ...rails.map(({ from, id }) => from ?? id),
    ]),
  ];
  if (row) return { status: row.status, by, note: row.note ?? null };
  return by.length > 0
    ? { status: "addressed", by, note: null }
    : { status: "not-addressed", by, note: "no block names it" };
}
