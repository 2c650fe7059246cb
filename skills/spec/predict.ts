/** Writes the constraints of every document of a folder: `node skills/spec/predict.ts DOCS_DIR OUT_DIR`. For measuring a change. */
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join, parse } from "node:path";
import { extract } from "./extract.ts";
import type { Constraints } from "./schema.ts";

export interface Prediction {
  /** The document's file name without its ending. */
  readonly name: string;
  readonly constraints: Constraints;
}

/** One `NAME.json` in `out` for each file of `docs`, by name. */
export function predict(docs: string, out: string): Prediction[] {
  mkdirSync(out, { recursive: true });
  const files = readdirSync(docs, { withFileTypes: true }).filter((entry) => entry.isFile());
  return files
    .map((entry) => entry.name)
    .toSorted()
    .map((file) => {
      const constraints = extract([{ path: file, text: readFileSync(join(docs, file), "utf8") }]);
      const { name } = parse(file);
      writeFileSync(join(out, `${name}.json`), `${JSON.stringify(constraints, null, 2)}\n`);
      return { name, constraints };
    });
}

if (import.meta.main) {
  const [docs, out] = process.argv.slice(2);
  if (docs === undefined || out === undefined) {
    console.error("usage: node skills/spec/predict.ts DOCS_DIR OUT_DIR");
    process.exitCode = 2;
  } else predict(docs, out);
}
