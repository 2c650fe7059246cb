/** Asks every tool that has a canary whether its program can be believed. */
import { CANARY, verdictOf } from "../canary.ts";
import type { Verdict } from "../canary.ts";
import type { Registry } from "../registry.ts";
import type { ToolCalls } from "./tool-calls.ts";

export interface Canaries {
  /**
   * By tool; without those whose program is not there, that have no canary, or that could not be asked because all
   * slots run or the gateway is stopping: a busy gateway is no fault of theirs. Rejects only when `signal` aborts.
   */
  ask(signal: AbortSignal): Promise<ReadonlyMap<string, Verdict>>;
}

const NOT_ASKED: ReadonlySet<string> = new Set(["RATE_LIMITED", "UNAVAILABLE"]);

export function createCanaries(registry: Registry, tools: Pick<ToolCalls, "call">): Canaries {
  return {
    async ask(signal) {
      const verdicts = new Map<string, Verdict>();
      for (const { name, facts } of registry.tools()) {
        const { detected, actions } = facts.tool;
        if (!detected.available || !actions.some((action) => action.name === CANARY)) continue;
        signal.throwIfAborted();
        // One after the other: some of these programs take all processors.
        // oxlint-disable-next-line no-await-in-loop
        const verdict = await verdictOf(() => tools.call(name, CANARY, {}, signal));
        if (verdict.code === undefined || !NOT_ASKED.has(verdict.code)) verdicts.set(name, verdict);
      }
      signal.throwIfAborted();
      return verdicts;
    },
  };
}
