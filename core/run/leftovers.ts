/** Knows processes by pid and start time, so that a reused pid is never taken for an old process. */
import { readFileSync, readdirSync } from "node:fs";

/** A process group as it is written down before it is waited for. */
export interface ProcessRecord {
  readonly pid: number;
  /** Clock ticks since boot, from /proc/PID/stat; 0 where there is no /proc. */
  readonly startTime: number;
}

export interface ProcessStat {
  readonly parent: number;
  readonly group: number;
  readonly startTime: number;
}

/** What Linux says of a process; null when it is gone, or on another system. Fields as in proc(5). */
export function statOf(pid: number): ProcessStat | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    // The name in parentheses may hold spaces and parentheses itself; the rest begins after the last one.
    const rest = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return { parent: Number(rest[1]), group: Number(rest[2]), startTime: Number(rest[19]) };
  } catch {
    return null;
  }
}

/** The processes a process has started and not yet reaped; empty where Linux does not tell. */
export function childrenOf(pid: number): number[] {
  try {
    const list = readFileSync(`/proc/${pid}/task/${pid}/children`, "latin1");
    return list.split(" ").filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

/** Memory in MiB that a process holds; null when it is gone, or where there is no /proc (then no limit on it). */
export function residentMiB(pid: number): number | null {
  try {
    const kib = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "latin1"))?.[1];
    return kib === undefined ? null : Number(kib) / 1024;
  } catch {
    return null;
  }
}

/** Sends a signal to a whole process group; a group that is gone is no error. */
export const signalGroup = (pid: number, name: NodeJS.Signals): void => signal(-pid, name);

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // ESRCH: ended meanwhile. EPERM: a member changed its user; nothing more can be done.
  }
}

/**
 * Ends every process whose environment had this line ("NAME=value") when its program began, with its group. For
 * what a process that is gone has left: a tool whose start it could not tell any more has another parent by then.
 * Does nothing where there is no /proc.
 */
export function endMarked(line: string): void {
  const ended = new Set<number>([process.pid]);
  // Again until nobody new is there: one of them may have started another during the look.
  for (let found = [0]; found.length > 0;) {
    found = pids().filter((pid) => !ended.has(pid) && environmentOf(pid).includes(line));
    for (const pid of found) {
      ended.add(pid);
      if (statOf(pid)?.group === pid) signalGroup(pid, "SIGKILL");
      else signal(pid, "SIGKILL");
    }
  }
}

function pids(): number[] {
  try {
    return readdirSync("/proc").map(Number).filter(Boolean);
  } catch {
    return [];
  }
}

/** Empty for a process that is gone, or another user's. */
function environmentOf(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/environ`, "latin1").split("\0");
  } catch {
    return [];
  }
}

/**
 * Ends the process groups a gateway that was killed has left running, and returns their pids. A record
 * whose start time does not match is another process by now and is not touched.
 */
export function endLeftovers(records: readonly ProcessRecord[]): number[] {
  const left = records.filter(({ pid, startTime }) => {
    const stat = pid > 1 ? statOf(pid) : null;
    return stat !== null && stat.startTime === startTime && stat.group === pid;
  });
  for (const { pid } of left) signalGroup(pid, "SIGKILL");
  return left.map(({ pid }) => pid);
}
