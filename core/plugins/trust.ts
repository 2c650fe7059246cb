/** Remembers which plugin code of a workspace its user has agreed to run: one hash a folder, by workspace. */
import { readFile, realpath } from "node:fs/promises";
import { join, relative } from "node:path";
import { z } from "zod";
import { findPlugins } from "./find.ts";
import type { FindOptions } from "./find.ts";
import { fingerprint } from "./fingerprint.ts";
import { writePrivate } from "./private-file.ts";

export interface Trust {
  /** "changed": the folder was trusted with other bytes. */
  trusted(dir: string, hash: string): Promise<"yes" | "no" | "changed">;
  /** Pins what the workspace's plugin folders hold now, in place of what was pinned; returns their names. */
  grant(find: FindOptions): Promise<string[]>;
}

/** Workspace's real path → plugin folder below it (or absolute) → SHA-256. */
const Pins = z.record(z.string(), z.record(z.string(), z.string().regex(/^[0-9a-f]{64}$/)));
type Pins = z.infer<typeof Pins>;

/**
 * The pins lie in the user's own folder, never in the workspace: a cloned repository could bring its own.
 * @param folder the user's configuration folder; made when it is missing
 */
export function createTrust(folder: string, workspace: string): Trust {
  const file = join(folder, "trust.json");
  return {
    async trusted(dir, hash) {
      const root = await realpath(workspace);
      const pins = await read(file);
      const own = Object.hasOwn(pins, root) ? pins[root]! : {};
      const name = relative(root, await realpath(dir));
      if (!Object.hasOwn(own, name)) return "no";
      return own[name] === hash ? "yes" : "changed";
    },
    async grant(find) {
      const root = await realpath(workspace);
      const all = await findPlugins(find);
      const granted = all.filter(
        ({ source, outside, absent }) => source === "workspace" && !outside && absent === null,
      );
      const pinned = await Promise.all(
        granted.map(async ({ dir }): Promise<[string, string]> => {
          const { hash } = await fingerprint(dir);
          return [relative(root, await realpath(dir)), hash];
        }),
      );
      const pins = { ...(await read(file)), [root]: Object.fromEntries(pinned) };
      await writePrivate(file, JSON.stringify(pins, null, 2));
      return granted.map(({ name }) => name);
    },
  };
}

/** An unreadable or odd file trusts nothing. */
async function read(file: string): Promise<Pins> {
  try {
    return Pins.parse(JSON.parse(await readFile(file, "utf8")));
  } catch {
    return {};
  }
}
