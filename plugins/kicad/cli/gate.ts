/** Lets only so many programs run at a time: each takes a core and up to 1 GB. */

export interface Gate {
  /** Runs `work` when there is room. Waits in the order of asking. */
  through<T>(work: () => Promise<T>): Promise<T>;
}

export function createGate(room: number): Gate {
  const waiting: (() => void)[] = [];
  let free = room;
  return {
    async through(work) {
      if (free > 0) free--;
      else await new Promise<void>((resolve) => void waiting.push(resolve));
      try {
        return await work();
      } finally {
        const next = waiting.shift();
        if (next) next();
        else free++;
      }
    },
  };
}
