/** What each error code of the API means, and which of them any operation of its kind can give. */
import type { ErrorCode } from "../../errors.ts";
import type { Route } from "../route.ts";
import type { HeaderDoc } from "./operation.ts";

/** The codes of `ERRORS` that answer a request; the others keep a gateway or a plugin from starting. */
export const ERROR_DOCS: Partial<Readonly<Record<ErrorCode, string>>> = {
  VALIDATION_ERROR:
    "The request is wrong: `details.field` names where, `details.expected` the type.",
  UNAUTHORIZED: "Keys are configured, and none of them came as `Authorization: Bearer KEY`.",
  FORBIDDEN: "The request came from a page or under a host name that may not use this gateway.",
  NOT_FOUND: "There is nothing of this name.",
  METHOD_NOT_ALLOWED: "The path takes other methods: see `Allow`.",
  CONFLICT: "It does not fit how things stand.",
  PAYLOAD_TOO_LARGE: "The body is larger than 1 MiB, or what a skill put out is too large.",
  UNSUPPORTED_MEDIA_TYPE: "A body must be `application/json` in UTF-8, not compressed.",
  RATE_LIMITED: "Too much at once; `Retry-After` says when to ask again, where that is known.",
  AGENT_ERROR: "The agent failed, or its process did.",
  TOOL_ERROR: "A tool failed.",
  INTERNAL_ERROR: "The gateway is at fault; its log says more.",
  UNAVAILABLE: "Not now: the gateway is stopping, or too many are connected.",
  TIMEOUT: "It took longer than it may.",
  STORAGE_ERROR: "The disk or the database refused, or a record in it is damaged.",
};

/** Not from a foreign page, and not while the gateway stops. */
const CHANGING: readonly ErrorCode[] = ["UNAVAILABLE"];
const WITH_BODY: readonly ErrorCode[] = ["PAYLOAD_TOO_LARGE", "UNSUPPORTED_MEDIA_TYPE"];

/** What any route of this kind brings with it, then its own, then what is nobody's plan. */
export const codesOf = ({ method, body, query, errors = [] }: Route): ErrorCode[] => [
  ...new Set<ErrorCode>([
    ...(body || query ? (["VALIDATION_ERROR"] as const) : []),
    // Keys may be configured at any time; a foreign page or host is refused everywhere.
    "UNAUTHORIZED",
    "FORBIDDEN",
    ...(method === "GET" ? [] : CHANGING),
    ...(body ? WITH_BODY : []),
    ...errors,
    "INTERNAL_ERROR",
  ]),
];

const RETRY_AFTER: HeaderDoc = {
  description: "Seconds after which to ask again, where that is known.",
  schema: { type: "integer", minimum: 0 },
};

/** The headers that come with errors of a status. */
export const ERROR_HEADERS: Readonly<Record<number, Readonly<Record<string, HeaderDoc>>>> = {
  401: { "WWW-Authenticate": { description: "Always `Bearer`.", schema: { type: "string" } } },
  405: { Allow: { description: "The methods the path takes.", schema: { type: "string" } } },
  429: { "Retry-After": RETRY_AFTER },
  503: { "Retry-After": RETRY_AFTER },
};
