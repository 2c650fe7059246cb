/** Reads one regular file out of a held folder: never a link, a device or a pipe, never more than asked for. */
import { closeSync, constants, fstatSync, lstatSync, openSync, read, readSync } from "node:fs";
import type { BigIntStats } from "node:fs";
import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { fail, isGatewayError } from "../errors.ts";
import { childPath, entry, isSame, linkRefused, noFolder } from "./folder.ts";
import type { Folder } from "./folder.ts";
import { readError, systemCode } from "./io-error.ts";

export interface FileBytes {
  readonly bytes: Uint8Array;
  /** Permission bits only; setuid, setgid and sticky are never among them. */
  readonly mode: number;
}

/** Up to here a read in place (some 20 µs) is cheaper than a thread's hop (50 to 100 µs). */
export const SHORT = 256 * 1024;

// Without O_NONBLOCK, opening a pipe waits for a writer and holds a thread until one comes.
const O_FILE = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/**
 * The bytes of `name` in `folder`, or null when nothing stands there.
 * Throws VALIDATION_ERROR for links, folders, devices, pipes, sockets and files that may not be read;
 * PAYLOAD_TOO_LARGE over `maxBytes`; STORAGE_ERROR when the disk fails.
 */
export async function readEntry(
  folder: Folder,
  name: string,
  maxBytes: number,
): Promise<FileBytes | null> {
  const file = openRegular(folder, name);
  if (!file) return null;
  try {
    const size = Number(file.stats.size);
    const bytes = size > maxBytes ? null : await readAll(file.fd, size, maxBytes);
    if (bytes) return { bytes, mode: Number(file.stats.mode) & 0o777 };
  } catch (error) {
    throw readError(childPath(folder, name), error);
  } finally {
    closeSync(file.fd);
  }
  const path = childPath(folder, name);
  throw fail("PAYLOAD_TOO_LARGE", { what: `'${path}'`, path, limit: `${maxBytes} bytes` });
}

/** SHA-256 in hex of what `readEntry` would read, or null, without holding all of it in memory. Throws as that does. */
export async function hashEntry(
  folder: Folder,
  name: string,
  maxBytes: number,
): Promise<string | null> {
  const file = openRegular(folder, name);
  if (!file) return null;
  const path = childPath(folder, name);
  const tooLarge = () =>
    fail("PAYLOAD_TOO_LARGE", { what: `'${path}'`, path, limit: `${maxBytes} bytes` });
  try {
    const expected = Number(file.stats.size);
    if (expected > maxBytes) throw tooLarge();
    const digest = createHash("sha256");
    const chunk = Buffer.allocUnsafe(Math.min(expected + 1, SHORT));
    for (let size = 0; ;) {
      const got = await readSome(file.fd, chunk, 0, chunk.length, expected <= SHORT);
      size += got;
      if (size > maxBytes) throw tooLarge();
      digest.update(chunk.subarray(0, got));
      if (got === 0 || (got < chunk.length && size >= expected)) return digest.digest("hex");
    }
  } catch (error) {
    throw isGatewayError(error) ? error : readError(path, error);
  } finally {
    closeSync(file.fd);
  }
}

/** What a file's look tells: as long as it stays the same, so do the bytes. */
export interface Stamp {
  /** Identity, size and times as one text to compare. */
  readonly text: string;
  /** When the bytes were last written, in milliseconds since 1970. */
  readonly writtenMs: number;
}

/** The stamp of a file, by looking at it alone; null when no regular file stands there. */
export function stampOf(at: string): Stamp | null {
  try {
    const stats = lstatSync(at, { bigint: true, throwIfNoEntry: false });
    if (!stats?.isFile()) return null;
    const { dev, ino, size, mtimeNs, ctimeNs } = stats;
    // The time of change too: that of writing can be set back.
    const text = [dev, ino, size, mtimeNs, ctimeNs].join(" ");
    return { text, writtenMs: Number(mtimeNs / 1_000_000n) };
  } catch {
    return null;
  }
}

/**
 * Whether a regular file stands at a checked path, by looking alone: it answers a request before a run that
 * opens the file with all care. Throws VALIDATION_ERROR for a link on the way, and for what is no file.
 */
export function isThere(root: string, path: string): boolean {
  let at = root;
  let rest = path.split("/");
  for (const part of rest) {
    at += `/${part}`;
    rest = rest.slice(1);
    const seen = look(at, path);
    if (!seen) return false;
    if (rest.length === 0) requireFile(seen, path);
    else if (seen.isSymbolicLink()) throw linkRefused(path);
    else if (!seen.isDirectory()) throw noFolder(at.slice(root.length + 1));
  }
  return true;
}

/** Opens a regular file for reading, or null when nothing stands there. Throws as readEntry does. */
export function openRegular(
  folder: Folder,
  name: string,
): { readonly fd: number; readonly stats: BigIntStats } | null {
  const path = childPath(folder, name);
  const at = entry(folder, name);
  // A second and third try, because an editor may save by rename between the look and the open.
  for (let tries = 3; tries > 0; tries--) {
    const seen = look(at, path);
    if (!seen) return null;
    requireFile(seen, path);
    const fd = openFile(at, path);
    if (fd === null) continue;
    const stats = fstatSync(fd, { bigint: true });
    if (isSame(seen, stats) && stats.isFile()) return { fd, stats };
    closeSync(fd);
  }
  throw fail("VALIDATION_ERROR", { path, problem: `'${path}' kept changing while it was opened` });
}

function look(at: string, path: string): BigIntStats | undefined {
  try {
    return lstatSync(at, { bigint: true, throwIfNoEntry: false });
  } catch (error) {
    throw readError(path, error);
  }
}

function openFile(at: string, path: string): number | null {
  try {
    return openSync(at, O_FILE);
  } catch (error) {
    const code = systemCode(error);
    if (code === "ENOENT") return null;
    if (code === "ELOOP") throw linkRefused(path);
    throw readError(path, error);
  }
}

function requireFile(stats: BigIntStats, path: string): void {
  if (stats.isFile()) return;
  if (stats.isSymbolicLink()) throw linkRefused(path);
  const what = stats.isDirectory() ? "a folder" : "not a regular file";
  throw fail("VALIDATION_ERROR", { path, problem: `'${path}' is ${what}` });
}

const readAsync = promisify(read);

async function readSome(
  fd: number,
  room: Buffer,
  at: number,
  want: number,
  inPlace: boolean,
): Promise<number> {
  if (inPlace) return readSync(fd, room, at, want, null);
  return (await readAsync(fd, room, at, want, null)).bytesRead;
}

/** Everything up to the end, or null when that is more than `most`: sizes are a hint, files grow. */
async function readAll(fd: number, size: number, most: number): Promise<Uint8Array | null> {
  // One byte more than expected, so that the end shows without another call.
  let room = Buffer.allocUnsafe(Math.min(size, most) + 1);
  let filled = 0;
  for (;;) {
    const want = room.length - filled;
    const got = await readSome(fd, room, filled, want, want <= SHORT);
    filled += got;
    // A read that was cut short by a signal gives less than asked for, but never nothing.
    if (got === 0 || (got < want && filled >= size)) return room.subarray(0, filled);
    if (filled > most) return null;
    if (filled < room.length) continue;
    const grown = Buffer.allocUnsafe(Math.min(room.length * 2, most + 1));
    room.copy(grown);
    room = grown;
  }
}
