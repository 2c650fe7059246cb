/** Asks a person a question that is answered by yes or no. */
import { EXIT, problem } from "../problem.ts";
import type { Shell } from "../shell.ts";
import { safeLine } from "./safe.ts";

/** Nothing typed means no. Throws INTERRUPTED (exit code 130) on Ctrl-C and Escape. */
export async function confirm(message: string, { input, out }: Shell): Promise<boolean> {
  const { confirm: ask, isCancel } = await import("@clack/prompts");
  const answer = await ask({
    message: safeLine(message),
    initialValue: false,
    input,
    output: out.stream,
  });
  if (isCancel(answer)) throw interrupted();
  return answer;
}

/** What a question throws that got no answer. */
export const interrupted = () =>
  problem("INTERRUPTED", "stopped; nothing was changed", { exit: EXIT.interrupted });
