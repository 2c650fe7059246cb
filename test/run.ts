/** Runs the tests: uvu's suites on uvu's own queue, and red wherever bare uvu would report success. */
import { registerHooks } from "node:module";
import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { inspect, parseArgs } from "node:util";
import { findTests } from "./runner/files.ts";
import { watchLeaks } from "./runner/leaks.ts";
import { filesFromParent, runInShards, tellParent } from "./runner/shards.ts";
import { problem, step, watch } from "./runner/watch.ts";
import { startWatchdog } from "./runner/watchdog.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    root: { type: "string", default: join(import.meta.dirname, "..") },
    /** Seconds a suite may take. */
    limit: { type: "string", default: "120" },
    /** Processes that share the files; by default one a core, and one alone for another root. */
    shards: { type: "string" },
    /** Set by the runner for the processes it starts. */
    worker: { type: "boolean", default: false },
  },
});
const root = resolve(values.root);
watch.limitMs = Number(values.limit) * 1000;

type Suite = () => Promise<[errors: string | true, passed: number, skipped: number, total: number]>;
const uvu = globalThis as unknown as { UVU_DEFER: number; UVU_QUEUE: Suite[][] };
uvu.UVU_DEFER = 1;

const standIn = new URL("./runner/suite.ts", import.meta.url).href;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === "uvu" && context.parentURL !== standIn
      ? { url: standIn, shortCircuit: true }
      : next(specifier, context),
});

const sum = { passed: 0, failed: 0, skipped: 0 };
const failed = () => sum.failed + watch.problems.length;
const closing = (more = 0) =>
  `${sum.passed} passed, ${failed() + more} failed, ${sum.skipped} skipped`;
let done = false;

const beat = startWatchdog();
watch.onStep = (where) =>
  beat(where === null ? null : { where, limitMs: watch.limitMs, closing: closing(1) });
process.on("unhandledRejection", (reason) => problem(`unhandled rejection: ${inspect(reason)}`));
process.on("uncaughtException", (error) => problem(`uncaught exception: ${inspect(error)}`));
// The loop ran dry while a step still waits: nothing can wake it any more.
process.on("beforeExit", () => watch.giveUp && setImmediate(watch.giveUp));
process.on("exit", (code) => {
  if (done) return;
  problem(`ended the process (exit code ${code}) before the tests were through`);
  report();
  process.exitCode = 1;
});

if (values.worker) {
  for await (const file of filesFromParent()) await runFile(file);
} else {
  const files = selected();
  const shards = Math.min(files.length, shardCount());
  if (shards > 1)
    await runInShards(files, shards, import.meta.filename, process.argv.slice(2), sum);
  else {
    for (const file of files) {
      // oxlint-disable-next-line no-await-in-loop -- one file at a time: suites of two files would share a process
      await runFile(file);
    }
  }
}
done = true;
if (values.worker) {
  const { problems, timings, skipped } = watch;
  await tellParent({ sum, problems, timings, skipped });
} else report();
// A leak has been reported by name; it shall not keep the process as well.
process.exit(failed() === 0 ? 0 : 1);

function shardCount(): number {
  if (values.shards !== undefined) return Number(values.shards);
  return root === resolve(import.meta.dirname, "..") ? Math.min(4, availableParallelism()) : 1;
}

function selected(): string[] {
  const all = findTests(root);
  for (const part of positionals) {
    if (!all.some((file) => file.includes(part))) problem(`no test file matches '${part}'`, root);
  }
  if (all.length === 0) problem("no test file was found", root);
  return positionals.length === 0
    ? all
    : all.filter((file) => positionals.some((part) => file.includes(part)));
}

async function runFile(file: string): Promise<void> {
  watch.file = file;
  watch.waiting.clear();
  uvu.UVU_QUEUE = [[]];
  const leaks = watchLeaks();
  try {
    const url = pathToFileURL(join(root, file)).href;
    await step("import", performance.now() + watch.limitMs, () => import(url));
    const suites = uvu.UVU_QUEUE[0]!;
    if (suites.length === 0 && watch.waiting.size === 0) problem("holds no suite");
    for (const run of suites) {
      // oxlint-disable-next-line no-await-in-loop -- suites of a file share its state
      await runSuite(run);
    }
  } catch (error) {
    problem(`could not be imported: ${(error as Error).stack}`);
  }
  for (const { title } of watch.waiting) problem("was never handed over by .run()", title);
  watch.where = "after the last test";
  for (const leak of await leaks()) problem(`left open: ${leak}`);
}

async function runSuite(run: Suite): Promise<void> {
  const [errors, passed, skipped, total] = await run();
  sum.passed += passed;
  sum.skipped += skipped;
  sum.failed += total - passed;
  if (errors === true && total > passed) problem(`${total - passed} tests were not run`);
  if (errors !== true) process.stdout.write(`\n${watch.file}\n${withoutRunner(errors)}\n`);
}

/** Leaves out the stack frames of the runner and of uvu: the test's own are what one looks for. */
function withoutRunner(errors: string): string {
  const own = /^.*\bat .*(?:node_modules\/uvu|test\/runner|test\/run\.ts|<anonymous>\)).*\n?/gm;
  return errors.replace(own, "");
}

function report(): void {
  const out: string[] = [""];
  for (const { file, test } of watch.skipped) out.push(`skipped  ${file}  ${test}`);
  const slowest = watch.timings.toSorted((a, b) => b.ms - a.ms).slice(0, 5);
  for (const { file, test, ms } of slowest)
    out.push(`${ms.toFixed(0).padStart(6)} ms  ${file}  ${test}`);
  for (const { file, where, text } of watch.problems)
    out.push("", `FAIL ${file} › ${where}`, `  ${text}`);
  process.stdout.write(`${out.join("\n")}\n\n${closing()}\n`);
}
