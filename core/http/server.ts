/** The listening end: Node's server with its limits, one guard for requests and upgrades, then the router. */
import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import type { Duplex } from "node:stream";
import { toNodeHandler } from "h3";
import type { H3 } from "h3";
import { ERRORS, fail, messageOf } from "../errors.ts";
import type { ErrorCode } from "../errors.ts";
import type { Log } from "../log.ts";
import { admit, admitRules } from "./admit.ts";
import type { AdmitRules } from "./admit.ts";
import { RAW_JSON_HEADERS } from "./answer.ts";
import { collectBody } from "./body.ts";
import { sendError, toErrorAnswer } from "./errors.ts";
import type { Fast } from "./fast.ts";

export interface ServerParts {
  readonly app: H3;
  readonly fast: Fast;
  /** Answers an admitted upgrade; false: there is nothing at this path. */
  readonly upgrade: (req: IncomingMessage, socket: Duplex, head: Buffer) => boolean;
  readonly access: Pick<
    Parameters<typeof admitRules>[0],
    "allowedHosts" | "allowedOrigins" | "keys"
  >;
  readonly log: Log;
}

export interface Listening {
  readonly host: string;
  readonly port: number;
  /** Takes no more connections, lets answers under way end, then closes what is left. */
  close(graceMs: number): Promise<void>;
}

const MAX_CONNECTIONS = 1024;
const LIMITS = {
  maxHeaderSize: 16 * 1024,
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 5_000,
  connectionsCheckingInterval: 1_000,
};

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
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  }).catch((thrown: unknown) => {
    if (systemCode(thrown) === "EADDRINUSE" && host !== "::1") throw taken(host, port);
    throw thrown;
  });
  server.removeAllListeners("error");
  server.on("error", (error) => parts.log.error("the server failed", { problem: error.message }));
  const rules = admitRules({ ...parts.access, port: (server.address() as AddressInfo).port });
  serve(server, rules, parts);
  return server;
}

const taken = (host: string, port: number) =>
  fail("START_REFUSED", {
    problem: `port ${port} on ${host} is in use; stop the other program or pass --port`,
  });

const systemCode = (thrown: unknown): unknown => (thrown as { code?: unknown }).code;

function serve(server: Server, rules: AdmitRules, parts: ServerParts): void {
  const handler = toNodeHandler(parts.app) as (
    req: IncomingMessage,
    res: ServerResponse,
  ) => unknown;

  function onRequest(req: IncomingMessage, res: ServerResponse): void {
    const { method = "GET", url: target = "/", rawHeaders } = req;
    const refusal = admit({ method, target, rawHeaders, upgrade: false }, rules);
    if (refusal) return sendError(res, refusal);
    if (method === "GET") {
      const body = answeredFast(target);
      if (body !== null) {
        res.writeHead(200, RAW_JSON_HEADERS as string[]);
        return void res.end(body);
      }
    }
    if (rules.origins.has(req.headers.origin ?? "")) allowOrigin(req, res);
    if (method === "OPTIONS" && req.headers.origin !== undefined) {
      res.writeHead(204);
      return void res.end();
    }
    if (!hasBody(req)) return void handler(req, res);
    if (req.headers.expect !== undefined) res.writeContinue();
    collectBody(req, (problem, bytes) => {
      if (problem) return sendError(res, problem);
      // Where h3's own readers look first, too.
      (req as { rawBody?: Buffer }).rawBody = bytes;
      void handler(req, res);
    });
  }

  function answeredFast(target: string): string | null {
    try {
      return parts.fast(target);
    } catch {
      // The router meets the same trouble and knows how to answer it.
      return null;
    }
  }

  server.on("request", onRequest);
  // A refused request is refused before its body is asked for.
  server.on("checkContinue", onRequest);
  // From here until the protocol takes over nobody else listens for errors on this socket,
  // and a client that resets the connection in between would end the process.
  server.prependListener("upgrade", (_req, socket: Duplex) => socket.on("error", () => {}));
  server.on("upgrade", (req: IncomingMessage, socket: Duplex, head: Buffer) => {
    const { method = "GET", url: target = "/", rawHeaders } = req;
    try {
      const refusal = admit({ method, target, rawHeaders, upgrade: true }, rules);
      if (refusal) refuse(socket, refusal);
      else if (!parts.upgrade(req, socket, head))
        refuse(socket, fail("NOT_FOUND", { what: "Path" }));
    } catch (thrown) {
      parts.log.warn("an upgrade failed", { problem: messageOf(thrown) });
      refuse(socket, thrown);
    }
  });
  server.on("clientError", (error: NodeJS.ErrnoException, socket: Socket) => {
    if (error.code === "ECONNRESET" || !socket.writable) return void socket.destroy();
    refuse(socket, ...malformed(error.code));
  });
}

const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers["transfer-encoding"] !== undefined ||
  (headers["content-length"] !== undefined && headers["content-length"] !== "0");

/** Only for an origin that is ours or configured; the guard has turned the others away. */
function allowOrigin(req: IncomingMessage, res: ServerResponse): void {
  res.setHeader("access-control-allow-origin", req.headers.origin!);
  if (req.method !== "OPTIONS") return;
  res.setHeader("access-control-allow-methods", "GET, POST, DELETE");
  res.setHeader(
    "access-control-allow-headers",
    "content-type, authorization, prefer, last-event-id",
  );
}

function malformed(code: string | undefined): [unknown, number] {
  const problem = (text: string, error: ErrorCode = "VALIDATION_ERROR") =>
    fail(error, { problem: text }, { message: `Invalid request: ${text}` });
  if (code === "HPE_HEADER_OVERFLOW") return [problem("the headers are too large"), 431];
  if (code === "ERR_HTTP_REQUEST_TIMEOUT")
    return [problem("the request was not sent in time"), 408];
  return [problem("it is not HTTP/1.1"), ERRORS.VALIDATION_ERROR.status];
}

/** An answer on the bare socket, which is then closed. */
function refuse(socket: Duplex, thrown: unknown, status = toErrorAnswer(thrown).status): void {
  const text = JSON.stringify(toErrorAnswer(thrown).body);
  socket.end(
    `HTTP/1.1 ${status} Refused\r\ncontent-type: application/json\r\nconnection: close\r\n` +
      `content-length: ${Buffer.byteLength(text)}\r\n\r\n${text}`,
  );
  // A client that does not read its refusal does not keep the socket.
  setTimeout(() => socket.destroy(), 1000).unref();
}
