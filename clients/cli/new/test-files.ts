/** Finds the tests of plugin folders, and runs them with Node's own test runner. */
import { readdir } from "node:fs/promises";
import { extname, join } from "node:path";
import { run } from "node:test";
import { spec } from "node:test/reporters";

const IS_TEST = /\.test\.(?:ts|js|mjs)$/;

/** Absolute paths, sorted. Links are not followed. */
export async function testsIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const found = await Promise.all(
    entries.map((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return entry.name === "node_modules" ? [] : testsIn(path);
      return entry.isFile() && IS_TEST.test(entry.name) ? [path] : [];
    }),
  );
  return found.flat().toSorted();
}

export interface TestRun {
  /** The working folder of the tests. */
  readonly cwd: string;
  readonly to: NodeJS.WritableStream;
}

/** Each file in a process of its own; true when all passed. */
export async function runTests(files: readonly string[], { cwd, to }: TestRun): Promise<boolean> {
  const preload = new URL(`./test-imports${extname(import.meta.url)}`, import.meta.url).href;
  const events = run({ files: [...files], cwd, execArgv: ["--import", preload] });
  let passed = true;
  events.on("test:fail", ({ todo }) => (passed &&= Boolean(todo)));
  const shown = events.compose(new spec());
  for await (const text of shown) to.write(text as string);
  return passed;
}
