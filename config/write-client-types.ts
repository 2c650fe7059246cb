/** Writes the TypeScript client's types, clients/typescript/src/api.ts, from the API's description. */
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { compile } from "json-schema-to-typescript";
import { toOpenApi } from "../core/http/openapi.ts";

const ROOT = fileURLToPath(new URL("../", import.meta.url));
export const TYPES = `${ROOT}clients/typescript/src/api.ts`;

const BANNER =
  "/** The API's shapes, written from its description by config/write-client-types.ts; not to be edited. */";

/** The text of the file, formatted as the rest of the code. */
export async function clientTypes(): Promise<string> {
  const { components } = toOpenApi([], "0") as { components: { schemas: Record<string, object> } };
  // A type named Error would hide the language's own wherever it is imported.
  const { Error: ErrorBody, ...schemas } = components.schemas;
  const $defs = { ...schemas, ErrorBody };
  const refs = JSON.stringify({ type: "object", $defs }, toTypable).replaceAll(
    "#/components/schemas/",
    "#/$defs/",
  );
  const text = await compile(JSON.parse(refs) as object, "Nothing", {
    unreachableDefinitions: true,
    bannerComment: BANNER,
    // Fields that nobody has described yet are no reason to let every misspelling pass.
    additionalProperties: false,
    ignoreMinAndMaxItems: true,
    format: false,
  });
  // Where each type was met first is of no interest, and a comment of one sentence needs one line.
  const bare = text
    .replace(
      /^\s*\* (?:This interface was referenced by|via the `definition`|@maxItems) .*\n/gm,
      "",
    )
    .replace(/^ *\/\*\*\n(?: *\* *\n)* *\*\/\n/gm, "")
    .replace(/^( *)\/\*\*\n *\* (.*)\n(?: *\* *\n)* *\*\/$/gm, "$1/** $2 */")
    .replace(/^export interface Nothing \{\s*\}\n/m, "");
  return execFileSync(
    process.execPath,
    [`${ROOT}node_modules/oxfmt/bin/oxfmt`, "--stdin-filepath", "api.ts"],
    { input: bare, encoding: "utf8", cwd: ROOT },
  );
}

/** What the generator would take otherwise than it is meant. */
function toTypable(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const { $ref } = value as { $ref?: string };
  // With a default beside it, it becomes a type of its own, of the same fields.
  if ($ref) return { $ref };
  // A schema that says nothing of a value allows more than objects.
  const isOpen = Object.keys(value).join() === "description";
  return isOpen ? { ...value, tsType: "unknown" } : value;
}

if (import.meta.main) writeFileSync(TYPES, await clientTypes());
