/** What a command knows of the place it was called from: made once in main.ts, handed to every command. */
import { userInfo } from "node:os";
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
  /** Who decides here, as they state it: METAFORGE_AS, else the name of the account; null when that has none. */
  readonly user: string | null;
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
    user: env["METAFORGE_AS"]?.trim() || accountName(),
    isInteractive: stdin.isTTY === true && stdout.isTTY === true,
  };
}

function accountName(): string | null {
  try {
    return userInfo().username || null;
  } catch {
    // A container may run as a number that has no name.
    return null;
  }
}
