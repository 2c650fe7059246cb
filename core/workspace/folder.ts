/**
 * A folder of the workspace held open, so that what is done in it is done in that very folder.
 *
 * Node has no openat. On Linux `/proc/self/fd/N/name` stands for it: the folder behind an open descriptor
 * cannot be swapped for a link afterwards. Elsewhere names are checked level by level and compared with
 * their real path right before use; a process of the same user can still win that race there.
 */
import { closeSync, constants, fstatSync, fsync, lstatSync, mkdirSync, openSync } from "node:fs";
import { realpathSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { fail, isGatewayError } from "../errors.ts";
import type { GatewayError } from "../errors.ts";
import { ioError, readError, systemCode } from "./io-error.ts";

/** The workspace's folder as it was when it was opened. */
export interface Root {
  readonly path: string;
  readonly dev: bigint;
  readonly ino: bigint;
  /** Whether folders are held by descriptor (Linux) or by name. */
  readonly byHandle: boolean;
}

export interface Folder {
  readonly root: Root;
  /** Workspace-relative; "" is the workspace itself. */
  readonly path: string;
  /** What entries are addressed under. */
  readonly base: string;
  readonly fd: number | null;
  readonly dev: bigint;
  readonly ino: bigint;
}

const O_FOLDER =
  constants.O_RDONLY | (constants.O_DIRECTORY ?? 0) | (constants.O_NOFOLLOW ?? 0) | 0;
const syncDescriptor = promisify(fsync);

/** Holds the workspace itself. Throws UNAVAILABLE when another folder stands there now; STORAGE_ERROR. */
export function openRoot(root: Root): Folder {
  const folder = holdRoot(root);
  if (folder && isSame(folder, root)) return folder;
  if (folder) closeFolder(folder);
  throw fail("UNAVAILABLE", { problem: "the workspace folder was moved, replaced or removed" });
}

function holdRoot(root: Root): Folder | null {
  try {
    return hold(root, "", root.path);
  } catch (error) {
    // A link or a file in its place, or nothing.
    if (isGatewayError(error)) return null;
    if (["ENOENT", "ENOTDIR", "ELOOP"].includes(systemCode(error))) return null;
    throw ioError(".", "could not be opened", error);
  }
}

/**
 * Holds a folder by its workspace-relative path, or null when it is missing. With `made`, missing folders
 * are created and their paths added to it. Throws VALIDATION_ERROR for a link or a file on the way.
 */
export function openFolder(root: Root, path: string, made?: string[]): Folder | null {
  let folder: Folder | null = openRoot(root);
  for (const name of path === "" ? [] : path.split("/")) {
    const parent: Folder = folder;
    try {
      folder = openChild(parent, name, made);
    } finally {
      closeFolder(parent);
    }
    if (!folder) return null;
  }
  return folder;
}

/** Holds a folder in this one; see openFolder. */
export function openChild(parent: Folder, name: string, made?: string[]): Folder | null {
  const path = childPath(parent, name);
  const at = entry(parent, name);
  for (;;) {
    try {
      return hold(parent.root, path, at);
    } catch (error) {
      if (isGatewayError(error)) throw error;
      if (systemCode(error) !== "ENOENT") throw notAFolder(path, at, error);
      if (!made) return null;
    }
    try {
      mkdirSync(at);
      made.push(path);
    } catch (error) {
      if (systemCode(error) !== "EEXIST") throw ioError(path, "could not be created", error);
      // A link that leads nowhere is "missing" to open and "there" to mkdir.
      const there = lstatSync(at, { throwIfNoEntry: false });
      if (there && !there.isDirectory()) throw notAFolder(path, at, error);
    }
  }
}

/** The path by which an entry of a held folder is given to the operating system. */
export function entry(folder: Folder, name: string): string {
  return `${folder.base}/${name}`;
}

/** The workspace-relative path of an entry. */
export function childPath(folder: Folder, name: string): string {
  return folder.path === "" ? name : `${folder.path}/${name}`;
}

/** True while the folder's path still names this folder. */
export function isInPlace(folder: Folder): boolean {
  const path = absolute(folder.root, folder.path);
  const now = lstatSync(path, { bigint: true, throwIfNoEntry: false });
  if (!now?.isDirectory() || !isSame(now, folder)) return false;
  return folder.root.byHandle || isReal(path);
}

/** Makes the folder's entries durable. Windows offers no way to do that, and does it by itself. */
export async function syncFolder(folder: Folder): Promise<void> {
  if (folder.fd !== null) return syncDescriptor(folder.fd);
  if (process.platform === "win32") return;
  const fd = openSync(folder.base, O_FOLDER);
  try {
    await syncDescriptor(fd);
  } finally {
    closeSync(fd);
  }
}

export function closeFolder(folder: Folder): void {
  if (folder.fd !== null) closeSync(folder.fd);
}

export function isSame(a: { dev: bigint; ino: bigint }, b: { dev: bigint; ino: bigint }): boolean {
  return a.ino === b.ino && a.dev === b.dev;
}

/** The error for a link where none may be. */
export function linkRefused(path: string): GatewayError {
  return fail("VALIDATION_ERROR", {
    path,
    problem: `'${path}' is a link, and links are not followed`,
  });
}

function hold(root: Root, path: string, at: string): Folder {
  if (root.byHandle) {
    const fd = openSync(at, O_FOLDER);
    const { dev, ino } = fstatSync(fd, { bigint: true });
    return { root, path, base: `/proc/self/fd/${fd}`, fd, dev, ino };
  }
  const stats = lstatSync(at, { bigint: true });
  if (!stats.isDirectory() || !isReal(absolute(root, path))) {
    throw stats.isDirectory() || stats.isSymbolicLink() ? linkRefused(path) : noFolder(path);
  }
  return { root, path, base: at, fd: null, dev: stats.dev, ino: stats.ino };
}

/** No link on the way. The system may answer in the letters it has stored, which then name the same folder. */
function isReal(path: string): boolean {
  return plain(realpathSync.native(path)) === plain(path);
}

function plain(path: string): string {
  return path.normalize("NFC").toLowerCase();
}

function absolute(root: Root, path: string): string {
  return join(root.path, path);
}

function notAFolder(path: string, at: string, error: unknown): GatewayError {
  const code = systemCode(error);
  if (code === "ELOOP" || code === "ENOTDIR" || code === "EEXIST") {
    return lstatSync(at, { throwIfNoEntry: false })?.isSymbolicLink()
      ? linkRefused(path)
      : noFolder(path);
  }
  return readError(path, error);
}

export function noFolder(path: string): GatewayError {
  return fail("VALIDATION_ERROR", { path, problem: `'${path}' is not a folder` });
}
