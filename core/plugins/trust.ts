/** Remembers which plugin code of a workspace its user has agreed to run: one hash a folder, by workspace. */
import { readFile, realpath } from "node:fs/promises";
import { join, relative } from "node:path";
import { z } from "zod";
import { findPlugins } from "./find.ts";
import type { Candidate, FindOptions } from "./find.ts";
import { fingerprint } from "./fingerprint.ts";
import type { SeenFile } from "./fingerprint.ts";
import { writePrivate } from "./private-file.ts";

/** A plugin of the workspace as it lies there now, for the person who is to trust it. */
export interface Reviewed {
  readonly name: string;
  /** Below the workspace; absolute for a package that lies elsewhere. */
  readonly folder: string;
  readonly hash: string;
  readonly state: "trusted" | "untrusted" | "changed";
  /** Why the gateway will not run it in spite of trust, in words, or null. */
  readonly unsafe: string | null;
  readonly files: readonly SeenFile[];
  /** Paths that differ from what was trusted; null when nothing was, or it is not known which files those were. */
  readonly changes: {
    readonly added: readonly string[];
    readonly changed: readonly string[];
    readonly removed: readonly string[];
  } | null;
}

export interface Trust {
  /** "changed": the folder was trusted with other bytes. */
  trusted(dir: string, hash: string): Promise<"yes" | "no" | "changed">;
  /** The workspace's plugins as they are now. Runs nothing of them. */
  review(find: FindOptions): Promise<Reviewed[]>;
  /**
   * Pins what was reviewed: a folder that has changed since the review is not trusted by it.
   * `only`: others that were trusted stay so; otherwise they are forgotten.
   */
  grant(reviewed: readonly Reviewed[], options?: { readonly only: boolean }): Promise<void>;
}

const Sha = z.string().regex(/^[0-9a-f]{64}$/);
/** The folder's hash, with the hashes of its files when they are few: to say later what has changed. */
const Pin = z.union([Sha, z.object({ hash: Sha, files: z.record(z.string(), Sha) })]);
/** Workspace's real path → plugin folder below it (or absolute) → pin. */
const Pins = z.record(z.string(), z.record(z.string(), Pin));
type Pins = z.infer<typeof Pins>;

/** Files of one folder that are remembered one by one: a package with its dependencies may hold thousands. */
const MAX_REMEMBERED = 500;

/**
 * The pins lie in the user's own folder, never in the workspace: a cloned repository could bring its own.
 * @param folder the user's configuration folder; made when it is missing
 */
export function createTrust(folder: string, workspace: string): Trust {
  const file = join(folder, "trust.json");
  async function pinned(): Promise<{ root: string; pins: Pins; own: NonNullable<Pins[string]> }> {
    const [root, pins] = await Promise.all([realpath(workspace), read(file)]);
    return { root, pins, own: Object.hasOwn(pins, root) ? pins[root]! : {} };
  }
  return {
    async trusted(dir, hash) {
      const { root, own } = await pinned();
      const name = relative(root, await realpath(dir));
      if (!Object.hasOwn(own, name)) return "no";
      return hashIn(own[name]!) === hash ? "yes" : "changed";
    },
    async review(find) {
      const [{ root, own }, all] = await Promise.all([pinned(), findPlugins(find)]);
      const theirs = all.filter(
        ({ source, outside, absent }) => source === "workspace" && !outside && absent === null,
      );
      return Promise.all(theirs.map((one) => review(one, root, own)));
    },
    async grant(reviewed, { only } = { only: false }) {
      const { root, pins, own } = await pinned();
      const seen = Object.fromEntries(reviewed.map((one) => [one.folder, pinOf(one)]));
      const next = { ...pins, [root]: only ? { ...own, ...seen } : seen };
      await writePrivate(file, JSON.stringify(next, null, 2));
    },
  };
}

async function review({ name, dir }: Candidate, root: string, own: Pins[string]) {
  const files: SeenFile[] = [];
  const { hash, unsafe } = await fingerprint(dir, (seen) => files.push(seen));
  const folder = relative(root, await realpath(dir));
  const pin = Object.hasOwn(own, folder) ? own[folder]! : null;
  const now = pin !== null && hashIn(pin) === hash ? "trusted" : "changed";
  const state: Reviewed["state"] = pin === null ? "untrusted" : now;
  const before = state === "changed" && typeof pin === "object" ? pin!.files : null;
  return { name, folder, hash, state, unsafe, files, changes: before && changes(before, files) };
}

function changes(before: Readonly<Record<string, string>>, files: readonly SeenFile[]) {
  const now = new Map(files.map(({ path, hash }) => [path, hash]));
  const known = (path: string) => Object.hasOwn(before, path);
  const paths = [...now.keys()];
  return {
    added: paths.filter((path) => !known(path)),
    changed: paths.filter((path) => known(path) && before[path] !== now.get(path)),
    removed: Object.keys(before).filter((path) => !now.has(path)),
  };
}

function pinOf({ hash, files }: Reviewed): z.infer<typeof Pin> {
  if (files.length > MAX_REMEMBERED) return hash;
  return { hash, files: Object.fromEntries(files.map((one) => [one.path, one.hash])) };
}

const hashIn = (pin: z.infer<typeof Pin>) => (typeof pin === "string" ? pin : pin.hash);

/** An unreadable or odd file trusts nothing. */
async function read(file: string): Promise<Pins> {
  try {
    return Pins.parse(JSON.parse(await readFile(file, "utf8")));
  } catch {
    return {};
  }
}
