/** ngspice as WebAssembly, for machines without one: used when the package `eecircuit-engine` is installed. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { z } from "metaforge";
import type { ToolContext } from "metaforge";
import { RAW_FILE } from "../driver.ts";
import type { Engine, EngineRun } from "./engine.ts";

/** 42 MB, so nobody is made to install it. */
const PACKAGE = "eecircuit-engine";
/** The one whose results were compared with those of the native program, and the ngspice that is in it. */
const TRIED = { version: "1.8.0", ngspice: "45.2 (WebAssembly)" };
const FILE = 128 * 1024 * 1024;

const Said = z.object({
  exitCode: z.number(),
  stdout: z.string(),
  stderr: z.string(),
  raw: z.instanceof(Uint8Array).nullable(),
});

/** The version of the ngspice in the package, or null when the package (or this version of it) is not there. */
export function detectWasm(): string | null {
  const module = moduleUrl();
  if (module === null) return null;
  const { version } = JSON.parse(
    readFileSync(fileURLToPath(new URL("../package.json", module)), "utf8"),
  ) as { version: string };
  return version === TRIED.version ? TRIED.ngspice : null;
}

export function wasmEngine(context: Pick<ToolContext, "signal">): Engine | null {
  const version = detectWasm();
  if (version === null) return null;
  return {
    name: "ngspice-wasm",
    version,
    // Its own loop sources the deck again after our commands; without `quit` it ends by itself.
    run: (deck, options) => run(context.signal, deck.replace("\nquit 0\n", "\n"), options),
  };
}

function moduleUrl(): string | null {
  try {
    return import.meta.resolve(PACKAGE);
  } catch {
    return null;
  }
}

async function run(
  signal: AbortSignal,
  deck: string,
  { compat, timeoutMs }: { compat: "none" | "ltpsa"; timeoutMs: number },
): Promise<EngineRun> {
  signal.throwIfAborted();
  const worker = new Worker(new URL("./wasm-worker.js", import.meta.url), {
    workerData: { engine: moduleUrl(), deck, raw: RAW_FILE, compat },
    env: {},
    execArgv: [],
    stdout: true,
    stderr: true,
  });
  const ended = Promise.withResolvers<EngineRun>();
  const nothing = {
    exitCode: null,
    signal: null,
    timedOut: false,
    stdout: "",
    stderr: "",
    raw: null,
  };
  const timer = setTimeout(() => ended.resolve({ ...nothing, timedOut: true }), timeoutMs);
  const abort = () => ended.reject(signal.reason);
  signal.addEventListener("abort", abort, { once: true });
  worker.on("message", (message) => ended.resolve({ ...nothing, ...toRun(message) }));
  worker.on("error", (error) => ended.resolve({ ...nothing, exitCode: 1, stderr: String(error) }));
  worker.on("exit", (exitCode) => ended.resolve({ ...nothing, exitCode }));
  try {
    return await ended.promise;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", abort);
    // A thread that computes is ended in the middle of it.
    await worker.terminate();
  }
}

function toRun(message: unknown): Omit<EngineRun, "signal" | "timedOut"> {
  const { raw, ...said } = Said.parse(message);
  return { ...said, raw: raw !== null && raw.length > FILE ? "too-large" : raw };
}
