/** Events as server-sent events through fetch, which can send a key where a browser's EventSource cannot. */
import type { Connection } from "./connection.ts";
import { MetaForgeError } from "./errors.ts";
import { OPENS_WITHIN, parseEvent } from "./wire.ts";
import type { CloseFeed, FeedListener } from "./wire.ts";
import { send, toError, unreachable } from "./request.ts";

/** Milliseconds of silence after which the other end is taken for gone; it sends a comment every 15 s. */
const SILENCE = 45_000;
/** Characters of one message; the gateway's are far shorter. */
const LONGEST = 1024 * 1024;

export function openStream(
  connection: Connection,
  query: string,
  listener: FeedListener,
): CloseFeed {
  const gone = new AbortController();
  const close = () => {
    clearTimeout(timer);
    gone.abort();
  };
  const end = (problem: MetaForgeError | null) => {
    if (gone.signal.aborted) return;
    close();
    listener.onEnd(problem);
  };
  let timer = setTimeout(end, OPENS_WITHIN, null);
  const heard = () => {
    clearTimeout(timer);
    timer = setTimeout(end, SILENCE, null);
  };
  read(connection, query, listener, gone.signal, heard).then(
    () => end(null),
    (thrown: unknown) =>
      end(
        thrown instanceof MetaForgeError ? thrown : unreachable(connection, "GET /events", thrown),
      ),
  );
  return close;
}

async function read(
  connection: Connection,
  query: string,
  listener: FeedListener,
  signal: AbortSignal,
  heard: () => void,
): Promise<void> {
  const path = `/events${query}`;
  const response = await send(connection, "GET", path, { signal, accept: "text/event-stream" });
  if (!response.ok || !response.body) {
    const bytes = new Uint8Array(await response.arrayBuffer());
    throw toError(connection, `GET ${path}`, response, bytes);
  }
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  let opened = false;
  for (;;) {
    const { value, done } = await reader.read();
    if (done || signal.aborted) return;
    heard();
    // The first bytes, not the head, say that the gateway listens to its log for us.
    if (!opened) listener.onOpen();
    opened = true;
    text += value;
    const blocks = text.split("\n\n");
    text = blocks.pop()!;
    if (text.length > LONGEST) return;
    for (const block of blocks) {
      const data = block.split("\n").flatMap((line) => /^data: ?(.*)$/.exec(line)?.[1] ?? []);
      const event = data.length === 0 ? null : parseEvent(data.join("\n"));
      if (event && !signal.aborted) listener.onEvent(event);
    }
  }
}
