/** What every request needs to know: where the gateway is, with which key, and how patient to be. */
import { badOption } from "./errors.ts";

export interface ClientOptions {
  /** Sent as `Authorization: Bearer …`; needed only where the gateway has `apiKeys`. */
  readonly apiKey?: string | undefined;
  /** Milliseconds a request may take, its answer included; default 30,000. */
  readonly timeoutMs?: number;
  /** How often a safe request is repeated after a failed connection, 429 or 503; default 3, 0 for never. */
  readonly retries?: number;
  /** Stands in for the global `fetch`, as for a proxy or a test. */
  readonly fetch?: typeof globalThis.fetch;
  /** Stands in for the global `WebSocket`; null: none is used, and runs are polled. */
  readonly WebSocket?: typeof globalThis.WebSocket | null;
}

export interface Connection {
  /** Scheme, host and path without a slash at the end; the API is below it at `/api/v1`. */
  readonly base: string;
  readonly apiKey: string | undefined;
  readonly timeoutMs: number;
  readonly retries: number;
  readonly fetch: typeof globalThis.fetch;
  readonly WebSocket: typeof globalThis.WebSocket | undefined;
}

/** Throws CLIENT_OPTION_INVALID. */
export function createConnection(baseUrl: string | URL, options: ClientOptions): Connection {
  const { apiKey, timeoutMs = 30_000, retries = 3 } = options;
  // Looked up at the call: who replaces the global later, as test kits do, is heard.
  const fetch = options.fetch ?? ((...request) => globalThis.fetch(...request));
  // What a header cannot carry would be quoted, key and all, in the error of whoever sends it.
  if (apiKey !== undefined && !/^[\x21-\x7e]+$/.test(apiKey)) {
    throw badOption("apiKey", "has to be printable ASCII without spaces");
  }
  if (!(timeoutMs > 0)) throw badOption("timeoutMs", "has to be a number above 0");
  if (!(Number.isInteger(retries) && retries >= 0)) {
    throw badOption("retries", "has to be a whole number from 0");
  }
  return {
    base: parseBase(baseUrl),
    apiKey,
    timeoutMs,
    retries,
    fetch,
    WebSocket: options.WebSocket === null ? undefined : (options.WebSocket ?? globalThis.WebSocket),
  };
}

function parseBase(baseUrl: string | URL): string {
  const example = "such as http://localhost:3000";
  const text = String(baseUrl);
  if (!URL.canParse(text)) throw badOption("baseUrl", `is not a URL ${example}`);
  const url = new URL(text);
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    throw badOption("baseUrl", `has to begin with http:// or https://, ${example}`);
  }
  // Not quoted: it may hold a password.
  if (url.username || url.password) {
    throw badOption("baseUrl", "may hold no user name or password; use apiKey");
  }
  if (url.search || url.hash) throw badOption("baseUrl", `may have no query or fragment`);
  return url.origin + url.pathname.replace(/\/+$/, "").replace(/\/api\/v1$/, "");
}

/** A path of the API from its words, each encoded. Throws for what URLs cannot carry as one word. */
export function pathOf(...words: readonly string[]): string {
  return words
    .map((word) => {
      // A URL would resolve a dot away, and the request would go to another place.
      if (/^\.{0,2}$/.test(word)) throw badOption("id", "may not be empty or only dots");
      return `/${encodeURIComponent(word)}`;
    })
    .join("");
}

/** `?a=1&b=2` of what is given. */
export function queryOf(values: Readonly<Record<string, string | number | undefined>>): string {
  const given = Object.entries(values).filter(([, value]) => value !== undefined);
  const query = new URLSearchParams(
    given.map(([name, value]): [string, string] => [name, String(value)]),
  );
  return given.length === 0 ? "" : `?${query}`;
}
