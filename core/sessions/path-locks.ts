/** Keeps two approvals off one file while others go on side by side. */

export interface PathLocks {
  /** Runs `work` when no other holder has any of these paths. */
  hold<T>(paths: readonly string[], work: () => Promise<T>): Promise<T>;
}

export function createPathLocks(): PathLocks {
  const last = new Map<string, Promise<unknown>>();
  return {
    async hold(paths, work) {
      // Claimed in one go, without waiting in between, so that no two holders wait for each other.
      const before = paths.flatMap((path) => last.get(path) ?? []);
      const turn = Promise.allSettled(before).then(work);
      for (const path of paths) last.set(path, turn);
      try {
        return await turn;
      } finally {
        for (const path of paths) if (last.get(path) === turn) last.delete(path);
      }
    },
  };
}
