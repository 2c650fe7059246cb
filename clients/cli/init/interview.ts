/** Asks a person for the first requirements, one line each; every question may be left open. */
import { interrupted } from "../terminal/confirm.ts";
import { safeLine } from "../terminal/safe.ts";
import type { Shell } from "../shell.ts";
import type { Answers } from "./document.ts";
import { QUESTIONS } from "./questions.ts";

/** Throws INTERRUPTED on Ctrl-C. */
export async function interview(name: string, shell: Shell): Promise<Answers> {
  const ask = await asker(shell);
  shell.out.prose(
    "Enter alone leaves a question open: it stands as TBD. Ctrl-C stops and writes nothing.",
  );
  const title = (await ask("What is it called?", { initialValue: safeLine(name) })) || name;
  const purpose = await ask("What does it do, and for whom? (one sentence)");
  const said: Record<string, string> = {};
  for (const { label, asks, example } of QUESTIONS) {
    // oxlint-disable-next-line no-await-in-loop -- one question after the other
    said[label] = await ask(asks, { placeholder: `such as ${example}` });
  }
  return { name: title, purpose, said };
}

/** Asks for a file name that nothing has yet. */
export async function askName(
  taken: string,
  isFree: (name: string) => boolean,
  shell: Shell,
): Promise<string> {
  const ask = await asker(shell);
  const free = Array.from({ length: 99 }, (_, n) => `PRD-${n + 2}.md`).find(isFree) ?? "";
  return ask(`${taken} is there already and stays as it is. Which other name?`, {
    initialValue: free,
    validate: (name) => (name && isFree(name) ? undefined : "that name is taken, or is none"),
  });
}

interface AskOptions {
  readonly initialValue?: string;
  readonly placeholder?: string;
  readonly validate?: (value: string | undefined) => string | undefined;
}

async function asker({ input, out }: Shell) {
  const { isCancel, text } = await import("@clack/prompts");
  return async (message: string, options: AskOptions = {}): Promise<string> => {
    const answer = await text({ message, ...options, input, output: out.stream });
    if (isCancel(answer)) throw interrupted();
    return (answer ?? "").trim();
  };
}
