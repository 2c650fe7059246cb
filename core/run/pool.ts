/** The run processes: one warm spare, more on demand, each replaced after anything that went wrong. */
import { fail } from "../errors.ts";
import type { GatewayError } from "../errors.ts";
import { startProcess } from "./process.ts";
import type { ProcessOptions, RunLimits, RunProcess } from "./process.ts";
import type { Broker, Job } from "./rpc.ts";

export type { Broker, Job } from "./rpc.ts";
export { allowedEnv } from "./environment.ts";
export { endLeftovers } from "./leftovers.ts";

/** A process that has been idle this long is ended, down to the spare. */
const IDLE_MS = 30_000;
/** A run that takes longer than this makes a new spare worth its fork. */
const SPARE_AFTER_MS = 100;

export interface PoolOptions extends ProcessOptions {
  /** Processes at most, so also jobs at most at one time. */
  readonly max: number;
  /** Processes kept ready. */
  readonly spare: number;
}

export interface Pool {
  /**
   * Runs one job in one process, waiting for a free one; the time limit counts from its start.
   * Resolves with `CheckedResult` for a skill, `Detected` for detect, JSON for a tool. Rejects with
   * AGENT_ERROR or TOOL_ERROR (crash, exit, throw, wrong shape), TIMEOUT, VALIDATION_ERROR, or the abort reason.
   */
  run<T>(job: Job, broker: Broker, limits: RunLimits): Promise<T>;
  /** Processes are replaced before their next job, because plugin code changed. */
  refresh(): void;
  /** Kills every group and waits for the ends; waiting jobs are rejected with UNAVAILABLE. */
  close(): Promise<void>;
  readonly size: number;
  busy(): number;
}

interface Slot {
  readonly process: RunProcess;
  /** Plugins it has imported. */
  readonly warm: Set<string>;
  idleSince: number;
  stale: boolean;
}

interface Waiting {
  readonly plugin: string;
  readonly begin: (process: RunProcess) => void;
  readonly refuse: (error: unknown) => void;
}

export function createPool(options: PoolOptions): Pool {
  let slots: Slot[] = [];
  const queue: Waiting[] = [];
  let closed = false;
  /** Processes that ended before they were ready, in a row: a fork that never works must not be tried for ever. */
  let stillborn = 0;
  const shrink = setInterval(endIdle, IDLE_MS / 2);
  shrink.unref();

  function grow(): void {
    const slot: Slot = {
      process: startProcess(options, () => changed(slot)),
      warm: new Set(),
      idleSince: Infinity,
      stale: false,
    };
    slots.push(slot);
  }

  function changed(slot: Slot): void {
    const state = slot.process.state();
    if (state === "ended") {
      slots = slots.filter((other) => other !== slot);
      // It was ready at least once when it was idle at least once.
      stillborn = slot.idleSince === Infinity ? stillborn + 1 : 0;
    } else if (state === "idle") {
      stillborn = 0;
      slot.idleSince = performance.now();
      if (slot.stale) void slot.process.end();
    }
    pump();
  }

  /** Gives waiting jobs to idle processes and starts as many processes as are missing. */
  function pump(): void {
    if (closed) return;
    if (stillborn >= 3) {
      return refuseAll(fail("UNAVAILABLE", { problem: "run processes end before they are ready" }));
    }
    for (const waiting of queue.slice()) {
      const slot = idleFor(waiting.plugin);
      if (!slot) break;
      slot.warm.add(waiting.plugin);
      waiting.begin(slot.process);
    }
    const coming = count("starting", "settling");
    const missing = Math.max(queue.length - coming, options.spare - slots.length);
    for (let n = Math.min(missing, options.max - slots.length); n > 0; n -= 1) grow();
  }

  function idleFor(plugin: string): Slot | undefined {
    const idle = slots.filter((slot) => !slot.stale && slot.process.state() === "idle");
    return (
      idle.find((slot) => slot.warm.has(plugin)) ??
      idle.toSorted((a, b) => b.idleSince - a.idleSince)[0]
    );
  }

  function count(...states: ReturnType<RunProcess["state"]>[]): number {
    return slots.filter((slot) => !slot.stale && states.includes(slot.process.state())).length;
  }

  function endIdle(): void {
    const old = slots.filter(
      ({ process, idleSince }) =>
        process.state() === "idle" && performance.now() - idleSince > IDLE_MS,
    );
    for (const slot of old.slice(0, Math.max(0, slots.length - options.spare)))
      void slot.process.end();
  }

  function keepSpare(): void {
    const wanted = options.spare > 0 && count("idle", "starting", "settling") === 0;
    if (!closed && wanted && slots.length < options.max) grow();
  }

  function refuseAll(error: GatewayError): void {
    stillborn = 0;
    for (const waiting of queue.slice()) waiting.refuse(error);
  }

  const pool: Pool = {
    run<T>(job: Job, broker: Broker, limits: RunLimits) {
      const { signal } = limits;
      if (signal.aborted) return Promise.reject(signal.reason);
      if (closed) return Promise.reject(shutDown());
      return new Promise<T>((resolve, reject) => {
        const leave = () => {
          const place = queue.indexOf(waiting);
          if (place !== -1) queue.splice(place, 1);
          signal.removeEventListener("abort", cancel);
        };
        const cancel = () => (leave(), reject(signal.reason));
        const waiting: Waiting = {
          plugin: job.plugin.name,
          // At once, not a microtask later: until it runs, the process counts as idle and could be given twice.
          begin: (process) => (leave(), resolve(start<T>(process, job, broker, limits))),
          refuse: (error) => (leave(), reject(error)),
        };
        signal.addEventListener("abort", cancel);
        queue.push(waiting);
        pump();
      });
    },
    refresh() {
      for (const slot of slots) {
        slot.stale = true;
        if (slot.process.state() === "idle") void slot.process.end();
      }
      pump();
    },
    async close() {
      closed = true;
      clearInterval(shrink);
      refuseAll(shutDown());
      await Promise.all(slots.map((slot) => slot.process.end()));
    },
    get size() {
      return slots.length;
    },
    busy: () => count("running"),
  };

  async function start<T>(process: RunProcess, job: Job, broker: Broker, limits: RunLimits) {
    const timer = setTimeout(keepSpare, SPARE_AFTER_MS);
    try {
      return (await process.run(job, broker, limits)) as T;
    } finally {
      clearTimeout(timer);
    }
  }

  pump();
  return pool;
}

const shutDown = () => fail("UNAVAILABLE", { problem: "the gateway is shutting down" });
