/** The events of one run as JSON lines, from its first to its last. */
import { setTimeout as wait } from "node:timers/promises";
import type { GatewayEvent, MetaForgeClient } from "../../typescript/src/index.ts";

export interface Followed {
  /** From here on events of this session are handed on, those that were kept meanwhile first. */
  of(session: string): void;
  /** Settles when an event of this name was handed on, or when it has not come for so long. */
  until(event: string): Promise<void>;
  end(): void;
}

/** Milliseconds for an event that REST says has happened. */
const LATE = 1000;
/** Milliseconds until the connection for events stands. */
const OPENS = 5000;
/** A place that no log reaches. The gateway answers it at once with `replay.expired`: then the connection stands. */
const NOWHERE = 999_999_999_999_999;

/** Begins before the run, so that none is missed. */
export async function followEvents(
  client: MetaForgeClient,
  hand: (event: GatewayEvent) => void,
): Promise<Followed> {
  const over = new AbortController();
  const seen = new Set<string>();
  let kept: GatewayEvent[] = [];
  let session: string | undefined;
  let wake = () => {};
  const opened = Promise.withResolvers<void>();

  function take(event: GatewayEvent): void {
    if (!("data" in event) || !("session_id" in event.data)) return;
    if (event.data.session_id !== session) return;
    hand(event);
    seen.add(event.event);
    wake();
  }

  async function read(): Promise<void> {
    for await (const event of client.events({ since: NOWHERE, signal: over.signal })) {
      if (event.event === "replay.expired") opened.resolve();
      else if (session === undefined) kept.push(event);
      else take(event);
    }
  }
  const pause = (ms: number) => wait(ms, "late", { signal: over.signal }).catch(() => "late");
  // Events are hints: without them the result still comes.
  read().catch(() => opened.resolve());
  await Promise.race([opened.promise, pause(OPENS)]);

  return {
    of(id) {
      session = id;
      for (const event of kept) take(event);
      kept = [];
    },
    async until(event) {
      const late = pause(LATE);
      while (!seen.has(event)) {
        const rings = new Promise<void>((resolve) => (wake = resolve));
        if ((await Promise.race([rings, late])) === "late") return;
      }
    },
    end: () => over.abort(),
  };
}
