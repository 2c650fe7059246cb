/** Runs test files in several processes: each takes the next file when it has done one, and tells how it went. */
import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { problem, watch } from "./watch.ts";

/** How the tests of one process went. */
export interface Outcome {
  readonly sum: { passed: number; failed: number; skipped: number };
  readonly problems: typeof watch.problems;
  readonly timings: typeof watch.timings;
  readonly skipped: typeof watch.skipped;
}

/** A worker's side: the files it is given, one at a time. */
export async function* filesFromParent(): AsyncGenerator<string> {
  for (;;) {
    process.send!({ next: true });
    const [{ file }] = (await once(process, "message")) as [{ file: string | null }];
    if (file === null) return;
    yield file;
  }
}

export const tellParent = (outcome: Outcome): Promise<void> =>
  new Promise((resolve) => process.send!({ outcome }, () => resolve()));

/** Runs all files; what the workers found is added to `sum` and to what `watch` holds. */
export async function runInShards(
  files: readonly string[],
  count: number,
  program: string,
  args: readonly string[],
  sum: Outcome["sum"],
): Promise<void> {
  const queue = [...files];
  const shard = async () => {
    const child = fork(program, [...args, "--worker"], {
      stdio: ["ignore", "pipe", "inherit", "ipc"],
    });
    const { outcome, last, code, signal } = await served(child, queue);
    if (!outcome) {
      watch.file = last;
      return problem(
        `the process of this file ended (${signal ?? `exit code ${code}`})`,
        "the runner",
      );
    }
    for (const key of ["passed", "failed", "skipped"] as const) sum[key] += outcome.sum[key];
    watch.problems.push(...outcome.problems);
    watch.timings.push(...outcome.timings);
    watch.skipped.push(...outcome.skipped);
  };
  await Promise.all(Array.from({ length: count }, shard));
  // Every process may have ended early: then what is left was run by nobody.
  for (const file of queue) {
    watch.file = file;
    problem("was not run", "the runner");
  }
}

interface Served {
  outcome: Outcome | null;
  last: string;
  code: number | null;
  signal: NodeJS.Signals | null;
}

function served(child: ChildProcess, queue: string[]): Promise<Served> {
  const state: Served = { outcome: null, last: "", code: null, signal: null };
  // Shown file by file, so that the output of two processes does not mix.
  let output = "";
  const show = () => {
    process.stdout.write(output);
    output = "";
  };
  child.stdout!.on("data", (chunk) => (output += String(chunk)));
  child.on("message", (message: { next?: true; outcome?: Outcome }) => {
    if (message.outcome) state.outcome = message.outcome;
    if (!message.next) return;
    show();
    const file = queue.shift() ?? null;
    state.last = file ?? state.last;
    child.send({ file });
  });
  return new Promise((resolve) => {
    child.on("close", (code, signal) => {
      show();
      resolve({ ...state, code, signal });
    });
  });
}
