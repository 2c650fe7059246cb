/** Loads a workspace's plugins without a gateway: no port, no store, and nothing written into the workspace. */
import { mkdtemp, realpath, rm } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { createDescriber } from "./plugins/describe.ts";
import { createPluginHost } from "./plugins/host.ts";
import type { Inside } from "./plugins/inside.ts";
import { createTrust } from "./plugins/trust.ts";
import { createRegistry } from "./registry.ts";
import type { PluginRow } from "./registry.ts";
import { allowedEnv, createPool } from "./run/pool.ts";
import { startSentinel } from "./run/sentinel.ts";
import { newSessionId } from "./sessions/id.ts";
import { createToolCalls } from "./sessions/tool-calls.ts";
import { configFor, toFind } from "./settings.ts";
import type { SettingsOptions } from "./settings.ts";
import { VERSION } from "./version.ts";
import { openWorkspace } from "./workspace/files.ts";

export interface Rehearsal extends AsyncDisposable {
  /** As a gateway would list them; providers and extensions are described, and not started. */
  rows(): readonly PluginRow[];
  /** Calls one action of a ready tool. Throws as POST /tool/:name/:action answers. */
  call(tool: string, action: string, input: unknown, signal: AbortSignal): Promise<unknown>;
}

/** Throws CONFIG_INVALID or START_REFUSED, as a start would. */
export async function rehearse(options: SettingsOptions): Promise<Rehearsal> {
  const { root } = await openWorkspace(options.workspace);
  const config = await configFor(options, root);
  const { heapMiB, rssMiB, timeoutMs, queue } = config.run;
  const scratchRoot = await mkdtemp(join(await realpath(tmpdir()), "metaforge-rehearsal-"));
  const sentinel = startSentinel();
  const processes = {
    heapMiB,
    rssMiB,
    env: allowedEnv(options.env, root),
    onProcess: sentinel.note,
  };
  const concurrent = availableParallelism();
  const pool = createPool({ ...processes, max: concurrent, spare: 0 });
  const registry = createRegistry();
  const find = toFind(config, root);
  const host = createPluginHost({
    ...{ find, registry, pool, scratchRoot },
    // What a start would remember; whether a tool's program is there is asked anew all the same.
    describer: createDescriber({
      cacheFile: join(options.userFolder, "facts.json"),
      version: VERSION,
      scratchRoot,
      timeoutMs: config.startTimeoutMs,
      atOnce: concurrent,
      process: processes,
    }),
    trust: createTrust(options.userFolder, root),
    inside: nothingInside,
    onChange: () => {},
    onError: () => {},
    now: () => performance.now(),
    watch: null,
  });
  const newId = () => newSessionId(Date.now());
  const tools = createToolCalls({
    ...{ registry, pool, scratchRoot, newId, timeoutMs, concurrent, queue },
  });
  async function close(): Promise<void> {
    await tools.close(0);
    await host.close();
    await pool.close();
    await sentinel.close();
    await rm(scratchRoot, { recursive: true, force: true });
  }
  try {
    await host.load();
    await host.detected();
  } catch (thrown) {
    await close();
    throw thrown;
  }
  return { rows: registry.rows, call: tools.call, [Symbol.asyncDispose]: close };
}

/** Providers and extensions run in a gateway; here is none. */
const nothingInside: Inside = {
  start: async () => {},
  stop: async () => {},
  running: () => [],
  close: async () => {},
};
