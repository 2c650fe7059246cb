/** Asks every ready tool again whether its program is there, and tells the registry. */
import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Detected } from "../define.ts";
import { messageOf } from "../errors.ts";
import type { Registry, ToolRow } from "../registry.ts";
import type { Broker, Pool } from "../run/pool.ts";

/** A version probe that takes longer is not worth waiting for. Milliseconds. */
const LIMIT = 10_000;

const nobody: Broker = {
  call: () => Promise.resolve(undefined),
  progress: () => {},
  log: () => {},
};

/** One after the other, so that runs find free processes meanwhile. Never rejects. */
export async function detectTools(
  registry: Registry,
  pool: Pool,
  scratchRoot: string,
  signal: AbortSignal,
): Promise<void> {
  for (const tool of registry.tools()) {
    if (signal.aborted) return;
    const found = await detect(tool, pool, scratchRoot, signal);
    if (!signal.aborted) registry.detected(tool.name, found);
  }
}

async function detect(
  { name, entry }: ToolRow,
  pool: Pool,
  scratchRoot: string,
  signal: AbortSignal,
): Promise<Detected> {
  const scratch = join(scratchRoot, `detect-${name}`);
  const job = {
    id: `detect-${name}`,
    kind: "detect" as const,
    plugin: { name, entry },
    tools: {},
    scratch,
  };
  try {
    return await pool.run<Detected>(job, nobody, { signal, timeoutMs: LIMIT });
  } catch (thrown) {
    return { available: false, reason: messageOf(thrown) };
  } finally {
    // What a plugin has locked stays until the next start.
    await rm(scratch, { recursive: true, force: true }).catch(() => {});
  }
}
