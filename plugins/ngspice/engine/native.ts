/** The ngspice of this machine: found on PATH, run in a folder of its own with limits on time, memory and files. */
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Detected, ToolContext } from "metaforge";
import { RAW_FILE } from "../driver.ts";
import type { Engine, EngineRun } from "./engine.ts";
import { scrub } from "./scrub.ts";

const PROBE_MS = 3000;
const MIB = 1024 * 1024;
/** A run of a whole minute at 100 k points a second and ten signals keeps below half of this. */
const MEMORY = 2048 * MIB;
/** Of one file. 16 million numbers. */
const FILE = 128 * MIB;
const DECK_FILE = "deck.cir";

export interface Limits {
  /** Bytes. */
  readonly memory: number;
  readonly file: number;
}

/** The version, or why it is of no use. */
export async function detectNative({ which, exec }: ToolContext): Promise<Detected> {
  const program = await which("ngspice");
  if (!program) return { available: false, reason: "ngspice is not on PATH" };
  const { stdout, timedOut } = await exec(program, ["--version"], { timeoutMs: PROBE_MS });
  if (timedOut) return { available: false, reason: `ngspice did not answer in ${PROBE_MS} ms` };
  // "** ngspice-46 : Circuit level simulation program"; the exit code differs between versions.
  const version = /ngspice-(\d+(?:\.\d+)*\+?)/.exec(stdout)?.[1];
  if (!version) return { available: false, reason: "ngspice does not say its version" };
  return { available: true, version };
}

/** Null when there is no ngspice that can be used. */
export async function nativeEngine(
  context: ToolContext,
  limits: Limits = { memory: MEMORY, file: FILE },
): Promise<Engine | null> {
  const { available, version } = await detectNative(context);
  const program = await context.which("ngspice");
  if (!available || version === undefined || !program) return null;
  return {
    name: "ngspice",
    version,
    run: (deck, options) => run(context, program, limits, deck, options),
  };
}

async function run(
  { scratch, exec, which }: ToolContext,
  program: string,
  limits: Limits,
  deck: string,
  { compat, timeoutMs }: { compat: "none" | "ltpsa"; timeoutMs: number },
): Promise<EngineRun> {
  const folder = await mkdtemp(join(scratch, "spice-"));
  try {
    await writeFile(join(folder, DECK_FILE), deck);
    // -n: no start-up file of anybody's; -b: no window.
    const args = ["-n", "-b", ...(compat === "ltpsa" ? ["-D", "ngbehavior=ltpsa"] : []), DECK_FILE];
    const prlimit = await which("prlimit");
    const command = prlimit
      ? [prlimit, ...limitArgs(limits, timeoutMs), program, ...args]
      : [program, ...args];
    const { exitCode, signal, timedOut, stdout, stderr } = await exec(
      command[0]!,
      command.slice(1),
      {
        cwd: folder,
        timeoutMs,
        env: { LANG: "C.UTF-8", OMP_NUM_THREADS: "1" },
      },
    );
    return {
      exitCode,
      signal,
      timedOut,
      stdout: scrub(stdout, folder, scratch),
      stderr: scrub(stderr, folder, scratch),
      raw: await rawOf(join(folder, RAW_FILE), limits.file),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function limitArgs({ memory, file }: Limits, timeoutMs: number): string[] {
  // A second limit on time, should the first one's process be stopped itself.
  const seconds = Math.ceil(timeoutMs / 1000) + 10;
  return [`--as=${memory}`, `--fsize=${file}`, `--cpu=${seconds}`, "--core=0"];
}

async function rawOf(file: string, limit: number): Promise<EngineRun["raw"]> {
  const size = await stat(file).then(
    (stats) => stats.size,
    () => null,
  );
  if (size === null || size === 0) return null;
  return size > limit ? "too-large" : await readFile(file);
}
