/** Finds and reads the file that a sheet is drawn from: an architecture, or an explicit net list. */
import { fail, z } from "metaforge";
import type { WorkspaceAccess } from "metaforge";
import { ArchitectureSchema } from "./architecture.ts";
import type { Architecture } from "./architecture.ts";
import { faultOf, NetListSchema } from "./net-list.ts";
import type { NetList } from "./net-list.ts";

export type Asked =
  | { readonly kind: "architecture"; readonly file: string; readonly asked: Architecture }
  | { readonly kind: "net-list"; readonly file: string; readonly asked: NetList };

/** Throws VALIDATION_ERROR, with the file and what to do, for anything that is no whole wish. */
export async function readAsked(
  files: readonly string[],
  { list, read }: Pick<WorkspaceAccess, "list" | "read">,
): Promise<Asked> {
  const named = files.filter((file) => file.endsWith(".json"));
  const [file] = named;
  if (file === undefined || named.length > 1) {
    throw fail("VALIDATION_ERROR", {
      problem: "name one file: an architecture.json, or a net list of parts and nets",
      field: "input.files",
    });
  }
  const present = await list(".", { endings: [".json"] });
  if (!present.some(({ path }) => path === file)) {
    const problem = `'${file}' is missing: run \`architecture\` first, or name a net list of parts and nets`;
    throw fail("VALIDATION_ERROR", { problem, field: "input.files", path: file });
  }
  return understand(file, parsed(file, await read(file)));
}

function understand(file: string, value: unknown): Asked {
  const head = z.looseObject({ schema: z.unknown().optional() }).safeParse(value);
  if (!head.success) throw refused(file, "it is no JSON object");
  const { schema } = head.data;
  if (schema === undefined && "nets" in head.data) {
    const asked = checked(NetListSchema, file, value);
    const fault = faultOf(asked);
    if (fault !== null) throw refused(file, fault);
    return { kind: "net-list", file, asked };
  }
  if (schema !== "metaforge/architecture@1") {
    const is = typeof schema === "string" ? `of the schema '${schema.slice(0, 80)}'` : "neither";
    throw refused(
      file,
      `an architecture ("schema": "metaforge/architecture@1") or a net list is wanted, it is ${is}; run \`architecture\` again`,
    );
  }
  const asked = checked(ArchitectureSchema, file, value, "; run `architecture` again");
  if (asked.blocks.length === 0) throw refused(file, "it has no blocks: nothing can be drawn");
  const ids = [...asked.blocks, ...asked.rails].map(({ id }) => id);
  const twice = ids.find((id, at) => ids.indexOf(id) !== at);
  if (twice !== undefined) throw refused(file, `two blocks or rails have the id '${twice}'`);
  const stranger = asked.rails.flatMap(({ loads }) => loads).find((load) => !ids.includes(load));
  if (stranger !== undefined) throw refused(file, `a rail names the load '${stranger}', no block`);
  return { kind: "architecture", file, asked };
}

function checked<T>(schema: z.ZodType<T>, file: string, value: unknown, advice = ""): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issues = result.error.issues.slice(0, 3);
  const said = issues.map(({ path, message }) => `${path.join(".") || "it"}: ${message}`);
  throw refused(file, said.join("; ") + advice);
}

function parsed(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw refused(file, text.trim() === "" ? "it is empty" : "it is no JSON");
  }
}

export const refused = (file: string, problem: string) =>
  fail("VALIDATION_ERROR", { problem: `'${file}': ${problem}`, field: "input.files", path: file });
