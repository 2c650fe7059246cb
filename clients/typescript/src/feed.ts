/** One connection that events come over: a WebSocket where it can carry what is needed, else server-sent events. */
import type { Connection } from "./connection.ts";
import { queryOf } from "./connection.ts";
import { openSocket } from "./socket.ts";
import { openStream } from "./stream.ts";
import type { CloseFeed, FeedListener, FeedQuery } from "./wire.ts";

/**
 * `attempt` counts from 0. Where a WebSocket did not come to be, the next attempt asks for server-sent events: they
 * pass where WebSockets do not, and their refusal says why.
 */
export function openFeed(
  connection: Connection,
  query: FeedQuery,
  attempt: number,
  listener: FeedListener,
): CloseFeed {
  const path = queryOf({ since: query.since, session: query.session });
  if (attempt % 2 === 0) {
    const close = openSocket(connection, path, listener);
    if (close) return close;
  }
  return openStream(connection, path, listener);
}
