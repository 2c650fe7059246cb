/** What a command knows of the place it was called from: made once in main.ts, handed to every command. */
import { createOutput } from "./terminal/output.ts";
import type { Output } from "./terminal/output.ts";

export interface Shell {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly input: NodeJS.ReadStream;
  /** Results, and nothing else: a script reads it. */
  readonly out: Output;
  /** What is said to a person meanwhile. */
  readonly err: Output;
  readonly now: () => number;
  /** Whether somebody sits there who can be asked. */
  readonly isInteractive: boolean;
}

export function createShell({ stdin, stdout, stderr, env, cwd }: NodeJS.Process): Shell {
  return {
    cwd: cwd(),
    env,
    input: stdin,
    out: createOutput(stdout, env),
    err: createOutput(stderr, env),
    now: Date.now,
    isInteractive: stdin.isTTY === true && stdout.isTTY === true,
  };
}
