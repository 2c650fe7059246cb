/** What a person can do about a plugin that did not load: by its code, and for an import by what went wrong in it. */
import { ERRORS } from "../errors.ts";
import type { GatewayError } from "../errors.ts";

/** The words are the finder's own and Node's; what is not recognised gets the last hint. */
const IMPORT_HINTS: readonly [RegExp, string][] = [
  [
    /^(?:the folder |the package is not|it is a file|its package\.json )/,
    "see `plugins` in the metaforge.yaml that names it",
  ],
  [
    /Cannot find (?:package|module) /,
    "install it in the plugin's own folder, or correct the import: a file is named with its ending",
  ],
  [
    /^(?!.* JSON).*(?:TypeScript|Invalid or unexpected token|^Unexpected |^Expected |Expression expected)/,
    ERRORS.PLUGIN_IMPORT_FAILED.hint,
  ],
  [/^setup\(\) failed/, "look at its setup(); a save tries again"],
  [/(?:)/, "look at the code that runs while it is imported; a save tries again"],
];

export function hintOf({ code, details }: GatewayError): string | undefined {
  const known: { status: number; hint?: string } = ERRORS[code];
  if (code !== "PLUGIN_IMPORT_FAILED") return known.hint;
  const problem = String(details["problem"]);
  return IMPORT_HINTS.find(([words]) => words.test(problem))?.[1];
}
