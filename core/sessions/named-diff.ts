/** Diffs in the words of a skill's domain: the skill compares what stood there with what is staged, in a run process. */
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { fail } from "../errors.ts";
import type { Registry } from "../registry.ts";
import { nobody } from "../run/once.ts";
import type { Pool } from "../run/pool.ts";
import type { Session, StagedContent } from "./model.ts";
import { createSlots } from "./slots.ts";
import type { Store } from "./store.ts";

/** The diff that every session has. */
export const UNIFIED = "unified";

/** Milliseconds, diffs made at one time, and those that may wait. */
const LIMITS = { timeoutMs: 15_000, concurrent: 1, queue: 16 } as const;

export interface NamedDiffsParts {
  readonly registry: Registry;
  readonly pool: Pool;
  readonly store: Pick<Store, "staged">;
  readonly scratchRoot: string;
  readonly newId: () => string;
}

export interface NamedDiffs {
  /**
   * The diff of this name that the session's skill declares; "" when its file is not staged. VALIDATION_ERROR with
   * `allowed` for another name, NOT_FOUND when no earlier file stood there, AGENT_ERROR or what the skill says when it
   * cannot compare the two.
   */
  show(session: Session, format: string, signal: AbortSignal): Promise<string>;
}

export function createNamedDiffs(parts: NamedDiffsParts): NamedDiffs {
  const slots = createSlots(LIMITS.concurrent, LIMITS.queue);
  return {
    async show({ id, skill }, format, signal) {
      const path = pathOf(parts.registry, skill, format);
      const file = parts.store.staged(id).find((staged) => staged.path === path);
      if (!file) return "";
      if (!file.base) throw fail("NOT_FOUND", { what: `An earlier ${path}`, path });
      return slots.run(() => compare(parts, skill, format, file, signal), signal);
    },
  };
}

/** The file that the diff is about. */
function pathOf(registry: Registry, skill: string, format: string): string {
  const diffs = new Map(Object.entries(registry.skill(skill)?.facts.skill.diffs ?? {}));
  const path = diffs.get(format);
  if (path !== undefined) return path;
  const allowed = [UNIFIED, ...diffs.keys()];
  throw fail("VALIDATION_ERROR", { field: "format", allowed, problem: "no such diff" });
}

async function compare(
  { registry, pool, scratchRoot, newId }: NamedDiffsParts,
  skill: string,
  format: string,
  { base, content }: StagedContent,
  signal: AbortSignal,
): Promise<string> {
  const row = registry.skill(skill);
  if (!row) throw fail("UNAVAILABLE", { problem: `the skill '${skill}' is not loaded` });
  const id = newId();
  const scratch = join(scratchRoot, id);
  const plugin = { name: row.name, entry: row.entry };
  const texts = { before: text(base!), after: text(content) };
  const job = { kind: "diff" as const, id, plugin, tools: {}, scratch, format, ...texts };
  try {
    return await pool.run<string>(job, nobody, { signal, timeoutMs: LIMITS.timeoutMs });
  } finally {
    await rm(scratch, { recursive: true, force: true }).catch(() => {});
  }
}

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
