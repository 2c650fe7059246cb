/** The contracts of language models: what a skill may ask of one, and what a provider of one declares. */
import type { PluginBase, Schema } from "./define.ts";

export interface LlmRequest {
  readonly prompt: string;
  readonly system?: string;
}

/** A text that items may quote, under a name that their `source` gives. */
export interface GroundingSource {
  readonly name: string;
  readonly text: string;
}

/** An item whose `quote` stands in its source and holds every number of the item. */
export interface Grounded<T> {
  readonly item: T;
  /** The source's name, and where the quote begins there: offset in UTF-16 units, line and column from 1. */
  readonly source: string;
  readonly quote: string;
  readonly at: { readonly offset: number; readonly line: number; readonly column: number };
}

/** An item that is no fact, and why. */
export interface Ungrounded {
  readonly item: unknown;
  readonly reason: string;
}

/** What a language model can do for a skill; check `available` first. Every method throws UNAVAILABLE without one. */
export interface Llm {
  readonly available: boolean;
  /** Answers in words: for wording and questions, never for facts. */
  text(request: LlmRequest): Promise<string>;
  /** Answers with a value of the schema: for choices, never for facts. */
  object<T>(request: LlmRequest & { schema: Schema<T> }): Promise<T>;
  /**
   * Asks for items, each with the words of a source that it stands on. The gateway, not the model and not the
   * skill, compares: only what is quoted verbatim, with every number of the item, comes back as `grounded`.
   */
  grounded<T>(
    request: LlmRequest & { schema: Schema<T>; sources: readonly GroundingSource[] },
  ): Promise<{
    readonly grounded: readonly Grounded<T>[];
    readonly ungrounded: readonly Ungrounded[];
  }>;
}

/** What the gateway hands to a provider beside its options; nothing of it may be kept elsewhere. */
export interface ProviderAccess {
  /** The key: from the environment, else from the user's configuration; null when there is none. */
  readonly key: string | null;
  /** Use it for every request: it keeps time and size limits and follows no redirect to another host. */
  readonly fetch: typeof globalThis.fetch;
}

export interface ProviderDefinition<Options = unknown> extends PluginBase {
  /**
   * What `models.providers.<name>` in the user's configuration may hold, besides `apiKey`. It yields a `baseUrl`: the
   * access's fetch reaches that origin and no other.
   */
  readonly options?: Schema<Options>;
  /** The environment variable with the key; absent: it works without one. */
  readonly key?: { readonly env: string; readonly required: boolean };
  /**
   * Returns an AI SDK LanguageModel, or better a promise of one: await it. A provider that imports its SDK in here
   * costs nothing until a model is asked; it passes key and base URL on, so that the SDK looks at no environment.
   */
  model(options: Options, id: string, access: ProviderAccess): unknown;
  /** Rejects when the provider cannot be reached or refuses the key; must cost nothing. For `/health`, in the background. */
  check?(options: Options, access: ProviderAccess, signal: AbortSignal): Promise<void>;
}
