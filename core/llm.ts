/** Language models: who provides one, and what a run is told when nobody does. */
import { fail } from "./errors.ts";
import type { GatewayError } from "./errors.ts";

/** What `/health` says: a cached word, never a call. */
export type LlmState = "ok" | "not_configured" | "unreachable";

export interface Models {
  state(): LlmState;
  readonly available: boolean;
}

/** Without a configured provider every skill still works; this is what its `llm` is made of then. */
export const noModels: Models = { available: false, state: () => "not_configured" };

export const noModelError = (): GatewayError =>
  fail("UNAVAILABLE", {
    problem: "no language model is configured; check llm.available before you ask one",
  });
