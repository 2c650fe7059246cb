/** Which approved files stand in the workspace, which of them are out of date, why, and which skill renews them. */
import type { Registry } from "../registry.ts";
import type { Workspace } from "../workspace/files.ts";
import type { Database } from "./database.ts";
import { parsedBody } from "./rows.ts";
import type { Staleness } from "./staleness.ts";

/** Why an artifact is out of date: a file that it was made from has other bytes, is gone, or is out of date itself. */
export interface Because {
  readonly path: string;
  readonly change: "changed" | "missing" | "stale";
}

export interface StandingFile {
  readonly path: string;
  /** SHA-256 in hex of what was approved. */
  readonly sha256: string;
  readonly session: string;
  /** When that session was settled. */
  readonly at: string;
  /** `stale` comes before `edited`: what is renewed is not edited any more. */
  readonly state: "current" | "stale" | "edited" | "missing";
  /** Empty unless stale; sorted by path. */
  readonly because: readonly Because[];
  readonly skill: string;
  /** Whether the skill that made it is ready to make it anew. */
  readonly renewable: boolean;
}

export interface Standing {
  /** Sorted by path. Reads files that have changed since it looked last. */
  files(): Promise<StandingFile[]>;
}

export interface StandingParts {
  readonly database: Pick<Database, "db">;
  readonly workspace: Pick<Workspace, "exists">;
  readonly registry: Pick<Registry, "skill">;
  readonly staleOf: Staleness;
}

interface Row {
  readonly path: string;
  readonly hash: string;
  readonly id: string;
  readonly skill: string;
  readonly updated: string;
}

/** What the files of one session were made from. */
interface Inputs {
  readonly sources: readonly string[];
  readonly changed: readonly Because[];
}

interface Looked extends Inputs {
  readonly row: Row;
  readonly own: "same" | "edited" | "missing";
}

export function createStanding({
  database,
  workspace,
  registry,
  staleOf,
}: StandingParts): Standing {
  const all = database.db.prepare(
    `SELECT t.path, t.hash, s.id, s.skill, s.updated
     FROM standing t JOIN sessions s ON s.seq = t.session ORDER BY t.path`,
  );
  const bodies = database.db.prepare(
    "SELECT id, body FROM sessions WHERE seq IN (SELECT session FROM standing)",
  );

  async function ownState({ path, hash }: Row): Promise<Looked["own"]> {
    if ((await staleOf([{ path, sha256: hash }])).length === 0) return "same";
    return (await isThere(path)) ? "edited" : "missing";
  }

  async function inputsOf(body: string, madeWith: ReadonlySet<string>): Promise<Inputs> {
    // What a run reads of its own earlier results is no reason to run it again.
    const sources = sourcesOf(body).filter((source) => !madeWith.has(source.path));
    const changed = (await staleOf(sources)).map(async (source): Promise<Because> => ({
      path: source,
      change: (await isThere(source)) ? "changed" : "missing",
    }));
    return {
      sources: sources.map((source) => source.path),
      changed: await Promise.all(changed),
    };
  }

  const isThere = (path: string) => workspace.exists(path).catch(() => false);

  return {
    async files() {
      const rows = all.all() as unknown as Row[];
      // Before the first wait: what is deleted from then on is still told of as it was.
      const bodyOf = bodies.all() as unknown as { id: string; body: string }[];
      const made = Map.groupBy(rows, ({ id }) => id);
      // A board of thousands of sources has tens of results, and `/status` is asked often.
      const inputs = new Map<string, Inputs>();
      for (const { id, body } of bodyOf) {
        const madeWith = new Set(made.get(id)!.map(({ path }) => path));
        // oxlint-disable-next-line no-await-in-loop -- one file after the other: descriptors are few
        inputs.set(id, await inputsOf(body, madeWith));
      }
      const looked = new Map<string, Looked>();
      for (const row of rows) {
        // oxlint-disable-next-line no-await-in-loop
        looked.set(row.path, { row, own: await ownState(row), ...inputs.get(row.id)! });
      }
      const reasons = reasonsIn(looked);
      return [...looked.values()].map(({ row, own }) => {
        const because = reasons(row.path);
        const { path, hash, id, skill, updated } = row;
        const state =
          own === "missing" ? own : because.length > 0 ? "stale" : own === "same" ? "current" : own;
        const renewable = registry.skill(skill) !== undefined;
        return { path, sha256: hash, session: id, at: updated, state, because, skill, renewable };
      });
    },
  };
}

/** Follows what is out of date down to what was made from it; files made from each other are looked at once. */
function reasonsIn(looked: ReadonlyMap<string, Looked>): (path: string) => readonly Because[] {
  const known = new Map<string, readonly Because[]>();
  const reasons = (path: string): readonly Because[] => {
    const before = known.get(path);
    if (before) return before;
    known.set(path, []);
    const { changed, sources } = looked.get(path)!;
    const seen = new Set(changed.map((one) => one.path));
    const upstream = sources
      .filter((source) => !seen.has(source) && looked.has(source) && reasons(source).length > 0)
      .map((source): Because => ({ path: source, change: "stale" }));
    const found = [...changed, ...upstream].toSorted((a, b) => (a.path < b.path ? -1 : 1));
    known.set(path, found);
    return found;
  };
  return reasons;
}

/** A damaged record answers for itself when it is asked for; the others are not held up by it. */
function sourcesOf(body: string): readonly { readonly path: string; readonly sha256: string }[] {
  try {
    return parsedBody(body).sources ?? [];
  } catch {
    return [];
  }
}
