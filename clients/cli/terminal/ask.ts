/** Asks the person at the terminal; null when they would rather not answer (Ctrl-C, Escape). */
import type { Shell } from "../shell.ts";
import { safeLine } from "./safe.ts";

export interface Choice<T extends string> {
  readonly value: T;
  readonly label: string;
  readonly hint?: string;
}

export async function choose<T extends string>(
  { input, out }: Shell,
  message: string,
  choices: readonly Choice<T>[],
  /** What a key that was pressed too early chooses. */
  otherwise: T | undefined = choices[0]?.value,
): Promise<T | null> {
  const { isCancel, select } = await import("@clack/prompts");
  const options = choices.map(({ value, label, hint }) => ({
    value: value as string,
    label: safeLine(label),
    ...(hint === undefined ? {} : { hint: safeLine(hint) }),
  }));
  const to = { input, output: out.stream };
  const answer = await select({
    ...{ message: safeLine(message), options, maxItems: 12, ...to },
    ...(otherwise === undefined ? {} : { initialValue: otherwise as string }),
  });
  return isCancel(answer) ? null : (answer as T);
}

/** Not empty. */
export async function askText({ input, out }: Shell, message: string): Promise<string | null> {
  const { isCancel, text } = await import("@clack/prompts");
  const answer = await text({
    message: safeLine(message),
    validate: (value) => (value?.trim() ? undefined : "please write a word or two"),
    ...{ input, output: out.stream },
  });
  return isCancel(answer) ? null : answer.trim();
}
