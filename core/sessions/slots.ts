/** Lets so many runs go at once, keeps the others in line, and refuses when the line is full. */
import { fail } from "../errors.ts";

export interface Slots {
  /** Throws RATE_LIMITED when neither a slot nor a place in the line is free. */
  claim(): void;
  /** Gives back a claim that came to nothing. */
  release(): void;
  /** Runs `work` when its turn comes; `waiting` tells whether it has to wait. The claim ends with it. */
  take(work: () => Promise<void>, signal: AbortSignal): { readonly waiting: () => boolean };
  /** Both in one: settles as `work` does, or rejects with RATE_LIMITED. */
  run<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T>;
  readonly active: () => number;
  /** Settles when nothing runs and nothing waits. */
  idle(): Promise<void>;
}

export function createSlots(most: number, line: number): Slots {
  const waiting: (() => void)[] = [];
  let claimed = 0;
  let active = 0;
  let onIdle: (() => void)[] = [];

  function release(): void {
    claimed -= 1;
    if (claimed > 0) return;
    for (const settle of onIdle) settle();
    onIdle = [];
  }

  function ended(): void {
    active -= 1;
    // More than `most` may be at it: those that were cancelled while they waited.
    if (active < most) waiting.shift()?.();
    release();
  }

  const slots: Slots = {
    claim() {
      if (claimed >= most + line) {
        throw fail("RATE_LIMITED", { problem: `${most} runs and ${line} waiting`, retry_after: 1 });
      }
      claimed += 1;
    },
    release,
    take(work, signal) {
      let started = false;
      const start = () => {
        if (started) return;
        started = true;
        active += 1;
        void work().finally(ended);
      };
      if (active < most) start();
      else {
        waiting.push(start);
        // A cancelled run must not wait for a slot to end: it takes its turn at once, and ends at once.
        const leave = () => {
          const place = waiting.indexOf(start);
          if (place >= 0) waiting.splice(place, 1);
          start();
        };
        signal.addEventListener("abort", leave, { once: true });
      }
      return { waiting: () => !started };
    },
    async run(work, signal) {
      slots.claim();
      return new Promise((resolve, reject) => {
        slots.take(() => work().then(resolve, reject), signal);
      });
    },
    active: () => active,
    idle: () => (claimed === 0 ? Promise.resolve() : new Promise((settle) => onIdle.push(settle))),
  };
  return slots;
}
