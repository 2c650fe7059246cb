/** The event log over HTTP: server-sent events that resume where the client left off. */
import { follow } from "../../sessions/follow.ts";
import type { Subscription } from "../../sessions/follow.ts";
import { bytes } from "../answer.ts";
import { checked } from "../body.ts";
import * as contract from "../contract.ts";
import { route } from "../route.ts";
import type { Route } from "../route.ts";
import type { Services } from "../services.ts";

/** A comment line this often keeps the connection open, in milliseconds. */
const KEEP_ALIVE = 15_000;

export const eventRoutes = (services: Services): Route[] => [
  route({
    method: "GET",
    path: "/events",
    summary: "Events as they happen; `Last-Event-ID` or `since` replays what was missed",
    query: contract.EventsQuery,
    answer: "text/event-stream",
    handle({ query, headers, signal }) {
      const last = headers.get("last-event-id");
      const { since } = last === null ? query : checked(contract.EventsQuery, { since: last });
      const body = stream(services, { since, session: query.session }, signal);
      return bytes(body, "text/event-stream");
    },
  }),
];

function stream(services: Services, what: Subscription, signal: AbortSignal): ReadableStream {
  const encoder = new TextEncoder();
  const gone = new AbortController();
  const either = AbortSignal.any([signal, gone.signal, services.closing]);
  const events = follow(services, what, either);
  let timer: NodeJS.Timeout;
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
        clearInterval(timer);
        controller.close();
      } else controller.enqueue(encoder.encode(value.map(toMessage).join("")));
    },
    cancel() {
      clearInterval(timer);
      gone.abort();
    },
  });
}

const toMessage = (event: { readonly event: string; readonly seq?: number }): string =>
  `${event.seq === undefined ? "" : `id: ${event.seq}\n`}event: ${event.event}\ndata: ${JSON.stringify(event)}\n\n`;
