/** What the routes stand on: each a service of the kernel, none of them HTTP. */
import type { ApiDescription } from "../api-description.ts";
import type { Bus } from "../events.ts";
import type { LlmState } from "../models/contract.ts";
import type { Registry } from "../registry.ts";
import type { Canaries } from "../sessions/canaries.ts";
import type { Decide } from "../sessions/decide.ts";
import type { NamedDiffs } from "../sessions/named-diff.ts";
import type { Outbox } from "../sessions/outbox.ts";
import type { Pages } from "../sessions/pages.ts";
import type { Runs } from "../sessions/runs.ts";
import type { Standing } from "../sessions/standing.ts";
import type { Store } from "../sessions/store.ts";
import type { ToolCalls } from "../sessions/tool-calls.ts";

export interface Services {
  readonly store: Store;
  readonly pages: Pages;
  readonly outbox: Outbox;
  readonly bus: Bus;
  readonly runs: Runs;
  readonly decide: Decide;
  readonly diffs: NamedDiffs;
  readonly standing: Standing;
  readonly tools: ToolCalls;
  readonly canaries: Canaries;
  readonly registry: Registry;
  readonly api: ApiDescription;
  readonly chains: Readonly<Record<string, readonly string[]>>;
  readonly llm: () => LlmState;
  readonly version: string;
  /** The absolute folder; only `/status` shows it. */
  readonly workspace: string;
  /** Aborts when the gateway stops; endless answers end with it. */
  readonly closing: AbortSignal;
  /** Whole seconds since the start. */
  readonly uptime: () => number;
}
