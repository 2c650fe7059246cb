/** Sends requests of one kind over and over on many connections and times each answer. */
import { percentile } from "../stats.ts";
import { openConnection, toRequest } from "./http.ts";

export interface RequestsSpec {
  readonly kind: "requests";
  readonly port: number;
  readonly seconds: number;
  readonly connections: number;
  readonly method: string;
  /** Taken in turn. */
  readonly paths: readonly string[];
  readonly body?: string;
  /** What a good answer looks like; all others are counted as errors. */
  readonly expect: { readonly status: number; readonly includes: string };
}

export interface RequestsResult {
  readonly perSecond: number;
  readonly errors: number;
  readonly firstError: string | null;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

export async function runRequests(spec: RequestsSpec): Promise<RequestsResult> {
  const { port, connections, method, paths, body, expect } = spec;
  const requests = paths.map((path) => toRequest(port, method, path, body));
  let sent = 0;
  const times: number[] = [];
  const errors: string[] = [];
  const from = performance.now();
  const until = from + spec.seconds * 1000;
  const one = async () => {
    const connection = await openConnection(port);
    for (let start = performance.now(); start < until;) {
      // oxlint-disable-next-line no-await-in-loop -- one request at a time on each connection
      const answer = await connection.send(requests[sent++ % requests.length]!);
      const now = performance.now();
      if (answer.status === expect.status && answer.body.includes(expect.includes)) {
        times.push(now - start);
      } else errors.push(`${answer.status} ${answer.body.slice(0, 300)}`);
      start = now;
    }
    connection.close();
  };
  await Promise.all(Array.from({ length: connections }, one));
  return {
    perSecond: times.length / ((performance.now() - from) / 1000),
    errors: errors.length,
    firstError: errors[0] ?? null,
    p50: percentile(times, 0.5),
    p99: percentile(times, 0.99),
  };
}
