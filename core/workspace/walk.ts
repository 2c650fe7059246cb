/** Walks a workspace folder: regular files and folders only, never along a link, within limits. */
import { lstatSync } from "node:fs";
import { opendir } from "node:fs/promises";
import type { FileFilter } from "../define.ts";
import { fail } from "../errors.ts";
import { childPath, closeFolder, entry, openChild } from "./folder.ts";
import type { Folder } from "./folder.ts";
import { isPrivateName } from "./paths.ts";

export interface WalkLimits {
  /** Entries looked at, whether they are wanted or not. */
  readonly maxFiles: number;
}

/** Is told of what is found; `below` is the path below the folder that the walk began in. */
export interface Visitor {
  file(folder: Folder, name: string, below: string, size: number): Promise<void> | void;
  /** A folder is entered. */
  folder?(child: Folder, below: string): void;
  /** A link or a special file, by its workspace path. */
  skipped?(path: string): void;
}

const DEEPEST = 32;

/**
 * Visits what is below `from`; `.git`, `.metaforge…` and `node_modules` are left out. Links are skipped rather than
 * refused: a repository with one stray link is common, and doing without it is harmless, while following it could
 * reach anything. Throws PAYLOAD_TOO_LARGE over a limit.
 */
export async function walkFolder(
  from: Folder,
  limits: WalkLimits,
  visitor: Visitor,
  only?: FileFilter,
): Promise<void> {
  const endings = only?.endings.map((ending) => ending.toLowerCase());
  const isWanted = (name: string) =>
    endings === undefined || endings.some((ending) => name.toLowerCase().endsWith(ending));
  let seen = 0;
  await walk(from, "", 0);

  async function walk(folder: Folder, way: string, depth: number): Promise<void> {
    if (depth > DEEPEST) throw over(`'${folder.path}'`, `${DEEPEST} folders deep`);
    for await (const { name } of await opendir(folder.base, { bufferSize: 128 })) {
      if (isPrivateName(name)) continue;
      if (++seen > limits.maxFiles) throw over("the folder", `${limits.maxFiles} files`);
      const kind = lstatSync(entry(folder, name), { throwIfNoEntry: false });
      const below = `${way}${name}`;
      if (kind?.isFile()) {
        if (isWanted(name)) await visitor.file(folder, name, below, kind.size);
      } else if (kind?.isDirectory()) await enter(folder, name, below, depth + 1);
      else if (kind) visitor.skipped?.(childPath(folder, name));
    }
  }

  async function enter(folder: Folder, name: string, below: string, depth: number): Promise<void> {
    const child = openChild(folder, name);
    if (!child) return;
    try {
      visitor.folder?.(child, below);
      await walk(child, `${below}/`, depth);
    } finally {
      closeFolder(child);
    }
  }
}

/** The error for a walk that met more than it may. */
export function over(what: string, limit: string): Error {
  return fail("PAYLOAD_TOO_LARGE", { what, limit });
}
