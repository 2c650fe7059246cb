/** Remembers whether models can be reached, so that `/health` never waits: checks run in the background. */
import { untilAborted } from "./attempt.ts";
import type { LlmState } from "./contract.ts";
import type { Entry, Providers } from "./provider.ts";

/** Milliseconds between two checks, and how long one may take. */
const EVERY = 60_000;
const CHECK = 5_000;

export interface Reachable {
  /** From memory; what nothing is known against counts as reachable. Begins a check when the last one is old. */
  state(): LlmState;
  /** What a call found out; newer than any check. */
  learn(provider: string, reached: boolean): void;
}

export function createReachable(
  entries: readonly Entry[],
  providers: Providers,
  now: () => number,
): Reachable {
  const known = new Map<string, boolean>();
  let checkedAt = -Infinity;

  /** One after the other: the first that can be reached is the one that runs will use. */
  async function check(): Promise<void> {
    const names = new Map(entries.map((entry) => [entry.provider, entry]));
    for (const entry of names.values()) {
      if (providers.problem(entry) === null) await checkOne(entry);
    }
  }

  async function checkOne(entry: Entry): Promise<void> {
    const late = AbortSignal.timeout(CHECK);
    const began = now();
    try {
      const { plugin, options, access } = await providers.open(entry);
      if (!plugin.check) return;
      const { guard, access: given } = access(entry.name, late);
      try {
        // A check that listens to no signal is not waited for either.
        await untilAborted(plugin.check(options as never, given, late), late);
      } finally {
        guard.close();
      }
      set(entry.provider, true, began);
    } catch {
      // Why is told by the next call, and by whoever asks for a probe.
      set(entry.provider, false, began);
    }
  }

  /** What a call has learned since the check began is newer. */
  const learnedAt = new Map<string, number>();
  function set(provider: string, reached: boolean, began: number): void {
    if ((learnedAt.get(provider) ?? -Infinity) < began) known.set(provider, reached);
  }

  return {
    state() {
      if (entries.length === 0) return "not_configured";
      if (now() - checkedAt >= EVERY) {
        checkedAt = now();
        void check();
      }
      const states = entries.map((entry) => {
        const problem = providers.problem(entry);
        return problem ?? (known.get(entry.provider) === false ? "unreachable" : "ok");
      });
      if (states.includes("ok")) return "ok";
      return states.includes("unreachable") ? "unreachable" : "not_configured";
    },
    learn(provider, reached) {
      learnedAt.set(provider, now());
      known.set(provider, reached);
    },
  };
}
