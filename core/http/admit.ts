/** Decides who may talk to this gateway: one pure function for requests and WebSocket upgrades alike. */
import { createHash, timingSafeEqual } from "node:crypto";
import { fail } from "../errors.ts";
import type { GatewayError } from "../errors.ts";

/** Bytes of a request body. */
export const MAX_BODY = 1024 * 1024;

/** Whom to admit; made once per listening address, because the port is part of it. */
export interface AdmitRules {
  /** `name:port`, lower case. */
  readonly hosts: ReadonlySet<string>;
  /** Whole origins, such as `http://localhost:3000`: the gateway's own and the configured ones. */
  readonly origins: ReadonlySet<string>;
  /** The configured ones: pages that may be of another site. */
  readonly guests: ReadonlySet<string>;
  /** SHA-256 of the API keys; empty: none is asked for. */
  readonly keys: readonly Buffer[];
}

export interface AdmitRequest {
  readonly method: string;
  readonly target: string;
  /** Names and values in turn, as they came: Node's parsed headers hide a second Host. */
  readonly rawHeaders: readonly string[];
  readonly upgrade: boolean;
}

const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"];

/** What the configuration says about it. */
export interface AccessOptions {
  readonly allowedHosts: readonly string[];
  readonly allowedOrigins: readonly string[];
  readonly keys: readonly { sha256: string }[];
}

export function admitRules(options: AccessOptions & { readonly port: number }): AdmitRules {
  const { port, allowedHosts, allowedOrigins, keys } = options;
  const hosts = [...LOOPBACK, ...allowedHosts].map((host) => withPort(host.toLowerCase(), port));
  const own = LOOPBACK.map((host) => `http://${host}${port === 80 ? "" : `:${port}`}`);
  return {
    hosts: new Set(hosts),
    origins: new Set([...own, ...allowedOrigins]),
    guests: new Set(allowedOrigins),
    keys: keys.map(({ sha256 }) => Buffer.from(sha256, "hex")),
  };
}

const withPort = (host: string, port: number) => (/:\d+$/.test(host) ? host : `${host}:${port}`);

/** The few headers that decide, read in one pass over what came over the wire. */
interface Deciding {
  hosts: number;
  host: string;
  origins: number;
  origin: string;
  site: string;
  type: string | null;
  encoding: boolean;
  length: number;
  chunked: boolean;
  authorizations: number;
  authorization: string;
}

/** Null when admitted; otherwise the error to answer with. Nothing else has looked at the request yet. */
export function admit(request: AdmitRequest, rules: AdmitRules): GatewayError | null {
  const { method, target } = request;
  if (!target.startsWith("/")) {
    return fail("VALIDATION_ERROR", { problem: "the request target must be a path" });
  }
  const seen = decidingHeaders(request.rawHeaders);
  if (seen.hosts !== 1) {
    return fail("VALIDATION_ERROR", { field: "Host", problem: "exactly one Host is needed" });
  }
  if (!rules.hosts.has(normalHost(seen.host))) {
    // A page that points its own name at this machine arrives with that name in Host.
    return fail("FORBIDDEN", { problem: "this Host is not served here" });
  }
  if (seen.origins > 1 || (seen.origins === 1 && !rules.origins.has(seen.origin))) {
    return fail("FORBIDDEN", { problem: "this Origin may not use the gateway" });
  }
  const reads = method === "GET" || method === "HEAD";
  if (!reads && FOREIGN.has(seen.site) && !rules.guests.has(seen.origin)) {
    return fail("FORBIDDEN", { problem: "a page of another site may not change anything" });
  }
  // A browser asks whether a page may send its key before it sends the key.
  const asks = method === "OPTIONS" && seen.origins === 1;
  if (rules.keys.length > 0 && !asks && !hasKey(seen, rules.keys)) {
    return fail("UNAUTHORIZED", { expected: "Authorization: Bearer KEY" });
  }
  return admitTarget(target) ?? (request.upgrade ? null : admitBody(seen));
}

/** What a browser says of a page that is not the gateway's own, also when it leaves out the Origin. */
const FOREIGN = new Set(["cross-site", "same-site"]);

/** What a router would tidy up: `/a/../b`, `//`, `\`, `#`, and escapes of dots and separators. */
const UNTIDY = /#|^[^?]*(?:\\|\/\/|\/\.{1,2}(?:[/?]|$)|%(?:25)*(?:2[ef]|5c))/i;

/** One spelling for each place, so that nothing has a second name that some rule does not know. */
function admitTarget(target: string): GatewayError | null {
  if (UNTIDY.test(target)) return fail("NOT_FOUND", { what: "Path" });
  if (!target.includes("%")) return null;
  try {
    decodeURIComponent(target.split("?", 1)[0]!);
    return null;
  } catch {
    return fail("VALIDATION_ERROR", { problem: "the path holds an escape that is none" });
  }
}

/** A body must say that it is JSON: a form of another site can only send the types that need no preflight. */
function admitBody(seen: Deciding): GatewayError | null {
  if (seen.length === 0 && !seen.chunked) return null;
  if (seen.encoding) {
    return fail("UNSUPPORTED_MEDIA_TYPE", { problem: "Content-Encoding is not accepted" });
  }
  if (seen.type !== "application/json" && !isJson(seen.type)) {
    return fail("UNSUPPORTED_MEDIA_TYPE", { problem: "set Content-Type: application/json" });
  }
  if (seen.length > MAX_BODY)
    return fail("PAYLOAD_TOO_LARGE", { what: "The body", limit: "1 MiB" });
  return null;
}

const isJson = (type: string | null): boolean =>
  type !== null && /^application\/json\s*(;\s*charset="?utf-8"?\s*)?$/i.test(type);

/** Lower case; the default port is written out. Userinfo, a trailing dot and anything odd match no rule. */
function normalHost(host: string): string {
  const lower = host.toLowerCase();
  return /:\d+$/.test(lower) ? lower : `${lower}:80`;
}

function hasKey(seen: Deciding, keys: readonly Buffer[]): boolean {
  const [, key] = /^Bearer ([\x21-\x7e]+)$/i.exec(seen.authorization) ?? [];
  if (key === undefined || seen.authorizations !== 1) return false;
  const hash = createHash("sha256").update(key).digest();
  return keys.filter((known) => timingSafeEqual(known, hash)).length > 0;
}

function decidingHeaders(raw: readonly string[]): Deciding {
  const seen: Deciding = {
    hosts: 0,
    host: "",
    origins: 0,
    origin: "",
    site: "",
    type: null,
    encoding: false,
    length: 0,
    chunked: false,
    authorizations: 0,
    authorization: "",
  };
  for (let at = 0; at < raw.length; at += 2) {
    const value = raw[at + 1]!;
    switch (raw[at]!.toLowerCase()) {
      case "host":
        seen.hosts += 1;
        seen.host = value;
        break;
      case "origin":
        seen.origins += 1;
        seen.origin = value;
        break;
      case "sec-fetch-site":
        seen.site = value;
        break;
      case "content-type":
        seen.type = value;
        break;
      case "content-encoding":
        seen.encoding = true;
        break;
      case "content-length":
        seen.length = Number(value);
        break;
      case "transfer-encoding":
        seen.chunked = true;
        break;
      case "authorization":
        seen.authorizations += 1;
        seen.authorization = value;
        break;
      default:
    }
  }
  return seen;
}
