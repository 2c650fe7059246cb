/** The gateway's events as an async iterator that reconnects: nothing twice, nothing lost without saying so. */
import type { Connection } from "./connection.ts";
import { ConnectionError } from "./errors.ts";
import type { MetaForgeError } from "./errors.ts";
import { openFeed } from "./feed.ts";
import type { CloseFeed, FeedQuery, WireEvent } from "./wire.ts";
import { OUTAGE, beforeConnection, delay } from "./limit.ts";
import { isPassing } from "./request.ts";

export interface EventsOptions extends FeedQuery {
  readonly signal?: AbortSignal | undefined;
}

/** Events kept for a slow reader; beyond it the connection is closed and the log read on from there later. */
const BUFFER = 1000;

/** Told instead of events that are gone: read the state over REST, then go on. */
const EXPIRED: WireEvent = { event: "replay.expired" };

/**
 * Ends on the signal or by `break`. Throws what the gateway refuses with, and ConnectionError when the first connection
 * does not come to be in as many attempts as other requests have, or a later one not within two minutes.
 */
export function followEvents(
  connection: Connection,
  options: EventsOptions,
): AsyncIterableIterator<WireEvent> {
  const left = new AbortController();
  const leave = () => left.abort();
  if (options.signal?.aborted) leave();
  options.signal?.addEventListener("abort", leave, { once: true });
  const events = follow(connection, options, left.signal);
  return {
    next: () => events.next(),
    // A generator that waits does not hear of it until something comes, so it is woken.
    return() {
      leave();
      options.signal?.removeEventListener("abort", leave);
      return events.return(undefined);
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

async function* follow(
  connection: Connection,
  { since, session }: FeedQuery,
  signal: AbortSignal,
): AsyncGenerator<WireEvent, undefined> {
  let last = since;
  let attempt = 0;
  let lostAt: number | null = Date.now();
  let wasOpen = false;
  while (!signal.aborted) {
    // Without a place in the log to resume from, what happened meanwhile cannot be had.
    const hasGap = last === undefined && wasOpen;
    const feed = createBuffer(connection, { since: last, session }, { attempt, hasGap }, signal);
    try {
      for (;;) {
        const event = await feed.next();
        if (event === null) break;
        yield event;
      }
    } finally {
      feed.close();
    }
    if (signal.aborted) return;
    const { opened, heard, full, problem } = feed.state;
    if (problem && !isPassing(problem)) throw problem;
    last = feed.state.last;
    wasOpen ||= opened;
    if (opened) lostAt = null;
    lostAt ??= Date.now();
    if (full) continue;
    // Once at least over fetch: a WebSocket does not say why there is none, and may be all that is kept away.
    if (!wasOpen && attempt >= Math.max(connection.retries, 1)) throw problem ?? never(connection);
    if (Date.now() - lostAt > OUTAGE) throw lost(connection, problem);
    attempt = heard ? 0 : attempt + 1;
    await delay(beforeConnection(attempt), signal).catch(() => {});
  }
}

const never = ({ base }: Connection) => new ConnectionError(`${base} lets no events be followed`);

const lost = ({ base }: Connection, cause: MetaForgeError | null) =>
  new ConnectionError(`${base} was not reachable for ${OUTAGE / 1000} s`, {
    cause: cause ?? undefined,
  });

/** One connection with its events in a queue; `next` gives null when it is over and the queue is empty. */
function createBuffer(
  connection: Connection,
  query: FeedQuery,
  { attempt, hasGap }: { readonly attempt: number; readonly hasGap: boolean },
  signal: AbortSignal,
) {
  const queue: WireEvent[] = [];
  const state = {
    last: query.since,
    opened: false,
    heard: false,
    full: false,
    problem: null as MetaForgeError | null,
  };
  let over = false;
  let wake = () => {};
  const end = () => {
    over = true;
    wake();
  };
  const closeFeed: CloseFeed = openFeed(connection, query, attempt, {
    onOpen() {
      state.opened = true;
      if (!hasGap) return;
      // Only now: the state can be read again, and what happens from here on is told.
      queue.push(EXPIRED);
      wake();
    },
    onEvent(event) {
      if (over) return;
      state.heard = true;
      // The numbers of a new log may be lower than those of the one that is gone.
      if (event.seq === undefined) state.last = undefined;
      else if (state.last !== undefined && event.seq <= state.last) return;
      else state.last = event.seq;
      queue.push(event);
      if (queue.length >= BUFFER) {
        state.full = true;
        close();
      }
      wake();
    },
    onEnd(problem) {
      state.problem = problem;
      end();
    },
  });
  const close = () => {
    closeFeed();
    end();
  };
  signal.addEventListener("abort", close, { once: true });
  return {
    state,
    async next(): Promise<WireEvent | null> {
      if (queue.length === 0 && !over) await new Promise<void>((resolve) => (wake = resolve));
      return signal.aborted ? null : (queue.shift() ?? null);
    },
    close() {
      signal.removeEventListener("abort", close);
      close();
    },
  };
}
