/** Answers that succeed: JSON or bytes, with the headers that keep other sites and caches out. */
import { FastResponse } from "srvx";

/** On every answer: no sniffing, no caching, no embedding, no reading from other sites. */
export const GUARD_HEADERS: readonly (readonly [string, string])[] = [
  ["x-content-type-options", "nosniff"],
  ["cache-control", "no-store"],
  ["cross-origin-resource-policy", "same-origin"],
  ["content-security-policy", "default-src 'none'; frame-ancestors 'none'"],
  ["x-frame-options", "DENY"],
  ["vary", "Origin"],
];

const JSON_HEADERS = [["content-type", "application/json"], ...GUARD_HEADERS] as [string, string][];

/** The same as a flat list, for Node's own response. */
export const RAW_JSON_HEADERS: readonly string[] = JSON_HEADERS.flat();

export function json(value: unknown, status = 200, headers: Record<string, string> = {}): Response {
  const all = [...JSON_HEADERS, ...Object.entries(headers)] as [string, string][];
  return new FastResponse(JSON.stringify(value), { status, headers: all });
}

export function bytes(body: string | Uint8Array | ReadableStream, type: string): Response {
  const headers = [["content-type", type], ...GUARD_HEADERS] as [string, string][];
  return new FastResponse(body as string, { headers });
}

/** An extension's answer with the guards that it has not set itself. */
export function guarded(answer: Response): Response {
  const headers = new Headers(answer.headers);
  for (const [name, value] of GUARD_HEADERS) if (!headers.has(name)) headers.set(name, value);
  return new Response(answer.body, { status: answer.status, headers });
}

/** An answer without its body; whoever makes the body is told that nobody will read it. */
export async function headOf(answer: Response): Promise<Response> {
  const { status, headers, body } = answer;
  await body?.cancel();
  return new Response(null, { status, headers });
}
