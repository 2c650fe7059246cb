/** Finishes an approval that a crash interrupted. */
import { fail, isGatewayError } from "../errors.ts";
import { splitPath } from "../workspace/files.ts";
import { closeFolder } from "../workspace/folder.ts";
import { removeTemp, tempName } from "../workspace/temp.ts";
import { place, standing } from "./apply.ts";
import type { ApplyJob, Standing } from "./apply.ts";

export interface Recovered {
  /** `conflict`: somebody edited a file meanwhile. That file was left alone, the others are written. */
  readonly outcome: "applied" | "conflict";
  readonly edited: string[];
}

/**
 * Rolls an `applying` session forward: a file with the new bytes is done, one with the old bytes is written,
 * anything else is a person's edit and stays. Running it again, or after a crash of its own, does no harm.
 * Whatever it throws (STORAGE_ERROR, UNAVAILABLE), the session stays `applying`.
 * Places: `recover:temp:1…`, `recover:temps`, `recover:rename:1…`, `recover:synced`.
 */
export async function recoverApply(job: ApplyJob): Promise<Recovered> {
  removeLeftovers(job);
  // A file may be edited between the look and the write; each round has at least one file less to write.
  for (let rounds = job.files.length + 1; rounds > 0; rounds--) {
    const found: Standing[] = [];
    for (const file of job.files) found.push(await standing(job.workspace, file));
    const edited = job.files.filter((_, n) => found[n] === "edited").map(({ path }) => path);
    try {
      await place(job, found, "recover");
      return { outcome: edited.length > 0 ? "conflict" : "applied", edited };
    } catch (error) {
      if (!isGatewayError(error) || error.code !== "CONFLICT") throw error;
    }
  }
  throw fail("STORAGE_ERROR", { problem: "the files keep changing while they are recovered" });
}

/** Removes the temp files that this session's approval can have left; they have no other names. */
function removeLeftovers({ workspace, id, files }: ApplyJob): void {
  for (const [n, file] of files.entries()) {
    try {
      const folder = workspace.folder(splitPath(file.path).folder);
      if (!folder) continue;
      removeTemp(folder, tempName(id, n + 1));
      closeFolder(folder);
    } catch (error) {
      // A link or a file where the folder was: nothing of ours can be reached there.
      if (!isGatewayError(error) || error.code !== "VALIDATION_ERROR") throw error;
    }
  }
}
