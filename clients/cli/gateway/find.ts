/** Finds the gateway that runs for a workspace: its note says where, the gateway itself has to say that it is so. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ownsPort } from "./port-owner.ts";

export interface Found {
  readonly pid: number;
  readonly port: number;
  readonly url: string;
  /** Null when it wants a key before it says anything. */
  readonly version: string | null;
}

/** Milliseconds that a gateway on this machine may take to say who it is. */
const PATIENCE = 5000;
/** A key goes to this machine alone, so these are the only addresses that are tried. */
const LOOPBACK = ["127.0.0.1", "[::1]"];

/** A folder that is named by hand counts for more than an address that stands in the environment. */
export function namedUrl(
  {
    url,
    workspace,
  }: { readonly url?: string | undefined; readonly workspace?: string | undefined },
  { env }: { readonly env: NodeJS.ProcessEnv },
): string | undefined {
  return url ?? (workspace === undefined ? env["METAFORGE_URL"] || undefined : undefined);
}

/**
 * Null when none answers for this workspace. Only the port is taken from the note, which a cloned repository could
 * bring along; a gateway of another folder at that port is not ours.
 */
export async function findGateway(
  workspace: string,
  signal = AbortSignal.timeout(PATIENCE),
): Promise<Found | null> {
  const note = readNote(workspace);
  if (note?.port === undefined || !isAlive(note.pid)) return null;
  const { pid, port } = note;
  // It may be shown the user's key, so it has to be a process of theirs, whatever it says of itself.
  if (!ownsPort(pid, port)) return null;
  for (const host of LOOPBACK) {
    const url = `http://${host}:${port}`;
    // oxlint-disable-next-line no-await-in-loop -- it listens at one of them, nearly always the first
    const said = await whoAnswers(url, signal);
    if (said === "locked") return { pid, port, url, version: null };
    if (said?.workspace === workspace) return { pid, port, url, version: said.version };
  }
  return null;
}

export interface Note {
  readonly pid: number;
  readonly port?: number;
}

/** What `.metaforge/holder.json` says, as far as it can be believed. */
export function readNote(workspace: string): Note | null {
  try {
    const text = readFileSync(join(workspace, ".metaforge", "holder.json"), "utf8");
    const { pid, port } = JSON.parse(text) as { pid?: unknown; port?: unknown };
    if (!isWhole(pid, 2 ** 31)) return null;
    return isWhole(port, 65_535) ? { pid, port } : { pid };
  } catch {
    // None, or one that is just being written.
    return null;
  }
}

const isWhole = (value: unknown, most: number): value is number =>
  Number.isInteger(value) && (value as number) > 0 && (value as number) <= most;

/** False also for a process of another user: its gateway is not ours to use, and a key is not for it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  return !isUncollected(pid);
}

/** Ended, but its parent has not asked for its exit code yet; some containers never do. */
function isUncollected(pid: number): boolean {
  try {
    return / Z /.test(readFileSync(`/proc/${pid}/stat`, "latin1").replace(/^.*\)/s, ""));
  } catch {
    return false;
  }
}

async function whoAnswers(
  url: string,
  signal: AbortSignal,
): Promise<{ workspace: string; version: string } | "locked" | null> {
  try {
    const response = await fetch(`${url}/api/v1/status`, { signal, redirect: "error" });
    if (response.status === 401) return "locked";
    const { workspace, version } = (await response.json()) as Record<string, unknown>;
    if (typeof workspace !== "string" || typeof version !== "string") return null;
    return { workspace, version };
  } catch {
    return null;
  }
}
