/** Reads the three files, and refuses what is none of them by name. */
import { posix } from "node:path";
import { fail, z } from "metaforge";
import type { SkillContext } from "metaforge";
import { ArchitectureSchema } from "./architecture.ts";
import type { Architecture } from "./architecture.ts";
import { ConstraintsSchema } from "./constraints.ts";
import type { Constraint } from "./constraints.ts";
import { defaultUsage } from "./default-usage.ts";
import { statedUse } from "./stated-use.ts";
import { UsageSchema, toUsage } from "./usage.ts";
import type { Usage } from "./usage.ts";

export interface Inputs {
  readonly architecture: Architecture;
  /** Null: there is no constraints.json, so nothing is judged by requirements. */
  readonly constraints: readonly Constraint[] | null;
  readonly usage: Usage;
  readonly product: string;
  readonly paths: { readonly architecture: string; readonly constraints: string | null };
}

const NAMES = ["architecture.json", "usage.json", "constraints.json"] as const;
type Name = (typeof NAMES)[number];
/** What to do about a file that is there and cannot be used. */
const MEND: Record<Name, string> = {
  "architecture.json": "run `architecture` again",
  "constraints.json": "run `spec` again",
  "usage.json": "the skill's README shows its form",
};

/** Throws VALIDATION_ERROR naming the file, and the skill that makes it. */
export async function readInputs(
  context: Pick<SkillContext<unknown>, "input" | "list" | "read">,
): Promise<Inputs> {
  const paths = await pathsOf(context);
  const from = paths["architecture.json"];
  if (from === undefined) {
    const problem = "'architecture.json' is missing; run `architecture` first";
    throw fail("VALIDATION_ERROR", { problem, field: "input.files" });
  }
  const parse = async <T>(name: Name, schema: z.ZodType<T>) => {
    const path = paths[name];
    return path === undefined ? null : parsed(await context.read(path), path, name, schema);
  };
  const architecture = (await parse("architecture.json", ArchitectureSchema))!;
  refuseOdd(architecture, from);
  const given = await parse("constraints.json", ConstraintsSchema);
  const usage = await parse("usage.json", UsageSchema);
  const constraints = given?.constraints ?? null;
  const known = {
    blocks: architecture.blocks.map(({ id }) => id),
    places: [...architecture.rails, ...architecture.sources].map(({ id }) => id),
  };
  return {
    architecture,
    constraints,
    usage: usage
      ? {
          ...toUsage(usage, paths["usage.json"]!, known),
          loads: statedUse(constraints ?? [], architecture.blocks)?.loads ?? [],
        }
      : defaultUsage(constraints ?? [], architecture.blocks),
    product: architecture.product || given?.product || "",
    paths: { architecture: from, constraints: paths["constraints.json"] ?? null },
  };
}

async function pathsOf({
  input,
  list,
}: Pick<SkillContext<unknown>, "input" | "list">): Promise<Partial<Record<Name, string>>> {
  const found: Partial<Record<Name, string>> = {};
  for (const path of input.files) {
    const name = NAMES.find((one) => one === posix.basename(path));
    if (name === undefined || found[name] !== undefined) {
      const problem =
        name === undefined
          ? `'${path}' is none of ${NAMES.join(", ")}`
          : `two files called ${name} are named`;
      throw fail("VALIDATION_ERROR", { problem, field: "input.files", allowed: [...NAMES] });
    }
    found[name] = path;
  }
  // What is not named is taken from beside the architecture, where there is one.
  const folder = posix.dirname(found["architecture.json"] ?? "architecture.json");
  const beside = await list(folder, { endings: [".json"] });
  for (const name of NAMES) {
    const path = posix.join(folder, name);
    if (found[name] === undefined && beside.some((one) => one.path === path)) found[name] = path;
  }
  return found;
}

function parsed<T>(text: string, path: string, name: Name, schema: z.ZodType<T>): T {
  const refuse = (why: string, field = "") =>
    fail("VALIDATION_ERROR", {
      problem: `${path} is no ${name} (${why}); ${MEND[name]}`,
      field: field === "" ? path : `${path}:${field}`,
    });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw refuse("it is not JSON");
  }
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const field = issue!.path.join(".");
  throw refuse(`${field === "" ? "" : `${field}: `}${issue!.message}`, field);
}

/** What fits the schema and yet means nothing. */
function refuseOdd({ blocks, rails, sources }: Architecture, path: string): void {
  const refuse = (problem: string) =>
    fail("VALIDATION_ERROR", {
      problem: `${path}: ${problem}; run \`architecture\` again or mend the file`,
      field: path,
    });
  const known = new Set<string>();
  for (const { id } of [...blocks, ...rails, ...sources]) {
    // A battery may be a block and a source by one name.
    const isTwice = known.has(id) && !sources.some((source) => source.id === id);
    if (isTwice) throw refuse(`two things are called '${id}'`);
    known.add(id);
  }
  for (const { id, voltage, from, source, loads } of rails) {
    const { min, typ, max } = voltage;
    const stated = [min, typ, max].filter((one) => one !== null);
    if (stated.length === 0 || stated.includes(0)) {
      throw refuse(`the rail '${id}' has no voltage, or one of 0 V`);
    }
    if (stated.some((one, index) => index > 0 && one < stated[index - 1]!)) {
      throw refuse(`the voltages of the rail '${id}' do not rise from min over typ to max`);
    }
    const unknown = [from, source, ...loads].find((one) => one && !known.has(one));
    if (unknown) throw refuse(`the rail '${id}' names '${unknown}', which is nowhere`);
  }
  for (const { id, rail } of blocks) {
    if (rail && !rails.some((one) => one.id === rail)) {
      throw refuse(`the block '${id}' is on the rail '${rail}', which is nowhere`);
    }
  }
}
