/** `metaforge trust`: shows the code that a workspace brings, asks, and lets the gateway run it as it is now. */
import { createTrust } from "../../../core/plugins/trust.ts";
import type { Reviewed } from "../../../core/plugins/trust.ts";
import { findOptions } from "../../../core/settings.ts";
import { JSON_OUTPUT, WORKSPACE, command } from "../command.ts";
import { nearest } from "../nearest.ts";
import { EXIT, problem } from "../problem.ts";
import { settingsOf } from "../settings.ts";
import { confirm } from "../terminal/confirm.ts";
import { showPlugin, toJson } from "../trust/listing.ts";

export default command({
  args: {
    "name…": { type: "positional", required: false, description: "these plugins alone" },
    ...WORKSPACE,
    list: { type: "boolean", alias: "l", description: "show them; trust nothing" },
    yes: { type: "boolean", alias: "y", description: "do not ask" },
    ...JSON_OUTPUT,
  },
  notes: [
    "Plugins that come with a workspace are code of whoever wrote it. They run with your rights, so nothing of",
    "them is run before you have said so here, and a change of any file asks again.",
    "Without a terminal nobody can be asked: as with `approve`, the command itself is the consent.",
  ],
  examples: [
    ["metaforge trust", "shows what is new or changed, and asks"],
    ["metaforge trust --list", "only shows it"],
    ["metaforge trust hello --yes", "trusts the plugin 'hello' as it is now"],
  ],
  async run({ args, words, shell }) {
    const settings = settingsOf(args, shell);
    const find = await findOptions(settings);
    const trust = createTrust(settings.userFolder, find.workspace);
    const all = await trust.review(find);
    const chosen = words.length === 0 ? all : words.map((name) => named(name, all));
    const { out, isInteractive } = shell;
    if (args.list) {
      if (args.json) out.json({ plugins: chosen.map(toJson) });
      else for (const plugin of chosen) showPlugin(plugin, out);
    }
    if (all.length === 0 && !args.json) out.line(`${find.workspace} brings no plugins`);
    if (args.list) return EXIT.ok;
    if (isInteractive && !args.yes && !args.json) {
      const open = chosen.filter(({ state }) => state !== "trusted");
      if (open.length === 0 && all.length > 0) out.line("trusted already, and unchanged");
      if (open.length === 0) return EXIT.ok;
      for (const plugin of open) showPlugin(plugin, out);
      const what = open.length === 1 ? `'${open[0]!.name}'` : `these ${open.length} plugins`;
      if (!(await confirm(`Let ${what} run with your rights, as they are now?`, shell))) {
        out.line("nothing was trusted");
        return EXIT.rejected;
      }
    }
    await trust.grant(chosen, { only: words.length > 0 });
    if (args.json) out.json({ trusted: chosen.map(({ name }) => name) });
    else for (const { name } of chosen) out.line(`trusted ${name}`);
    return EXIT.ok;
  },
});

function named(name: string, all: readonly Reviewed[]): Reviewed {
  const found = all.find((plugin) => plugin.name === name);
  if (found) return found;
  const names = all.map((plugin) => plugin.name);
  const close = nearest(name, names);
  throw problem("NOT_FOUND", `this workspace brings no plugin '${name}'`, {
    hint: close ? `did you mean '${close}'?` : `it brings: ${names.join(", ") || "none"}`,
  });
}
