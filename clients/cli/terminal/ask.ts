/** Asks the person at the terminal; null when they would rather not answer (Ctrl-C, Ctrl-D, Escape). */
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
  using end = endOf(input);
  const to = { input, output: out.stream, signal: end.signal };
  const answer = await select({
    ...{ message: safeLine(message), options, maxItems: 12, ...to },
    ...(otherwise === undefined ? {} : { initialValue: otherwise as string }),
  });
  return isCancel(answer) ? null : (answer as T);
}

/** Ctrl-D and an input that ends leave a question open for ever; they are no answer. */
function endOf(input: Shell["input"]): Disposable & { readonly signal: AbortSignal } {
  const controller = new AbortController();
  const stop = () => controller.abort();
  const press = (_: unknown, key?: { ctrl?: boolean; name?: string }) => {
    if (key?.ctrl === true && key.name === "d") stop();
  };
  input.on("keypress", press).once("end", stop).once("close", stop);
  return {
    signal: controller.signal,
    [Symbol.dispose]: () => {
      input.off("keypress", press).off("end", stop).off("close", stop);
    },
  };
}

/** Not empty. */
export async function askText({ input, out }: Shell, message: string): Promise<string | null> {
  const { isCancel, text } = await import("@clack/prompts");
  using end = endOf(input);
  const answer = await text({
    message: safeLine(message),
    validate: (value) => (value?.trim() ? undefined : "please write a word or two"),
    ...{ input, output: out.stream, signal: end.signal },
  });
  return isCancel(answer) ? null : answer.trim();
}
