/** Freezes what a skill proposes: bytes, hashes, what stands there now, and how much changes. */
import { setImmediate as turn } from "node:timers/promises";
import type { Artifact } from "../define.ts";
import { fail, isGatewayError, messageOf } from "../errors.ts";
import { sha256 } from "../workspace/files.ts";
import type { Workspace } from "../workspace/files.ts";
import { checkedSet, shownPath } from "../workspace/paths.ts";
import { countLines, DIFF_LIMITS } from "./diff.ts";
import type { Spent } from "./diff.ts";
import type { StagedContent } from "./model.ts";

export interface StageLimits {
  readonly maxFileBytes: number;
  readonly maxBytes: number;
  readonly maxFiles: number;
}

/** 10 MiB a file, 50 MiB and 500 files a run. */
export const STAGE_LIMITS: StageLimits = {
  maxFileBytes: 10 * 1024 * 1024,
  maxBytes: 50 * 1024 * 1024,
  maxFiles: 500,
};

export interface Staged {
  readonly changed: StagedContent[];
  /** What stands in the workspace already, with its SHA-256 in hex; there is nothing to approve about it. */
  readonly unchanged: { readonly path: string; readonly sha256: string }[];
}

/** What a new file may be given; the umask takes its part when the file is made. */
const NEW_FILE_MODE = 0o644;

/**
 * Checks and copies a run's artifacts. Throws AGENT_ERROR (path, problem; the rule's own error as cause)
 * for what the skill did wrong: a path that may not be written, a clash, too much; STORAGE_ERROR and
 * UNAVAILABLE for what the disk did.
 */
export async function stageArtifacts(
  workspace: Workspace,
  artifacts: readonly Artifact[],
  limits: StageLimits = STAGE_LIMITS,
): Promise<Staged> {
  try {
    return await stage(workspace, artifacts, limits);
  } catch (error) {
    if (!isGatewayError(error) || error.status >= 500) throw error;
    const { path } = error.details;
    const problem = messageOf(error);
    throw fail(
      "AGENT_ERROR",
      { problem, ...(path === undefined ? {} : { path }) },
      { cause: error },
    );
  }
}

async function stage(
  workspace: Workspace,
  artifacts: readonly Artifact[],
  limits: StageLimits,
): Promise<Staged> {
  if (artifacts.length > limits.maxFiles) throw tooLarge("the result", `${limits.maxFiles} files`);
  const paths = checkedSet(artifacts.map(({ path }) => path));
  // All sizes first: nothing is copied of a result that is refused.
  let total = 0;
  for (const { path, content } of artifacts) {
    const size = typeof content === "string" ? Buffer.byteLength(content) : content.byteLength;
    total += size;
    if (size > limits.maxFileBytes) {
      throw tooLarge(`'${shownPath(path)}'`, `${limits.maxFileBytes} bytes`, path);
    }
    if (total > limits.maxBytes) throw tooLarge("the result", `${limits.maxBytes} bytes`);
  }
  const changed: StagedContent[] = [];
  const unchanged: Staged["unchanged"] = [];
  const spent: Spent = { ms: 0 };
  for (const [n, { content }] of artifacts.entries()) {
    // Short files are read and compared in one go: without a turn in between nobody else is answered.
    if (n > 0) await turn();
    const path = paths[n]!;
    // A copy of our own: what was reviewed is what is written, whatever its maker does to it later.
    const bytes = Buffer.from(content as Uint8Array);
    const standing = await workspace.read(path, { maxBytes: limits.maxFileBytes });
    if (standing && bytes.equals(standing.bytes)) {
      unchanged.push({ path, sha256: sha256(bytes) });
      continue;
    }
    const base = standing?.bytes ?? null;
    changed.push({
      path,
      size: bytes.byteLength,
      newHash: sha256(bytes),
      baseHash: base && sha256(base),
      mode: standing?.mode ?? NEW_FILE_MODE,
      ...(await countLines(base, bytes, DIFF_LIMITS, spent)),
      content: bytes,
      base,
    });
  }
  return { changed, unchanged };
}

function tooLarge(what: string, limit: string, path?: string): Error {
  const details = path === undefined ? {} : { path: shownPath(path) };
  return fail("PAYLOAD_TOO_LARGE", { what, limit, ...details });
}
