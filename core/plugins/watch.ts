/** Notices that something changed in plugin folders, also in those that are not there yet. */
import { readdirSync, statSync, watch } from "node:fs";
import type { FSWatcher } from "node:fs";
import { join } from "node:path";

export interface WatchOptions {
  /** Quiet time before `changed` is called: an editor or a copy writes many files. Milliseconds. */
  readonly debounceMs: number;
  /** How often folders are looked at that cannot be watched, or are not there. Milliseconds. */
  readonly pollMs: number;
}

/** Calls `changed` after changes below any of the folders; returns its undo. */
export function watchFolders(
  folders: readonly string[],
  changed: () => void,
  { debounceMs, pollMs }: WatchOptions,
): () => void {
  const watchers = new Map<string, FSWatcher>();
  const seen = new Map<string, string>();
  let quiet: NodeJS.Timeout | undefined;
  const notice = () => {
    clearTimeout(quiet);
    quiet = setTimeout(changed, debounceMs);
  };

  function tryWatch(folder: string): void {
    const now = glance(folder);
    // Watching a folder that is not there does not always fail; it would look like one that went.
    if (now === "") return void seen.set(folder, now);
    try {
      const watcher = watch(folder, { recursive: true, persistent: false }, notice);
      watcher.on("error", () => forget(folder));
      watchers.set(folder, watcher);
    } catch {
      // The system has no watches left: it is polled.
      seen.set(folder, now);
    }
  }

  function forget(folder: string): void {
    watchers.get(folder)?.close();
    watchers.delete(folder);
    seen.set(folder, glance(folder));
    notice();
  }

  function poll(): void {
    for (const folder of watchers.keys()) {
      // A watched folder that was removed is silent for ever.
      if (glance(folder) === "") forget(folder);
    }
    for (const [folder, before] of seen) {
      const now = glance(folder);
      if (now === before) continue;
      seen.delete(folder);
      tryWatch(folder);
      notice();
    }
  }

  for (const folder of folders) tryWatch(folder);
  const timer = setInterval(poll, pollMs);
  timer.unref();
  return () => {
    clearInterval(timer);
    clearTimeout(quiet);
    for (const watcher of watchers.values()) watcher.close();
  };
}

/** Names and times two levels deep: enough to see a plugin come, go or be edited. "" when it is missing. */
function glance(folder: string): string {
  try {
    return [".", ...readdirSync(folder)]
      .map((name) => {
        const path = join(folder, name);
        const files = statSync(path).isDirectory() ? readdirSync(path) : [];
        const times = files.map((file) => `${file}${timeOf(join(path, file))}`);
        return [name, timeOf(path), ...times].join();
      })
      .join(";");
  } catch {
    return "";
  }
}

const timeOf = (path: string) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
