/** What the gateway offers a run that asks a language model, and what is told of it afterwards. */
import type { GroundingSource } from "../define.ts";
import { fail } from "../errors.ts";
import type { GatewayError } from "../errors.ts";
import type { ModelCall } from "../telemetry-recorder.ts";
import type { GroundingResult } from "./grounding.ts";

/** What `/health` says: a cached word, never a call. */
export type LlmState = "ok" | "not_configured" | "unreachable";

export interface Models {
  /** From memory; begins a check in the background when the last one is old. */
  state(): LlmState;
  /** Whether `models.use` names a provider that is ready and has its key, or needs none. */
  available(): boolean;
  forRun(run: ModelRun): RunModels;
  /** One call of one token for each entry of `models.use`, in its order; for people who ask whether it works. */
  probe(signal: AbortSignal): Promise<readonly Probed[]>;
}

export interface Probed {
  readonly provider: string;
  readonly model: string;
  readonly ms: number;
  /** Null: it answered. */
  readonly problem: string | null;
}

/** What the calls of one run stand on. */
export interface ModelRun {
  readonly temperature?: number | undefined;
  /** Ends every call within a second. */
  readonly signal: AbortSignal;
  /** A line of the run's trace. */
  readonly trace: (kind: string, details: Readonly<Record<string, unknown>>) => void;
  readonly progress: {
    readonly now: () => { readonly fraction: number; readonly message: string };
    readonly say: (fraction: number, message: string) => void;
  };
  readonly recorder?: Recorder | undefined;
  /** Told of each question to one model when it has ended; of a replayed one nobody was asked. */
  readonly onCall?: ((call: ModelCall) => void) | undefined;
}

/** What a run asks; params come from a run process and are checked here. */
export interface RunModels {
  readonly available: boolean;
  /** Rejects with TIMEOUT, UNAVAILABLE or AGENT_ERROR, which name provider and model; so do the others. */
  text(params: unknown): Promise<string>;
  /** A value of the JSON Schema in `params.schema`. */
  object(params: unknown): Promise<unknown>;
  grounded(params: unknown): Promise<GroundingResult>;
  /** What was used so far, by model. */
  used(): readonly ModelUse[];
}

/** What one run has used of one model. */
export interface ModelUse {
  readonly provider: string;
  readonly model: string;
  readonly calls: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Null without a price in `models.prices`. */
  readonly cost: { readonly amount: number; readonly currency: string } | null;
  /** Milliseconds spent waiting for it, over all calls. */
  readonly ms: number;
}

export interface Tokens {
  readonly input: number;
  readonly output: number;
}

/** One question as it was asked; its hash is `request_sha256` in the trace. */
export interface ModelRequest {
  readonly kind: "text" | "object" | "grounded";
  readonly prompt: string;
  readonly system?: string;
  /** JSON Schema of the answer, or of one item of a grounded answer. */
  readonly schema?: Readonly<Record<string, unknown>>;
  readonly sources?: readonly GroundingSource[];
  readonly temperature?: number;
}

/** A whole answer, before it is parsed: what is checked again when it comes from a record. */
export interface ModelAnswer {
  readonly provider: string;
  readonly model: string;
  readonly text: string;
  readonly tokens: Tokens;
  /** Its value, as it was read to see whether it fits. A record has none: it may have been edited. */
  readonly read?: { readonly value: unknown };
}

/** Keeps exchanges. */
export interface Recorder {
  /** A whole answer, before it is read. */
  add(request: ModelRequest, sha256: string, answer: ModelAnswer): void;
}

/** Without a configured provider every skill still works; this is what its `llm` is made of then. */
export const noModels: Models = {
  state: () => "not_configured",
  available: () => false,
  forRun: () => noRunModels,
  probe: async () => [],
};

const refuse = async (): Promise<never> => {
  throw noModelError();
};
const noRunModels: RunModels = {
  ...{ available: false, used: () => [] },
  ...{ text: refuse, object: refuse, grounded: refuse },
};

export function noModelError(): GatewayError {
  const problem = "no language model is configured; check llm.available before you ask one";
  return fail("UNAVAILABLE", { problem });
}
