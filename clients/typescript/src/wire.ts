/** What comes over a connection for events, and who hears it. */
import type { MetaForgeError } from "./errors.ts";

/** An event as it comes over the wire; `replay.expired` has neither data nor `seq`. */
export interface WireEvent {
  readonly event: string;
  readonly data?: Readonly<Record<string, unknown>>;
  readonly seq?: number;
  readonly at?: string;
}

export interface FeedQuery {
  /** The last `seq` that was seen; undefined: from now on. */
  readonly since?: number | undefined;
  /** Only events of this session. */
  readonly session?: string | undefined;
}

/** Called in this order: `onOpen` at most once, `onEvent` as often as it comes, `onEnd` once unless closed before. */
export interface FeedListener {
  onOpen(): void;
  onEvent(event: WireEvent): void;
  /** With the gateway's refusal or why there is no connection, where that is known, else null: it was lost. */
  onEnd(problem: MetaForgeError | null): void;
}

/** Closes the connection; the listener hears nothing afterwards. */
export type CloseFeed = () => void;

/** Milliseconds in which a connection has to be open. */
export const OPENS_WITHIN = 10_000;

/** The event in a text, or null when it is none. */
export function parseEvent(text: string): WireEvent | null {
  try {
    const value = JSON.parse(text) as { event?: unknown } | null;
    return typeof value?.event === "string" ? (value as WireEvent) : null;
  } catch {
    return null;
  }
}
