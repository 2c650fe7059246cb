/** Runs the programs behind tools: an argument array, a group of its own, a time limit, a bounded output. */
import type { ChildProcess } from "node:child_process";
import { constants } from "node:fs";
import { access, mkdir, stat } from "node:fs/promises";
import { basename, delimiter, isAbsolute, join } from "node:path";
import type { ExecOptions, ExecResult, ToolContext } from "../define.ts";
import { fail } from "../errors.ts";
import { allowedEnv, originIn } from "./environment.ts";
import { addGroup, removeGroup } from "./groups.ts";
import { signalGroup } from "./leftovers.ts";
import { createTail } from "./tail.ts";

/** Each end of stdout and stderr that is kept, in bytes. */
const KEPT = 512 * 1024;
const KILL_AFTER_MS = 5000;
/** A grandchild may hold the pipe open for ever; this long after the exit nothing more is waited for. */
const DRAIN_MS = 250;

export interface ExecSetup {
  readonly scratch: string;
  readonly signal: AbortSignal;
  /** Where PATH and the few other allowed variables come from. */
  readonly env: NodeJS.ProcessEnv;
  /** Told of each process group that begins and ends, so that someone else can end it, too. */
  readonly group: (pid: number, alive: boolean) => void;
}

export function createExec(setup: ExecSetup): Pick<ToolContext, "which" | "exec"> {
  return {
    which: (program) => which(program, setup.env),
    exec: (program, args, options) => exec(setup, program, args, options),
  };
}

/** The first executable file of that name in PATH's absolute folders; the workspace's were taken out before. */
async function which(program: string, env: NodeJS.ProcessEnv): Promise<string | null> {
  if (basename(program) !== program) return null;
  const endings = process.platform === "win32" ? [".exe"] : [""];
  const folders = (env["PATH"] ?? "").split(delimiter).filter(isAbsolute);
  for (const file of folders.flatMap((folder) =>
    endings.map((end) => join(folder, program + end)),
  )) {
    if (await isExecutable(file)) return file;
  }
  return null;
}

async function isExecutable(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}

/** @throws TOOL_ERROR when the program cannot be started, or the signal's reason once everything has ended */
async function exec(
  setup: ExecSetup,
  program: string,
  args: readonly string[],
  options: ExecOptions,
): Promise<ExecResult> {
  const { signal, env, group, scratch } = setup;
  const tool = basename(program);
  // A bare name would be looked up in PATH by the system, past `which`.
  if (!isAbsolute(program)) throw fail("TOOL_ERROR", { tool, problem: "it has no absolute path" });
  signal.throwIfAborted();
  // Loaded with the first program that runs: 60 ms that a run without tools does not pay.
  const { execa } = await import("execa");
  const started = performance.now();
  const running = execa(program, args, {
    cwd: options.cwd ?? scratch,
    env: {
      ...allowedEnv(env, null),
      ...(await privateFolders(scratch)),
      ...options.env,
      ...originIn(env),
    },
    extendEnv: false,
    detached: true,
    cleanup: false,
    buffer: false,
    reject: false,
    windowsHide: true,
    stdout: "pipe",
    stderr: "pipe",
    ...(options.input === undefined ? { stdin: "ignore" } : { input: options.input }),
  });
  if (running.pid === undefined) {
    const { code } = (await running) as { code?: string };
    throw fail("TOOL_ERROR", { tool, problem: `it could not be started (${code ?? "unknown"})` });
  }
  const { pid } = running;
  addGroup(pid);
  group(pid, true);
  const stdout = keepEnds(running.stdout!);
  const stderr = keepEnds(running.stderr!);
  const stopped = new AbortController();
  const kill = createKill(pid);
  let timedOut = false;
  const limit = setTimeout(() => {
    timedOut = true;
    kill();
  }, options.timeoutMs);
  signal.addEventListener("abort", kill, { signal: stopped.signal });
  const end = await ended(running.nodeChildProcess);
  clearTimeout(limit);
  stopped.abort();
  kill.finish();
  running.stdout!.destroy();
  running.stderr!.destroy();
  removeGroup(pid);
  group(pid, false);
  signal.throwIfAborted();
  return {
    ...end,
    timedOut,
    stdout: stdout.text(),
    stderr: stderr.text(),
    truncated: stdout.truncated() || stderr.truncated(),
    ms: Math.round(performance.now() - started),
  };
}

/** A home and a temporary folder of the run's own: the tool neither reads nor leaves anything of the user's. */
async function privateFolders(scratch: string): Promise<Record<string, string>> {
  const home = join(scratch, ".home");
  const temp = join(scratch, ".tmp");
  await Promise.all([home, temp].map((folder) => mkdir(folder, { recursive: true, mode: 0o700 })));
  return { HOME: home, TMPDIR: temp };
}

/** Settles on `close`, or 250 ms after `exit` when something else still holds the pipes. */
function ended(
  running: Pick<ChildProcess, "once">,
): Promise<Pick<ExecResult, "exitCode" | "signal">> {
  return new Promise((resolve) => {
    running.once("exit", (exitCode, signal) => {
      const settle = () => resolve({ exitCode, signal });
      const timer = setTimeout(settle, DRAIN_MS);
      running.once("close", () => {
        clearTimeout(timer);
        settle();
      });
    });
  });
}

/** TERM to the group, KILL five seconds later; `finish` ends what outlived its first process. */
function createKill(pid: number): { (): void; finish(): void } {
  let timer: NodeJS.Timeout | null = null;
  const kill = () => {
    if (timer) return;
    signalGroup(pid, "SIGTERM");
    timer = setTimeout(() => signalGroup(pid, "SIGKILL"), KILL_AFTER_MS);
  };
  const finish = () => {
    if (timer) clearTimeout(timer);
    signalGroup(pid, "SIGKILL");
  };
  return Object.assign(kill, { finish });
}

function keepEnds(stream: NodeJS.ReadableStream) {
  const tail = createTail(KEPT);
  const head: Buffer[] = [];
  let room = KEPT;
  stream.on("data", (chunk: Buffer) => {
    const first = chunk.subarray(0, room);
    room -= first.length;
    if (first.length > 0) head.push(first);
    if (first.length < chunk.length) tail.push(chunk.subarray(first.length));
  });
  // A pipe that breaks is the end of the output, not of the run.
  stream.on("error", () => {});
  const lost = () => Math.max(0, tail.seen() - KEPT);
  return {
    truncated: () => lost() > 0,
    text: () =>
      [
        Buffer.concat(head).toString(),
        ...(lost() > 0 ? [`\n[${lost()} bytes left out]\n`] : []),
        tail.bytes().toString(),
      ].join(""),
  };
}
