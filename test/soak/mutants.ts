/** Switches one guard off at a time in a copy of the checkout: the test that is named beside it has to fail. */
import { execFile } from "node:child_process";
import {
  cpSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { MUTANTS } from "./mutant-list.ts";
import type { Mutant } from "./mutant-list.ts";

const ROOT = join(import.meta.dirname, "../..");
const LEFT_OUT = new Set(["node_modules", ".git", ".metaforge", "dist"]);
/** Parts of guards' names; none: all of them. */
const asked = process.argv.slice(2);

const chosen = MUTANTS.filter(
  ({ guard }) => asked.length === 0 || asked.some((part) => guard.includes(part)),
);
const copy = mkdtempSync(join(realpathSync(tmpdir()), "metaforge-mutants-"));
try {
  cpSync(ROOT, copy, { recursive: true, filter: (from) => !LEFT_OUT.has(basename(from)) });
  symlinkSync(join(ROOT, "node_modules"), join(copy, "node_modules"));
  const spoiled = await failing([...new Set(chosen.map(({ test }) => test))]);
  let survived = 0;
  for (const mutant of chosen) {
    // oxlint-disable-next-line no-await-in-loop -- one guard at a time
    const found = spoiled.includes(mutant.test) ? "its test fails anyway" : await tried(mutant);
    const caught = found.startsWith('"');
    if (!caught) survived += 1;
    console.log(`${caught ? "caught  " : "SURVIVED"}  ${mutant.guard}  →  ${mutant.test} ${found}`);
  }
  console.log(`\n${chosen.length - survived} of ${chosen.length} mutants caught`);
  process.exitCode = survived === 0 ? 0 : 1;
} finally {
  endLeft();
  rmSync(copy, { recursive: true, force: true });
}

/** Without its guards the product leaves processes running; that is what some of the tests see. */
function endLeft(): void {
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    try {
      const line = readFileSync(`/proc/${pid}/cmdline`, "utf8");
      if (line.includes(copy)) process.kill(Number(pid), "SIGKILL");
    } catch {
      // Gone already.
    }
  }
}

/** Tests that are red without any mutant prove nothing. */
async function failing(tests: readonly string[]): Promise<string[]> {
  const red: string[] = [];
  for (const test of tests) {
    // oxlint-disable-next-line no-await-in-loop -- each may use the whole machine
    if ((await run(test)).code !== 0) red.push(test);
  }
  return red;
}

/** The name of the first test that failed, in quotes; otherwise why nothing can be said. */
async function tried({ file, search, replace, test }: Mutant): Promise<string> {
  const path = join(copy, file);
  const text = readFileSync(path, "utf8");
  if (text.split(search).length !== 2) return `'${search}' is not once in ${file}`;
  writeFileSync(
    path,
    text.replace(search, () => replace),
  );
  try {
    const { code, out } = await run(test);
    if (code === 0) return "passes";
    if (out.includes("could not be imported")) return "cannot be imported";
    return /"[^"\n]+"/.exec(out.slice(out.indexOf("FAIL")))?.[0] ?? `"${lastLine(out)}"`;
  } finally {
    writeFileSync(path, text);
  }
}

function lastLine(out: string): string {
  return /^FAIL .*$/m.exec(out)?.[0] ?? out.trim().split("\n").at(-1)!;
}

function run(test: string): Promise<{ code: number; out: string }> {
  const args = [join(copy, "test/run.ts"), "--limit", "40", test];
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd: copy, maxBuffer: 2 ** 26 }, (error, out) =>
      resolve({ code: error ? 1 : 0, out }),
    );
  });
}
