/** Folders of a run process: one of its own to stand in, and a run's scratch folder, made when it is asked for. */
import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { messageOf } from "../errors.ts";
import type { Log } from "../log.ts";

/** Where a process stands: files that a plugin names relatively land here, not in anybody's folder. */
export const standing = (scratch: string, pid: number): string =>
  join(dirname(scratch), `process-${pid}`);

/** Makes the process stand in its own folder; once, because making a folder costs more than a small run. */
export function standApart(scratch: string): void {
  const folder = standing(scratch, process.pid);
  if (process.cwd() === folder) return;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  process.chdir(folder);
}

/** True when no run has left a file where the process stands. */
export const standsClean = (): boolean => readdirSync(".").length === 0;

/** The folder's path; calling it makes the folder. */
export function lazyFolder(path: string): () => string {
  let made = false;
  return () => {
    if (!made) mkdirSync(path, { recursive: true, mode: 0o700 });
    made = true;
    return path;
  };
}

/** What a run has locked stays until the next start. */
export function removeFolder(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    // EACCES, most likely: nobody waits for it, and nothing is put there again.
  }
}

/** A run may have locked what it left; that is no reason not to start. */
export function removeLeft(folder: string, log: Log): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch (thrown) {
    log.warn("an earlier run's scratch folder stays", { problem: messageOf(thrown) });
  }
}
