/** Extracts constraints from requirement documents: pure, no model, same inputs same result. */
import { analyseAll } from "./meaning/analyse.ts";
import { refuseLarge, refuseMany } from "./limits.ts";
import type { SourceDocument } from "./reading/index.ts";
import { readDocument } from "./reading/index.ts";
import { assemble } from "./report/assemble.ts";
import type { Args, Constraints } from "./schema.ts";

export type { SourceDocument } from "./reading/index.ts";
export type { Args, Constraint, Constraints } from "./schema.ts";

/**
 * Reads every document and joins what they state. `documents` must not be empty. Throws VALIDATION_ERROR for what is
 * far larger than any requirements document.
 */
export function extract(
  documents: readonly SourceDocument[],
  args: Partial<Args> = {},
): Constraints {
  refuseLarge(documents);
  let found = 0;
  const read = documents.map((document) => {
    const statements = readDocument(document);
    refuseMany([document], statements.length, "statements");
    const analyses = analyseAll(statements);
    found += analyses.reduce((sum, { constraints }) => sum + constraints.length, 0);
    refuseMany(documents, found, "constraints");
    return { document, analyses };
  });
  return assemble(read, { strict: false, idPrefix: "REQ", ...args });
}
