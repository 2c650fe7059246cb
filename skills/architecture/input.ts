/** Reads constraints.json as `spec` writes it, and refuses what is not that by name. */
import { posix } from "node:path";
import { fail, z } from "metaforge";

const bound = z.number().nullable();
const Source = z.object({ file: z.string(), line: z.number().int(), section: z.string() });

const ConstraintSchema = z
  .object({
    id: z.string().min(1).max(60),
    category: z.string(),
    parameter: z.string().max(400),
    subject: z.string().nullable(),
    min: bound,
    typ: bound,
    max: bound,
    unit: z.string().nullable(),
    si: z
      .object({
        min: z.number().optional(),
        typ: z.number().optional(),
        max: z.number().optional(),
        unit: z.string(),
      })
      .nullable(),
    values: z.array(z.string()).nullable(),
    condition: z.string().nullable(),
    priority: z.enum(["must", "should", "may"]),
    statement: z.string(),
    source: Source,
  })
  .refine(isOrdered, "min, typ and max are not in order: min is above max, or typ beyond one")
  .refine(({ si }) => si === null || isOrdered(si), "si: min, typ and max are not in order");
export type Constraint = z.infer<typeof ConstraintSchema>;

interface Bounds {
  readonly min?: number | null | undefined;
  readonly typ?: number | null | undefined;
  readonly max?: number | null | undefined;
}

function isOrdered({ min, typ, max }: Bounds): boolean {
  const known = [min, typ, max].filter((one) => one !== null && one !== undefined);
  return known.every((one, at) => at === 0 || known[at - 1]! <= one);
}

const Quoted = z.object({ text: z.string(), source: Source });
const InputSchema = z.object({
  schema: z.literal("metaforge/constraints@1"),
  product: z.string(),
  constraints: z.array(ConstraintSchema).max(20_000),
  non_requirements: z.array(Quoted).default([]),
  open_questions: z.array(Quoted).default([]),
  unmapped: z.array(Quoted).default([]),
  conflicts: z
    .array(z.object({ reason: z.string(), constraints: z.array(z.string()) }))
    .default([]),
});
export type Requirements = z.infer<typeof InputSchema> & { readonly file: string };

/** Throws VALIDATION_ERROR naming the file, what is wrong in it, and the skill that makes it. */
export async function readRequirements(
  files: readonly string[],
  read: (path: string) => Promise<string>,
  list: (dir: string, only: { endings: readonly string[] }) => Promise<readonly { path: string }[]>,
): Promise<Requirements> {
  const named = files.filter((path) => posix.basename(path) !== "parts.csv");
  const [file] = named;
  if (file === undefined || named.length > 1) {
    const problem = "name one constraints.json, as the skill `spec` writes it";
    throw fail("VALIDATION_ERROR", { problem, field: "input.files" });
  }
  const folder = posix.dirname(file);
  const there = await list(folder, { endings: [posix.extname(file) || file] }).catch(() => []);
  if (!there.some(({ path }) => posix.normalize(path) === posix.normalize(file))) {
    throw refused(file, "is missing; run `spec` first");
  }
  const parsed = InputSchema.safeParse(parseJson(await read(file), file));
  if (!parsed.success) {
    const { path, message } = parsed.error.issues[0]!;
    const where = path.join(".") || "it";
    throw refused(file, `is not what \`spec\` writes (${where}: ${message}); run \`spec\` again`);
  }
  const ids = new Set<string>();
  for (const { id } of parsed.data.constraints) {
    if (ids.has(id)) throw refused(file, `has the id '${id}' twice; run \`spec\` again`);
    ids.add(id);
  }
  if (ids.size === 0) {
    throw refused(file, "holds no constraint, so there is nothing to design; run `spec` again");
  }
  return { ...parsed.data, file };
}

function parseJson(text: string, file: string): unknown {
  if (text.trim() === "") throw refused(file, "is empty; run `spec` again");
  try {
    return JSON.parse(text);
  } catch {
    throw refused(file, "is no JSON; run `spec` again");
  }
}

const refused = (file: string, why: string) =>
  fail("VALIDATION_ERROR", { problem: `'${file}' ${why}`, field: "input.files" });
