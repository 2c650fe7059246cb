/** The texts of `--help`: the overview of all commands, and one command with its options and examples. */
import { stripVTControlCharacters } from "node:util";
import { defineCommand, renderUsage } from "citty";
import type { ArgsDef } from "citty";
import type { Command } from "./command.ts";
import { COMMANDS } from "./commands/table.ts";
import type { Output } from "./terminal/output.ts";

export function overview(to: Output): void {
  const width = Math.max(...Object.keys(COMMANDS).map((name) => name.length));
  to.prose("MetaForge: skills propose files for your hardware project, you approve them.");
  to.line();
  to.line(`${to.paint("bold", "Usage:")} metaforge COMMAND [OPTIONS]`);
  to.line();
  for (const [name, { says, hidden }] of Object.entries(COMMANDS)) {
    if (!hidden) to.line(`  ${to.paint("cyan", name.padEnd(width))}  ${says}`);
  }
  to.line();
  to.prose(
    "`metaforge COMMAND --help` explains one. Everything runs for the folder you are in; -w DIR names another. A gateway is started when none runs.",
  );
  to.line();
  to.line(to.paint("bold", "First steps:"));
  const hang = " ".repeat(22);
  to.prose("  metaforge init      write a PRD.md", hang);
  to.prose("  metaforge run spec  PRD.md → constraints.json, after you have seen the diff", hang);
}

export async function commandHelp(to: Output, name: string, command: Command): Promise<void> {
  const usage = defineCommand({
    meta: { name: `metaforge ${name}`, description: COMMANDS[name]!.says },
    args: {
      ...withoutLists(command.args),
      help: { type: "boolean", alias: "h", description: "show this" },
    },
  });
  const text = await renderUsage(usage);
  // Whether colours are wanted is decided in one place, and it is not there.
  const shown = to.isColoured ? text : stripVTControlCharacters(text);
  for (const line of shown.replace(/ +$/gm, "").trimEnd().split("\n")) {
    to.prose(line, hangOf(line, to.columns));
  }
  to.line();
  for (const paragraph of paragraphs(command.notes ?? [])) {
    // A command somebody may copy is not broken.
    if (paragraph.startsWith(" ")) to.line(paragraph);
    else to.prose(paragraph);
  }
  to.line();
  to.line(to.paint("bold", command.examples.length > 1 ? "EXAMPLES" : "EXAMPLE"));
  for (const [line, does] of command.examples) {
    to.line(`\n  ${to.paint("cyan", line)}`);
    to.prose(`      ${does}`, " ".repeat(6));
  }
}

/** A list of values would push all descriptions to the right; it stands in the description. */
const withoutLists = (args: ArgsDef): ArgsDef =>
  Object.fromEntries(
    Object.entries(args).map(([name, arg]) =>
      arg.type === "enum"
        ? [
            name,
            {
              ...arg,
              type: "string" as const,
              valueHint: name.toUpperCase(),
              description: `${arg.description}: ${arg.options?.join(", ")}`,
            },
          ]
        : [name, arg],
    ),
  );

/** An option's description goes on where it begins, if that leaves room for it. */
function hangOf(line: string, columns: number): string {
  const [before = ""] = /^ *(?:\S+ )*\S+ {2,}/.exec(stripVTControlCharacters(line)) ?? [];
  return " ".repeat(before.length <= columns - 24 ? before.length : 6);
}

/** Notes are broken where this file's lines end; a terminal breaks them where it does. Indented lines stay lines. */
function paragraphs(notes: readonly string[]): string[] {
  const joined: string[] = [];
  for (const note of notes) {
    const before = joined.at(-1);
    const isLine = note.startsWith(" ") || before?.startsWith(" ");
    if (before !== undefined && !isLine && !/[.:]$/.test(before))
      joined.push(`${joined.pop()!} ${note}`);
    else joined.push(note);
  }
  return joined;
}
