/** `metaforge new`: writes a plugin that works, with its test, and trusts what it has written. */
import { existsSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { findPlugins } from "../../../core/plugins/find.ts";
import type { FindOptions } from "../../../core/plugins/find.ts";
import { createTrust } from "../../../core/plugins/trust.ts";
import { findOptions } from "../../../core/settings.ts";
import { WORKSPACE, command } from "../command.ts";
import { nearest } from "../nearest.ts";
import { checkName } from "../new/name.ts";
import { FILES, KINDS, writeTemplate } from "../new/template.ts";
import type { Kind } from "../new/template.ts";
import { problem, usage } from "../problem.ts";
import { settingsOf } from "../settings.ts";
import type { Shell } from "../shell.ts";

export default command({
  args: {
    kind: { type: "positional", required: true, description: "skill, tool or provider" },
    name: {
      type: "positional",
      required: true,
      description: "lower-case words with hyphens, such as pin-check",
    },
    ...WORKSPACE,
    dir: {
      type: "string",
      valueHint: "DIR",
      description: "the folder to put it into (default: the workspace's skills or plugins)",
    },
  },
  notes: [
    "Writes NAME/index.ts, index.test.ts and README.md, overwrites nothing, and trusts this one folder as it is.",
    "A gateway that runs has it in a moment: `metaforge status`.",
  ],
  examples: [
    ["metaforge new skill hello", "skills/hello, which lists the open points of a document"],
    ["metaforge new tool gerbv", "plugins/gerbv, which makes the program gerbv usable"],
  ],
  async run({ args, shell }) {
    const kind = kindOf(args.kind);
    const { name } = args;
    const settings = settingsOf(args, shell);
    const find = await findOptions(settings);
    await checkName(kind, name, find);
    const parent =
      args.dir === undefined ? join(find.workspace, KINDS[kind]) : resolve(shell.cwd, args.dir);
    const folder = join(parent, name);
    if (existsSync(folder))
      throw problem("EXISTS", `${folder} is there already`, { hint: "take another name" });
    const below = relative(find.workspace, folder).split(sep).join("/");
    const isInside = !below.startsWith("../") && below !== folder;
    const reads = isInside ? `${below}/README.md` : "PRD.md";
    await writeTemplate({ kind, name, folder, reads });
    const shown = isInside ? below : folder;
    for (const file of FILES) shell.out.line(`wrote ${shown}/${file}`);
    await trustIt(name, folder, find, settings.userFolder, shell);
    sayNext(kind, name, shell);
  },
});

function kindOf(word: string): Kind {
  if (Object.hasOwn(KINDS, word)) return word as Kind;
  const close = nearest(word, Object.keys(KINDS));
  throw usage(
    `there is no kind of plugin '${word}': it is skill, tool or provider`,
    close ? `did you mean '${close}'?` : undefined,
  );
}

/** The person has asked for this code by name and has it from us; nothing else of the workspace is trusted by it. */
async function trustIt(
  name: string,
  folder: string,
  find: FindOptions,
  userFolder: string,
  { out }: Shell,
): Promise<void> {
  const trust = createTrust(userFolder, find.workspace);
  const all = await trust.review(find);
  const written = all.filter((plugin) => resolve(find.workspace, plugin.folder) === folder);
  if (written.length > 0) {
    await trust.grant(written, { only: true });
    out.line(`trusted ${name}, as it is now; after a change: metaforge trust ${name}`);
    return;
  }
  const found = (await findPlugins(find)).find((candidate) => candidate.dir === folder);
  if (found?.outside)
    out.line(`${folder} really lies outside the workspace: no gateway will run it`);
  else if (!found)
    out.line(`no gateway looks there: name it under \`plugins\` in your metaforge.yaml`);
}

function sayNext(kind: Kind, name: string, { out }: Shell): void {
  out.line();
  out.line("Next:");
  const lines: [string, string][] = [
    [`metaforge test ${name}`, "its test"],
    kind === "skill"
      ? [`metaforge run ${name}`, "runs it"]
      : ["metaforge status", "shows whether it is ready"],
  ];
  const width = Math.max(...lines.map(([line]) => line.length));
  for (const [line, does] of lines) out.line(`  ${out.paint("cyan", line.padEnd(width))}  ${does}`);
}
