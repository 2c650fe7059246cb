/** The `metaforge` command: finds the command that is asked for, runs it, and ends with its exit code. */
import { stripVTControlCharacters } from "node:util";
import { defineCommand, runCommand } from "citty";
import { understood } from "./command.ts";
import { COMMANDS } from "./commands/table.ts";
import { commandHelp, overview } from "./help.ts";
import { nearest } from "./nearest.ts";
import { EXIT, report, usage } from "./problem.ts";
import { createShell } from "./shell.ts";
import type { Shell } from "./shell.ts";

async function main(argv: readonly string[], shell: Shell): Promise<number> {
  const { name, line } = split(argv);
  const asks = (...flags: string[]) => options(line).some((word) => flags.includes(word));
  if (name === undefined) {
    if (asks("--version", "-v")) return version(shell);
    if (line.length > 0 && !asks("--help", "-h")) return unknown(`${line[0]} is no command`, shell);
    overview(shell.out);
    return EXIT.ok;
  }
  if (name === "help" || !Object.hasOwn(COMMANDS, name)) return help(name, line, shell);
  const { default: command } = await COMMANDS[name]!.load();
  if (asks("--help", "-h")) {
    await commandHelp(shell.out, name, command);
    return EXIT.ok;
  }
  try {
    const { words, all } = understood(line, command.args);
    const { result } = await runCommand(
      defineCommand({
        meta: { name },
        args: command.args,
        run: ({ args }) => command.run({ args, words, all, shell, commands: COMMANDS }),
      }),
      { rawArgs: [...line] },
    );
    return typeof result === "number" ? result : EXIT.ok;
  } catch (thrown) {
    const isUsage = (thrown as Error).name === "CLIError";
    const said = isUsage ? usage(stripVTControlCharacters((thrown as Error).message)) : thrown;
    const code = report(said, shell, asks("--json"));
    if (code === EXIT.usage) shell.err.line(`  \`metaforge ${name} --help\` explains it`);
    return code;
  }
}

/** Options that may stand before the command, as in `metaforge -w DIR status`, count as its own. */
function split(argv: readonly string[]): { name: string | undefined; line: readonly string[] } {
  let at = 0;
  while (at < argv.length && argv[at]!.startsWith("-")) {
    at += /^(?:-w|--workspace|--url)$/.test(argv[at]!) ? 2 : 1;
  }
  // Words behind a `--` are no options, so those from before the command come first.
  const before = argv.slice(0, at).filter((word) => word !== "--");
  return { name: argv[at], line: [...before, ...argv.slice(at + 1)] };
}

/** The words before `--`. */
function options(line: readonly string[]): readonly string[] {
  const end = line.indexOf("--");
  return end < 0 ? line : line.slice(0, end);
}

async function help(name: string, [about]: readonly string[], shell: Shell): Promise<number> {
  if (name !== "help") return unknown(`there is no command '${name}'`, shell, name);
  if (about === undefined) {
    overview(shell.out);
    return EXIT.ok;
  }
  const row = Object.hasOwn(COMMANDS, about) ? COMMANDS[about] : undefined;
  if (!row) return unknown(`there is no command '${about}'`, shell, about);
  await commandHelp(shell.out, about, (await row.load()).default);
  return EXIT.ok;
}

function unknown(problem: string, shell: Shell, name = ""): number {
  const shown = Object.keys(COMMANDS).filter((each) => !COMMANDS[each]!.hidden);
  const close = nearest(name, shown);
  report(usage(problem, close ? `did you mean 'metaforge ${close}'?` : undefined), shell, false);
  shell.err.line(
    `\nUsage: metaforge COMMAND [OPTIONS], where COMMAND is one of\n  ${shown.join(" ")}`,
  );
  shell.err.line("`metaforge --help` says what they do");
  return EXIT.usage;
}

async function version({ out }: Shell): Promise<number> {
  out.line((await import("../../core/version.ts")).VERSION);
  return EXIT.ok;
}

// Whoever reads our output may leave, as `head` does; that is no failure.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    process.exit(error.code === "EPIPE" ? EXIT.ok : EXIT.failed);
  });
}

const shell = createShell(process);
const code = await main(process.argv.slice(2), shell).catch((thrown: unknown) =>
  report(thrown, shell, false),
);
// What is still in a pipe is written first; sockets that a client keeps for later do not hold the command.
for (const { stream } of [shell.out, shell.err]) {
  // oxlint-disable-next-line no-await-in-loop -- one after the other is as good here
  await new Promise<void>((written) => stream.write("", () => written()));
}
process.exit(code);
