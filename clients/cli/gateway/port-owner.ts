/** Tells whether a port of this machine is listened at by a certain process of this user. */
import { existsSync, readFileSync, readdirSync, readlinkSync } from "node:fs";
import { join } from "node:path";

/** `st` of a listening socket in /proc/net/tcp. */
const LISTENS = "0A";

/**
 * From `/proc`, where another user's process shows nothing. Where there is no such thing the process counts as the
 * owner: it lives and is this user's, and nothing better is to be had.
 */
export function ownsPort(pid: number, port: number): boolean {
  if (!existsSync("/proc/self/net/tcp")) return true;
  try {
    const sockets = new Set(["tcp", "tcp6"].flatMap((table) => listeningAt(table, port)));
    const folder = `/proc/${pid}/fd`;
    return readdirSync(folder).some((fd) => sockets.has(targetOf(join(folder, fd))));
  } catch {
    return false;
  }
}

/** The names that a process has for sockets which listen at the port. */
function listeningAt(table: string, port: number): string[] {
  const file = `/proc/self/net/${table}`;
  const rows = existsSync(file) ? readFileSync(file, "latin1").split("\n").slice(1) : [];
  const hex = port.toString(16).toUpperCase().padStart(4, "0");
  return rows.flatMap((row) => {
    // sl local_address rem_address st tx_queue:rx_queue tr:tm->when retrnsmt uid timeout inode
    const [, local = "", , state, , , , , , inode] = row.trim().split(/\s+/);
    return local.endsWith(`:${hex}`) && state === LISTENS ? [`socket:[${inode}]`] : [];
  });
}

/** Empty for what was closed meanwhile. */
function targetOf(link: string): string {
  try {
    return readlinkSync(link);
  } catch {
    return "";
  }
}
