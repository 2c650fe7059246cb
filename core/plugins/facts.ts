/** Checks what a plugin said of itself, coming from a run process or from the cache file. */
import { z } from "zod";
import type { PluginFacts } from "../registry.ts";

/** Kebab-case, so that a name is a folder, a URL part and a storage prefix without quoting. */
export const Name = z
  .string()
  .regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/, "should be kebab-case")
  .max(64);
export const Version = z
  .string()
  .regex(/^\d+\.\d+\.\d+(?:-[\w.-]+)?(?:\+[\w.-]+)?$/, "should be a semantic version such as 1.0.0")
  .max(64);
const Line = z.string().min(1).max(500);
const JsonSchema = z.record(z.string(), z.unknown());

const Skill = z.strictObject({
  agent: Name,
  files: z.array(z.string().min(1)).max(100),
  args: JsonSchema.nullable(),
  artifacts: z.record(z.string(), JsonSchema),
  diffs: z
    .record(
      Name.refine((name) => name !== "unified", "should not be 'unified', which every skill has"),
      z.string().min(1),
    )
    .optional(),
});
const Tool = z.strictObject({
  actions: z
    .array(
      z.strictObject({
        name: z.string().regex(/^[a-z][A-Za-z0-9]*$/, "should be one camelCase word"),
        description: Line,
        input: JsonSchema,
      }),
    )
    .max(100),
  detected: z.strictObject({
    available: z.boolean(),
    version: z.string().optional(),
    reason: z.string().optional(),
  }),
});
const Provider = z.strictObject({
  key: z
    .strictObject({
      env: z.string().regex(/^[A-Z][A-Z0-9_]*$/, "should be a variable in capitals"),
      required: z.boolean(),
    })
    .nullable(),
});
const base = {
  name: Name,
  version: Version,
  description: Line,
  needs: z.array(z.string()).max(50),
  uses: z.array(z.string()).max(50).optional(),
};

export const Facts = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("skill"), ...base, skill: Skill }),
  z.strictObject({ kind: z.literal("tool"), ...base, tool: Tool }),
  z.strictObject({ kind: z.literal("provider"), ...base, provider: Provider }),
  z.strictObject({ kind: z.literal("extension"), ...base }),
]);

const LONGEST = 1024 * 1024;

/** The facts, or what is wrong with them in words. */
export function parseFacts(json: unknown): PluginFacts | { readonly problem: string } {
  if (typeof json !== "string" || json.length > LONGEST) {
    return { problem: "it does not say what it is in 1 MiB of JSON" };
  }
  const result = Facts.safeParse(JSON.parse(json));
  if (result.success) return result.data as PluginFacts;
  const issue = result.error.issues[0];
  return { problem: `${issue?.path.join(".")} ${issue?.message}` };
}
