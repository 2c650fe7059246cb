/** The wiring list: what the gateway consists of, in the order it is made; closed in reverse. */
import { availableParallelism } from "node:os";
import type { Socket } from "node:net";
import { join } from "node:path";
import { API_DESCRIPTION } from "./api-description.ts";
import { createContainer } from "./container.ts";
import type { Container } from "./container.ts";
import { messageOf } from "./errors.ts";
import { BUS, createBus } from "./events.ts";
import { createApp } from "./http/app.ts";
import { createFast } from "./http/fast.ts";
import { createApiDescription } from "./http/description.ts";
import { createExtensionRoutes } from "./http/extension-routes.ts";
import { allRoutes } from "./http/routes/index.ts";
import { listen } from "./http/server.ts";
import type { Listening } from "./http/server.ts";
import type { Services } from "./http/services.ts";
import { openModels } from "./models/open.ts";
import { createRedaction } from "./redaction.ts";
import { LOG, createLog, secretsIn } from "./log.ts";
import type { Log } from "./log.ts";
import { createPlugins } from "./plugins/create.ts";
import { createProviderImport } from "./plugins/providers.ts";
import type { PluginHost } from "./plugins/host.ts";
import { REGISTRY, createRegistry } from "./registry.ts";
import { trimCache } from "./run/cache.ts";
import { allowedEnv, createPool, endLeftovers } from "./run/pool.ts";
import { removeLeft } from "./run/scratch.ts";
import { startSentinel } from "./run/sentinel.ts";
import { createCanaries } from "./sessions/canaries.ts";
import { openDatabase } from "./sessions/database.ts";
import { createDecide } from "./sessions/decide.ts";
import { faultAt } from "./sessions/fault.ts";
import { newSessionId } from "./sessions/id.ts";
import { writeHolder } from "./sessions/holder.ts";
import { EVENT_LOG, createOutbox } from "./sessions/outbox.ts";
import { SESSION_PAGES, createPages } from "./sessions/pages.ts";
import { createPluginStorages } from "./sessions/plugin-storage.ts";
import { createProcessBook } from "./sessions/process-book.ts";
import { removeForgotten, settleLeftovers } from "./sessions/restart.ts";
import { createRuns } from "./sessions/runs.ts";
import { createStaleness } from "./sessions/staleness.ts";
import { createStanding } from "./sessions/standing.ts";
import { SESSION_STORE, createStore } from "./sessions/store.ts";
import { createNamedDiffs } from "./sessions/named-diff.ts";
import { createToolCalls } from "./sessions/tool-calls.ts";
import { configFor, toFind } from "./settings.ts";
import type { SettingsOptions } from "./settings.ts";
import { createTelemetry } from "./telemetry-recorder.ts";
import { TELEMETRY } from "./telemetry.ts";
import { VERSION } from "./version.ts";
import { openWorkspace } from "./workspace/files.ts";
import { createHub } from "./ws/hub.ts";
import { createSockets } from "./ws/sockets.ts";
import { createUpgrade } from "./ws/upgrade.ts";

export interface KernelOptions extends SettingsOptions {
  /** Where facts of plugins are remembered; the user's folder when absent. */
  readonly cacheFolder?: string;
  /** The place at which a test ends the process. */
  readonly fault?: string | undefined;
  /** Takes log lines; stderr when absent. */
  readonly logTo?: (line: string) => void;
}

export interface ListenOptions {
  readonly port?: number;
  /** Told of every connection. */
  readonly onConnection?: (socket: Socket) => void;
}

export interface Kernel {
  readonly services: Services;
  readonly container: Container;
  readonly log: Log;
  readonly plugins: PluginHost;
  /** On the configured port, or on another. Throws START_REFUSED when it is taken; may then be called again. */
  listen(options?: ListenOptions): Promise<Listening>;
  /** Ends runs, answers and plugins within `graceMs`, then closes the store. */
  close(graceMs: number): Promise<void>;
}

const HOUR = 3_600_000;
const MIB = 1024 * 1024;
/** While an approval is applied, its session still reads pending. */
const PENDING = ["pending_approval", "applying"];
/** Milliseconds that answers under way may take once all runs have ended. */
const ANSWERS_MS = 1000;

/** Everything but listening. Throws CONFIG_INVALID or START_REFUSED in a sentence for people. */
export async function startKernel(options: KernelOptions): Promise<Kernel> {
  const undo: (() => unknown)[] = [];
  try {
    return await wire(options, undo);
  } catch (thrown) {
    await takeBack(undo);
    throw thrown;
  }
}

async function takeBack(undo: (() => unknown)[]): Promise<void> {
  for (const step of undo.splice(0).toReversed()) await step();
}

