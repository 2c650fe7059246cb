/** What plugins keep for themselves: unstorage over a table, one prefix a plugin. */
import type { Storage } from "unstorage";
import type { PluginStorage } from "../define.ts";
import { fail } from "../errors.ts";
import type { Database } from "./database.ts";

/** Characters of a key, and of a value as JSON. */
const KEY = 512;
const VALUE = 1024 * 1024;

export interface PluginStorages {
  of(plugin: string): PluginStorage;
}

export function createPluginStorages(database: Database): PluginStorages {
  let opened: Promise<Storage> | undefined;
  const storage = () => (opened ??= open(database));
  return {
    of(plugin) {
      const full = (key: string) => {
        if (key === "" || key.length > KEY) {
          throw fail("VALIDATION_ERROR", { problem: `a storage key has 1 to ${KEY} characters` });
        }
        // unstorage takes `a/b`, `a:b` and `a?x` for aliases; encoded, every key is its own.
        return `${plugin}:${encodeURIComponent(key)}`;
      };
      return {
        get: async (key) => (await storage()).getItem(full(key)),
        async set(key, value) {
          const size = JSON.stringify(value)?.length ?? 0;
          if (size > VALUE)
            throw fail("PAYLOAD_TOO_LARGE", { what: "a stored value", limit: "1 MiB" });
          await (await storage()).setItem(full(key), value as string);
        },
        remove: async (key) => (await storage()).removeItem(full(key)),
        async keys() {
          const keys = await (await storage()).getKeys(`${plugin}:`);
          return keys.map((key) => decodeURIComponent(key.slice(plugin.length + 1)));
        },
      };
    },
  };
}

async function open({ db, write }: Database): Promise<Storage> {
  const { createStorage, defineDriver } = await import("unstorage");
  const get = db.prepare("SELECT value FROM plugin_data WHERE key = ?");
  const keys = db.prepare("SELECT key FROM plugin_data WHERE key >= ? AND key < ?");
  const set = db.prepare("INSERT OR REPLACE INTO plugin_data VALUES (?, ?)");
  const remove = db.prepare("DELETE FROM plugin_data WHERE key = ?");
  const value = (key: string) => (get.get(key) as { value: string } | undefined)?.value ?? null;
  const driver = defineDriver(() => ({
    name: "metaforge-sqlite",
    hasItem: (key: string) => value(key) !== null,
    getItem: value,
    setItem: (key: string, text: string) => write(() => void set.run(key, text)),
    removeItem: (key: string) => write(() => void remove.run(key)),
    getKeys: (base: string) =>
      (keys.all(base, `${base}\u{10ffff}`) as { key: string }[]).map(({ key }) => key),
  }));
  return createStorage({ driver: driver({}) });
}
