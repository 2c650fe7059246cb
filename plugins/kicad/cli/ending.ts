/** What the way a call ended says by itself, before anyone looks at its outputs. */
import type { ExecResult } from "metaforge";
import type { Problem } from "../contract.ts";
import { problem } from "../problem.ts";

/** The shell's way of saying that a signal ended a program: 128 and its number. */
const SIGNALLED = 128;
const QUOTED = 400;

/** Null when the outputs decide. `about` is the file that the call was about. */
export function endingProblem(
  result: ExecResult,
  partialExits: readonly number[],
  timeoutMs: number,
  about: string | undefined,
): Problem | null {
  const { exitCode, signal, timedOut, stdout, stderr } = result;
  const said = quote(stderr) || quote(stdout);
  const quoted = said === "" ? "" : `: ${said}`;
  if (timedOut) {
    const message = `KiCad did not end within ${timeoutMs} ms and was stopped`;
    return problem("TIMEOUT", message, about, "Give it more time by `timeoutMs`.");
  }
  if (signal === "SIGXFSZ") {
    return problem("OUTPUT_TOO_LARGE", "KiCad wrote a file without end and was stopped", about);
  }
  if (signal !== null || exitCode === null || exitCode > SIGNALLED) {
    const by = signal ?? `signal ${(exitCode ?? SIGNALLED) - SIGNALLED}`;
    const action =
      "Open the file in KiCad and save it again; KiCad often crashes on a file that something else wrote.";
    return problem("CRASHED", `KiCad crashed (${by})${quoted}`, about, action);
  }
  if (exitCode === 0 || partialExits.includes(exitCode)) return null;
  if (exitCode === 1)
    return problem("BAD_ARGS", `KiCad does not know what it was asked for${quoted}`, about);
  if (exitCode === 3)
    return problem("INPUT_CORRUPT", `KiCad could not load the file${quoted}`, about);
  return problem("TOOL_FAILED", `KiCad ended with exit code ${exitCode}${quoted}`, about);
}

/** The last lines that say something. */
function quote(text: string): string {
  const lines = text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
  return lines.slice(-3).join(" · ").slice(-QUOTED);
}
