/** Writes down every process group that runs, so that a gateway that was killed leaves none behind at its next start. */
import type { Database } from "./database.ts";

export interface ProcessEntry {
  readonly pid: number;
  /** Ticks since boot: a pid that was given to another process has another one. */
  readonly startTime: number;
}

export interface ProcessBook {
  note(event: ProcessEntry & { readonly alive: boolean }): void;
  /** What the book holds; an earlier gateway's, when it is asked before anything was started. */
  entries(): ProcessEntry[];
  clear(): Promise<void>;
}

export function createProcessBook({ db, write }: Database): ProcessBook {
  const insert = db.prepare("INSERT OR REPLACE INTO processes VALUES (?, ?)");
  const remove = db.prepare("DELETE FROM processes WHERE pid = ?");
  const all = db.prepare("SELECT pid, start_time AS startTime FROM processes");
  const removeAll = db.prepare("DELETE FROM processes");
  return {
    note({ pid, startTime, alive }) {
      if (!db.isOpen) return;
      // A disk that takes no more must not end the gateway; the process is watched all the same.
      write(() => void (alive ? insert.run(pid, startTime) : remove.run(pid))).catch(() => {});
    },
    entries: () => all.all() as unknown as ProcessEntry[],
    clear: () => write(() => void removeAll.run()),
  };
}
