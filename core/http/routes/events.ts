/** The event log over HTTP: server-sent events that resume where the client left off. */
import { fail } from "../../errors.ts";
import { follow } from "../../sessions/follow.ts";
import type { Subscription } from "../../sessions/follow.ts";
import { bytes } from "../answer.ts";
import { checked } from "../body.ts";
import * as contract from "../contract/requests.ts";
import { route } from "../route.ts";
import type { Route } from "../route.ts";
import type { Services } from "../services.ts";

/** Streams open at once; one more is answered 503. */
const STREAMS = 256;
/** A comment line this often keeps the connection open, in milliseconds. */
const KEEP_ALIVE = 15_000;

export function eventRoutes(services: Services): Route[] {
  const open = new Set<ReadableStream>();
  const events = route({
    method: "GET",
    path: "/events",
    id: "streamEvents",
    summary: "Follow the events",
    query: contract.EventsQuery,
    answer: "text/event-stream",
    errors: ["UNAVAILABLE"],

    handle({ query, headers, signal }) {
      const last = headers.get("last-event-id");
      const { since } = last === null ? query : checked(contract.EventsQuery, { since: last });
      if (open.size >= STREAMS) {
        throw fail("UNAVAILABLE", { problem: `${STREAMS} event streams are open`, retry_after: 5 });
      }
      const body = stream(services, { since, session: query.session }, signal, () =>
        open.delete(body),
      );
      open.add(body);
      return bytes(body, "text/event-stream");
    },
  });
  return [events];
}

function stream(
  services: Services,
  what: Subscription,
  signal: AbortSignal,
  onEnd: () => void,
): ReadableStream {
  const encoder = new TextEncoder();
  const gone = new AbortController();
  const either = AbortSignal.any([signal, gone.signal, services.closing]);
  const events = follow(services, what, either);
  let timer: NodeJS.Timeout;
  const end = () => {
    clearInterval(timer);
    onEnd();
  };
  return new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(encoder.encode(":\n\n"));
      // Not while the reader lags: then the connection is busy enough, and nothing may pile up.
      timer = setInterval(() => {
        if ((controller.desiredSize ?? 0) > 0) controller.enqueue(encoder.encode(":\n\n"));
      }, KEEP_ALIVE);
    },
    async pull(controller) {
      const { value, done } = await events.next();
      if (done) {
        end();
        controller.close();
      } else controller.enqueue(encoder.encode(value.map(toMessage).join("")));
    },
    cancel() {
      end();
      gone.abort();
      // A generator that stands at a yield does not see the signal; it has to be told to leave.
      void events.return(undefined);
    },
  });
}

const toMessage = (event: { readonly event: string; readonly seq?: number }): string =>
  `${event.seq === undefined ? "" : `id: ${event.seq}\n`}event: ${event.event}\ndata: ${JSON.stringify(event)}\n\n`;
