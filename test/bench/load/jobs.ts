/** Does whole jobs: start a run, hear that it waits, approve it, and take 200 for done. */
import { percentile } from "../stats.ts";
import { openConnection, toRequest } from "./http.ts";
import type { Answer, Connection } from "./http.ts";
import { openSocket } from "./socket.ts";

export interface JobsSpec {
  readonly kind: "jobs";
  readonly port: number;
  readonly seconds: number;
  readonly inFlight: number;
  /** Begins the names of the files that this round's jobs write. */
  readonly tag: string;
}

export interface JobsResult {
  readonly perSecond: number;
  readonly errors: number;
  readonly firstError: string | null;
  /** Milliseconds from sending the run to hearing that it waits. */
  readonly waitingP50: number;
  readonly waitingP99: number;
  /** Milliseconds from sending the approval to its answer. */
  readonly approvedP50: number;
  readonly approvedP99: number;
}

export async function runJobs(spec: JobsSpec): Promise<JobsResult> {
  const { port, inFlight, tag } = spec;
  const outcomes = createOutcomes();
  const closeSocket = await openSocket(port, outcomes.hear, outcomes.lost);
  const waiting: number[] = [];
  const approved: number[] = [];
  const errors: string[] = [];
  let n = 0;
  const from = performance.now();
  const until = from + spec.seconds * 1000;

  const job = async (connection: Connection) => {
    n += 1;
    const name = `${tag}-${n}`;
    const input = { files: ["PRD.md"], args: { name } };
    const body = JSON.stringify({ skill: "bench-note", input });
    const start = performance.now();
    const run = await connection.send(toRequest(port, "POST", "/api/v1/agent/run", body));
    const { session_id: id } = good<{ session_id: string }>(run);
    const { status, artifacts } = await outcomes.of(id);
    const atWaiting = performance.now();
    if (status !== "pending_approval" || !artifacts.includes(`out/${name}.txt`)) {
      throw new Error(`${id} ended ${status} with ${artifacts.join(", ")}`);
    }
    const path = `/api/v1/approve/${id}`;
    const answer = await connection.send(toRequest(port, "POST", path, "{}"));
    if (good<{ applied: boolean }>(answer).applied !== true) throw new Error("not applied");
    waiting.push(atWaiting - start);
    approved.push(performance.now() - atWaiting);
  };
  const lane = async () => {
    const connection = await openConnection(port);
    while (performance.now() < until) {
      try {
        // oxlint-disable-next-line no-await-in-loop -- one job at a time in each lane
        await job(connection);
      } catch (error) {
        errors.push((error as Error).message);
        if (errors.length > 100) break;
      }
    }
    connection.close();
  };
  await Promise.all(Array.from({ length: inFlight }, lane));
  closeSocket();
  return {
    perSecond: waiting.length / ((performance.now() - from) / 1000),
    errors: errors.length,
    firstError: errors[0] ?? null,
    waitingP50: percentile(waiting, 0.5),
    waitingP99: percentile(waiting, 0.99),
    approvedP50: percentile(approved, 0.5),
    approvedP99: percentile(approved, 0.99),
  };
}

function good<T>(answer: Answer): T {
  if (answer.status !== 200) throw new Error(`${answer.status} ${answer.body.slice(0, 300)}`);
  return JSON.parse(answer.body) as T;
}

interface Outcome {
  readonly session_id: string;
  readonly status: string;
  readonly artifacts: readonly string[];
}

/** Matches ends with those who wait; an end may be heard before the run's answer has told its id. */
function createOutcomes() {
  const heard = new Map<string, Outcome>();
  const waiting = new Map<string, PromiseWithResolvers<Outcome>>();
  let broken: Error | null = null;
  return {
    hear(text: string): void {
      // Most events are of no interest here, and parsing each would slow the measurement down.
      if (!text.includes("session.complete")) return;
      const { event, data } = JSON.parse(text) as { event: string; data: Outcome };
      if (event !== "session.complete" || data.status === "completed") return;
      const found = waiting.get(data.session_id);
      waiting.delete(data.session_id);
      if (found) found.resolve(data);
      else heard.set(data.session_id, data);
    },
    lost(error: Error): void {
      broken = error;
      for (const { reject } of waiting.values()) reject(error);
    },
    async of(id: string): Promise<Outcome> {
      if (broken) throw broken;
      const early = heard.get(id);
      heard.delete(id);
      if (early) return early;
      const found = Promise.withResolvers<Outcome>();
      waiting.set(id, found);
      const timer = setTimeout(() => found.reject(new Error(`${id} never ended`)), 10_000);
      return found.promise.finally(() => clearTimeout(timer));
    },
  };
}
