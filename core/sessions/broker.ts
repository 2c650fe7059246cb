/** What the gateway does for one run: reads under the path rules, copies, storage, progress, trace. */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fail } from "../errors.ts";
import type { RunModels } from "../models/contract.ts";
import type { Broker } from "../run/pool.ts";
import type { Workspace } from "../workspace/files.ts";
import { sha256 } from "../workspace/files.ts";
import { checkedPath } from "../workspace/paths.ts";
import type { PluginStorage } from "../define.ts";
import { missing } from "./input.ts";
import type { ProgressMeter } from "./progress.ts";
import type { Trace } from "./trace.ts";

/** Bytes of one file a skill may read. */
export const MAX_READ = 64 * 1024 * 1024;

/** Bytes of inputs that are sent along with a job. */
const MAX_GIVEN = 256 * 1024;

/** Copied files that the trace names one by one, so that it has room for what else the run does. */
const MAX_TRACED = 1000;

export interface BrokerParts {
  readonly workspace: Workspace;
  readonly storage: PluginStorage;
  readonly progress: ProgressMeter;
  readonly trace: Trace;
  readonly models: RunModels;
  /** Takes secrets out of what the run says. */
  readonly redact: (text: string) => string;
  readonly scratch: string;
  /** The skill that makes a file, to say so when the file is missing. */
  readonly maker: (path: string) => string | undefined;
}

/** The broker, and the files it handed out with the hash they had then. */
export interface RunBroker extends Broker {
  /**
   * The small ones among the inputs, to be sent along with the job: a skill's first read is then a look into
   * its own memory, and every read of a run sees the same bytes. What cannot be read is left to the skill's read.
   */
  given(paths: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>>;
  readonly sources: Map<string, string>;
}

export function createBroker(parts: BrokerParts): RunBroker {
  const { workspace, storage, progress, trace, models, redact, scratch, maker } = parts;
  const sources = new Map<string, string>();
  const snapshot = new Map<string, Uint8Array>();
  let copies = 0;

  async function read(asked: unknown): Promise<Uint8Array> {
    const path = checkedPath(asked, "read");
    // The run has it under this path, but may spell it otherwise.
    const given = snapshot.get(path);
    if (given) return given;
    const found = await workspace.read(path, { maxBytes: MAX_READ });
    if (!found) throw missing(path, maker(path));
    handedOut(path, found.bytes);
    return found.bytes;
  }

  function handedOut(path: string, bytes: Uint8Array): void {
    const hash = sha256(bytes);
    source(path, hash);
    trace.add("read", { path, size: bytes.length, sha256: hash });
  }

  /** Of a file that changes while the run goes on, the first bytes count: the run may have used them. */
  function source(path: string, hash: string): void {
    if (!sources.has(path)) sources.set(path, hash);
  }

  async function copyTree(asked: unknown): Promise<string> {
    const dir = asked === "." ? "." : checkedPath(asked, "read");
    const into = join(scratch, `tree-${(copies += 1)}`);
    await mkdir(into, { recursive: true });
    const { files, bytes, skipped } = await workspace.copyTree(dir, into);
    trace.add("copy", { path: dir, files: files.length, bytes, skipped });
    for (const { path, sha256: hash } of files) source(path, hash);
    for (const file of files.slice(0, MAX_TRACED)) trace.add("copied", { ...file });
    return into;
  }

  return {
    sources,
    async given(paths) {
      let room = MAX_GIVEN;
      for (const path of paths) {
        const found = await workspace.read(path, { maxBytes: room }).catch(() => null);
        if (!found) continue;
        room -= found.bytes.length;
        snapshot.set(path, found.bytes);
        handedOut(path, found.bytes);
      }
      return snapshot;
    },
    async call(method, params) {
      const { path, key, value } = params as { path?: unknown; key?: string; value?: unknown };
      switch (method) {
        case "read":
          return read(path);
        case "copyTree":
          return copyTree(path);
        case "storage.get":
          return storage.get(String(key));
        case "storage.set":
          return storage.set(String(key), value);
        case "storage.remove":
          return storage.remove(String(key));
        case "storage.keys":
          return storage.keys();
        case "llm.text":
          return models.text(params);
        case "llm.object":
          return models.object(params);
        case "llm.grounded":
          return models.grounded(params);
        default:
          throw fail("AGENT_ERROR", { problem: `the run asked for '${String(method)}'` });
      }
    },
    progress: (fraction, message) => progress.say(fraction, redact(message)),
    log: (message, details = {}) => trace.add("log", { message, details }),
  };
}
