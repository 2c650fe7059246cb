/** Adds up what a run has used of each model, and what it costs where a price is known. */
import type { ModelUse, Tokens } from "./contract.ts";

/** For a million tokens. */
export interface Price {
  readonly input: number;
  readonly output: number;
  readonly currency: string;
}

export interface Tally {
  add(provider: string, model: string, tokens: Tokens, ms: number): void;
  used(): readonly ModelUse[];
}

export function createTally(prices: Readonly<Record<string, Price>>): Tally {
  const uses = new Map<string, ModelUse>();
  return {
    add(provider, model, tokens, ms) {
      const name = `${provider}/${model}`;
      const before = uses.get(name);
      const inputTokens = (before?.inputTokens ?? 0) + tokens.input;
      const outputTokens = (before?.outputTokens ?? 0) + tokens.output;
      const price = Object.hasOwn(prices, name) ? prices[name]! : null;
      uses.set(name, {
        ...{ provider, model, inputTokens, outputTokens },
        calls: (before?.calls ?? 0) + 1,
        cost: price && costOf(price, inputTokens, outputTokens),
        ms: (before?.ms ?? 0) + Math.round(ms),
      });
    },
    used: () => [...uses.values()],
  };
}

/** To a millionth: a call may cost less than a cent, and sums of floats should not show their noise. */
function costOf({ input, output, currency }: Price, inputTokens: number, outputTokens: number) {
  const amount = (inputTokens * input + outputTokens * output) / 1e6;
  return { amount: Math.round(amount * 1e6) / 1e6, currency };
}

/** More than any answer has; beyond it a report is nonsense, and would be a way around the limits. */
const MOST = 100_000_000;

/** What a provider reports, when it is a count; null for anything else. */
export function reported(value: unknown): number | null {
  return Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= MOST
    ? (value as number)
    : null;
}
