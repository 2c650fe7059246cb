/** Copies a workspace folder for a run to work in: regular files and folders only, within limits. */
import { createHash } from "node:crypto";
import { closeSync, lstatSync, mkdirSync, openSync, read, write } from "node:fs";
import { opendir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { fail, isGatewayError } from "../errors.ts";
import { childPath, closeFolder, entry, openChild } from "./folder.ts";
import type { Folder } from "./folder.ts";
import { ioError } from "./io-error.ts";
import { isPrivateName } from "./paths.ts";
import { openRegular } from "./read.ts";

export interface CopyLimits {
  readonly maxBytes: number;
  /** Entries looked at, whether copied or not. */
  readonly maxFiles: number;
}

/** Ample for a board with its libraries. */
export const COPY_LIMITS: CopyLimits = { maxBytes: 256 * 1024 * 1024, maxFiles: 10_000 };

/** A file as it was copied: its workspace path, bytes and SHA-256 in hex. */
export interface CopiedFile {
  readonly path: string;
  readonly size: number;
  readonly sha256: string;
}

export interface Copied {
  readonly files: readonly CopiedFile[];
  readonly bytes: number;
  /** Links and special files that were left out, the first hundred. */
  readonly skipped: readonly string[];
}

const DEEPEST = 32;
const CHUNK = 256 * 1024;
const readAsync = promisify(read);
const writeAsync = promisify(write);

/**
 * Copies what is below `from` into the existing folder `into` (absolute). `.git`, `.metaforge…` and
 * `node_modules` are left out. Links are skipped rather than refused: a repository with one stray link is
 * common, and a copy without it is harmless, while following it could reach anything.
 * Throws PAYLOAD_TOO_LARGE over a limit (what was copied so far stays for the caller to remove).
 */
export async function copyFolder(from: Folder, into: string, limits: CopyLimits): Promise<Copied> {
  const done = { seen: 0, files: [] as CopiedFile[], bytes: 0, skipped: [] as string[] };
  await copyInto(from, into, 0);
  return { files: done.files, bytes: done.bytes, skipped: done.skipped };

  async function copyInto(folder: Folder, target: string, depth: number): Promise<void> {
    if (depth > DEEPEST) throw over(`'${folder.path}'`, `${DEEPEST} folders deep`);
    for await (const { name } of await opendir(folder.base, { bufferSize: 128 })) {
      if (isPrivateName(name)) continue;
      if (++done.seen > limits.maxFiles) throw over("the folder", `${limits.maxFiles} files`);
      const kind = lstatSync(entry(folder, name), { throwIfNoEntry: false });
      if (kind?.isFile()) await copyFile(folder, name, join(target, name));
      else if (kind?.isDirectory()) await copyChild(folder, name, join(target, name), depth + 1);
      else if (kind && done.skipped.length < 100) done.skipped.push(childPath(folder, name));
    }
  }

  async function copyChild(
    folder: Folder,
    name: string,
    target: string,
    depth: number,
  ): Promise<void> {
    const child = openChild(folder, name);
    if (!child) return;
    try {
      makeFolder(target, child.path);
      await copyInto(child, target, depth);
    } finally {
      closeFolder(child);
    }
  }

  async function copyFile(folder: Folder, name: string, target: string): Promise<void> {
    const file = openRegular(folder, name);
    if (!file) return;
    const { fd, stats } = file;
    // Of the very bytes that are copied: a second look at the file could see others.
    const digest = createHash("sha256");
    let size = 0;
    let to: number | null = null;
    try {
      to = openSync(target, "wx", Number(stats.mode) & 0o100 ? 0o700 : 0o600);
      const chunk = Buffer.allocUnsafe(CHUNK);
      for (;;) {
        const { bytesRead } = await readAsync(fd, chunk, 0, CHUNK, null);
        if (bytesRead === 0) break;
        done.bytes += bytesRead;
        size += bytesRead;
        if (done.bytes > limits.maxBytes) throw over("the folder", `${limits.maxBytes} bytes`);
        digest.update(chunk.subarray(0, bytesRead));
        for (let at = 0; at < bytesRead;) {
          at += (await writeAsync(to, chunk, at, bytesRead - at, null)).bytesWritten;
        }
      }
      done.files.push({ path: childPath(folder, name), size, sha256: digest.digest("hex") });
    } catch (error) {
      if (isGatewayError(error)) throw error;
      throw ioError(childPath(folder, name), "could not be copied", error);
    } finally {
      closeSync(fd);
      if (to !== null) closeSync(to);
    }
  }
}

function makeFolder(target: string, path: string): void {
  try {
    mkdirSync(target, { mode: 0o700 });
  } catch (error) {
    throw ioError(path, "could not be copied", error);
  }
}

function over(what: string, limit: string): Error {
  return fail("PAYLOAD_TOO_LARGE", { what, limit });
}
