/** One run process as the gateway sees it: forked, watched, ended together with everything it started. */
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { extname } from "node:path";
import type { Duplex } from "node:stream";
import { fileURLToPath } from "node:url";
import { fail, messageOf, toErrorReport } from "../errors.ts";
import { ORIGIN, compileCache } from "./environment.ts";
import { createChannel } from "./channel.ts";
import { endMarked, residentMiB, signalGroup, statOf } from "./leftovers.ts";
import type { ProcessRecord } from "./leftovers.ts";
import { LIMITS } from "./limits.ts";
import { accept, crashed, refused } from "./outcome.ts";
import { parseFromChild } from "./rpc.ts";
import type { Broker, FromChild, Job, ToChild } from "./rpc.ts";
import { removeFolder, standing } from "./scratch.ts";
import { createTail } from "./tail.ts";
import { createToolGroups } from "./tool-groups.ts";

const CHILD = fileURLToPath(new URL(`./child${extname(import.meta.url)}`, import.meta.url));
const WATCH_MS = 500;
/** How long a cancelled run may take to end by itself, and one that answered to come to rest. */
const GRACE_MS = 1000;
const LAST_WORDS_MS = 100;

export interface ProcessOptions {
  /** Limit of V8's heap; beyond it the process aborts. MiB. */
  readonly heapMiB: number;
  /** Limit of all memory, looked at twice a second while a job runs. MiB. */
  readonly rssMiB: number;
  /** Already allow-listed. */
  readonly env: NodeJS.ProcessEnv;
  /** Told of each process group that begins and ends: the run process's and its tools'. */
  readonly onProcess?: (event: ProcessRecord & { readonly alive: boolean }) => void;
}

export interface RunLimits {
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
}

export interface RunProcess {
  readonly pid: number;
  /** `settling`: it has answered and must still show that nothing of the job is left in it. */
  state(): "starting" | "idle" | "running" | "settling" | "ended";
  /** Only while idle. Rejects with AGENT_ERROR, TOOL_ERROR, TIMEOUT, the run's own code, or the abort reason. */
  run(job: Job, broker: Broker, limits: RunLimits): Promise<unknown>;
  /** Kills the group and the tools' groups; resolves when the process is gone. */
  end(): Promise<void>;
}

interface Running {
  readonly job: Job;
  readonly broker: Broker;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
  /** Set once the end is decided; what the process says then no longer counts. */
  stopped: unknown;
  readonly cleanUp: (() => void)[];
}

