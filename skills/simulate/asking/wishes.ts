/** Joins what the request asks for with the JSON files it names: limits of its own, and a spec's constraints. */
import { fail } from "metaforge";
import type { SkillContext } from "metaforge";
import { parseStated, statedIn } from "metaforge/report";
import type { Stated } from "metaforge/report";
import type { Args, Limit, Measure, Wishes } from "./args.ts";
import { WishesSchema } from "./args.ts";
import type { Analysis } from "./analysis.ts";

export interface Asked {
  readonly analysis: Analysis | undefined;
  readonly measures: readonly Measure[];
  readonly limits: readonly Limit[];
  /** By id; null: there is no constraints.json, or no limit asks for one. */
  readonly requirements: ReadonlyMap<string, Stated> | null;
}

/** Throws VALIDATION_ERROR that names a file which is neither. */
export async function readWishes(
  args: Args,
  files: readonly string[],
  context: Pick<SkillContext<unknown>, "list" | "read">,
): Promise<Asked> {
  let stated: readonly Stated[] | null = null;
  const wishes: Wishes[] = [args];
  for (const path of files) {
    const text = await context.read(path);
    const value = parse(path, text);
    if (isConstraints(value)) {
      stated = [...(stated ?? []), ...parseStated(text.replace(/^\uFEFF/, ""), path)];
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
  const limits = wishes.flatMap((one) => one.limits ?? []);
  // The workspace's own, where a limit names a requirement: it is judged by what that requirement states.
  if (stated === null && limits.some(({ requirement }) => requirement !== undefined)) {
    stated = await statedIn(context, []);
  }
  return {
    analysis: wishes.find(({ analysis }) => analysis !== undefined)?.analysis,
    measures: wishes.flatMap(({ measures = [] }) => measures),
    limits,
    requirements: stated && new Map(stated.map((one) => [one.id, one])),
  };
}

const isConstraints = (value: unknown): boolean =>
  typeof value === "object" &&
  value !== null &&
  "schema" in value &&
  String(value.schema).startsWith("metaforge/constraints@");

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
