/** What a session is: its words, its fields, its staged files. */
import type { Finding, RunOptions as SkillOptions } from "../define.ts";
import type { ErrorReport } from "../errors.ts";
import type { ModelUse } from "../models/contract.ts";

/** How a run is done; what the skill itself is told of it are `SkillOptions`. */
export interface RunOptions extends SkillOptions {
  /** The session whose record answers in place of a model. */
  readonly replay?: string | undefined;
  /** Sessions whose waiting files are read as if they were written. */
  readonly after?: readonly string[] | undefined;
}

/**
 * `applying` is the journal of an approval under way; outside it reads `pending_approval`, because nothing
 * is settled before the last file stands.
 */
export const STATUSES = [
  "created",
  "running",
  "pending_approval",
  "applying",
  "completed",
  "rejected",
  "failed",
  "cancelled",
] as const;
export type Status = (typeof STATUSES)[number];

export interface SessionInput {
  readonly files: readonly string[];
  readonly args: Readonly<Record<string, unknown>>;
}

/** What whoever decides says of themselves and of how they decide: kept as stated, proven by nothing. */
export interface Stated {
  readonly by?:
    | { readonly name?: string | undefined; readonly client?: string | undefined }
    | undefined;
  /** True: agreed to before the proposal was there, so that nobody has looked at it. */
  readonly automatic?: boolean | undefined;
}

export interface Decision extends Stated {
  readonly status: "approved" | "rejected";
  readonly comment?: string;
  readonly reason?: string;
  readonly at: string;
}

/** A staged file without its bytes. Hashes are SHA-256 in hex; `baseHash` null: the file did not exist. */
export interface StagedFile {
  readonly path: string;
  readonly size: number;
  readonly newHash: string;
  readonly baseHash: string | null;
  /** Permission bits to give the file, setuid and friends never among them. */
  readonly mode: number;
  readonly added: number;
  readonly removed: number;
}

/** A staged file with what is to be written and what stood there when it was staged. */
export interface StagedContent extends StagedFile {
  readonly content: Uint8Array;
  readonly base: Uint8Array | null;
}

/** The versions that a run was made with. */
export interface Ran {
  readonly gateway: string;
  readonly skill: string;
  /** Tools that were asked, with the version of the program behind each; sorted by name. */
  readonly tools: readonly { readonly name: string; readonly version: string | null }[];
}

export interface Session {
  /** Order of creation; never shown. */
  readonly seq: number;
  readonly id: string;
  readonly skill: string;
  readonly agent: string;
  readonly status: Status;
  readonly created: string;
  readonly updated: string;
  readonly input: SessionInput;
  readonly options: RunOptions;
  readonly progress: number;
  readonly message: string;
  readonly artifacts: readonly StagedFile[];
  readonly findings: readonly Finding[];
  readonly summary: string | null;
  readonly error: ErrorReport | null;
  readonly decision: Decision | null;
  /** Files read by the run, with the hash they had. */
  readonly sources: readonly { readonly path: string; readonly sha256: string }[];
  /** Language models that the run has used; empty when it used none. */
  readonly models: readonly ModelUse[];
  /** What ran: null for a session that has not run, or ran under a gateway that did not write it down. */
  readonly ran: Ran | null;
  /** Artifacts of the run that stood in the workspace already, with their SHA-256 in hex. */
  readonly unchanged: readonly { readonly path: string; readonly sha256: string }[];
}
