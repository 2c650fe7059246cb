/** Keeps what one run may ask of models within bounds: calls, tokens, and how many at one time. */
import { fail } from "../errors.ts";
import type { Tokens } from "./contract.ts";

export interface BudgetLimits {
  readonly callsPerRun: number;
  readonly tokensPerRun: number;
  /** Of one answer. */
  readonly outputTokens: number;
}

export interface Budget {
  /**
   * Counts a call and sets aside what it may use; throws AGENT_ERROR that names the limit. Each try counts: a
   * provider that fails is asked again at somebody's cost.
   */
  take(input: number): Reserved;
}

export interface Reserved {
  /** Tokens that the answer may have. */
  readonly output: number;
  /** What was really used, in place of what was set aside. */
  settle(used: Tokens): void;
}

export function createBudget({ callsPerRun, tokensPerRun, outputTokens }: BudgetLimits): Budget {
  let calls = 0;
  let tokens = 0;
  return {
    take(input) {
      if (calls >= callsPerRun) {
        throw over(`more than ${callsPerRun} calls to language models`, "callsPerRun");
      }
      const output = Math.min(outputTokens, tokensPerRun - tokens - input);
      if (output < 1) throw over(`more than ${tokensPerRun} tokens`, "tokensPerRun");
      calls += 1;
      tokens += input + output;
      return {
        output,
        settle(used) {
          tokens += used.input + used.output - input - output;
        },
      };
    },
  };
}

const over = (what: string, limit: string) =>
  fail("AGENT_ERROR", { problem: `the run asked for ${what} (models.limits.${limit})`, limit });

/** A rough count where nobody says better: four characters a token is usual for English. */
export const tokensIn = (...texts: (string | undefined)[]): number =>
  Math.ceil(texts.reduce((sum, text) => sum + (text?.length ?? 0), 0) / 4);

export interface Gate {
  /** Waits for a place; the returned function gives it back. Rejects with the signal's reason. */
  enter(signal: AbortSignal): Promise<() => void>;
}

/** At most `places` at one time; the others wait in the order they came. */
export function createGate(places: number): Gate {
  let free = places;
  const waiting: (() => void)[] = [];
  const leave = () => {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  };
  return {
    async enter(signal) {
      signal.throwIfAborted();
      if (free > 0) free -= 1;
      else await turn(waiting, signal);
      let left = false;
      return () => {
        if (!left) leave();
        left = true;
      };
    },
  };
}

function turn(waiting: (() => void)[], signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancel = () => {
      waiting.splice(waiting.indexOf(begin), 1);
      reject(signal.reason);
    };
    const begin = () => {
      signal.removeEventListener("abort", cancel);
      resolve();
    };
    signal.addEventListener("abort", cancel, { once: true });
    waiting.push(begin);
  });
}
