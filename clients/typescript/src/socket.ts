/** Events over a WebSocket. */
import type { Connection } from "./connection.ts";
import { OPENS_WITHIN, parseEvent } from "./wire.ts";
import type { CloseFeed, FeedListener } from "./wire.ts";

/** Milliseconds between two questions whether the other end is still there. */
const PING = 30_000;

/** Null where no WebSocket can be had, or none that carries the key. */
export function openSocket(
  connection: Connection,
  query: string,
  listener: FeedListener,
): CloseFeed | null {
  const socket = construct(connection, `${connection.base.replace(/^http/, "ws")}/ws${query}`);
  if (!socket) return null;
  let heard = true;
  let pings: ReturnType<typeof setInterval> | undefined;
  const slow = setTimeout(() => end(), OPENS_WITHIN);

  const onOpen = () => {
    clearTimeout(slow);
    // A peer that is gone without a word, as after a sleep of the machine, is noticed by its silence.
    pings = setInterval(() => {
      if (!heard) return end();
      heard = false;
      socket.send('{"event":"ping"}');
    }, PING);
    listener.onOpen();
  };
  const onMessage = ({ data }: MessageEvent) => {
    heard = true;
    const event = typeof data === "string" ? parseEvent(data) : null;
    if (event && event.event !== "pong" && event.event !== "error") listener.onEvent(event);
  };
  const end = () => {
    close();
    listener.onEnd(null);
  };
  const close = () => {
    clearTimeout(slow);
    clearInterval(pings);
    socket.removeEventListener("open", onOpen);
    socket.removeEventListener("message", onMessage);
    socket.removeEventListener("close", end);
    socket.removeEventListener("error", end);
    socket.close();
  };
  socket.addEventListener("open", onOpen);
  socket.addEventListener("message", onMessage);
  socket.addEventListener("close", end);
  socket.addEventListener("error", end);
  return close;
}

/**
 * A key travels in a header, which Node's WebSocket takes as an option; a browser's takes that option for the name of
 * a protocol and throws. Never in the URL: those end up in logs.
 */
function construct({ WebSocket, apiKey }: Connection, url: string): WebSocket | null {
  if (!WebSocket) return null;
  if (apiKey === undefined) return new WebSocket(url);
  let isRead = false;
  const options = {
    get headers() {
      isRead = true;
      return { authorization: `Bearer ${apiKey}` };
    },
  };
  try {
    const socket = new WebSocket(url, options as unknown as string[]);
    if (isRead) return socket;
    // Whatever it took the option for, the key was not among it.
    socket.close();
    return null;
  } catch {
    return null;
  }
}
