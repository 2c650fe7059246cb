/** The texts of `--help`: the overview of all commands, and one command with its options and examples. */
import { stripVTControlCharacters } from "node:util";
import { defineCommand, renderUsage } from "citty";
import type { Command } from "./command.ts";
import { COMMANDS } from "./commands/table.ts";
import type { Output } from "./terminal/output.ts";

export function overview(to: Output): void {
  const width = Math.max(...Object.keys(COMMANDS).map((name) => name.length));
  to.line("MetaForge: skills propose files for your hardware project, you approve them.");
  to.line();
  to.line(`${to.paint("bold", "Usage:")} metaforge COMMAND [OPTIONS]`);
  to.line();
  for (const [name, { says, hidden }] of Object.entries(COMMANDS)) {
    if (!hidden) to.line(`  ${to.paint("cyan", name.padEnd(width))}  ${says}`);
  }
  to.line();
  to.line("`metaforge COMMAND --help` explains one. Everything runs for the folder you are in;");
  to.line("-w DIR names another. A gateway is started when none runs.");
  to.line();
  to.line(to.paint("bold", "First steps:"));
  to.line("  metaforge init           write a PRD.md");
  to.line("  metaforge run spec       PRD.md → constraints.json, after you have seen the diff");
}

export async function commandHelp(to: Output, name: string, command: Command): Promise<void> {
  const usage = defineCommand({
    meta: { name: `metaforge ${name}`, description: COMMANDS[name]!.says },
    args: { ...command.args, help: { type: "boolean", alias: "h", description: "show this" } },
  });
  const text = await renderUsage(usage);
  // Whether colours are wanted is decided in one place, and it is not there.
  const shown = to.isColoured ? text : stripVTControlCharacters(text);
  to.line(shown.replace(/ +$/gm, "").trimEnd());
  if (command.notes) to.line(`\n${command.notes.join("\n")}`);
  to.line();
  to.line(to.paint("bold", command.examples.length > 1 ? "EXAMPLES" : "EXAMPLE"));
  for (const [line, does] of command.examples)
    to.line(`\n  ${to.paint("cyan", line)}\n      ${does}`);
}
