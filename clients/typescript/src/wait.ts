/** Waits for a run's end: REST is the truth, events only say when to look, and polling stands in for them. */
import type { AgentStatus, SessionView } from "./api.ts";
import type { Connection } from "./connection.ts";
import { pathOf } from "./connection.ts";
import { WaitTimeoutError, badOption } from "./errors.ts";
import { OUTAGE, backOff, createLimit } from "./limit.ts";
import { isBusy, isPassing, requestJson, retryAfter } from "./request.ts";
import { watchSession } from "./watch.ts";
import type { Watch } from "./watch.ts";

export interface Progress {
  /** From 0 to 1; never falls. */
  readonly progress: number;
  readonly message: string;
  /** The run waits for a free slot. */
  readonly queued: boolean;
}

export interface WaitOptions {
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds, 0 to look once; without it the wait goes on until the run ends. */
  readonly timeout?: number | undefined;
  /** Called when progress, message or place changed. What it throws ends the wait. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/** Milliseconds between two looks: while events come, looks are only there for what got lost. */
const FIRST_LOOK = 250;
const LONGEST_LOOK = 2000;
const WITH_EVENTS = 30_000;
/** Seconds; whoever says to come back later than this is asked again all the same. */
const LONGEST_PAUSE = 30;

/**
 * The session once its run is over. Throws WaitTimeoutError, the signal's reason, ApiError (NOT_FOUND when it was
 * deleted), and ConnectionError when the gateway was away for two minutes and there is no `timeout`.
 */
export async function waitForEnd(
  connection: Connection,
  id: string,
  { signal, timeout, onProgress }: WaitOptions,
): Promise<SessionView> {
  if (timeout !== undefined && !(timeout >= 0)) throw badOption("timeout", "has to be from 0 on");
  let seen: AgentStatus | undefined;
  let problem: unknown;
  const late = () => {
    const details = { session_id: id, timeout_ms: timeout, status: seen?.status };
    const text = `${id} has not ended within ${timeout} ms`;
    return new WaitTimeoutError(text, { details, cause: problem });
  };
  // Who gives no time at all wants a look, however long the answer takes.
  const limit = createLimit(signal, timeout || undefined, late);
  const report = createReport(onProgress);
  const once = { signal: limit.signal, retries: 0 };
  let events: Watch | undefined;
  let lostAt: number | undefined;
  try {
    for (let quiet = 0; ; quiet++) {
      let pause: number | undefined;
      let view: SessionView | undefined;
      try {
        const path = `${pathOf("agent", id)}/status`;
        seen = await requestJson<AgentStatus>(connection, "GET", path, once);
        const isOver = seen.status !== "created" && seen.status !== "running";
        if (isOver) view = await requestJson(connection, "GET", pathOf("session", id), once);
        lostAt = problem = undefined;
      } catch (thrown) {
        if (limit.signal.aborted || !isPassing(thrown)) throw thrown;
        problem = thrown;
        lostAt ??= Date.now();
        if (timeout === undefined && Date.now() - lostAt > OUTAGE) throw thrown;
        if (isBusy(thrown)) pause = Math.min(retryAfter(thrown) ?? 1, LONGEST_PAUSE) * 1000;
      }
      // Not in the block above: what the callback throws is not the gateway's.
      if (seen && !problem) report(seen.progress, seen.message, seen.queued ?? false);
      if (view) return view;
      if (timeout === 0) throw late();
      events ??= watchSession(connection, id);
      const wasOpen = events.isOpen();
      if (wasOpen && !problem) pause = WITH_EVENTS;
      pause ??= backOff(quiet, FIRST_LOOK, LONGEST_LOOK);
      for (;;) {
        const news = await events.next(pause, limit.signal);
        if (news === "look") break;
        report(news.progress, news.message, false);
      }
      // Events came and do no more: back to looking often.
      if (wasOpen !== events.isOpen()) quiet = -1;
    }
  } finally {
    limit.end();
    events?.close();
  }
}

/** Hands on what changed; a late word of a slower way does not turn progress back. */
function createReport(onProgress: WaitOptions["onProgress"]) {
  let last = "";
  let highest = 0;
  return (progress: number, message: string, queued: boolean) => {
    if (!(progress >= highest)) return;
    highest = progress;
    const next = JSON.stringify([progress, message, queued]);
    if (next !== last) onProgress?.({ progress, message, queued });
    last = next;
  };
}
