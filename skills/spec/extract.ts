/** Extracts constraints from requirement documents: pure, no model, same inputs same result. */
import { analyseAll } from "./meaning/analyse.ts";
import type { SourceDocument } from "./reading/index.ts";
import { readDocument } from "./reading/index.ts";
import { assemble } from "./report/assemble.ts";
import type { Args, Constraints } from "./schema.ts";

export type { SourceDocument } from "./reading/index.ts";
export type { Args, Constraint, Constraints } from "./schema.ts";

/** Reads every document and joins what they state. `documents` must not be empty. */
export function extract(
  documents: readonly SourceDocument[],
  args: Partial<Args> = {},
): Constraints {
  const read = documents.map((document) => ({
    document,
    analyses: analyseAll(readDocument(document)),
  }));
  return assemble(read, { strict: false, idPrefix: "REQ", ...args });
}
