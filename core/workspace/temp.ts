/** New files beside their targets, durable before they take the target's name. */
import {
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fsync,
  lstatSync,
  open as openFile,
} from "node:fs";
import { rmdirSync, unlinkSync, write, writeSync } from "node:fs";
import { promisify } from "node:util";
import { splitPath } from "./files.ts";
import type { Workspace } from "./files.ts";
import { childPath, closeFolder, entry } from "./folder.ts";
import type { Folder } from "./folder.ts";
import { ioError, systemCode } from "./io-error.ts";
import { SHORT } from "./read.ts";

/** Artifacts may not begin with a dot, so no staged file ever has such a name. */
export function tempName(id: string, n: number): string {
  return `.metaforge-${id}-${n}`;
}

const syncFile = promisify(fsync);
const openAsync = promisify(openFile);
const writeAsync = promisify(write);
const O_NEW =
  constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | (constants.O_NOFOLLOW ?? 0);

export interface TempFile {
  readonly folder: Folder;
  readonly temp: string;
  /** The name it is going to take. */
  readonly name: string;
  readonly file: { readonly content: Uint8Array; readonly mode: number };
}

/**
 * Writes and flushes temp files with the permissions and owner of their targets, or `mode` under the umask
 * where that is missing. Making and flushing happen on threads: both take as long as the disk wants, and
 * flushes under way together share the disk's own commits. Throws STORAGE_ERROR.
 */
export async function writeTemps(files: readonly TempFile[]): Promise<void> {
  const open: { readonly fd: number; readonly path: string }[] = [];
  try {
    for (const each of files) {
      const path = childPath(each.folder, each.name);
      await storing(path, async () => {
        const { fd, old } = await openTemp(each);
        open.push({ fd, path });
        if (old) keepOwner(fd, old);
        if (old) fchmodSync(fd, old.mode & 0o777);
        await writeAll(fd, each.file.content);
      });
    }
    // Every flush is waited for, also after one has failed: its descriptor is closed next.
    const flushed = open.map(({ fd, path }) => storing(path, () => syncFile(fd)));
    await Promise.allSettled(flushed);
    await Promise.all(flushed);
  } finally {
    for (const { fd } of open) closeSync(fd);
  }
}

async function storing(path: string, step: () => Promise<void>): Promise<void> {
  try {
    await step();
  } catch (error) {
    throw ioError(path, "could not be written", error);
  }
}

async function openTemp({ folder, temp, name, file }: TempFile) {
  const standing = lstatSync(entry(folder, name), { throwIfNoEntry: false });
  const old = standing?.isFile() ? standing : null;
  const fd = await openNew(entry(folder, temp), old ? old.mode & 0o777 : file.mode);
  return { fd, old };
}

async function writeAll(fd: number, content: Uint8Array): Promise<void> {
  for (let at = 0; at < content.length;) {
    const rest = content.length - at;
    at +=
      rest <= SHORT
        ? writeSync(fd, content, at)
        : (await writeAsync(fd, content, at, rest, null)).bytesWritten;
  }
}

/** Removes a temp file when it is there; what cannot be removed stays for the next recovery. */
export function removeTemp(folder: Folder, temp: string): void {
  try {
    unlinkSync(entry(folder, temp));
  } catch {
    // Gone already, or the disk is failing, which the caller is telling about.
  }
}

/** Removes a folder that was made for a file that then could not be written, unless something is in it by now. */
export function removeFolder(workspace: Workspace, path: string): void {
  const { folder, name } = splitPath(path);
  try {
    const held = workspace.folder(folder);
    if (!held) return;
    try {
      rmdirSync(entry(held, name));
    } finally {
      closeFolder(held);
    }
  } catch {
    // Not empty or not reachable: an empty folder does no harm.
  }
}

async function openNew(at: string, mode: number): Promise<number> {
  try {
    return await openAsync(at, O_NEW, mode);
  } catch (error) {
    if (systemCode(error) !== "EEXIST") throw error;
    // Left by an approval of the same session that was cut short. Of a link, the link itself goes.
    unlinkSync(at);
    return openAsync(at, O_NEW, mode);
  }
}

/** A rename makes the writer the owner; give the file back where that is allowed. */
function keepOwner(fd: number, { uid, gid }: { uid: number; gid: number }): void {
  if (uid === process.geteuid?.() && gid === process.getegid?.()) return;
  try {
    fchownSync(fd, uid, gid);
  } catch {
    // Only the administrator may give files away; the name and the bytes are right all the same.
  }
}
