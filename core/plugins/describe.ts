/** Reads the facts of plugins, each in a process of its own, and remembers them by the folder's bytes. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { fail, isGatewayError, messageOf } from "../errors.ts";
import type { GatewayError } from "../errors.ts";
import type { PluginFacts } from "../registry.ts";
import { sha256 } from "../workspace/files.ts";
import { runOnce } from "../run/once.ts";
import type { ProcessOptions, RunLimits } from "../run/process.ts";
import type { Job } from "../run/rpc.ts";
import { createSharing } from "../run/sharing.ts";
import { Facts, parseFacts } from "./facts.ts";
import type { Candidate } from "./find.ts";
import { writePrivate } from "./private-file.ts";

export interface DescriberOptions {
  /** Facts by hash; thrown away when it is odd. */
  readonly cacheFile: string;
  /** Of the gateway: another version may read facts differently. */
  readonly version: string;
  /** A folder for the processes' scratch folders. */
  readonly scratchRoot: string;
  readonly timeoutMs: number;
  /** Processes at one time. */
  readonly atOnce: number;
  readonly process: ProcessOptions;
}

export interface Describer {
  /**
   * The facts of a folder with this content hash; a tool's `detected` may be from an earlier start.
   * What was asked before, also a failure, is answered from memory.
   * Throws PLUGIN_IMPORT_FAILED, PLUGIN_NOT_DEFINED, PLUGIN_NAME_MISMATCH or PLUGIN_START_TIMEOUT.
   */
  describe(candidate: Candidate, hash: string): Promise<PluginFacts>;
  /** Writes what was asked for since the start to the cache file, when anything is new. */
  save(): Promise<void>;
  /** Processes started so far. */
  forks(): number;
  /** Ends the processes that run. */
  close(): Promise<void>;
}

/** Processes that the package's own plugins share. */
const SHARED = 2;

export function createDescriber(options: DescriberOptions): Describer {
  const cached = readCache(options.cacheFile);
  const used = new Map<string, PluginFacts>();
  const outcomes = new Map<string, Promise<PluginFacts>>();
  const closing = new AbortController();
  const turn = createTurns(options.atOnce);
  // What comes with the gateway needs no process of its own each, and a first start has to read many of them.
  const sharing = createSharing({ ...options.process, max: SHARED });
  const run = ({ source, name }: Candidate, job: Job, limits: RunLimits) =>
    source === "package" ? sharing.run(name, job, limits) : runOnce(options.process, job, limits);
  let forks = 0;
  let fresh = false;

  async function read(candidate: Candidate): Promise<PluginFacts> {
    closing.signal.throwIfAborted();
    forks += 1;
    const facts = parseFacts(await readInProcess(candidate, options, closing.signal, run));
    if ("problem" in facts) {
      throw fail("PLUGIN_NOT_DEFINED", { plugin: candidate.name, problem: facts.problem });
    }
    if (!candidate.isPackage && facts.name !== candidate.name) {
      throw fail("PLUGIN_NAME_MISMATCH", { plugin: candidate.name, name: facts.name });
    }
    return facts;
  }

  async function look(candidate: Candidate, key: string): Promise<PluginFacts> {
    const known = (await cached).get(key);
    const ask = () => read(candidate);
    // Those that share processes take turns at them already.
    const facts = known ?? (await (candidate.source === "package" ? ask() : turn(ask)));
    fresh ||= known === undefined;
    used.set(key, facts);
    return facts;
  }

  return {
    describe(candidate, hash) {
      const { version } = options;
      const key = sha256([version, process.version, candidate.name, hash].join("\0"));
      const outcome = outcomes.get(key) ?? look(candidate, key);
      outcomes.set(key, outcome);
      outcome.catch((thrown: unknown) => void (mayPass(thrown) && outcomes.delete(key)));
      return outcome;
    },
    async save() {
      if (!fresh) return;
      fresh = false;
      await writePrivate(options.cacheFile, JSON.stringify(Object.fromEntries(used)));
    },
    forks: () => forks,
    async close() {
      closing.abort(fail("UNAVAILABLE", { problem: "the gateway is shutting down" }));
      await Promise.allSettled(outcomes.values());
      await sharing.close();
    },
  };
}

async function readInProcess(
  candidate: Candidate,
  options: DescriberOptions,
  signal: AbortSignal,
  run: (candidate: Candidate, job: Job, limits: RunLimits) => Promise<unknown>,
): Promise<unknown> {
  const { name, entry } = candidate;
  const { timeoutMs } = options;
  const scratch = await mkdtemp(join(options.scratchRoot, "describe-"));
  const job = { id: name, kind: "describe" as const, plugin: { name, entry }, tools: {}, scratch };
  try {
    return await run(candidate, job, { signal, timeoutMs });
  } catch (thrown) {
    throw explained(thrown, name, timeoutMs);
  } finally {
    // What a plugin has locked stays until the next start.
    await rm(scratch, { recursive: true, force: true }).catch(() => {});
  }
}

/** The failure of a run, in the words of a plugin that did not load. */
function explained(thrown: unknown, plugin: string, afterMs: number): GatewayError {
  if (!isGatewayError(thrown)) {
    return fail("PLUGIN_IMPORT_FAILED", { plugin, problem: messageOf(thrown) }, { cause: thrown });
  }
  if (thrown.code.startsWith("PLUGIN_")) return thrown;
  if (thrown.code === "TIMEOUT") return fail("PLUGIN_START_TIMEOUT", { plugin, afterMs });
  const problem = thrown.message;
  return fail("PLUGIN_IMPORT_FAILED", { plugin, problem }, { cause: thrown });
}

/** A failure of the machine (no space, no process) rather than of the folder: its error came from elsewhere. */
const mayPass = (thrown: unknown) => !isGatewayError(thrown) || thrown.cause !== undefined;

/** Runs at most `limit` tasks at one time, the others in the order they came. */
function createTurns(limit: number) {
  const waiting: (() => void)[] = [];
  let busy = 0;
  return async <T>(task: () => Promise<T>): Promise<T> => {
    if (busy >= limit) await new Promise<void>((go) => waiting.push(go));
    busy += 1;
    try {
      return await task();
    } finally {
      busy -= 1;
      waiting.shift()?.();
    }
  };
}

const Cache = z.record(z.string().regex(/^[0-9a-f]{64}$/), Facts);

async function readCache(file: string): Promise<Map<string, PluginFacts>> {
  try {
    const cache = Cache.parse(JSON.parse(await readFile(file, "utf8")));
    return new Map(Object.entries(cache)) as Map<string, PluginFacts>;
  } catch {
    // Missing, torn or of another version: the plugins are simply read again.
    return new Map();
  }
}
