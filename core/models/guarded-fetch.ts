/** The fetch that providers get: one origin, limits in time and size, and no redirect to another host. */
import { fail, isGatewayError, messageOf } from "../errors.ts";
import type { GatewayError } from "../errors.ts";

/** Bytes of one answer, after decompression. */
export const MAX_ANSWER = 8 * 1024 * 1024;
/** Bytes of an answer that says what went wrong; the rest is of no use. */
const MAX_REFUSAL = 64 * 1024;
const MAX_REDIRECTS = 3;
/**
 * Bytes that have to come within `idleMs` for an answer to count as going on. Fewer are a connection held open: a
 * byte a second would otherwise keep a run until its last limit. A server's pings (two or three in 30 s) are enough.
 */
const ALIVE = 64;
const REDIRECTS = [301, 302, 303, 307, 308];

export interface FetchLimits {
  /** Milliseconds until the headers of the answer. */
  readonly connectMs: number;
  /** Milliseconds without progress of the body. */
  readonly idleMs: number;
}

export interface GuardOptions {
  /** What errors call it: "provider/model". */
  readonly name: string;
  /** The only origin that is asked, as in `new URL(baseUrl).origin`. */
  readonly origin: string;
  readonly limits: FetchLimits;
  /** Ends the request and its socket at once, whether or not the provider hands its own signal on. */
  readonly signal: AbortSignal;
}

/** `refused`: by the guard's rules. `late`: out of time. `unreachable`: no answer. `broken`: in mid-answer. */
export type GuardFailure = {
  readonly kind: "refused" | "late" | "unreachable" | "broken";
  readonly error: GatewayError;
};

export interface Guard {
  readonly fetch: typeof globalThis.fetch;
  /** Why the guard itself ended or refused a request; the first reason counts, whatever the provider makes of it. */
  failure(): GuardFailure | null;
  /** Of the last answer; null before there was one. */
  answered(): { readonly status: number; readonly headers: Headers } | null;
  /** Ends what is still under way: an answer that nobody read to its end would hold a socket. */
  close(): void;
}

