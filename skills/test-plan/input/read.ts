/** Reads constraints.json and whatever other artifacts are there; stale ones are told, not believed. */
import { createHash } from "node:crypto";
import { posix } from "node:path";
import { fail, z } from "metaforge";
import type { SkillContext } from "metaforge";
import { ArchitectureSchema } from "./architecture.ts";
import type { Architecture } from "./architecture.ts";
import { ConstraintsSchema, jsonOf } from "./constraints.ts";
import type { Constraints } from "./constraints.ts";
import { EVIDENCE } from "./evidence.ts";
import { evidenceOf } from "./freshness.ts";
import type { EvidenceFile } from "./freshness.ts";

export interface Inputs {
  readonly constraints: Constraints;
  readonly architecture: Architecture | null;
  readonly evidence: readonly EvidenceFile[];
  readonly path: string;
}

type Access = Pick<SkillContext<unknown>, "input" | "list" | "readBytes" | "signal">;

/** Throws VALIDATION_ERROR naming the file, and the skill that makes it. */
export async function readInputs(context: Access): Promise<Inputs> {
  const { constraints: path, architecture: at } = await pathsOf(context);
  const hashes = new Map<string, string>();
  const read = async (file: string) => {
    context.signal.throwIfAborted();
    const bytes = await context.readBytes(file);
    hashes.set(file, createHash("sha256").update(bytes).digest("hex"));
    return new TextDecoder().decode(bytes);
  };
  const constraints = parsed(await read(path), path, "constraints.json", "spec", ConstraintsSchema);
  refuseTwice(constraints, path);
  const architecture =
    at === null
      ? null
      : parsed(await read(at), at, "architecture.json", "architecture", ArchitectureSchema);
  const evidence: EvidenceFile[] = [];
  const there = new Set((await context.list(".", { endings: [".json"] })).map((one) => one.path));
  for (const one of EVIDENCE) {
    // oxlint-disable-next-line no-await-in-loop -- a handful of files, each with its hash recorded in order
    evidence.push(await evidenceOf(one, there, read, { path, hashes }));
  }
  return { constraints, architecture, evidence, path };
}

async function pathsOf({ input, list }: Access) {
  let [constraints, architecture]: (string | null)[] = [null, null];
  for (const path of input.files) {
    const name = posix.basename(path);
    if (name === "constraints.json" && constraints === null) constraints = path;
    else if (name === "architecture.json" && architecture === null) architecture = path;
    else {
      const problem = `'${path}' is neither a constraints.json nor an architecture.json, or one of two`;
      const allowed = ["constraints.json", "architecture.json"];
      throw fail("VALIDATION_ERROR", { problem, field: "input.files", allowed });
    }
  }
  const folder = posix.dirname(constraints ?? architecture ?? "constraints.json");
  const files = (await list(folder, { endings: [".json"] })).map(({ path }) => path);
  const beside = (name: string) => files.find((path) => path === posix.join(folder, name)) ?? null;
  constraints ??= beside("constraints.json");
  architecture ??= beside("architecture.json");
  if (constraints === null) {
    const problem = "'constraints.json' is missing; run `spec` first";
    throw fail("VALIDATION_ERROR", { problem, field: "input.files" });
  }
  return { constraints, architecture };
}

function parsed<T>(
  text: string,
  path: string,
  name: string,
  maker: string,
  schema: z.ZodType<T>,
): T {
  const result = schema.safeParse(jsonOf(text));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const at = issue!.path.join(".");
  const why =
    jsonOf(text) === undefined
      ? "it is not JSON"
      : `${at === "" ? "" : `${at}: `}${issue!.message}`;
  throw fail("VALIDATION_ERROR", {
    problem: `${path} is no ${name} (${why}); run \`${maker}\` again`,
    field: at === "" ? path : `${path}:${at}`,
  });
}

function refuseTwice({ constraints }: Constraints, path: string): void {
  const seen = new Set<string>();
  for (const { id, min, max } of constraints) {
    const odd = seen.has(id)
      ? "stands there twice"
      : min !== null && max !== null && min > max
        ? "has a min above its max"
        : null;
    seen.add(id);
    if (odd === null) continue;
    const problem = `${path}: the requirement ${id} ${odd}; run \`spec\` again or mend the file`;
    throw fail("VALIDATION_ERROR", { problem, field: path });
  }
}
