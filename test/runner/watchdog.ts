/** A second thread that ends the process when a test blocks the event loop, where no timer can fire. */
import { writeSync } from "node:fs";
import { Worker, isMainThread, parentPort } from "node:worker_threads";

/** What is under way, and the closing line to print if it never ends; null: nothing is. */
export interface Beat {
  readonly where: string;
  readonly limitMs: number;
  readonly closing: string;
}

/** Returns what to call at the start (a beat) and at the end (null) of each step. */
export function startWatchdog(): (beat: Beat | null) => void {
  const worker = new Worker(new URL(import.meta.url));
  worker.unref();
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  return (beat) => worker.postMessage(beat);
}

if (!isMainThread) {
  let timer: NodeJS.Timeout | undefined;
  parentPort?.on("message", (beat: Beat | null) => {
    clearTimeout(timer);
    // A second more than the limit: a test that only waits is ended by its own timer.
    if (beat) timer = setTimeout(end, beat.limitMs + 1000, beat);
  });
}

function end({ where, limitMs, closing }: Beat): void {
  // process.stdout of a worker goes through the blocked thread; the descriptor does not.
  writeSync(1, `\nFAIL ${where}\n  blocks the event loop for more than ${limitMs / 1000} s\n`);
  writeSync(1, `\n${closing}\n`);
  process.kill(process.pid, "SIGKILL");
}
