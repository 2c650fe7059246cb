/** The first run of a plugin in a warm run process, against forking a process for it. */
import { fork } from "node:child_process";
import { cp, readFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { allowedEnv } from "../../../core/run/environment.ts";
import { createPool } from "../../../core/run/pool.ts";
import type { Broker, Job } from "../../../core/run/rpc.ts";
import { alternate } from "../measure.ts";
import type { Context } from "../measure.ts";
import { benchWorkspace } from "../server.ts";
import { median } from "../stats.ts";
import type { Figure } from "../table.ts";

export const name = "first-run";

const SKILL = join(import.meta.dirname, "../../fixtures/bench-skill/bench-note/index.ts");
const COLD = join(import.meta.dirname, "../peers/cold.ts");
/** Runs in one round, each of a plugin that its process has not seen. */
const RUNS = 10;

export async function run({ rounds, note }: Context): Promise<Figure[]> {
  note("first run of a plugin");
  await using workspace = await benchWorkspace();
  const text = await readFile(join(workspace.dir, "PRD.md"), "utf8");
  const pool = createPool({
    max: 1,
    spare: 1,
    heapMb: 512,
    rssMb: 1024,
    env: allowedEnv(process.env),
  });
  const broker: Broker = {
    call: () => Promise.resolve(Buffer.from(text)),
    progress: () => {},
    log: () => {},
  };
  let copies = 0;
  const sides = {
    async warm() {
      const entry = await freshCopy();
      const start = performance.now();
      const limits = { signal: new AbortController().signal, timeoutMs: 10_000 };
      await pool.run(toJob(entry, workspace.dir, copies), broker, limits);
      return performance.now() - start;
    },
    async cold() {
      const start = performance.now();
      await coldRun(pathToFileURL(await freshCopy()).href, text);
      return performance.now() - start;
    },
  };
  /** A file of its own for each run: a module that is known is not imported again. */
  async function freshCopy(): Promise<string> {
    copies += 1;
    const entry = join(workspace.dir, `copy-${copies}`, "index.ts");
    await cp(SKILL, entry);
    return entry;
  }

  // The first job waits until the process stands and brings in what every run needs.
  await sides.warm();
  const results = await alternate(rounds, ["warm", "cold"], async (side) => {
    const times: number[] = [];
    // oxlint-disable-next-line no-await-in-loop -- one process, one run at a time
    for (let n = 0; n < RUNS; n += 1) times.push(await sides[side]());
    return median(times);
  });
  await pool.close();
  return [
    {
      name: "first run of a plugin, cold over warm",
      ours: results.cold,
      peer: results.warm,
      unit: "ms",
      peerName: "warm process",
      aim: { is: ">=", ratio: 15 },
    },
  ];
}

function toJob(entry: string, scratch: string, n: number): Job {
  return {
    kind: "skill",
    id: `run-${n}`,
    tools: {},
    scratch,
    llm: false,
    plugin: { name: "bench-note", entry },
    input: { files: ["PRD.md"], args: { name: `run-${n}` } },
    options: { verbose: false },
  };
}

function coldRun(entry: string, text: string): Promise<void> {
  const child = fork(COLD, [entry, text]);
  return new Promise((resolve, reject) => {
    child.once("message", () => resolve());
    child.once("exit", (code) => reject(new Error(`the cold child ended with exit code ${code}`)));
  });
}
