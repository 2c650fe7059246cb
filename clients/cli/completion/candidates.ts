/** Decides what may stand at the cursor of a half-typed command line. */
import type { ArgsDef } from "citty";
import type { CommandRow } from "../commands/table.ts";
import type { Shell } from "../shell.ts";
import { SHELLS } from "./shells.ts";
import type { ShellName } from "./shells.ts";
import { placeOf, takesValue, typedLine } from "./line.ts";
import type { Place } from "./line.ts";
import { pendingIds, pluginNames, sessionIds, skillNames } from "./known.ts";
import type { Candidate, Given } from "./known.ts";

export interface Completion {
  readonly candidates: readonly Candidate[];
  /** What the shell completes by itself. */
  readonly paths: "files" | "folders" | null;
}

/** The commands by name. */
type Table = Readonly<Record<string, CommandRow>>;

type Source = (given: Given, shell: Shell) => Promise<Candidate[]> | Candidate[];

/** `command positional`, or a positional's name for all commands → what it may be. */
const POSITIONALS: Readonly<Record<string, Source>> = {
  id: (given, shell) => sessionIds("", given, shell),
  "approve id": pendingIds,
  "reject id": pendingIds,
  "diff id": pendingIds,
  "cancel id": (given, shell) => sessionIds("running", given, shell),
  skill: skillNames,
  "test name": pluginNames,
  "trust name": pluginNames,
  "new name": () => [],
  kind: () => words("skill", "tool", "provider"),
  shell: () => words(...SHELLS),
};
const PATHS: Readonly<Record<string, Completion["paths"]>> = {
  files: "files",
  config: "files",
  workspace: "folders",
  dir: "folders",
};

/** Only those that begin as the word does; bash gets what follows the `=` in it. */
export async function complete(
  line: readonly string[],
  table: Table,
  shellName: ShellName,
  shell: Shell,
): Promise<Completion> {
  const typed = typedLine(line);
  if (typed.command === null) return matching(commands(table, typed.current), typed.current);
  if (typed.command === "help") return matching(commands(table, ""), typed.current);
  if (!Object.hasOwn(table, typed.command)) return matching([], "");
  const { args } = (await table[typed.command]!.load()).default;
  const place = placeOf(typed, args);
  if (place.kind === "option") return matching(options(args, place), place.current);
  if (place.name === null) return matching([], "");
  const candidates = await valuesOf(typed.command, place, args, shell);
  const found = matching(candidates, place.current, PATHS[plain(place.name)] ?? null);
  return shellName === "bash" ? found : behind(place.before, found);
}

async function valuesOf(command: string, { name, given }: Place, args: ArgsDef, shell: Shell) {
  const arg = args[name!]!;
  if (arg.type === "enum") return words(...(arg.options ?? []));
  if (arg.type !== "positional") return [];
  return (await sourceOf(command, name!)?.(given, shell)) ?? [];
}

/** Where the words of a positional come from; undefined when nobody has thought of it, or it is a path. */
export const sourceOf = (command: string, name: string): Source | undefined =>
  POSITIONALS[`${command} ${plain(name)}`] ?? POSITIONALS[plain(name)];

export const isPath = (name: string): boolean => Object.hasOwn(PATHS, plain(name));

/** Without the mark of a positional that stands for any number of words. */
const plain = (name: string) => name.replace(/…$/, "");

function commands(table: Table, current: string): Candidate[] {
  if (current.startsWith("-"))
    return [
      { value: "--help", says: "show the commands" },
      { value: "--version", says: "show the version" },
    ];
  const shown = Object.entries(table).filter(([, { hidden }]) => !hidden);
  return [
    ...shown.map(([value, { says }]) => ({ value, says })),
    { value: "help", says: "Explain a command" },
  ];
}

/** A flag that was given says nothing more; a value may be given again, as `--arg` is. */
function options(args: ArgsDef, { given }: Place): Candidate[] {
  const named = Object.entries(args).filter(([, { type }]) => type !== "positional");
  return [
    ...named
      .filter(([name]) => !Object.hasOwn(given, name) || takesValue(args[name]))
      .map(([name, { description: says = "" }]) => ({ value: `--${name}`, says })),
    { value: "--help", says: "show this command's help" },
  ];
}

const words = (...all: readonly string[]): Candidate[] => all.map((value) => ({ value, says: "" }));

function matching(
  candidates: readonly Candidate[],
  current: string,
  paths: Completion["paths"] = null,
): Completion {
  return { candidates: candidates.filter(({ value }) => value.startsWith(current)), paths };
}

const behind = (before: string, { candidates, paths }: Completion): Completion => ({
  candidates: candidates.map(({ value, says }) => ({ value: `${before}${value}`, says })),
  paths,
});
