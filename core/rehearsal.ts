/** Loads a workspace's plugins without a gateway: no port, no store, and nothing written into the workspace. */
import { mkdtemp, realpath, rm } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import type { Config } from "./config/schema.ts";
import { createLog } from "./log.ts";
import type { Probed } from "./models/contract.ts";
import { openModels } from "./models/open.ts";
import { createDescriber } from "./plugins/describe.ts";
import { createPluginHost } from "./plugins/host.ts";
import type { PluginHost } from "./plugins/host.ts";
import type { Inside } from "./plugins/inside.ts";
import { createProviderImport } from "./plugins/providers.ts";
import { createTrust } from "./plugins/trust.ts";
import { createRedaction } from "./redaction.ts";
import { createRegistry } from "./registry.ts";
import type { PluginRow, Registry } from "./registry.ts";
import { allowedEnv, createPool } from "./run/pool.ts";
import { resolveMetaforge } from "./run/resolve.ts";
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
  /** Asks each configured model for one word, with the keys of this environment and of the configuration. */
  probe(signal: AbortSignal): Promise<readonly Probed[]>;
}

/** Throws CONFIG_INVALID or START_REFUSED, as a start would. */
export async function rehearse(options: SettingsOptions): Promise<Rehearsal> {
  const workspace = await openWorkspace(options.workspace);
  const { root } = workspace;
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
    ...{ registry, pool, workspace, scratchRoot, newId, timeoutMs, concurrent, queue },
    cacheRoot: join(scratchRoot, "cache"),
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
  return {
    rows: registry.rows,
    call: tools.call,
    probe: (signal) => probe({ config, registry, host, env: options.env }, signal),
    [Symbol.asyncDispose]: close,
  };
}

interface ProbeParts {
  readonly config: Pick<Config, "models" | "startTimeoutMs">;
  readonly registry: Registry;
  readonly host: PluginHost;
  readonly env: NodeJS.ProcessEnv;
}

async function probe({ config, registry, host, env }: ProbeParts, signal: AbortSignal) {
  const redaction = createRedaction();
  // What it would log, each answer says.
  const log = createLog("error", () => {}, redaction);
  const load = createProviderImport(host, config.startTimeoutMs);
  const parts = { registry, redaction, log, load, env };
  const forget = resolveMetaforge();
  try {
    const models = await openModels({ models: config.models, userFile: null }, parts);
    return await models.probe(signal);
  } finally {
    forget();
  }
}

/** Providers and extensions run in a gateway; here is none. */
const nothingInside: Inside = {
  start: async () => {},
  stop: async () => {},
  running: () => [],
  close: async () => {},
};
