/** Extensions: plugins that are set up in the gateway itself, each with everything it must take back. */
import type { Container } from "../container.ts";
import type { ExtensionContext, ExtensionPlugin } from "../define.ts";
import { fail, messageOf } from "../errors.ts";
import type { PluginRow } from "../registry.ts";
import { importPlugin } from "../run/perform.ts";
import { resolveMetaforge } from "../run/resolve.ts";

/** What an extension is offered besides services; all but `storage` return their undo. */
export type Offered = Pick<ExtensionContext, "route" | "front" | "on" | "storage">;

export interface InsideOptions {
  readonly container: Container;
  /** Made for each extension by name. */
  readonly offer: (plugin: string) => Offered;
  readonly timeoutMs: number;
  /** Told of what goes wrong while something is taken back; nobody can wait for that. */
  readonly onError: (plugin: string, problem: string) => void;
}

export interface Inside {
  /**
   * Imports and starts an extension; one of that name that runs is stopped first.
   * Throws PLUGIN_START_TIMEOUT or PLUGIN_IMPORT_FAILED, with everything undone that it had registered.
   */
  start(row: PluginRow, hash: string): Promise<void>;
  /** Undoes what it registered, the latest first. */
  stop(name: string): Promise<void>;
  running(): readonly string[];
  close(): Promise<void>;
}

interface Guest {
  readonly undo: (() => unknown)[];
  open: boolean;
}

export function createInside(options: InsideOptions): Inside {
  // Folders outside the package import `metaforge` in this process, too.
  const forgetResolution = resolveMetaforge();
  const guests = new Map<string, Guest>();
  /** Entries imported once; the same address would give the old code again. */
  const imported = new Map<string, string>();

  async function stop(name: string): Promise<void> {
    const guest = guests.get(name);
    guests.delete(name);
    if (guest) await takeBack(name, guest, options.onError);
  }

  async function start(row: PluginRow, hash: string): Promise<void> {
    const { name } = row;
    await stop(name);
    const guest: Guest = { undo: [], open: true };
    const query = freshQuery(row.entry, hash, imported);
    const begin = async () => {
      const plugin = await importPlugin({ name, entry: row.entry }, "extension", query);
      await setUp(plugin as ExtensionPlugin, guest, options);
    };
    try {
      await inTime(begin(), name, options.timeoutMs);
      guests.set(name, guest);
    } catch (thrown) {
      await takeBack(name, guest, options.onError);
      throw thrown;
    }
  }

  return {
    start,
    stop,
    running: () => [...guests.keys()],
    async close() {
      for (const name of [...guests.keys()].toReversed()) await stop(name);
      forgetResolution();
    },
  };
}

async function setUp(plugin: ExtensionPlugin, guest: Guest, options: InsideOptions) {
  const offered = options.offer(plugin.name);
  const child = options.container.child();
  const held = (undo: () => void) => {
    // Too late: the plugin was given up or unloaded, so its registration may not stay.
    if (!guest.open) undo();
    else guest.undo.push(undo);
    return undo;
  };
  const context: ExtensionContext = {
    route: (path, handler) => held(offered.route(path, handler)),
    front: () => held(offered.front()),
    on: (event, handler) => held(offered.on(event, handler)),
    get: child.get,
    storage: offered.storage,
  };
  try {
    const undo = await plugin.setup(context);
    if (undo) held(undo);
  } catch (thrown) {
    const problem = `setup() failed: ${messageOf(thrown)}`;
    throw fail("PLUGIN_IMPORT_FAILED", { plugin: plugin.name, problem }, { cause: thrown });
  }
}

async function takeBack(name: string, guest: Guest, onError: InsideOptions["onError"]) {
  guest.open = false;
  for (const undo of guest.undo.toReversed()) {
    try {
      await undo();
    } catch (thrown) {
      onError(name, messageOf(thrown));
    }
  }
}

export async function inTime<T>(work: Promise<T>, plugin: string, afterMs: number): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => late.reject(fail("PLUGIN_START_TIMEOUT", { plugin, afterMs })),
    afterMs,
  );
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
    // A late failure of what was given up has nobody to tell.
    work.catch(() => {});
  }
}

/**
 * What follows the entry's address: nothing at first, the hash after a change. Only the entry file itself is
 * read again that way; a change deeper in a provider or extension needs a restart of the gateway.
 */
export function freshQuery(entry: string, hash: string, imported: Map<string, string>): string {
  const first = imported.get(entry) ?? hash;
  imported.set(entry, first);
  return first === hash ? "" : `?${hash}`;
}
