/** The gateway's events as an async iterator that reconnects: nothing twice, nothing lost without saying so. */
import type { Connection } from "./connection.ts";
import { ConnectionError } from "./errors.ts";
import { openFeed } from "./feed.ts";
import type { CloseFeed, FeedQuery, WireEvent } from "./wire.ts";
import { backOff, delay } from "./limit.ts";
import { isBusy } from "./request.ts";

export interface EventsOptions extends FeedQuery {
  readonly signal?: AbortSignal | undefined;
}

/** Events kept for a slow reader; beyond it the connection is closed and the log read on from there later. */
const BUFFER = 1000;
/** Milliseconds of the first and of the longest pause before a new connection. */
const FIRST_PAUSE = 250;
const LONGEST_PAUSE = 10_000;
/** Milliseconds without a connection after which the iterator gives up. */
export const OUTAGE = 120_000;

/** Told instead of events that are gone: read the state over REST, then go on. */
const EXPIRED: WireEvent = { event: "replay.expired" };

/** Ends on the signal or by `break`; throws what the gateway refuses with, or ConnectionError after two minutes. */
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
    if (last === undefined && wasOpen) yield EXPIRED;
    const feed = createBuffer(connection, { since: last, session }, attempt, signal);
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
    const { opened, heard, full, refusal } = feed.state;
    if (refusal && !isBusy(refusal)) throw refusal;
    last = feed.state.last;
    wasOpen ||= opened;
    if (opened) lostAt = null;
    lostAt ??= Date.now();
    if (full) continue;
    if (Date.now() - lostAt > OUTAGE) throw lost(connection);
    attempt = heard ? 0 : attempt + 1;
    await delay(backOff(attempt, FIRST_PAUSE, LONGEST_PAUSE), signal).catch(() => {});
  }
}

const lost = ({ base }: Connection) =>
  new ConnectionError(`${base} was not reachable for ${OUTAGE / 1000} s`);

/** One connection with its events in a queue; `next` gives null when it is over and the queue is empty. */
function createBuffer(
  connection: Connection,
  query: FeedQuery,
  attempt: number,
  signal: AbortSignal,
) {
  const queue: WireEvent[] = [];
  const state = {
    last: query.since,
    opened: false,
    heard: false,
    full: false,
    refusal: null as Error | null,
  };
  let over = false;
  let wake = () => {};
  const end = () => {
    over = true;
    wake();
  };
  const closeFeed: CloseFeed = openFeed(connection, query, attempt, {
    onOpen: () => void (state.opened = true),
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
    onEnd(refusal) {
      state.refusal = refusal;
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
