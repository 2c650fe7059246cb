/** What can go wrong in a command: a code, a sentence, what to do about it, and the exit code that says so. */
import { shortId } from "./sessions/words.ts";
import type { Shell } from "./shell.ts";

export const EXIT = { ok: 0, failed: 1, usage: 2, rejected: 3, interrupted: 130 } as const;

export interface Problem extends Error {
  readonly code: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly hint?: string;
  readonly exit: number;
}

interface ProblemParts {
  readonly hint?: string | undefined;
  readonly details?: Readonly<Record<string, unknown>>;
  readonly exit?: number;
}

/**
 * Makes (does not throw) the problem of a command.
 * @example throw problem("NO_GATEWAY", "no gateway runs for this folder", { hint: "metaforge start" });
 */
export function problem(code: string, message: string, parts: ProblemParts = {}): Problem {
  const { hint, details = {}, exit = EXIT.failed } = parts;
  const error = new Error(message);
  return Object.assign(error, { code, details, exit, ...(hint === undefined ? {} : { hint }) });
}

/** A command line that makes no sense: exit code 2. */
export const usage = (message: string, hint?: string): Problem =>
  problem("USAGE", message, { hint, exit: EXIT.usage });

/** Says what is the matter on stderr, or with `--json` as one line on stdout; returns the exit code. */
export function report(thrown: unknown, shell: Shell, json: boolean): number {
  const { code, message, details, exit, hint } = toProblem(thrown);
  if (json) {
    shell.out.json({ error: { code, message, details: hint ? { ...details, hint } : details } });
    return exit;
  }
  shell.err.prose(`${shell.err.paint("red", "metaforge:")} ${message}`, "  ");
  if (hint) shell.err.prose(`  hint: ${hint}`, "  ");
  return exit;
}

/** What to do about an answer of the gateway, by its code. */
const HINTS: Record<string, string> = {
  CONFLICT: "look again: `metaforge status`, `metaforge pending`, `metaforge show ID`",
  NOT_FOUND: "`metaforge sessions` lists what there is",
  UNAUTHORIZED: "set METAFORGE_API_KEY to a key of that gateway",
  FORBIDDEN: "the gateway refuses this address; see allowedHosts in config/metaforge.yaml",
  CONNECTION_FAILED: "is it running? `metaforge status` looks for it, `metaforge start` starts one",
  RATE_LIMITED: "wait a moment and try again",
  UNAVAILABLE: "wait a moment and try again",
  TIMEOUT: "give it more time with --timeout SECONDS, or run.timeoutMs in your configuration",
  WAIT_TIMEOUT: "the run goes on; `metaforge show ID` says how it stands",
  STORAGE_ERROR: "make room on the disk, or look at the rights of the workspace",
  EACCES: "look at the owner and the rights of that file or folder",
  EROFS: "the disk takes no changes; work in another folder",
  ENOSPC: "the disk is full; make room",
  INTERNAL_ERROR: "the gateway's log says more: .metaforge/gateway.log, or where it was started",
};

export function toProblem(thrown: unknown): Problem {
  if (!(thrown instanceof Error)) return problem("FAILED", String(thrown));
  const { code, details, hint, exit } = thrown as Partial<Problem>;
  if (exit !== undefined) return thrown as Problem;
  if (typeof code !== "string") return problem("FAILED", thrown.message);
  const session = details?.["session_id"];
  const advice = HINTS[code]?.replace(
    /\bID\b/,
    typeof session === "string" ? shortId(session) : "ID",
  );
  return problem(code, ofDisk(thrown), {
    hint: hint ?? advice,
    ...(details ? { details } : {}),
  });
}

/** Node's `EACCES: permission denied, mkdir 'skills'` is a message for programmers. */
function ofDisk({ message, path, syscall }: NodeJS.ErrnoException): string {
  const words = /^E[A-Z]+: ([^,]+),/.exec(message)?.[1];
  return words !== undefined && path !== undefined && syscall !== undefined
    ? `${path}: ${words}`
    : message;
}
