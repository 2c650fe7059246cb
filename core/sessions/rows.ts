/** Rows of the database and the values they stand for. */
import { hash } from "node:crypto";
import { canonical } from "../canonical.ts";
import { fail } from "../errors.ts";
import type { Session, SessionInput, StagedFile, Status } from "./model.ts";

export interface SessionRow {
  readonly seq: number;
  readonly id: string;
  readonly skill: string;
  readonly agent: string;
  readonly status: Status;
  readonly created: string;
  readonly updated: string;
  readonly body: string;
}

export interface ArtifactRow {
  readonly path: string;
  readonly size: number;
  readonly new_hash: string;
  readonly base_hash: string | null;
  readonly mode: number;
  readonly added: number;
  readonly removed: number;
  readonly content?: Uint8Array;
  readonly base?: Uint8Array | null;
}

/** A session's artifacts without their bytes, for `toSession`. */
export const ARTIFACTS_OF_SESSION =
  "SELECT path, size, new_hash, base_hash, mode, added, removed FROM artifacts WHERE session = ? ORDER BY n";

type Body = Pick<Session, "input" | "options"> & Partial<Session>;

/** Throws STORAGE_ERROR for a damaged row; only that session's requests see it. */
export function toSession(row: SessionRow, artifacts: readonly ArtifactRow[]): Session {
  const { seq, id, skill, agent, status, created, updated } = row;
  const body = parsedBody(row.body);
  return {
    ...{ seq, id, skill, agent, status, created, updated },
    input: body.input,
    options: body.options,
    progress: body.progress ?? 0,
    message: body.message ?? "",
    artifacts: artifacts.map(toStagedFile),
    findings: body.findings ?? [],
    summary: body.summary ?? null,
    error: body.error ?? null,
    decision: body.decision ?? null,
    sources: body.sources ?? [],
    models: body.models ?? [],
    ran: body.ran ?? null,
    unchanged: body.unchanged ?? [],
  };
}

export function parsedBody(text: string): Body {
  try {
    const body = JSON.parse(text) as Partial<Body> | null;
    if (Array.isArray(body?.input?.files) && typeof body.options === "object") return body as Body;
  } catch {
    // Not JSON: the same answer as for JSON of another shape.
  }
  throw fail("STORAGE_ERROR", { problem: "this session's record is damaged" });
}

function toStagedFile(row: ArtifactRow): StagedFile {
  const { path, size, new_hash, base_hash, mode, added, removed } = row;
  return { path, size, newHash: new_hash, baseHash: base_hash, mode, added, removed };
}

/** Equal for equal skills and inputs, whatever the order of the arguments' keys. */
export function inputKey(skill: string, input: SessionInput): string {
  const text = JSON.stringify([skill, input.files, canonical(input.args)]);
  // Short, because it stands in every row and its index: each byte is written again and again.
  return hash("sha256", text, "base64url").slice(0, 22);
}
