/** What a skill's JSON artifact begins with, and how it is written: same inputs, same bytes. */
import { z } from "zod";
import type { Provenance } from "../define.ts";

/**
 * The members that every artifact holds first, to be spread in front of its own.
 * @example z.strictObject({ ...artifactHead("metaforge/check@1"), verdict: z.enum(["pass", "fail"]) })
 */
export const artifactHead = <const Name extends string>(schema: Name) => ({
  schema: z.literal(schema),
  mode: z.string(),
  inputs: z.array(z.strictObject({ path: z.string(), sha256: z.string() })),
  tools: z.array(z.strictObject({ name: z.string(), version: z.string().nullable() })),
});

/**
 * The values of these members. Asked last, so that all that was read and called is in it.
 * @example headOf("metaforge/check@1", await context.provenance())
 */
export const headOf = <const Name extends string>(
  schema: Name,
  { mode, inputs, tools }: Provenance,
) => ({
  schema,
  mode,
  inputs: inputs.map((one) => ({ ...one })),
  tools: tools.map((one) => ({ ...one })),
});

/** Two spaces, and a newline at the end. */
export const artifactJson = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** What came of asking a tool; `not-run`: there was nothing to ask. */
export const OutcomeStatus = z.enum(["ok", "partial", "failed", "not-run"]);

/** A finding as a run hands it over. */
export const FindingSchema = z.object({
  id: z.string(),
  severity: z.enum(["error", "warning", "info"]),
  title: z.string(),
  where: z
    .object({ file: z.string(), line: z.number().optional(), item: z.string().optional() })
    .optional(),
  evidence: z.string().optional(),
  action: z.string().optional(),
  requirement: z.string().optional(),
});
