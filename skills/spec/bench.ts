/** Measures the skill on a folder of labelled documents: `npm run bench:spec -- DIR [--out DIR] [--scorer FILE]`. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { predict } from "./predict.ts";
import type { Prediction } from "./predict.ts";

const USAGE = `usage: npm run bench:spec -- DIR [--out DIR] [--scorer FILE]

DIR holds docs/ and labels/NAME.json for each document. The predictions are written to --out (a new folder
otherwise). A scorer, DIR/score.mjs unless --scorer names another, gets --docs, --labels and --predictions and prints
its table; without one, what was found is counted beside the labels.`;

/** The exit code: the scorer's, or 0. */
function bench(dir: string, options: { out?: string; scorer?: string }): number {
  const out = options.out ?? mkdtempSync(join(tmpdir(), "bench-spec-"));
  const [docs, labels] = [join(dir, "docs"), join(dir, "labels")];
  const started = process.cpuUsage();
  const predictions = predict(docs, out);
  const { user } = process.cpuUsage(started);
  console.log(`${predictions.length} documents in ${(user / 1e6).toFixed(2)} s of processor time`);
  console.log(`predictions in ${out}\n`);
  const scorer = options.scorer ?? join(dir, "score.mjs");
  if (!existsSync(scorer)) {
    console.log(countTable(predictions, (name) => labelsIn(join(labels, `${name}.json`))));
    return 0;
  }
  const named = ["--docs", docs, "--labels", labels, "--predictions", out];
  const { status } = spawnSync(process.execPath, [resolve(scorer), ...named], { stdio: "inherit" });
  return status ?? 1;
}

/** Labels by kind. */
export type LabelCounts = Readonly<Record<"quantity" | "enum" | "boolean", number>>;

function labelsIn(file: string): LabelCounts | null {
  if (!existsSync(file)) return null;
  const { labels } = JSON.parse(readFileSync(file, "utf8")) as { labels: { kind: string }[] };
  const of = (wanted: string) => labels.filter(({ kind }) => kind === wanted).length;
  return { quantity: of("quantity"), enum: of("enum"), boolean: of("boolean") };
}

const HEAD =
  "document                 limits     choices    features   open  contrad.  unread stmts";

/** What was found, with the number of labels behind a slash where there are some. It says nothing about what is right. */
export function countTable(
  predictions: readonly Prediction[],
  labelsOf: (name: string) => LabelCounts | null,
): string {
  const rows = predictions.map(({ name, constraints }) => {
    const { constraints: all, open_questions, conflicts, unmapped } = constraints;
    const limits = all.filter(({ si }) => si !== null).length;
    const features = all.filter(({ values }) => /^(?:true|false)$/.test(values?.join() ?? ""));
    const labels = labelsOf(name);
    const cell = (found: number, kind: keyof LabelCounts) =>
      `${found}${labels === null ? "" : ` / ${labels[kind]}`}`.padEnd(10);
    return [
      name.slice(0, 24).padEnd(24),
      cell(limits, "quantity"),
      cell(all.length - limits - features.length, "enum"),
      cell(features.length, "boolean"),
      String(open_questions.length).padEnd(5),
      String(conflicts.length).padEnd(9),
      String(unmapped.length),
    ].join(" ");
  });
  return [HEAD, ...rows].join("\n");
}

// Last, because constants above are not there before.
if (import.meta.main) {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { out: { type: "string" }, scorer: { type: "string" } },
  });
  const [dir, ...more] = positionals;
  if (dir === undefined || more.length > 0 || !existsSync(join(dir, "docs"))) {
    console.error(dir === undefined || more.length > 0 ? USAGE : `${dir} has no docs/\n\n${USAGE}`);
    process.exitCode = 2;
  } else process.exitCode = bench(resolve(dir), values);
}
