/** Whether files read differently now than a run read them: asked at every look at a waiting session, so it remembers. */
import { setImmediate as turn } from "node:timers/promises";
import { COPY_LIMITS } from "../workspace/copy.ts";
import type { Workspace } from "../workspace/files.ts";
import type { Session } from "./model.ts";

/** Files whose hash is kept; twice the largest folder that a run may copy, some 6 MB. */
const MOST = 2 * COPY_LIMITS.maxFiles;

/**
 * Milliseconds for which the time of a file is not trusted: within one step of a file system's clock, which is
 * two seconds at worst, bytes can change without it.
 */
const STEP = 2_000;

/** Milliseconds of looking at files before others get their turn. */
const STRETCH = 20;

/** The paths among `sources` that are gone, may not be read, or have other bytes. */
export type Staleness = (sources: Session["sources"]) => Promise<string[]>;

export function createStaleness(workspace: Workspace): Staleness {
  const known = new Map<string, { readonly stamp: string; readonly hash: string }>();

  async function hashOf(path: string): Promise<string | null> {
    const before = workspace.stamp(path);
    const kept = known.get(path);
    if (before && before.text === kept?.stamp) return kept.hash;
    known.delete(path);
    // A run may read no file that is larger than what it may copy.
    const limits = { maxBytes: COPY_LIMITS.maxBytes };
    const hash = await workspace.hash(path, limits).catch(() => null);
    const settled = before && before.writtenMs < Date.now() - STEP;
    // A file that could not be read is tried again: it may have been for want of descriptors.
    if (hash === null || !settled || workspace.stamp(path)?.text !== before.text) return hash;
    known.set(path, { stamp: before.text, hash });
    const [oldest] = known.keys();
    if (known.size > MOST) known.delete(oldest!);
    return hash;
  }

  return async (sources) => {
    const stale: string[] = [];
    let began = performance.now();
    for (const { path, sha256: then } of sources) {
      if (performance.now() - began > STRETCH) {
        await turn();
        began = performance.now();
      }
      if ((await hashOf(path)) !== then) stale.push(path);
    }
    return stale;
  };
}
