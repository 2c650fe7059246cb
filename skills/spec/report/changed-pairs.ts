/** Finds for each requirement the one it was before: by its id, else as the only one left of its name. */
import type { Compared } from "./requirement-diff.ts";

export interface Pairs {
  readonly kept: readonly (readonly [was: Compared, is: Compared])[];
  readonly added: readonly Compared[];
  readonly removed: readonly Compared[];
}

/** All in the order of `now`; what was removed in the order of `old`. */
export function pairChanges(old: readonly Compared[], now: readonly Compared[]): Pairs {
  const byId = new Map(old.map((one) => [one.id, one]));
  const ids = new Set(now.map(({ id }) => id));
  const gone = byName(old.filter(({ id }) => !ids.has(id)));
  const fresh = byName(now.filter(({ id }) => !byId.has(id)));
  const kept: [Compared, Compared][] = [];
  const added: Compared[] = [];
  const reworded = new Set<string>();
  for (const is of now) {
    const [before, ...others] = gone.get(nameOf(is)) ?? [];
    // A rewritten sentence has a new id; two of one name cannot be told apart.
    const alone =
      before !== undefined && others.length === 0 && fresh.get(nameOf(is))?.length === 1;
    const was = byId.get(is.id) ?? (alone ? before : undefined);
    if (was === undefined) added.push(is);
    else {
      kept.push([was, is]);
      reworded.add(was.id);
    }
  }
  return { kept, added, removed: old.filter(({ id }) => !reworded.has(id)) };
}

function byName(all: readonly Compared[]): Map<string, Compared[]> {
  return Map.groupBy(all, nameOf) as Map<string, Compared[]>;
}

/** What a requirement is about; a limit and a choice of one name are two things. */
const nameOf = ({ parameter, subject, si }: Compared): string =>
  [parameter, subject ?? "", si?.unit ?? "choice"].join("|");
