/** The listening end: Node's servers with their limits, on both loopback families, and their close. */
import { createServer } from "node:http";
import type { IncomingMessage, Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { fail } from "../errors.ts";
import { admitRules } from "./admit.ts";
import type { AccessOptions } from "./admit.ts";
import { serve } from "./serve.ts";
import type { ServeParts } from "./serve.ts";

export interface ServerParts extends ServeParts {
  readonly access: AccessOptions;
  /** Told of every connection. */
  readonly onConnection?: (socket: Socket) => void;
}

export interface Listening {
  readonly host: string;
  readonly port: number;
  /** Takes no more connections, lets answers under way end, then closes what is left. */
  close(graceMs: number): Promise<void>;
}

/** Twice the WebSocket clients there may be, so that these never keep a request out. */
const MAX_CONNECTIONS = 2048;
/** Connections that have not sent a request yet. */
const MAX_SILENT = 512;
const LIMITS = {
  maxHeaderSize: 16 * 1024,
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 5_000,
  connectionsCheckingInterval: 1_000,
  // A request without Host is refused by our own guard, in our own form.
  requireHostHeader: false,
  // Some clients offer HTTP/2 with every request; that is not a reason to refuse them.
  shouldUpgradeCallback: ({ headers }: IncomingMessage) =>
    headers.upgrade?.toLowerCase() === "websocket",
};
/** Milliseconds in which nothing moves on a connection: longer than the longest wait for a run. */
const SILENCE = 330_000;

/**
 * Listens on the host; for a loopback host on both 127.0.0.1 and ::1, so that `localhost` means this gateway
 * whichever way it resolves. Throws START_REFUSED when the port is taken.
 */
export async function listen(host: string, port: number, parts: ServerParts): Promise<Listening> {
  const loopback = host === "127.0.0.1" || host === "localhost";
  const first = await bind(loopback ? "127.0.0.1" : host, port, parts);
  const bound = (first.address() as AddressInfo).port;
  const servers = [first];
  if (loopback) {
    try {
      servers.push(await bind("::1", bound, parts));
    } catch (thrown) {
      // Without IPv6 there is nobody to take it either; a stranger on ::1 must not be taken for us.
      if (systemCode(thrown) === "EADDRINUSE" && port !== 0) {
        first.close();
        throw taken("::1", bound);
      }
    }
  }
  return {
    host: loopback ? "127.0.0.1" : host,
    port: bound,
    async close(graceMs) {
      const closed = servers.map(
        (server) => new Promise<void>((resolve) => server.close(() => resolve())),
      );
      for (const server of servers) server.closeIdleConnections();
      const timer = setTimeout(() => {
        for (const server of servers) server.closeAllConnections();
      }, graceMs);
      await Promise.all(closed);
      clearTimeout(timer);
    },
  };
}

async function bind(host: string, port: number, parts: ServerParts): Promise<Server> {
  const server = createServer(LIMITS);
  server.maxConnections = MAX_CONNECTIONS;
  server.timeout = SILENCE;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  }).catch((thrown: unknown) => {
    if (systemCode(thrown) === "EADDRINUSE" && host !== "::1") throw taken(host, port);
    throw thrown;
  });
  server.removeAllListeners("error");
  server.on("error", (error) => parts.log.error("the server failed", { problem: error.message }));
  limitSilent(server);
  if (parts.onConnection) server.on("connection", parts.onConnection);
  const rules = admitRules({ ...parts.access, port: (server.address() as AddressInfo).port });
  serve(server, rules, parts);
  return server;
}

/** Whoever opens connections and says nothing displaces others of that kind, never a client that asks. */
function limitSilent(server: Server): void {
  const silent = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    silent.add(socket);
    socket.once("close", () => silent.delete(socket));
    if (silent.size > MAX_SILENT) silent.values().next().value?.destroy();
  });
  const speaks = ({ socket }: IncomingMessage) => void silent.delete(socket);
  for (const event of ["request", "checkContinue", "checkExpectation", "upgrade"]) {
    server.on(event, speaks);
  }
}

const taken = (host: string, port: number) =>
  fail("START_REFUSED", {
    problem: `port ${port} on ${host} is in use; stop the other program or pass --port`,
  });

const systemCode = (thrown: unknown): unknown => (thrown as { code?: unknown }).code;
