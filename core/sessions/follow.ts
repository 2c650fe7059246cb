/** Follows the event log from a place on: what was missed first, then what happens, nothing twice. */
import type { Bus, GatewayEvent } from "../events.ts";
import type { Outbox } from "./outbox.ts";

export interface Subscription {
  /** The last `seq` the client has; undefined: only what happens from now on. */
  readonly since?: number | undefined;
  /** Only events of this session. */
  readonly session?: string | undefined;
}

/** Told when the events a client asks for are gone: it reads the state over REST instead. */
export const EXPIRED = { event: "replay.expired" } as const;

/** Events read from the log in one go. */
export const STRIDE = 500;

/**
 * The reader sets the pace: nothing is kept in memory for a slow one, its place in the log is enough.
 * Ends when the signal aborts.
 */
export async function* follow(
  { outbox, bus }: { readonly outbox: Outbox; readonly bus: Bus },
  { since, session }: Subscription,
  signal: AbortSignal,
): AsyncGenerator<readonly (GatewayEvent | typeof EXPIRED)[]> {
  let last = since ?? outbox.lastSeq();
  let wake = () => {};
  const stop = bus.on(() => wake());
  signal.addEventListener("abort", () => wake(), { once: true });
  try {
    while (!signal.aborted) {
      const events = outbox.after(last, STRIDE);
      if (events === null) {
        last = outbox.lastSeq();
        yield [EXPIRED];
      } else if (events.length > 0) {
        last = events.at(-1)!.seq;
        yield events.filter((event) => isOf(event, session));
      } else {
        await new Promise<void>((resolve) => void (wake = resolve));
      }
    }
  } finally {
    stop();
  }
}

export const isOf = (event: GatewayEvent, session: string | undefined): boolean =>
  session === undefined || event.data["session_id"] === session;
