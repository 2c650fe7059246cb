/** Copies a workspace folder for a run to work in: regular files and folders only, within limits. */
import { createHash } from "node:crypto";
import { closeSync, mkdirSync, openSync, read, write } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import type { FileFilter } from "../define.ts";
import { isGatewayError } from "../errors.ts";
import { childPath } from "./folder.ts";
import type { Folder } from "./folder.ts";
import { ioError } from "./io-error.ts";
import { openRegular } from "./read.ts";
import { over, walkFolder } from "./walk.ts";
import type { Visitor, WalkLimits } from "./walk.ts";

export interface CopyLimits extends WalkLimits {
  readonly maxBytes: number;
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

const CHUNK = 256 * 1024;
const readAsync = promisify(read);
const writeAsync = promisify(write);

/**
 * Copies what is below `from` into the existing folder `into` (absolute), as far as `only` wants it: see walkFolder.
 * Throws PAYLOAD_TOO_LARGE over a limit (what was copied so far stays for the caller to remove).
 */
export async function copyFolder(
  from: Folder,
  into: string,
  limits: CopyLimits,
  only?: FileFilter,
): Promise<Copied> {
  const done = { files: [] as CopiedFile[], bytes: 0, skipped: [] as string[] };
  const visitor: Visitor = {
    file: (folder, name, below) => copyFile(folder, name, join(into, below)),
    folder: (child, below) => makeFolder(join(into, below), child.path),
    skipped: (path) => void (done.skipped.length < 100 && done.skipped.push(path)),
  };
  await walkFolder(from, limits, visitor, only);
  return done;

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
