/** What a command is, the options that all share, and the check that every word of a command line is understood. */
import { parseArgs } from "node:util";
import type { ArgsDef, ParsedArgs } from "citty";
import type { CommandRow } from "./commands/table.ts";
import { nearest } from "./nearest.ts";
import { usage } from "./problem.ts";
import type { Shell } from "./shell.ts";

export interface Call<T extends ArgsDef> {
  /** Options and named positionals; `--no-start` arrives as `start: false`. */
  readonly args: ParsedArgs<T>;
  /** All positionals, the named ones included. */
  readonly words: readonly string[];
  /** Every value of an option that may be repeated. */
  all(name: string): string[];
  readonly shell: Shell;
  /** All commands, for the one that completes them: they are loaded by the table, so none may import it. */
  readonly commands: Readonly<Record<string, CommandRow>>;
}

export interface Command<T extends ArgsDef = ArgsDef> {
  /** A positional whose name ends in `…` stands for any number of words. */
  readonly args: T;
  /** Command lines with what they do. */
  readonly examples: readonly (readonly [line: string, does: string])[];
  /** Whatever the help says beyond the options. */
  readonly notes?: readonly string[];
  /** Returns the exit code; nothing is 0. */
  run(call: Call<T>): Promise<number | void> | number | void;
}

/**
 * Declares a command; a file of `commands/` exports one by default, and `commands/table.ts` lists it.
 * @example export default command({ args: { ...WORKSPACE }, examples: [["metaforge stop", "…"]], async run() {} });
 */
export const command = <const T extends ArgsDef>(declared: Command<T>): Command<T> => declared;

/** Which workspace: for commands that need no gateway. */
export const WORKSPACE = {
  workspace: {
    type: "string",
    alias: "w",
    valueHint: "DIR",
    description: "the project's folder (default: METAFORGE_WORKSPACE, else this folder)",
  },
} as const satisfies ArgsDef;

export const JSON_OUTPUT = {
  json: { type: "boolean", description: "print JSON for programs" },
} as const satisfies ArgsDef;

/** For commands that decide. */
export const DECIDES = {
  as: {
    type: "string",
    valueHint: "NAME",
    description: "who decides, kept as you state it (default: METAFORGE_AS, else your account)",
  },
} as const satisfies ArgsDef;

/** The shell of whoever decides. Throws USAGE for an empty name. */
export function shellAs(name: string | undefined, shell: Shell): Shell {
  if (name?.trim() === "") throw usage("--as is empty");
  return name === undefined ? shell : { ...shell, user: name.trim() };
}

/** For commands that talk to a gateway. */
export const GATEWAY = {
  ...WORKSPACE,
  url: {
    type: "string",
    valueHint: "URL",
    description: "another gateway than this workspace's (default: METAFORGE_URL)",
  },
  ...JSON_OUTPUT,
  "no-start": { type: "boolean", description: "do not start a gateway when none runs" },
} as const satisfies ArgsDef;

/** Throws USAGE for an option that does not exist or lacks its value, a value that cannot be, and a word too many or too few. */
export function understood(line: readonly string[], args: ArgsDef) {
  const named = Object.entries(args);
  const options = named.filter(([, { type }]) => type !== "positional");
  const { tokens, positionals } = parseArgs({
    args: [...line],
    options: Object.fromEntries(
      options.map(([name, { type, alias }]: [string, { type?: string; alias?: unknown }]) => [
        name,
        {
          type: type === "boolean" ? "boolean" : "string",
          ...(alias ? { short: `${alias}` } : {}),
        },
      ]),
    ) as Record<string, { type: "boolean" | "string"; short?: string }>,
    strict: false,
    tokens: true,
    allowPositionals: true,
  });
  const values = new Map<string, string[]>();
  for (const token of tokens) {
    if (token.kind !== "option") continue;
    const { name, rawName, value, inlineValue } = token;
    const known = args[name];
    if (!known || known.type === "positional") throw unknownOption(rawName, options);
    if (known.type === "boolean") {
      if (value !== undefined) throw usage(`${rawName} takes no value`);
      continue;
    }
    if (value === undefined) throw usage(`${rawName} needs a value`);
    if (!inlineValue && value.startsWith("-") && value !== "-") {
      throw usage(
        `${rawName} needs a value; one that begins with '-' is written ${rawName}=${value}`,
      );
    }
    values.set(name, [...(values.get(name) ?? []), value]);
  }
  for (const [name, given] of values) refuseUnknown(name, given, args[name]!);
  refuseSurplus(positionals, named);
  refuseMissing(positionals, named);
  return { words: positionals, all: (name: string) => values.get(name) ?? [] };
}

function refuseSurplus(words: readonly string[], named: [string, { type?: string | undefined }][]) {
  const places = named.filter(([, { type }]) => type === "positional").map(([name]) => name);
  if (places.some((name) => name.endsWith("…")) || words.length <= places.length) return;
  throw usage(`'${words.slice(places.length).join(" ")}' is more than this command takes`);
}

function refuseMissing(words: readonly string[], named: [string, ArgsDef[string]][]) {
  const places = named.filter(([, { type }]) => type === "positional");
  const [name, about] = places[words.length] ?? [];
  if (name === undefined || about?.required === false || about?.default !== undefined) return;
  const word = name.toUpperCase();
  throw usage(`${word} is missing`, about?.description && `${word}: ${about.description}`);
}

interface Values {
  readonly type?: string | undefined;
  readonly options?: readonly string[];
}

function refuseUnknown(name: string, given: readonly string[], { type, options }: Values) {
  const wrong = type === "enum" ? given.find((value) => !options?.includes(value)) : undefined;
  if (wrong === undefined) return;
  const close = nearest(wrong, options ?? []);
  const meant = close ? `did you mean '${close}'? ` : "";
  throw usage(`--${name} cannot be '${wrong}'`, `${meant}it is one of ${options!.join(", ")}`);
}

function unknownOption(rawName: string, options: [string, unknown][]) {
  const names = [...options.map(([name]) => name), "help"];
  const close = nearest(rawName.replace(/^-+/, ""), names);
  return usage(`there is no option '${rawName}'${close ? `; did you mean '--${close}'?` : ""}`);
}
