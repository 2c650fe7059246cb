/** Reads a plugin folder as bytes: a hash of everything in it, and whether others may write to it. */
import { createHash } from "node:crypto";
import { lstatSync, readFileSync, readlinkSync } from "node:fs";
import type { Stats } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { sha256 } from "../workspace/files.ts";

export interface Fingerprint {
  /** SHA-256 in hex over names, kinds and bytes. */
  readonly hash: string;
  /** What keeps the folder from being run, in words, or null. */
  readonly unsafe: string | null;
}

/** A file as it was when the hash was made. */
export interface SeenFile {
  /** Below the folder, with forward slashes; a link's has `→` and where it leads. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** SHA-256 in hex. */
  readonly hash: string;
}

const MAX_FILES = 20_000;
const MAX_BYTES = 256 * 1024 * 1024;

/**
 * Never follows links: a link counts as its target's name. Throws what the file system throws.
 * `see` hears of each file, from the same bytes as the hash.
 */
export async function fingerprint(
  folder: string,
  see?: (file: SeenFile) => void,
): Promise<Fingerprint> {
  const hash = createHash("sha256");
  let files = 0;
  let bytes = 0;
  let unsafe = writableByOthers(lstatSync(folder));

  async function walk(dir: string, below: string): Promise<void> {
    // One folder a turn: reading its files at once is four times as fast as a promise for each.
    for (const name of (await readdir(dir)).toSorted()) {
      const path = join(dir, name);
      const stats = lstatSync(path);
      const label = `${below}${name}`;
      unsafe ??= stats.isSymbolicLink() ? null : writableByOthers(stats);
      files += 1;
      bytes += stats.isFile() ? stats.size : 0;
      if (files > MAX_FILES || bytes > MAX_BYTES) {
        unsafe = "is too large to be checked";
        return;
      }
      if (stats.isDirectory()) {
        await walk(path, `${label}/`);
      } else if (stats.isSymbolicLink()) {
        const target = readlinkSync(path);
        hash.update(`link\0${label}\0${target}\0`);
        see?.({ path: `${label} → ${target}`, size: 0, hash: sha256(target) });
      } else if (stats.isFile()) {
        const content = readFileSync(path);
        hash.update(`file\0${label}\0${stats.size}\0`).update(content);
        see?.({ path: label, size: content.length, hash: sha256(content) });
      }
    }
  }

  await walk(folder, "");
  return { hash: hash.digest("hex"), unsafe };
}

/** As ssh does with its keys: a file that another user can change is that user's code. */
function writableByOthers(stats: Stats): string | null {
  if (process.platform === "win32") return null;
  if ((stats.mode & 0o022) !== 0) return "is writable by other users";
  const own = stats.uid === process.geteuid?.() || stats.uid === 0;
  return own ? null : "belongs to another user";
}
