/** Writes the constraints of every document of a folder: `node skills/spec/predict.ts DOCS_DIR OUT_DIR`. For measuring a change. */
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join, parse } from "node:path";
import { extract } from "./extract.ts";

const [docs, out] = process.argv.slice(2);
if (docs === undefined || out === undefined) {
  console.error("usage: node skills/spec/predict.ts DOCS_DIR OUT_DIR");
  process.exitCode = 2;
} else {
  mkdirSync(out, { recursive: true });
  for (const name of readdirSync(docs).toSorted()) {
    const text = readFileSync(join(docs, name), "utf8");
    const constraints = extract([{ path: name, text }]);
    writeFileSync(
      join(out, `${parse(name).name}.json`),
      `${JSON.stringify(constraints, null, 2)}\n`,
    );
  }
}
