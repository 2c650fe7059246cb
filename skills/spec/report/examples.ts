/** Finds what is only an example of a line, as `metaforge init --yes` writes it: read like any other, but nobody's requirement yet. */
import type { Constraint } from "../schema.ts";

/** One constraint for each line that ends in "(example)"; a line may hold several. */
export function exampleLines(constraints: readonly Constraint[]): Constraint[] {
  const marked = constraints.filter(({ statement }) => /\(example\)\W*$/i.test(statement));
  const lines = new Map<string, Constraint>();
  for (const constraint of marked) {
    const { file, line } = constraint.source;
    lines.set(`${file}:${line}`, lines.get(`${file}:${line}`) ?? constraint);
  }
  return [...lines.values()];
}
