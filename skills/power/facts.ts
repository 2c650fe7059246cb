/** What checks and margins look at: who feeds whom, what is taken, and what is asked for. */
import type { Budget } from "./budget.ts";
import type { Ambient, Converter } from "./converters.ts";
import type { Constraint } from "./input/constraints.ts";
import type { Usage } from "./input/usage.ts";
import type { Network } from "./network.ts";

export interface Facts {
  readonly network: Network;
  readonly budget: Budget;
  readonly usage: Usage;
  readonly constraints: readonly Constraint[];
  readonly converters: readonly Converter[];
  readonly ambient: Ambient;
}
