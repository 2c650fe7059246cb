/** Turns a run's flood of progress into at most ten events a second that never fall. */

/** Milliseconds between two events of one run. */
const EVERY = 100;
/** The first waits this long, so that a run of a few milliseconds shares the commit of its end. */
const FIRST = 20;
/** Characters of a message; the rest is cut. */
const MESSAGE = 4096;

export interface Progress {
  readonly fraction: number;
  readonly message: string;
}

export interface ProgressMeter {
  /** Takes what a run says; nonsense is bounded, a fall is ignored. */
  say(fraction: number, message: string): void;
  now(): Progress;
  /** Ends the meter; returns what was said and not sent yet. */
  end(): Progress | null;
}

export function createProgressMeter(send: (progress: Progress) => void): ProgressMeter {
  let current: Progress = { fraction: 0, message: "" };
  let unsent = false;
  let timer: NodeJS.Timeout | undefined;
  let ended = false;

  function sendNow(): void {
    timer = undefined;
    if (!unsent) return;
    unsent = false;
    send(current);
    timer = setTimeout(sendNow, EVERY);
  }

  return {
    say(fraction, message) {
      if (ended) return;
      const bounded = Number.isFinite(fraction) ? Math.min(1, Math.max(0, fraction)) : 0;
      current = {
        fraction: Math.max(current.fraction, bounded),
        message: String(message).slice(0, MESSAGE),
      };
      unsent = true;
      timer ??= setTimeout(sendNow, FIRST);
    },
    now: () => current,
    end() {
      ended = true;
      clearTimeout(timer);
      return unsent ? current : null;
    },
  };
}
