/** Runs the Python tools of `clients/python/.venv`, which `.ci/run` and its README's last section make. */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Callback, Test } from "uvu";

const FOLDER = import.meta.dirname;
const PYTHON = join(FOLDER, ".venv", "bin", "python");
/** Milliseconds; less than a suite may take, so that what the tool has said is seen. */
const LIMIT = 110_000;

/** The given `test`, or one that skips by name where there is no environment to run the tool in. */
export function withPython<T>(test: Test<T>): (name: string, handler: Callback<T>) => void {
  if (existsSync(PYTHON)) return test;
  return (name, handler) => test.skip(`${name} (needs clients/python/.venv)`, handler);
}

/** Runs `python -m TOOL ARGS`; null when it ends well, else all that it said. */
export async function complaint(tool: string, ...args: readonly string[]): Promise<string | null> {
  // A group of its own: what a tool has started ends with it when its time is over.
  const child = spawn(PYTHON, ["-m", tool, ...args], {
    cwd: FOLDER,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk) => (said += String(chunk)));
  const timer = setTimeout(() => process.kill(-child.pid!, "SIGKILL"), LIMIT);
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  clearTimeout(timer);
  return code === 0 ? null : `${tool} ended with ${code ?? "no time left"}\n${said}`;
}
