/** Joins what the request asks for with the JSON files it names: limits of its own, and a spec's constraints. */
import { fail, z } from "metaforge";
import type { SkillContext } from "metaforge";
import type { Args, Limit, Measure, Wishes } from "./args.ts";
import { WishesSchema } from "./args.ts";
import type { Analysis } from "./analysis.ts";

/** What is needed of a constraint in constraints.json; bounds in SI units. */
export interface Requirement {
  readonly id: string;
  readonly statement: string;
  readonly min: number | null;
  readonly max: number | null;
  readonly unit: string | null;
}

export interface Asked {
  readonly analysis: Analysis | undefined;
  readonly measures: readonly Measure[];
  readonly limits: readonly Limit[];
  readonly requirements: ReadonlyMap<string, Requirement>;
}

const bound = z.number().nullable().optional();
const Constraints = z.object({
  schema: z.string().startsWith("metaforge/constraints@"),
  constraints: z.array(
    z.object({
      id: z.string(),
      statement: z.string().default(""),
      si: z.object({ min: bound, max: bound, unit: z.string() }).nullable().default(null),
      min: bound,
      max: bound,
      unit: z.string().nullable().default(null),
    }),
  ),
});

/** Throws VALIDATION_ERROR that names a file which is neither. */
export async function readWishes(
  args: Args,
  files: readonly string[],
  read: SkillContext<unknown>["read"],
): Promise<Asked> {
  const requirements = new Map<string, Requirement>();
  const wishes: Wishes[] = [args];
  for (const path of files) {
    const value = parse(path, await read(path));
    const constraints = Constraints.safeParse(value);
    if (constraints.success) {
      for (const one of constraints.data.constraints) {
        const { min = null, max = null, unit } = one.si ?? one;
        requirements.set(one.id, { id: one.id, statement: one.statement, min, max, unit });
      }
      continue;
    }
    const own = WishesSchema.safeParse(value);
    if (own.success) {
      wishes.push(own.data);
      continue;
    }
    const issue = own.error.issues[0];
    const where = issue?.path.map(String).join(".") || "it";
    throw refuse(path, `${where}: ${issue?.message ?? "is neither limits nor constraints"}`);
  }
  return {
    analysis: wishes.find(({ analysis }) => analysis !== undefined)?.analysis,
    measures: wishes.flatMap(({ measures = [] }) => measures),
    limits: wishes.flatMap(({ limits = [] }) => limits),
    requirements,
  };
}

function parse(path: string, text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    throw refuse(path, "it is no JSON");
  }
}

const refuse = (path: string, problem: string) =>
  fail("VALIDATION_ERROR", {
    problem: `'${path}' holds neither limits nor a spec's constraints: ${problem}`,
    field: "input.files",
    path,
  });
