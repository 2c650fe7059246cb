/** News of one session, kept coming over new connections; whoever waits asks for the next piece of it. */
import type { Connection } from "./connection.ts";
import { openFeed } from "./feed.ts";
import type { CloseFeed, WireEvent } from "./wire.ts";
import { beforeConnection, delay } from "./limit.ts";
import { isPassing } from "./request.ts";

/** `look`: something happened that REST can tell of; otherwise how far the run is. */
export type News = "look" | { readonly progress: number; readonly message: string };

export interface Watch {
  /** Events come at the moment, so there is no need to look often. */
  isOpen(): boolean;
  /** The next piece of news, or `look` after `ms`. Rejects with the signal's reason. */
  next(ms: number, signal: AbortSignal): Promise<News>;
  close(): void;
}

export function watchSession(connection: Connection, session: string): Watch {
  let isOpen = false;
  let attempt = 0;
  let closeFeed: CloseFeed = () => {};
  let timer: ReturnType<typeof setTimeout> | undefined;
  let news: News | undefined;
  let wake = () => {};

  function tell(piece: News): void {
    // Of progress the last word counts, and a look tells it, too.
    if (news !== "look") news = piece;
    wake();
  }

  function connect(): void {
    closeFeed = openFeed(connection, { session }, attempt, {
      onOpen() {
        isOpen = true;
        // What happened before is told by nobody else.
        tell("look");
      },
      onEvent(event) {
        attempt = 0;
        tell(toNews(event));
      },
      onEnd(problem) {
        isOpen = false;
        attempt += 1;
        tell("look");
        // Refused for good: looking at REST has to do, and says the same if it is about the session.
        if (problem && !isPassing(problem)) return;
        timer = setTimeout(connect, beforeConnection(attempt));
      },
    });
  }
  connect();

  return {
    isOpen: () => isOpen,
    async next(ms, signal) {
      const over = new AbortController();
      const rings = new Promise<void>((resolve) => (wake = resolve));
      const stop = () => over.abort(signal.reason);
      signal.addEventListener("abort", stop, { once: true });
      try {
        signal.throwIfAborted();
        if (news === undefined) await Promise.race([rings, delay(ms, over.signal)]);
      } finally {
        signal.removeEventListener("abort", stop);
        over.abort();
      }
      const piece = news ?? "look";
      news = undefined;
      return piece;
    },
    close() {
      clearTimeout(timer);
      closeFeed();
    },
  };
}

function toNews({ event, data }: WireEvent): News {
  if (event !== "agent.progress") return "look";
  return { progress: Number(data?.["progress"]), message: String(data?.["message"]) };
}
