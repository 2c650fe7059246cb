/** The workspace: the one folder that runs read from and approvals write to. */
import { existsSync } from "node:fs";
import { realpath, stat } from "node:fs/promises";
import { hash } from "node:crypto";
import type { FileFilter } from "../define.ts";
import { fail } from "../errors.ts";
import { COPY_LIMITS, copyFolder } from "./copy.ts";
import type { Copied, CopyLimits } from "./copy.ts";
import { childPath, closeFolder, openFolder, openRoot } from "./folder.ts";
import type { Folder, Root } from "./folder.ts";
import { checkedPath } from "./paths.ts";
import { hashEntry, isThere, readEntry, stampOf } from "./read.ts";
import type { FileBytes, Stamp } from "./read.ts";
import { walkFolder } from "./walk.ts";
import type { Visitor } from "./walk.ts";

export interface CopyOptions {
  readonly limits?: CopyLimits;
  readonly only?: FileFilter | undefined;
}

export interface Workspace {
  /** The real absolute path, taken once. Never shown to clients. */
  readonly root: string;
  /** Throws UNAVAILABLE when another folder, or none, stands at `root` by now. */
  check(): void;
  /**
   * A file's bytes, or null when it is absent. The path is checked for reading. Throws VALIDATION_ERROR
   * (a bad path; a link anywhere on it; not a regular file), PAYLOAD_TOO_LARGE, STORAGE_ERROR, UNAVAILABLE.
   */
  read(path: string, limits: { maxBytes: number }): Promise<FileBytes | null>;
  /** SHA-256 in hex of what `read` would give, with little memory. Throws as `read` does. */
  hash(path: string, limits: { maxBytes: number }): Promise<string | null>;
  /**
   * What one look at a file tells, null when no regular file is there. Links on the way are followed: it only
   * says whether something may have changed since bytes were read with all care.
   */
  stamp(path: string): Stamp | null;
  /** Whether `read` would find a file. Throws as `read` does for what may not be read. */
  exists(path: string): Promise<boolean>;
  /**
   * Copies a folder ("." is the workspace) into the existing folder `into` (absolute). Links and special
   * files are skipped, `.git`, `.metaforge…` and `node_modules` left out.
   * Throws as `read` does; VALIDATION_ERROR when `dir` is missing.
   */
  copyTree(dir: string, into: string, options?: CopyOptions): Promise<Copied>;
  /** The files that `copyTree` would copy, with their bytes, sorted by path. Throws as it does. */
  list(dir: string, only?: FileFilter): Promise<{ path: string; size: number }[]>;
  /** Holds a folder by its checked path; close it after use. See openFolder. */
  folder(path: string, made?: string[]): Folder | null;
}

/**
 * Opens a workspace; links on the way to it are followed once, here.
 * Throws START_REFUSED when there is no such folder.
 * `byHandle: false` is how it works on systems without `/proc`.
 */
export async function openWorkspace(
  path: string,
  options: { byHandle?: boolean } = {},
): Promise<Workspace> {
  const root = await findRoot(path, options.byHandle ?? existsSync("/proc/self/fd"));

  async function inFolder<T>(
    given: string,
    work: (folder: Folder, name: string) => Promise<T | null>,
  ): Promise<T | null> {
    const { folder, name } = splitPath(checkedPath(given, "read"));
    const held = openFolder(root, folder);
    if (!held) return null;
    try {
      return await work(held, name);
    } finally {
      closeFolder(held);
    }
  }

  async function below<T>(dir: string, work: (held: Folder) => Promise<T>): Promise<T> {
    const held = openFolder(root, dir === "." ? "" : checkedPath(dir, "read"));
    if (!held) throw fail("VALIDATION_ERROR", { path: dir, problem: `'${dir}' is not there` });
    try {
      return await work(held);
    } finally {
      closeFolder(held);
    }
  }

  return {
    root: root.path,
    check: () => closeFolder(openRoot(root)),
    folder: (folder, made) => openFolder(root, folder, made),
    read: (given, { maxBytes }) => inFolder(given, (held, name) => readEntry(held, name, maxBytes)),
    hash: (given, { maxBytes }) => inFolder(given, (held, name) => hashEntry(held, name, maxBytes)),
    stamp: (given) => stampOf(`${root.path}/${checkedPath(given, "read")}`),
    exists: async (given) => isThere(root.path, checkedPath(given, "read")),
    copyTree: (dir, into, { limits = COPY_LIMITS, only } = {}) =>
      below(dir, (held) => copyFolder(held, into, limits, only)),
    list: (dir, only) =>
      below(dir, async (held) => {
        const files: { path: string; size: number }[] = [];
        const file: Visitor["file"] = (folder, name, _, size) =>
          void files.push({ path: childPath(folder, name), size });
        await walkFolder(held, COPY_LIMITS, { file }, only);
        return files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
      }),
  };
}

/** A checked path as its folder ("" for the workspace) and its last name. */
export function splitPath(path: string): { folder: string; name: string } {
  const cut = path.lastIndexOf("/");
  return { folder: path.slice(0, Math.max(cut, 0)), name: path.slice(cut + 1) };
}

/** SHA-256 in hex. */
export function sha256(content: Uint8Array | string): string {
  return hash("sha256", content, "hex");
}

async function findRoot(path: string, byHandle: boolean): Promise<Root> {
  try {
    const real = await realpath(path);
    const stats = await stat(real, { bigint: true });
    if (stats.isDirectory()) return { path: real, dev: stats.dev, ino: stats.ino, byHandle };
  } catch (error) {
    const problem = `the workspace '${path}' cannot be opened`;
    throw fail("START_REFUSED", { problem }, { cause: error });
  }
  throw fail("START_REFUSED", { problem: `the workspace '${path}' is not a folder` });
}
