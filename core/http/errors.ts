/** Errors as answers: always `{error: {code, message, details}}`, never a stack, a path of this machine or a secret. */
import type { ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { isGatewayError, toClientReport } from "../errors.ts";
import type { ErrorReport } from "../errors.ts";
import { RAW_JSON_HEADERS } from "./answer.ts";

export interface ErrorAnswer {
  readonly status: number;
  readonly body: { readonly error: ErrorReport };
  readonly headers: Readonly<Record<string, string>>;
}

/** Whatever was thrown, as an answer; what has no code of ours is an INTERNAL_ERROR that says nothing more. */
export function toErrorAnswer(thrown: unknown): ErrorAnswer {
  const error = toClientReport(thrown);
  const status = isGatewayError(thrown) ? thrown.status : 500;
  const { retry_after: retryAfter, allow } = error.details;
  return {
    status,
    body: { error },
    headers: {
      ...(typeof retryAfter === "number" ? { "retry-after": String(retryAfter) } : {}),
      ...(Array.isArray(allow) ? { allow: allow.join(", ") } : {}),
      ...(status === 401 ? { "www-authenticate": "Bearer" } : {}),
    },
  };
}

/** Answers on Node's own response, for what is refused before the router sees it. */
export function sendError(res: ServerResponse, thrown: unknown): void {
  const { status, headers, text } = closingAnswer(thrown);
  res.writeHead(status, headers);
  res.end(text);
}

/** Milliseconds that a client has to read its refusal. */
const GRACE = 1000;

/** Answers on the bare socket, where there is no response to write to, and closes it. */
export function refuse(socket: Duplex, thrown: unknown, status?: number): void {
  const answer = closingAnswer(thrown);
  const lines = [`HTTP/1.1 ${status ?? answer.status} Refused`];
  for (let at = 0; at < answer.headers.length; at += 2) {
    lines.push(`${answer.headers[at]}: ${answer.headers[at + 1]}`);
  }
  socket.end(`${lines.join("\r\n")}\r\n\r\n${answer.text}`);
  // A client that does not read does not keep the socket.
  setTimeout(() => socket.destroy(), GRACE).unref();
}

/** The rest of what is refused is not read, so the connection cannot be used again. */
function closingAnswer(thrown: unknown) {
  const { status, body, headers } = toErrorAnswer(thrown);
  const text = JSON.stringify(body);
  const length = ["content-length", String(Buffer.byteLength(text))];
  const closing = [...RAW_JSON_HEADERS, ...Object.entries(headers).flat(), ...length];
  return { status, text, headers: [...closing, "connection", "close"] };
}