async function wire(options: KernelOptions, undo: (() => unknown)[]): Promise<Kernel> {
  const startedAt = performance.now();
  const now = () => new Date().toISOString();
  const newId = () => newSessionId(Date.now());
  const fault = faultAt(options.fault);

  const workspace = await openWorkspace(options.workspace);
  const config = await configFor(options, workspace.root);
  const container = createContainer();
  const redaction = createRedaction();
  container.provide(LOG, () => createLog(config.log.level, options.logTo, redaction));
  const log = container.get(LOG);
  for (const secret of secretsIn(options.env)) redaction.add(secret);
  container.provide(BUS, () => createBus((problem) => log.error("a listener failed", { problem })));
  const bus = container.get(BUS);

  // The store: whoever holds the database holds the workspace.
  const data = join(workspace.root, ".metaforge");
  const holder = { pid: process.pid, since: now() };
  const database = openDatabase(data, holder);
  undo.push(() => database.close());
  container.provide(EVENT_LOG, () => createOutbox(database, bus, now));
  container.provide(SESSION_STORE, (from) => createStore(database, from.get(EVENT_LOG), now));
  container.provide(SESSION_PAGES, () => createPages(database));
  container.provide(REGISTRY, createRegistry);
  const api = createApiDescription(() => routes, VERSION);
  container.provide(API_DESCRIPTION, () => api);
  const outbox = container.get(EVENT_LOG);
  const store = container.get(SESSION_STORE);
  const pages = container.get(SESSION_PAGES);
  const registry = container.get(REGISTRY);
  const storages = createPluginStorages(database);
  const telemetry = createTelemetry({
    onError: (problem) => log.error("a listener to telemetry failed", { problem }),
    sessions: () => ({ running: pages.count("running"), pending: pages.count(...PENDING) }),
    version: VERSION,
  });
  container.provide(TELEMETRY, () => telemetry);

  // What a crash left behind is settled before anybody can ask.
  const book = createProcessBook(database);
  endLeftovers(book.entries());
  await book.clear();
  await settleLeftovers({ store, pages, workspace, fault, log });
  const scratchRoot = join(data, "scratch");
  removeLeft(scratchRoot, log);
  const cacheRoot = join(data, "cache");
  const trim = () => trimCache(cacheRoot, config.run.cacheMiB * MIB);
  void trim();
  const forget = () => removeForgotten(store, pages, hoursAgo(config.sessions.createdKeptHours));
  await forget();
  const forgetOrSay = () =>
    forget().catch((thrown: unknown) =>
      log.warn("forgotten sessions stay for now", { problem: messageOf(thrown) }),
    );
  const hourly = setInterval(() => Promise.all([forgetOrSay(), trim()]), HOUR).unref();
  undo.push(() => clearInterval(hourly));

  // Processes and plugins.
  const { spare, heapMiB, rssMiB, timeoutMs, queue } = config.run;
  const concurrent = config.run.concurrent ?? 2 * availableParallelism();
  const sentinel = startSentinel();
  undo.push(() => sentinel.close());
  const processes = {
    heapMiB,
    rssMiB,
    env: allowedEnv(options.env, workspace.root),
    onProcess(event: Parameters<typeof book.note>[0]) {
      book.note(event);
      sentinel.note(event);
    },
  };
  const pool = createPool({ ...processes, max: concurrent, spare });
  undo.push(() => pool.close());
  const extensions = createExtensionRoutes();
  const { userFolder, cacheFolder = userFolder } = options;
  const plugins = createPlugins({
    ...{ container, config, processes, pool, registry, storages, extensions, log, bus, store },
    ...{ find: toFind(config, workspace.root), userFolder, cacheFolder, scratchRoot },
  });
  undo.push(() => plugins.close());
  await plugins.load();

  const load = createProviderImport(plugins, config.startTimeoutMs);
  const models = await openModels(config, { registry, redaction, log, load, env: options.env });

  // Sessions at work.
  const limits = { timeoutMs, concurrent, queue, createdMax: config.sessions.createdMax };
  const countCreated = () => pages.count("created");
  const common = {
    ...{ store, registry, pool, workspace, storages, scratchRoot, cacheRoot, newId, now },
    ...{ models, redact: redaction.text, telemetry },
  };
  const runs = createRuns({ ...common, log, limits, countCreated });
  const staleOf = createStaleness(workspace);
  const decide = createDecide({ store, workspace, fault, now, staleOf });
  const standing = createStanding({ database, workspace, registry, staleOf });
  const tools = createToolCalls({ ...common, timeoutMs, concurrent, queue });
  const diffs = createNamedDiffs({ registry, pool, store, scratchRoot, newId });

  // The outside.
  const stopping = new AbortController();
  const services: Services = {
    ...{ store, pages, outbox, bus, runs, decide, diffs, standing, tools, registry },
    api,
    canaries: createCanaries(registry, tools),
    chains: config.chains,
    llm: models.state,
    version: VERSION,
    workspace: workspace.root,
    closing: stopping.signal,
    uptime: () => Math.floor((performance.now() - startedAt) / 1000),
  };
  const hub = createHub({ bus, outbox });
  const sockets = createSockets(hub, log, Date.now);
  const routes = allRoutes(services);
  const app = createApp(routes, extensions.answer, log);
  const fast = createFast(services);
  let listening: Listening | undefined;
  const { host, port, allowedHosts, allowedOrigins, apiKeys: keys } = config;
  return {
    ...{ services, container, log, plugins },
    async listen(how = {}) {
      const access = { allowedHosts, allowedOrigins, keys };
      const upgrade = createUpgrade(hub, sockets);
      const heard = how.onConnection && { onConnection: how.onConnection };
      const parts = { app, fast, upgrade, access, log, ...heard };
      listening = await listen(host, how.port ?? port, parts);
      // From here on a command that looks for this workspace's gateway finds it.
      writeHolder(data, { ...holder, port: listening.port });
      // Begins the first check, so that who asks `/health` later gets what was found.
      models.state();
      return listening;
    },
    async close(graceMs) {
      await Promise.all([runs.close(graceMs), tools.close(graceMs)]);
      stopping.abort();
      sockets.close();
      await listening?.close(Math.min(graceMs, ANSWERS_MS));
      await decide.idle();
      await takeBack(undo);
    },
  };
}

const hoursAgo = (hours: number): string => new Date(Date.now() - hours * HOUR).toISOString();
