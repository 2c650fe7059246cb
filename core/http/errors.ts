/** Errors as answers: always `{error: {code, message, details}}`, never a stack, a path of this machine or a secret. */
import type { ServerResponse } from "node:http";
import { isGatewayError, toClientReport } from "../errors.ts";
import type { ErrorReport } from "../errors.ts";

export interface ErrorAnswer {
  readonly status: number;
  readonly body: { readonly error: ErrorReport };
  readonly headers: Readonly<Record<string, string>>;
}

/** Codes above 500 that an author of plugins sees in /status have no place in an answer to a request. */
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
  const { status, body, headers } = toErrorAnswer(thrown);
  // The rest of a refused body is not read, so the connection cannot be used again.
  res.writeHead(status, { ...headers, "content-type": "application/json", connection: "close" });
  res.end(JSON.stringify(body));
}