export function createGuard({ name, origin, limits, signal }: GuardOptions): Guard {
  const closing = new AbortController();
  let failure: GuardFailure | null = null;
  let answered: ReturnType<Guard["answered"]> = null;

  /** The error of a request that the guard ends: the first one is kept. */
  const failed = (kind: GuardFailure["kind"], error: GatewayError) =>
    (failure ??= { kind, error }).error;
  const refused = (problem: string) =>
    failed("refused", fail("AGENT_ERROR", { problem: `${name} ${problem}` }));

  async function guarded(input: string | URL | Request, init?: RequestInit): Promise<Response> {
    const request = new Request(checked(input), init);
    const body = request.body === null ? null : await request.arrayBuffer();
    let url = request.url;
    let { method } = request;
    for (let redirects = 0; ; redirects += 1) {
      const sends = body !== null && method !== "GET" && method !== "HEAD";
      const response = await send(url, request, { method, body: sends ? body : null });
      if (!REDIRECTS.includes(response.status)) return response;
      await response.body?.cancel();
      if (redirects === MAX_REDIRECTS) throw refused(`redirects more than ${MAX_REDIRECTS} times`);
      url = target(response.headers.get("location"), url);
      // 303 asks for another resource; the others ask for the same again, with its body.
      if (response.status === 303) method = "GET";
    }
  }

  /** The address as it may be asked. Its own words are in no error: it may hold a password or a key. */
  function checked(input: string | URL | Request): string | Request {
    const url = URL.parse(input instanceof Request ? input.url : String(input));
    if (url === null) throw refused("has an address that is none");
    if (url.username !== "" || url.password !== "") throw refused("has a password in its address");
    if (url.origin !== origin || !/^https?:$/.test(url.protocol)) {
      throw refused("asks for another host than the configured one");
    }
    return input instanceof Request ? input : url.href;
  }

  function target(location: string | null, from: string): string {
    const url = location === null ? null : URL.parse(location, from);
    if (url === null) throw refused("redirects to nowhere");
    // Another host would get the prompt and the key, and may be one inside the user's network.
    if (url.origin !== origin) throw refused("redirects to another host, which is not followed");
    return url.href;
  }

  async function send(
    url: string,
    { headers, signal: own }: Request,
    how: { method: string; body: ArrayBuffer | null },
  ): Promise<Response> {
    const abort = new AbortController();
    const all = AbortSignal.any([signal, own, closing.signal, abort.signal]);
    const { connectMs, idleMs } = limits;
    const late = (problem: string) =>
      abort.abort(failed("late", fail("TIMEOUT", { problem: `${name} ${problem}` })));
    const connecting = setTimeout(() => late(`did not answer within ${connectMs} ms`), connectMs);
    try {
      const init = { ...how, headers, signal: all, redirect: "manual" } as const;
      const response = await globalThis.fetch(url, init);
      answered = { status: response.status, headers: response.headers };
      const cap = response.ok ? MAX_ANSWER : MAX_REFUSAL;
      return limited(response, { cap, idleMs, late, abort, ended: all });
    } catch (thrown) {
      all.throwIfAborted();
      throw failed("unreachable", unreachable(name, thrown));
    } finally {
      clearTimeout(connecting);
    }
  }

  /** The same answer with a body that is counted while it comes, and read no faster than it is used. */
  function limited(
    response: Response,
    how: {
      cap: number;
      idleMs: number;
      late: (problem: string) => void;
      abort: AbortController;
      ended: AbortSignal;
    },
  ): Response {
    const { status, statusText, headers } = response;
    // A redirect's body is dropped unread, which a reader would not allow.
    const reader = REDIRECTS.includes(status) ? undefined : response.body?.getReader();
    if (!reader) return response;
    const { cap, idleMs, late, abort, ended } = how;
    let bytes = 0;
    let since = 0;
    const idle = () => late(`sent nothing more for ${idleMs} ms`);
    let timer = setTimeout(idle, idleMs);
    const body = new ReadableStream<Uint8Array>(
      {
        async pull(controller) {
          try {
            const { done, value } = await reader.read();
            if (done) {
              clearTimeout(timer);
              return controller.close();
            }
            bytes += value.length;
            since += value.length;
            if (bytes > cap && !response.ok) {
              clearTimeout(timer);
              controller.close();
              return abort.abort();
            }
            if (bytes > cap) throw refused(`sent more than ${cap / 1024 ** 2} MiB`);
            if (since >= ALIVE) {
              since = 0;
              clearTimeout(timer);
              timer = setTimeout(idle, idleMs);
            }
            controller.enqueue(value);
          } catch (thrown) {
            clearTimeout(timer);
            const error = failure?.error ?? (signal.aborted ? signal.reason : brokenOff(thrown));
            controller.error(error);
            abort.abort(error);
          }
        },
        cancel() {
          clearTimeout(timer);
          abort.abort();
        },
      },
      { highWaterMark: 0 },
    );
    // Ended by somebody else while nobody reads: the timer would go on by itself.
    ended.addEventListener("abort", () => clearTimeout(timer), { once: true });
    const kept = new Headers(headers);
    // What is handed on is decompressed, and of a length not known yet.
    for (const gone of ["content-encoding", "content-length"]) kept.delete(gone);
    return new Response(body, { status, statusText, headers: kept });
  }

  const brokenOff = (thrown: unknown) =>
    failed(
      "broken",
      fail("AGENT_ERROR", { problem: `${name} broke off in mid-answer${codeOf(thrown)}` }),
    );

  return {
    fetch: guarded,
    failure: () => failure,
    answered: () => answered,
    close: () => closing.abort(fail("AGENT_ERROR", { problem: "the call is over" })),
  };
}

const unreachable = (name: string, thrown: unknown): GatewayError =>
  isGatewayError(thrown)
    ? thrown
    : fail("UNAVAILABLE", { problem: `${name} cannot be reached${codeOf(thrown)}` });

/** The network's word for it (ECONNREFUSED), which names neither address nor key. */
function codeOf(thrown: unknown): string {
  const { cause, code } = (thrown ?? {}) as { cause?: unknown; code?: unknown };
  const { code: deep } = (cause ?? {}) as { code?: unknown };
  const found = deep ?? code;
  if (typeof found === "string" && /^[A-Z_0-9]{3,40}$/.test(found)) return ` (${found})`;
  return /redirect|port|certificate/.exec(messageOf(cause ?? thrown))?.[0] ? " (refused)" : "";
}
