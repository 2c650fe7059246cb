/** Imports providers into the gateway, each when a model of it is first asked: who uses none pays for none. */
import type { ProviderPlugin } from "../define.ts";
import { fail } from "../errors.ts";
import { importPlugin } from "../run/perform.ts";
import type { PluginHost } from "./host.ts";
import { freshQuery, inTime } from "./inside.ts";

/**
 * A function that gives the ready provider of a name, again after its folder has changed. It throws UNAVAILABLE when
 * there is none, PLUGIN_IMPORT_FAILED or PLUGIN_START_TIMEOUT when it cannot be imported.
 */
export function createProviderImport(
  { ready }: Pick<PluginHost, "ready">,
  timeoutMs: number,
): (name: string) => Promise<ProviderPlugin> {
  const imported = new Map<string, string>();
  const known = new Map<string, Promise<ProviderPlugin>>();
  return (name) => {
    const found = ready(name);
    if (found?.row.facts?.kind !== "provider") {
      const problem = `there is no provider '${name}'`;
      return Promise.reject(fail("UNAVAILABLE", { problem }));
    }
    const { row, hash } = found;
    const key = `${row.dir}\0${hash}`;
    const plugin = known.get(key) ?? importOne(row, freshQuery(row.entry, hash, imported));
    known.set(key, plugin);
    // One that took too long may be there the next time.
    plugin.catch(() => known.delete(key));
    return plugin;
  };

  function importOne({ name, entry }: { name: string; entry: string }, query: string) {
    const work = importPlugin({ name, entry }, "provider", query) as Promise<ProviderPlugin>;
    return inTime(work, name, timeoutMs);
  }
}
