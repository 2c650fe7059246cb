/** A run's line to the gateway: calls with their answers, progress and log within bounds, the abort signal. */
import { fail } from "../errors.ts";
import { LIMITS } from "./limits.ts";
import { cut, small } from "./rpc.ts";
import type { FromChild, Method, ToChild } from "./rpc.ts";
import type { ToolCall } from "../telemetry-recorder.ts";

export interface Line {
  readonly run: string;
  readonly signal: AbortSignal;
  /** Asks the gateway; rejects with its error, or with AGENT_ERROR when the run is over. */
  call(method: Method, params: unknown): Promise<unknown>;
  progress(fraction: number, message: string): void;
  log(message: string, details?: Record<string, unknown>): void;
  tool(call: ToolCall): void;
  group(pid: number, alive: boolean): void;
  hear(message: Exclude<ToChild, { type: "run" }>): void;
  /** After it nothing is sent: a plugin that goes on after its run speaks to nobody. */
  close(): void;
}

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

export function createLine(run: string, post: (message: FromChild) => Promise<void>): Line {
  const abort = new AbortController();
  const waiting = new Map<number, Waiting>();
  let calls = 0;
  let lines = 0;
  let open = true;
  const send = (message: FromChild) => {
    if (!open) return;
    // Only a call's own promise reports trouble; a gateway that is gone ends this process anyway.
    post(message).catch(() => {});
  };
  const progress = createProgress((fraction, message) =>
    send({ type: "progress", run, fraction, message }),
  );

  return {
    run,
    signal: abort.signal,
    call(method, params) {
      if (!open) return Promise.reject(fail("AGENT_ERROR", { problem: "the run is over" }));
      return new Promise((resolve, reject) => {
        const call = ++calls;
        waiting.set(call, { resolve, reject });
        post({ type: "call", run, call, method, params }).catch(reject);
      });
    },
    progress: progress.tell,
    log(message, details) {
      lines += 1;
      if (lines > LIMITS.logLines) return;
      const last = lines === LIMITS.logLines;
      const data = small(details);
      send({
        type: "log",
        run,
        message: last ? "further lines left out" : cut(message),
        ...(data && !last ? { details: data } : {}),
      });
    },
    tool: (call) => send({ type: "tool", run, call }),
    // Also after close: a group that ends late has to be told, or the gateway would take it for alive.
    group: (pid, alive) => void post({ type: "group", pid, alive }).catch(() => {}),
    hear(message) {
      if (message.type === "abort") {
        abort.abort(fail("AGENT_ERROR", { problem: message.reason }, { message: message.reason }));
        return;
      }
      const asked = waiting.get(message.call);
      waiting.delete(message.call);
      if (message.type === "answer") asked?.resolve(message.value);
      else asked?.reject(fail(message.error.code, message.error.details, message.error));
    },
    close() {
      progress.flush();
      open = false;
    },
  };
}

/** Sends at most one message every 50 ms, the last word always: 100,000 calls cost the gateway a handful. */
function createProgress(send: (fraction: number, message: string) => void) {
  let timer: NodeJS.Timeout | null = null;
  let latest: [number, string] | null = null;
  let sentAt = -Infinity;
  let highest = 0;
  const flush = () => {
    if (timer) clearTimeout(timer);
    timer = null;
    if (!latest) return;
    send(...latest);
    latest = null;
    sentAt = performance.now();
  };
  return {
    flush,
    tell(fraction: number, message: string) {
      // Never falls, never leaves 0 to 1; NaN counts as no news.
      if (fraction > highest) highest = Math.min(1, fraction);
      latest = [highest, cut(message)];
      const wait = sentAt + LIMITS.progressEvery - performance.now();
      if (wait <= 0) flush();
      else timer ??= setTimeout(flush, wait);
    },
  };
}
