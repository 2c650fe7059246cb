/** Time: waits that can be ended, and a signal that aborts by another's or when the time is over. */

/** Longer than this a timer cannot be set; it would fire at once. */
const LONGEST = 2 ** 31 - 1;

export interface Limit {
  readonly signal: AbortSignal;
  /** Takes back the timer and the listener. */
  end(): void;
}

/** A signal that aborts with the outer one's reason, or after `ms` with `late()`. */
export function createLimit(
  outer: AbortSignal | undefined,
  ms: number | undefined,
  late: () => unknown,
): Limit {
  const controller = new AbortController();
  const follow = () => controller.abort(outer?.reason);
  if (outer?.aborted) follow();
  outer?.addEventListener("abort", follow, { once: true });
  const timer =
    ms === undefined || ms > LONGEST ? undefined : setTimeout(() => controller.abort(late()), ms);
  return {
    signal: controller.signal,
    end() {
      clearTimeout(timer);
      outer?.removeEventListener("abort", follow);
    },
  };
}

/** Waits; rejects with the signal's reason as soon as it aborts. */
export function delay(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const stop = () => {
      clearTimeout(timer);
      reject(signal!.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, ms);
    signal?.addEventListener("abort", stop, { once: true });
  });
}

/** The n-th wait of a series, from 0: doubling from `first` to `most`, half of it by chance. */
export function backOff(n: number, first: number, most: number): number {
  const full = Math.min(first * 2 ** Math.min(n, 30), most);
  return full / 2 + (Math.random() * full) / 2;
}

/** Milliseconds that a gateway is borne that does not answer any more. */
export const OUTAGE = 120_000;

/** Milliseconds before connection number `attempt` for events, from 0. */
export const beforeConnection = (attempt: number): number => backOff(attempt, 250, 10_000);
