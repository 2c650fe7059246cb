/** Reads a half-typed command line: which command, which option waits for its value, which positional is next. */
import type { ArgsDef } from "citty";

export interface Typed {
  /** Null while the command itself is being typed. */
  readonly command: string | null;
  /** Words behind the command, the one at the cursor excepted. */
  readonly words: readonly string[];
  /** The word at the cursor, as far as it is typed. */
  readonly current: string;
}

/** Options that may stand before the command, and take a value. */
const BEFORE = ["-w", "--workspace", "--url"];

export function typedLine(line: readonly string[]): Typed {
  const words = joined(line);
  const current = words.at(-1) ?? "";
  const done = words.slice(0, -1);
  let at = 0;
  while (at < done.length && done[at]!.startsWith("-")) at += BEFORE.includes(done[at]!) ? 2 : 1;
  const command = done[at];
  if (command === undefined) return { command: null, words: done, current };
  // An option before the command counts as if it stood behind it.
  return { command, words: [...done.slice(0, at), ...done.slice(at + 1)], current };
}

/** bash makes `--status`, `=` and `failed` of one word. */
function joined(line: readonly string[]): string[] {
  const words: string[] = [];
  for (const [at, word] of line.entries()) {
    const isRest = word === "=" || line[at - 1] === "=";
    const fits = isRest && (words.at(-1)?.startsWith("--") ?? false);
    if (fits) words.push(words.pop()! + word);
    else words.push(word);
  }
  return words;
}

export interface Place {
  /** Name of the option whose value is typed, or of the positional; null: none is left. */
  readonly name: string | null;
  readonly kind: "value" | "positional" | "option";
  /** What stands before the value in the same word, such as `--status=`. */
  readonly before: string;
  /** The value as far as it is typed. */
  readonly current: string;
  /** Options given so far, with the value of each. */
  readonly given: Readonly<Record<string, string>>;
}

/** Where the cursor is, by what the command declares. */
export function placeOf({ words, current }: Typed, args: ArgsDef): Place {
  const given: Record<string, string> = {};
  let positionals = 0;
  let waiting: string | null = null;
  let ended = false;
  for (const word of words) {
    if (waiting) {
      given[waiting] = word;
      waiting = null;
    } else if (ended || !word.startsWith("-") || word === "-") {
      positionals += 1;
    } else if (word === "--") {
      ended = true;
    } else {
      const [name, value] = split(word, args);
      if (name && value !== undefined) given[name] = value;
      else if (name && takesValue(args[name])) waiting = name;
      else if (name) given[name] = "";
    }
  }
  const common = { given, before: "", current };
  if (waiting) return { ...common, name: waiting, kind: "value" };
  if (!ended && current.startsWith("-")) {
    const [name, value] = split(current, args);
    if (name === null || value === undefined) return { ...common, name: null, kind: "option" };
    const before = current.slice(0, current.length - value.length);
    return { ...common, name, kind: "value", before, current: value };
  }
  const names = Object.keys(args).filter((name) => args[name]!.type === "positional");
  const many = names.at(-1)?.endsWith("…") ? names.at(-1)! : null;
  return { ...common, name: names[positionals] ?? many, kind: "positional" };
}

/** An option's full name by `--name`, `--name=value` or its letter; null for one that does not exist. */
function split(word: string, args: ArgsDef): [name: string | null, value: string | undefined] {
  const [, dashes = "", name = "", value] = /^(--?)([^=]*)(?:=([^]*))?$/.exec(word) ?? [];
  if (dashes === "--") return [Object.hasOwn(args, name) ? name : null, value];
  const found = Object.entries(args).find(([, arg]) => "alias" in arg && arg.alias === name);
  return [found?.[0] ?? null, undefined];
}

export const takesValue = (arg: ArgsDef[string] | undefined): boolean =>
  arg !== undefined && arg.type !== "boolean" && arg.type !== "positional";
