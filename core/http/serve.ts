/** What is done with all that comes in on a server: one guard for requests and upgrades, then body and router. */
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { toNodeHandler } from "h3";
import type { H3 } from "h3";
import { fail, messageOf } from "../errors.ts";
import type { Log } from "../log.ts";
import { admit } from "./admit.ts";
import type { AdmitRules } from "./admit.ts";
import { GUARD_HEADERS, RAW_JSON_HEADERS } from "./answer.ts";
import { collectBody } from "./body.ts";
import { refuse, sendError } from "./errors.ts";
import type { Fast } from "./fast.ts";

export interface ServeParts {
  readonly app: H3;
  readonly fast: Fast;
  /** Answers an admitted upgrade; false: there is nothing at this path. */
  readonly upgrade: (req: IncomingMessage, socket: Duplex, head: Buffer) => boolean;
  readonly log: Log;
}

export function serve(server: Server, rules: AdmitRules, parts: ServeParts): void {
  const handler = toNodeHandler(parts.app) as (
    req: IncomingMessage,
    res: ServerResponse,
  ) => unknown;

  function onRequest(req: IncomingMessage, res: ServerResponse): void {
    const { method = "GET", url: target = "/", rawHeaders } = req;
    // First, so that a page that may ask can also read why it was refused.
    if (rules.origins.has(req.headers.origin ?? "")) allowOrigin(req, res);
    const refusal = admit({ method, target, rawHeaders, upgrade: false }, rules);
    if (refusal) return sendError(res, refusal);
    if (method === "GET") {
      const body = answeredFast(target);
      if (body !== null) {
        const length = ["content-length", String(Buffer.byteLength(body))];
        res.writeHead(200, [...RAW_JSON_HEADERS, ...length]);
        return void res.end(body);
      }
    }
    if (method === "OPTIONS" && req.headers.origin !== undefined) {
      res.writeHead(204, GUARD_HEADERS.flat());
      return void res.end();
    }
    if (!hasBody(req)) return void handler(req, res);
    if (/^100-continue$/i.test(req.headers.expect ?? "")) res.writeContinue();
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

  function onUpgrade(req: IncomingMessage, socket: Duplex, head: Buffer): void {
    // Until the protocol takes over nobody else listens for errors on this socket, and a client that
    // resets the connection in between would end the process.
    socket.on("error", () => {});
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
  }

  server.on("request", onRequest);
  // A refused request is refused before its body is asked for; an unknown expectation is not met.
  server.on("checkContinue", onRequest);
  server.on("checkExpectation", onRequest);
  server.on("upgrade", onUpgrade);
  server.on("clientError", (error: NodeJS.ErrnoException, socket: Socket) => {
    if (error.code === "ECONNRESET" || !socket.writable || isAnswering(socket)) {
      return void socket.destroy();
    }
    refuse(socket, ...malformed(error.code));
  });
}

/** A second answer in the middle of the first would be read as part of it. Node keeps its own answer back the same way. */
const isAnswering = (socket: Socket): boolean =>
  // oxlint-disable-next-line no-underscore-dangle -- Node's name
  (socket as { _httpMessage?: ServerResponse | null })._httpMessage?.headersSent === true;

const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers["transfer-encoding"] !== undefined ||
  (headers["content-length"] !== undefined && headers["content-length"] !== "0");

/** Only for an origin that is ours or configured; the guard turns the others away. */
function allowOrigin(req: IncomingMessage, res: ServerResponse): void {
  res.setHeader("access-control-allow-origin", req.headers.origin!);
  if (req.method !== "OPTIONS") return;
  res.setHeader("access-control-allow-methods", "GET, POST, DELETE");
  res.setHeader(
    "access-control-allow-headers",
    "content-type, authorization, prefer, last-event-id",
  );
}

function malformed(code: string | undefined): [unknown, number?] {
  if (code === "HPE_HEADER_OVERFLOW") return [notHttp("the headers are too large"), 431];
  if (code === "ERR_HTTP_REQUEST_TIMEOUT") return [notHttp("it was not sent in time"), 408];
  return [notHttp("it is not HTTP/1.1")];
}

const notHttp = (problem: string) =>
  fail("VALIDATION_ERROR", {}, { message: `Invalid request: ${problem}` });
