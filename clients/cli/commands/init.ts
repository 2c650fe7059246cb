/** `metaforge init`: begins a project with a requirements document, by interview or with marked examples. */
import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { basename, join, relative, resolve } from "node:path";
import { WORKSPACE, command } from "../command.ts";
import { toDocument, toStarter } from "../init/document.ts";
import { askName, interview } from "../init/interview.ts";
import { exists, writeNew } from "../init/new-file.ts";
import { usage } from "../problem.ts";
import type { Shell } from "../shell.ts";

const FILE = "PRD.md";

export default command({
  args: {
    dir: {
      type: "positional",
      required: false,
      description: "the project's folder; made when it is missing",
    },
    name: {
      type: "string",
      valueHint: "NAME",
      description: "the product's name (default: the folder's)",
    },
    yes: {
      type: "boolean",
      alias: "y",
      description: "ask nothing: write examples, marked as such",
    },
    ...WORKSPACE,
  },
  notes: [
    "What you leave open stands as TBD in PRD.md and comes back as an open question: nothing is made up.",
    "An existing file is never overwritten.",
  ],
  examples: [
    ["metaforge init", "asks for the first requirements and writes PRD.md"],
    ["metaforge init sensor --yes", "sensor/PRD.md with examples to replace"],
  ],
  async run({ args, shell }) {
    const folder = args.dir ?? args.workspace ?? (shell.env["METAFORGE_WORKSPACE"] || ".");
    if (folder === "") throw usage("an empty name is no folder's");
    const workspace = resolve(shell.cwd, folder);
    const name = args.name?.trim() || basename(workspace) || "Product";
    const asks = shell.isInteractive && !args.yes;
    if (!asks && !args.yes) {
      throw usage(
        "there is no terminal to ask on",
        "`metaforge init --yes` writes examples to replace",
      );
    }
    const file = await freeName(workspace, asks, shell);
    const text = asks ? toDocument(await interview(name, shell)) : toStarter(name);
    await mkdir(workspace, { recursive: true });
    await writeNew(join(workspace, file), text);
    sayNext(workspace, file, shell);
  },
});

async function freeName(workspace: string, asks: boolean, shell: Shell): Promise<string> {
  const isFree = (name: string) => basename(name) === name && !existsSync(join(workspace, name));
  if (isFree(FILE)) return FILE;
  if (!asks) throw exists(join(workspace, FILE));
  return askName(FILE, isFree, shell);
}

function sayNext(workspace: string, file: string, { cwd, out }: Shell): void {
  const way = relative(cwd, resolve(workspace));
  const where = way === "" ? "" : `-w ${quoted(way)} `;
  const input = file === FILE ? "" : ` ${quoted(file)}`;
  out.line(`wrote ${join(workspace, file)}`);
  out.line();
  out.line("Next: complete it in your editor, then");
  out.line(`  ${out.paint("cyan", `metaforge ${where}run spec${input}`)}`);
  out.line("which reads it into constraints.json and shows you the result before it is written");
}

/** As a shell takes it for one word. */
const quoted = (word: string) =>
  /^[\w./@%+=:,-]+$/.test(word) && !word.startsWith("-")
    ? word
    : `'${word.replaceAll("'", String.raw`'\''`)}'`;
