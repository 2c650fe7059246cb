/** Starts what is measured, gateway or peer, as a process of its own, and ends it again. */
import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { mkdtemp, mkdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");
const MAIN = join(root, "core/bin.js");
const SKILLS = join(root, "test/fixtures/bench-skill");
/** How long a start may take: a database of a million sessions is checked first. */
const START_MS = 60_000;

export interface Server extends AsyncDisposable {
  readonly port: number;
  readonly pid: number;
  /** `performance.now()` when the process was spawned, and milliseconds until it said that it listens. */
  readonly spawnedAt: number;
  readonly listeningMs: number;
}

export interface Workspace extends AsyncDisposable {
  readonly dir: string;
}

/** Folders that have done their part. */
const finished: string[] = [];

/**
 * Removes what the measures have left, once all are done: for some seconds after thousands of files were
 * deleted a file system makes new ones far more slowly, and the next measure would measure that.
 */
export async function removeFinished(): Promise<void> {
  for (const dir of finished.splice(0)) await rm(dir, { recursive: true, force: true });
}

/** A temporary workspace with a PRD of a few hundred words. */
export async function benchWorkspace(): Promise<Workspace> {
  const dir = await mkdtemp(join(tmpdir(), "metaforge-bench-"));
  await mkdir(join(dir, "out"));
  await writeFile(join(dir, "PRD.md"), "# Board\n\nIt runs from 5 V and draws 80 mA.\n".repeat(40));
  return { dir, [Symbol.asyncDispose]: async () => void finished.push(dir) };
}

/** The gateway as shipped, with the bench skill beside its own plugins. */
export async function startGateway(workspace: string): Promise<Server> {
  const file = `${workspace}.json`;
  // Creates that nobody runs are what one figure counts; the shipped limit would end it early.
  const config = { plugins: [SKILLS], sessions: { createdMax: 100_000_000 } };
  await writeFile(file, JSON.stringify(config));
  const args = ["start", "--workspace", workspace, "--port", "0", "--config", file];
  try {
    return await start([MAIN, ...args]);
  } finally {
    await rm(file);
  }
}

/** One of `peers/`, with its arguments. */
export const startPeer = (name: string, ...args: string[]): Promise<Server> =>
  start([join(import.meta.dirname, "peers", `${name}.ts`), ...args]);

async function start(argv: string[]): Promise<Server> {
  const spawnedAt = performance.now();
  const child = spawn(process.execPath, argv, { stdio: ["ignore", "pipe", "inherit"] });
  const exited = new Promise<void>((done) => child.once("exit", () => done()));
  const port = await listeningPort(child, argv.join(" "));
  return {
    port,
    pid: child.pid!,
    spawnedAt,
    listeningMs: performance.now() - spawnedAt,
    async [Symbol.asyncDispose]() {
      child.kill("SIGTERM");
      const timer = setTimeout(() => child.kill("SIGKILL"), 10_000);
      await exited;
      clearTimeout(timer);
    },
  };
}

function listeningPort(child: ChildProcess, what: string): Promise<number> {
  return new Promise((resolve, reject) => {
    let text = "";
    const giveUp = (why: string) => (child.kill("SIGKILL"), reject(new Error(`${what}: ${why}`)));
    const timer = setTimeout(giveUp, START_MS, "did not say where it listens");
    child.once("exit", (code) => giveUp(`ended with exit code ${code}`));
    child.stdout!.on("data", (chunk: Buffer) => {
      text += chunk;
      const port = /^listening on http:\/\/\S+:(\d+)$/m.exec(text)?.[1];
      if (!port) return;
      clearTimeout(timer);
      text = "";
      resolve(Number(port));
    });
  });
}