/** Starts a process; `changed` is called whenever its state has changed. */
export function startProcess(options: ProcessOptions, changed: () => void): RunProcess {
  const origin = randomUUID();
  const child = spawn(process.execPath, [`--max-old-space-size=${options.heapMiB}`, CHILD], {
    detached: true,
    stdio: ["ignore", "pipe", "pipe", "pipe"],
    env: { ...options.env, ...compileCache(), [ORIGIN]: origin },
    cwd: "/",
    windowsHide: true,
  });
  const pid = child.pid ?? 0;
  const record = { pid, startTime: statOf(pid)?.startTime ?? 0 };
  const groups = createToolGroups(pid, options.onProcess);
  const output = createTail(LIMITS.output);
  const exited = Promise.withResolvers<void>();
  let state: ReturnType<RunProcess["state"]> = "starting";
  let running: Running | null = null;
  let died = "";
  /** The folder it stands in, once it has had a job. */
  let stood: string | null = null;
  let restTimer: NodeJS.Timeout | undefined;

  const become = (next: typeof state) => {
    if (state === "ended") return;
    state = next;
    changed();
  };
  const pipe = child.stdio[3] as Duplex;
  const channel = createChannel(
    pipe,
    {
      message(value) {
        const message = parseFromChild(value);
        if (message) hear(message);
      },
      broken() {
        const problem = "it wrote something into its channel that is no message, or too much";
        if (running) stop(crashed(running.job, { problem }), 0);
        else killAll();
      },
    },
    LIMITS.frame,
  );
  // What cannot be written, because the process is ending: its exit says so.
  const send = (message: ToChild) => void channel.send(message).catch(() => {});
  const killAll = () => {
    if (state === "ended" || pid === 0) return;
    // Stopped first, so that it cannot start another tool between the look and the kill.
    signalGroup(pid, "SIGSTOP");
    groups.look();
    signalGroup(pid, "SIGKILL");
    groups.kill();
  };
  const settle = (finish: (run: Running) => void) => {
    if (!running) return;
    const run = running;
    running = null;
    for (const undo of run.cleanUp) undo();
    finish(run);
  };
  /** Asks first, then kills; the run is rejected once the process is gone. */
  const stop = (reason: unknown, graceMs: number) => {
    if (!running || running.stopped !== undefined) return;
    running.stopped = reason;
    if (graceMs === 0) return killAll();
    send({ type: "abort", run: running.job.id, reason: messageOf(reason) });
    const timer = setTimeout(killAll, graceMs);
    running.cleanUp.push(() => clearTimeout(timer));
  };

  const hear = (message: FromChild): void => {
    switch (message.type) {
      case "ready":
        // Said again by a plugin it would give a busy process another job.
        return state === "starting" ? become("idle") : undefined;
      case "died":
        died ||= message.message;
        return;
      case "group":
        return groups.hear(message.pid, message.alive);
      case "idle":
        clearTimeout(restTimer);
        if (state !== "settling") return;
        return message.clean ? become("idle") : killAll();
    }
    // Too late, or not of this run: nobody waits for it.
    if (!running || message.run !== running.job.id) return;
    const { job, broker, stopped } = running;
    if (message.type === "done" || message.type === "failed") {
      // It ended by itself in its grace; the process is not trusted with another job all the same.
      if (stopped !== undefined) return killAll();
      state = "settling";
      restTimer = setTimeout(killAll, GRACE_MS);
      settle(({ resolve, reject }) => {
        if (message.type === "failed") return reject(refused(message, job));
        try {
          resolve(accept(message.value, job));
        } catch (thrown) {
          reject(thrown);
        }
      });
      return changed();
    }
    // Also of a run that is being ended: most often it waits for a tool.
    if (message.type === "tool") return broker.tool?.(message.call);
    if (stopped !== undefined) return;
    if (message.type === "progress") broker.progress(message.fraction, message.message);
    else if (message.type === "log") broker.log(message.message, message.details);
    else void answer(message, broker);
  };

  const answer = async (asked: Extract<FromChild, { type: "call" }>, broker: Broker) => {
    const { run, call, method, params } = asked;
    try {
      send({ type: "answer", run, call, value: await broker.call(method, params) });
    } catch (thrown) {
      send({ type: "refusal", run, call, error: toErrorReport(thrown) });
    }
  };

  const gone = (code: number | null, signal: string | null) => {
    if (state === "ended") return;
    state = "ended";
    clearTimeout(restTimer);
    groups.end();
    // Whatever the plugin started with spawn is in the process's own group.
    if (pid !== 0) {
      signalGroup(pid, "SIGKILL");
      options.onProcess?.({ ...record, alive: false });
    }
    // A tool may have begun and not yet been told of; only a process that had a job has started anything.
    if (stood !== null) endMarked(`${ORIGIN}=${origin}`);
    settle(({ reject, stopped, job }) =>
      reject(stopped ?? crashed(job, { code, signal, died, output: output.bytes().toString() })),
    );
    changed();
    exited.resolve();
    if (stood !== null) removeFolder(stood);
  };

  child.on("error", () => gone(null, null));
  child.on("exit", (code, signal) => {
    // Its last words may still be on their way.
    const timer = setTimeout(() => gone(code, signal), LAST_WORDS_MS);
    const end = () => (clearTimeout(timer), gone(code, signal));
    if (pipe.destroyed) end();
    else pipe.once("close", end);
  });
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", output.push);
  if (pid !== 0) options.onProcess?.({ ...record, alive: true });

  return {
    pid,
    state: () => state,
    run(job, broker, { signal, timeoutMs }) {
      return new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason);
        const problem = `'${job.plugin.name}' ran longer than ${timeoutMs} ms`;
        const limit = setTimeout(() => stop(fail("TIMEOUT", { problem }), GRACE_MS), timeoutMs);
        const memory = `it used more than ${options.rssMiB} MiB of memory`;
        const watch = setInterval(() => {
          if ((residentMiB(pid) ?? 0) > options.rssMiB) stop(crashed(job, { problem: memory }), 0);
        }, WATCH_MS);
        const cancel = () => stop(signal.reason, GRACE_MS);
        signal.addEventListener("abort", cancel);
        const cleanUp = [
          () => clearTimeout(limit),
          () => clearInterval(watch),
          () => signal.removeEventListener("abort", cancel),
        ];
        stood = standing(job.scratch, pid);
        running = { job, broker, resolve, reject, stopped: undefined, cleanUp };
        output.clear();
        state = "running";
        send({ type: "run", run: job.id, job });
      });
    },
    end() {
      killAll();
      return state === "ended" ? Promise.resolve() : exited.promise;
    },
  };
}
