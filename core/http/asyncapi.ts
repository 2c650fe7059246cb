/** The event channels' description, AsyncAPI 3.0: the same events over a WebSocket and as server-sent events. */
import { EventsQuery } from "./contract/requests.ts";
import * as events from "./contract/events.ts";
import { EXAMPLES } from "./describe/examples.ts";
import { componentSchemas, schemaOf } from "./schemas.ts";
import type { JsonObject } from "./schemas.ts";

const { GatewayEvent: _, ...EVENTS } = events;

export function toAsyncApi(version: string): JsonObject {
  const messages = Object.fromEntries(
    Object.entries(EVENTS).map(([id, { shape, description }]) => {
      const name = shape.event.value;
      const payload = { $ref: `#/components/schemas/${id}` };
      const examples = [{ name: id, payload: EXAMPLES.events[name] }];
      return [id, { name, title: name, summary: description, payload, examples }];
    }),
  );
  const sent = Object.keys(messages);
  const spoken = Object.keys(SPOKEN);
  const refs = (ids: readonly string[]) =>
    Object.fromEntries(ids.map((id) => [id, { $ref: `#/components/messages/${id}` }]));
  const at = (channel: string, ids: readonly string[]) =>
    ids.map((id) => ({ $ref: `#/channels/${channel}/messages/${id}` }));
  const servers = [{ $ref: "#/servers/gateway" }];
  const security = [{ $ref: "#/components/securitySchemes/key" }];
  return {
    asyncapi: "3.0.0",
    info: {
      title: "MetaForge Gateway events",
      version,
      description: PROSE,
      license: { name: "MIT", url: "https://opensource.org/license/mit" },
    },
    defaultContentType: "application/json",
    servers: {
      gateway: {
        host: "localhost:{port}",
        protocol: "ws",
        description: "This gateway.",
        variables: { port: { default: "3000", description: "As it is configured." } },
        security,
      },
    },
    channels: {
      socket: {
        address: "/ws",
        title: "WebSocket",
        description: "One way but for `ping`; a text message an event. At most 1024 at once.",
        servers,
        bindings: { ws: { method: "GET", query: schemaOf(EventsQuery, "input") } },
        messages: refs([...sent, ...spoken]),
      },
      stream: {
        address: "/api/v1/events",
        title: "Server-sent events",
        description:
          "The same events over HTTP, with the same `since` and `session`, resumed by `Last-Event-ID`. At most 256 at once.",
        messages: refs(sent),
      },
    },
    operations: {
      sendToSocket: {
        action: "send",
        security,
        channel: { $ref: "#/channels/socket" },
        summary: "Events as they happen, and those after `since` first.",
        messages: at("socket", sent),
      },
      answerPing: {
        action: "receive",
        security,
        channel: { $ref: "#/channels/socket" },
        summary: "A ping is answered with a pong; anything else with an error.",
        messages: at("socket", spoken.slice(0, 1)),
        reply: {
          channel: { $ref: "#/channels/socket" },
          messages: at("socket", spoken.slice(1)),
        },
      },
      sendToStream: {
        action: "send",
        security,
        channel: { $ref: "#/channels/stream" },
        summary: "Events as they happen, and those after `since` or `Last-Event-ID` first.",
        messages: at("stream", sent),
      },
    },
    components: {
      securitySchemes: {
        key: { type: "http", scheme: "bearer", description: "Only when keys are configured." },
      },
      messages: { ...messages, ...SPOKEN },
      schemas: reachable(Object.keys(EVENTS)),
    },
  };
}

const spokenSchema = (event: string, data?: JsonObject) => ({
  type: "object",
  properties: { event: { type: "string", const: event }, ...(data && { data }) },
  required: ["event", ...(data ? ["data"] : [])],
});

/** What is spoken on a socket besides events: none of it is in the log. */
const SPOKEN = {
  Ping: {
    name: "ping",
    title: "ping",
    summary: "Sent by a client that wants to know whether the gateway is there.",
    payload: spokenSchema("ping"),
    examples: [{ name: "Ping", payload: { event: "ping" } }],
  },
  Pong: {
    name: "pong",
    title: "pong",
    summary: "The answer to a ping.",
    payload: spokenSchema("pong"),
    examples: [{ name: "Pong", payload: { event: "pong" } }],
  },
  SocketError: {
    name: "error",
    title: "error",
    summary: "The answer to anything else.",
    payload: spokenSchema("error", { $ref: "#/components/schemas/ErrorReport" }),
    examples: [
      {
        name: "SocketError",
        payload: {
          event: "error",
          data: {
            code: "VALIDATION_ERROR",
            message: 'Invalid input: this socket only understands {"event":"ping"}',
            details: {},
          },
        },
      },
    ],
  },
};

/** The schemas of these names and all that they refer to. */
function reachable(names: readonly string[]): Record<string, JsonObject> {
  const all = componentSchemas();
  const found = new Map<string, JsonObject>();
  const add = (name: string): void => {
    if (found.has(name)) return;
    found.set(name, all[name]!);
    const refs = JSON.stringify(all[name]).matchAll(/"#\/components\/schemas\/(\w+)"/g);
    for (const [, inner] of refs) add(inner!);
  };
  for (const name of names) add(name);
  return Object.fromEntries(found);
}

const PROSE = `\
Every event has the form \`{"event", "data", "seq", "at"}\` and is told apart by \`event\`; ignore those you do not know, more \
may be added. \`seq\` rises by one with each event of the log, also across restarts of the gateway.

Connect with \`?since=N\` to get what came after event N first, nothing twice and nothing left out; without it only what \
happens from then on is sent. \`?session=ID\` sends only what concerns one session. When the events after N are gone, or \
N was never reached, \`{"event":"replay.expired"}\` says so: read the state over REST, and go on listening.

An event is sent after the change that it tells of is stored: REST reads the same or later. A run's progress never falls, \
and is sent at most ten times a second.
`;
