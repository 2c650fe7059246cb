/** What the runner knows while tests run: where it is, what went wrong, and how long each test took. */
import { inspect } from "node:util";

/** Thrown by nothing, shown to people: a failure that uvu itself would not have counted. */
export interface Problem {
  readonly file: string;
  readonly where: string;
  readonly text: string;
}

export interface Timing {
  readonly file: string;
  readonly test: string;
  readonly ms: number;
}

/** One for the process, because the test files reach it only through the suites they import. */
export const watch = {
  /** Milliseconds a suite may take. */
  limitMs: 120_000,
  file: "",
  /** The test, hook or import under way. */
  where: "",
  problems: [] as Problem[],
  timings: [] as Timing[],
  skipped: [] as { readonly file: string; readonly test: string }[],
  /** Suites of this file that hold tests and were not handed over by `.run()`. */
  waiting: new Set<{ readonly title: string }>(),
  /** Called with each thing that starts, and with null when it ended. */
  onStep: (_where: string | null): void => {},
  /** Ends the step under way, when nothing is left that could end it. */
  giveUp: undefined as (() => void) | undefined,
};

/** Counts a failure at the place where the runner is. */
export function problem(text: string, where = watch.where): void {
  watch.problems.push({ file: watch.file, where, text });
}

/**
 * Runs one step with a deadline, and rejects with an Error whatever was thrown.
 * The timer does not keep the process alive: when nothing else does either, the step can never end
 * and `giveUp` says so at once.
 */
export async function step(where: string, endsAt: number, work: () => unknown): Promise<void> {
  const limit = `${watch.limitMs / 1000} s`;
  const left = endsAt - performance.now();
  // A timer may fire a moment early: what it leaves is no time to run in.
  if (left < 3) throw explained(`not run: its suite had used up its ${limit}`);
  watch.where = where;
  watch.onStep(where);
  let timer: NodeJS.Timeout | undefined;
  const hung = new Promise<never>((_, reject) => {
    const endWith = (text: string) => reject(explained(text));
    timer = setTimeout(
      endWith,
      left,
      `did not settle before its suite's ${limit} were over`,
    ).unref();
    watch.giveUp = () => endWith("never settles: it waits, and nothing is left that could wake it");
  });
  try {
    await Promise.race([(async () => void (await work()))(), hung]);
  } catch (thrown) {
    // uvu reads `stack` of what was thrown: null or a string would end the suite and count as success.
    if (!(thrown instanceof Error)) throw explained(`threw ${inspect(thrown)}, not an error`);
    // It takes `details` for the text of a failed assertion; an object there would end the suite, too.
    if (typeof (thrown as { details?: unknown }).details === "object") {
      throw Object.assign(explained(inspect(thrown)), { cause: thrown });
    }
    throw thrown;
  } finally {
    clearTimeout(timer);
    watch.giveUp = undefined;
    watch.onStep(null);
  }
}

/** An error without a stack of its own: the stack would show the runner, not the test. */
function explained(text: string): Error {
  const error = new Error(text);
  error.stack = `Error: ${text}`;
  return error;
}
