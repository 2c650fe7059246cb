/** Puts the plugin host together: where plugins come from, who is trusted, what extensions are offered. */
import { join } from "node:path";
import type { LoadedConfig } from "../config/load.ts";
import type { Container } from "../container.ts";
import { messageOf } from "../errors.ts";
import type { Bus } from "../events.ts";
import type { Log } from "../log.ts";
import type { Registry } from "../registry.ts";
import type { Pool } from "../run/pool.ts";
import type { ProcessOptions } from "../run/process.ts";
import type { PluginStorages } from "../sessions/plugin-storage.ts";
import type { Store } from "../sessions/store.ts";
import { VERSION } from "../version.ts";
import { createDescriber } from "./describe.ts";
import type { FindOptions } from "./find.ts";
import { createPluginHost } from "./host.ts";
import type { PluginHost } from "./host.ts";
import { createInside } from "./inside.ts";
import { createTrust } from "./trust.ts";
import { watchFolders } from "./watch.ts";

export interface PluginsParts {
  readonly container: Container;
  readonly config: LoadedConfig;
  readonly processes: ProcessOptions;
  readonly pool: Pool;
  readonly registry: Registry;
  readonly storages: PluginStorages;
  readonly extensions: {
    add(
      extension: string,
      path: string,
      handler: (request: Request) => Response | Promise<Response>,
    ): () => void;
    front(extension: string): () => void;
  };
  readonly log: Log;
  readonly bus: Bus;
  readonly store: Pick<Store, "record">;
  readonly find: FindOptions;
  readonly userFolder: string;
  /** Where facts of plugins are remembered from start to start, for all workspaces. */
  readonly cacheFolder: string;
  readonly scratchRoot: string;
}

/** Milliseconds of quiet after which a changed folder is looked at, and between looks where none can be watched. */
const WATCH = { debounceMs: 150, pollMs: 2000 };
/** Describe processes at one time. */
const AT_ONCE = 4;

export function createPlugins(parts: PluginsParts): PluginHost {
  const { config, container, log, pool, registry, scratchRoot, userFolder } = parts;
  const { find, bus, store } = parts;
  const { startTimeoutMs: timeoutMs } = config;
  const describer = createDescriber({
    cacheFile: join(parts.cacheFolder, "facts.json"),
    version: VERSION,
    scratchRoot,
    timeoutMs,
    atOnce: AT_ONCE,
    process: parts.processes,
  });
  let started = false;
  const onError = (problem: string) => log.error("plugins could not be reloaded", { problem });
  const inside = createInside({
    container,
    timeoutMs,
    offer: (plugin) => ({
      route: (path, handler) => parts.extensions.add(plugin, path, handler),
      front: () => parts.extensions.front(plugin),
      on: (name, handler) => bus.on((event) => void (event.event === name && handler(event))),
      storage: parts.storages.of(plugin),
    }),
    onError: (plugin, problem) =>
      log.error("an extension could not be undone", { plugin, problem }),
  });
  const host = createPluginHost({
    ...{ find, describer, registry, pool, inside, scratchRoot, onError },
    trust: createTrust(userFolder, find.workspace),
    onChange: ({ name, after }) => {
      // What is there from the start on is no change.
      if (!started) return;
      const state = after?.state ?? "removed";
      store.record({ event: "plugin.changed", data: { name, state } }).catch((thrown: unknown) => {
        log.warn("an event was not stored", { problem: messageOf(thrown) });
      });
    },
    now: () => performance.now(),
    watch: WATCH,
  });
  // `metaforge trust` writes there; what it trusts is loaded without a restart.
  let unwatch = () => {};
  return {
    ...host,
    async load() {
      await host.load();
      started = true;
      const refresh = () => void host.refresh().catch(() => {});
      unwatch = watchFolders([userFolder], refresh, WATCH);
    },
    async close() {
      unwatch();
      await host.close();
    },
  };
}
