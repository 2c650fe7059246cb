/** The first run of a plugin in a run process that stood ready, against forking a process for it. */
import { fork } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { allowedEnv } from "../../../core/run/environment.ts";
import { createPool } from "../../../core/run/pool.ts";
import type { Pool } from "../../../core/run/pool.ts";
import type { Broker, Job } from "../../../core/run/rpc.ts";
import { alternate } from "../measure.ts";
import type { Context } from "../measure.ts";
import { benchWorkspace } from "../server.ts";
import { median } from "../stats.ts";
import type { Figure } from "../table.ts";

export const name = "first-run";

const SKILL = join(import.meta.dirname, "../../fixtures/bench-skill/bench-note/index.ts");
const COLD = join(import.meta.dirname, "../peers/cold.ts");
/** Samples in one round, each of a plugin file that its process has not seen. */
const SAMPLES = 5;
/** Until a forked process stands ready, with time to spare. */
const READY_MS = 500;

export async function run({ rounds, note }: Context): Promise<Figure[]> {
  note("first run of a plugin");
  await using workspace = await benchWorkspace();
  const text = await readFile(join(workspace.dir, "PRD.md"), "utf8");
  const skill = await readFile(SKILL, "utf8");
  const bare = skill.replace(/^import .*$/m, "").replace(/defineSkill<.*>\(/, "(");
  const broker: Broker = {
    call: () => Promise.resolve(Buffer.from(text)),
    progress: () => {},
    log: () => {},
  };
  let copies = 0;
  /** A file of its own for each run: a module that is known is not imported again. */
  const freshCopy = async (source = skill) => {
    copies += 1;
    const folder = join(workspace.dir, `copy-${copies}`);
    await mkdir(folder);
    await writeFile(join(folder, "index.ts"), source);
    return join(folder, "index.ts");
  };
  const runIn = async (pool: Pool) => {
    const job = toJob(await freshCopy(), workspace.dir, copies);
    const limits = { signal: new AbortController().signal, timeoutMs: 10_000 };
    const start = performance.now();
    await pool.run(job, broker, limits);
    return performance.now() - start;
  };

  const used = startPool();
  await runIn(used);
  const sample = {
    /** A process that has run other plugins. */
    used: () => runIn(used),
    /** A spare that has run nothing yet. */
    async spare() {
      const pool = startPool();
      await pause(READY_MS);
      const ms = await runIn(pool);
      await pool.close();
      return ms;
    },
    cold: () => coldRun(freshCopy(), text),
    /** The same code without `metaforge`, which brings the schema library along: the least a fork can cost. */
    bare: () => coldRun(freshCopy(bare), text),
  };
  const results = await alternate(rounds, ["used", "spare", "cold", "bare"], async (side) => {
    const times: number[] = [];
    // oxlint-disable-next-line no-await-in-loop -- one process, one run at a time
    for (let n = 0; n < SAMPLES; n += 1) times.push(await sample[side]());
    return median(times);
  });
  await used.close();
  const figure = (cold: "cold" | "bare", warm: "used" | "spare"): Figure => ({
    name: `a plugin's first run, ${cold === "cold" ? "cold fork" : "bare fork"} over warm process`,
    ours: results[cold],
    peer: results[warm],
    unit: "ms",
    peerName: warm === "spare" ? "warm, nothing run yet" : "warm, used before",
    aim: { is: ">=", ratio: 15 },
  });
  return [figure("cold", "spare"), figure("cold", "used"), figure("bare", "used")];
}

const startPool = () =>
  createPool({ max: 1, spare: 1, heapMiB: 512, rssMiB: 1024, env: allowedEnv(process.env, null) });

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

async function coldRun(entry: Promise<string>, text: string): Promise<number> {
  const url = pathToFileURL(await entry).href;
  const start = performance.now();
  const child = fork(COLD, [url, text]);
  return new Promise((resolve, reject) => {
    child.once("message", () => resolve(performance.now() - start));
    child.once("exit", (code) => reject(new Error(`the cold child ended with exit code ${code}`)));
  });
}
