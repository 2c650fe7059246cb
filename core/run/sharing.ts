/** Runs jobs of trusted plugins one after another in few processes, which end as soon as nothing is left to do. */
import { nobody, runOnce } from "./once.ts";
import { createPool } from "./pool.ts";
import type { Pool } from "./pool.ts";
import type { ProcessOptions, RunLimits } from "./process.ts";
import type { Job } from "./rpc.ts";

export interface Sharing {
  /** Resolves and rejects like `Pool.run`. */
  run(plugin: string, job: Job, limits: RunLimits): Promise<unknown>;
  close(): Promise<void>;
}

export function createSharing(options: ProcessOptions & { readonly max: number }): Sharing {
  let pool: Pool | null = null;
  let open = 0;
  /** Plugins whose modules some process has by now; it would not see that they have changed. */
  const known = new Set<string>();

  async function close() {
    const old = pool;
    pool = null;
    known.clear();
    await old?.close();
  }

  return {
    async run(plugin, job, limits) {
      if (known.has(plugin)) return runOnce(options, job, limits);
      known.add(plugin);
      pool ??= createPool({ ...options, spare: 0 });
      open += 1;
      try {
        return await pool.run(job, nobody, limits);
      } finally {
        open -= 1;
        if (open === 0) void close();
      }
    },
    close,
  };
}
