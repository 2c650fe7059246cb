/** One request to the gateway: its time limit, its repetition when that is safe, and its errors. */
import type { Connection } from "./connection.ts";
import { ApiError, ConnectionError } from "./errors.ts";
import { backOff, createLimit, delay } from "./limit.ts";

export interface RequestOptions {
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number | undefined;
  readonly retries?: number;
}

/** Bytes of an answer; the largest honest one is the diff of 50 MiB of files. */
const MOST_BYTES = 256 * 1024 * 1024;
/** Milliseconds of the first pause and of the longest between two attempts. */
const FIRST_PAUSE = 250;
const LONGEST_PAUSE = 4000;
/** Seconds; who is told to stay away for longer gets the error instead of the wait. */
const LONGEST_RETRY_AFTER = 30;

/** Asks for JSON. Throws ApiError, ConnectionError, or the signal's reason. */
export async function requestJson<T>(
  connection: Connection,
  method: string,
  path: string,
  options: RequestOptions = {},
): Promise<T> {
  const bytes = await requestBytes(connection, method, path, options);
  const text = new TextDecoder().decode(bytes);
  const value = parse(text);
  if (typeof value === "object" && value !== null) return value as T;
  throw new ConnectionError(
    `${method} ${path}: the answer is no JSON; is ${connection.base} a MetaForge Gateway?`,
  );
}

/** Asks for bytes. Throws as `requestJson` does. */
export async function requestBytes(
  connection: Connection,
  method: string,
  path: string,
  options: RequestOptions = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const { signal, retries = connection.retries } = options;
  for (let n = 0; ; n++) {
    try {
      return await attempt(connection, method, path, options);
    } catch (thrown) {
      const pause = n < retries && !signal?.aborted ? pauseAfter(thrown, method, n) : null;
      if (pause === null) throw thrown;
      await delay(pause, signal);
    }
  }
}

/**
 * Milliseconds until the next attempt, or null: it may have been heard, or asking again is of no use. Only
 * reading is safe to repeat. A DELETE that was heard would be answered NOT_FOUND the second time, so it is
 * treated like a POST: repeated only when the connection was refused and nothing can have been sent.
 */
function pauseAfter(thrown: unknown, method: string, n: number): number | null {
  const isSafe = method === "GET" || method === "HEAD";
  if (thrown instanceof ConnectionError) {
    return isSafe || thrown.unsent ? backOff(n, FIRST_PAUSE, LONGEST_PAUSE) : null;
  }
  if (!isSafe || !isBusy(thrown)) return null;
  const seconds = retryAfter(thrown);
  if (seconds === undefined) return backOff(n, FIRST_PAUSE, LONGEST_PAUSE);
  return seconds > LONGEST_RETRY_AFTER ? null : seconds * 1000 * (1 + Math.random() / 5);
}

export const isBusy = (thrown: unknown): thrown is ApiError =>
  thrown instanceof ApiError && (thrown.status === 429 || thrown.status === 503);

/** Whether it may be otherwise in a while: nobody answered, or the gateway cannot now. */
export const isPassing = (thrown: unknown) => thrown instanceof ConnectionError || isBusy(thrown);

/** Seconds. */
export function retryAfter({ details }: ApiError): number | undefined {
  const value = details["retry_after"];
  return typeof value === "number" && value >= 0 ? value : undefined;
}

async function attempt(
  connection: Connection,
  method: string,
  path: string,
  { body, signal, timeoutMs = connection.timeoutMs }: RequestOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  const what = `${method} ${path}`;
  const limit = createLimit(
    signal,
    timeoutMs,
    () =>
      new ConnectionError(`${what}: no answer within ${timeoutMs / 1000} s`, {
        details: { timeout_ms: timeoutMs },
      }),
  );
  try {
    limit.signal.throwIfAborted();
    const response = await send(connection, method, path, {
      body,
      signal: limit.signal,
      accept: "*/*",
    });
    const bytes = await readAll(response, what);
    if (response.ok) return bytes;
    throw toError(connection, what, response, bytes);
  } catch (thrown) {
    if (limit.signal.aborted) throw limit.signal.reason;
    throw thrown instanceof ApiError || thrown instanceof ConnectionError
      ? thrown
      : unreachable(connection, what, thrown);
  } finally {
    limit.end();
  }
}

/** The bare request, also for the stream of events. */
export function send(
  { base, apiKey, fetch }: Connection,
  method: string,
  path: string,
  { body, signal, accept }: { body?: unknown; signal: AbortSignal; accept: string },
): Promise<Response> {
  const headers: Record<string, string> = { accept };
  if (apiKey !== undefined) headers["authorization"] = `Bearer ${apiKey}`;
  if (body !== undefined) headers["content-type"] = "application/json";
  return fetch(`${base}/api/v1${path}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    // A key goes to the place it was given for and no other.
    redirect: "manual",
    credentials: "omit",
    signal,
  });
}

async function readAll(response: Response, what: string): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  let size = 0;
  if (response.body) {
    const reader = response.body.getReader();
    for (;;) {
      const { value, done } = await reader.read();
      if (done) break;
      size += value.byteLength;
      if (size > MOST_BYTES) {
        await reader.cancel().catch(() => {});
        throw new ConnectionError(`${what}: the answer is larger than ${MOST_BYTES / 2 ** 20} MiB`);
      }
      parts.push(value);
    }
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.byteLength;
  }
  return whole;
}

/** The error of an answer that is no success. */
export function toError(
  { base, apiKey }: Connection,
  what: string,
  { status, type, headers }: Response,
  bytes: Uint8Array,
): ApiError | ConnectionError {
  const body = parse(new TextDecoder().decode(bytes)) as { error?: Record<string, unknown> } | null;
  const { code, message, details } = body?.error ?? {};
  if (typeof code !== "string" || typeof message !== "string") {
    const isRedirect = type === "opaqueredirect" || (status >= 300 && status < 400);
    const said = isRedirect ? "a redirect; use the address it leads to" : `status ${status}`;
    return new ConnectionError(
      `${what}: answered with ${said}, not by a MetaForge Gateway (${base})`,
      { status },
    );
  }
  const seconds = Number(headers.get("retry-after") ?? Number.NaN);
  const shown = {
    ...(typeof details === "object" && details !== null ? (details as object) : {}),
    ...(Number.isFinite(seconds) ? { retry_after: seconds } : {}),
  };
  const text = apiKey === undefined ? message : message.replaceAll(apiKey, "[API key]");
  return new ApiError(code, text, { details: shown, status });
}

/** The error of a request that got no answer, or only a part of one. */
export function unreachable({ base }: Connection, what: string, thrown: unknown): ConnectionError {
  const causes = causesOf(thrown);
  const codes = causes.flatMap(({ code }) => (typeof code === "string" ? [code] : []));
  const unsent = codes.length > 0 && codes.every((code) => code === "ECONNREFUSED");
  const why = unsent
    ? `nothing listens at ${base}`
    : `${base} does not answer (${causes.at(-1)?.message || codes[0] || "no reason is known"})`;
  return new ConnectionError(`${what}: ${why}`, { cause: thrown, unsent });
}

interface Cause {
  readonly message?: string;
  readonly code?: unknown;
}

/** What stands behind `fetch failed`: the error of the connection, or of each address that was tried. */
function causesOf(thrown: unknown): Cause[] {
  const { cause, errors } = (thrown ?? {}) as { cause?: unknown; errors?: unknown };
  if (Array.isArray(errors)) return errors as Cause[];
  return cause === undefined ? [(thrown ?? {}) as Cause] : causesOf(cause);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
