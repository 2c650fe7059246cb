/** `metaforge completion`: prints the script that makes a shell complete commands, options, ids and skills. */
import { readFile } from "node:fs/promises";
import { command } from "../command.ts";
import { SHELLS } from "../completion/shells.ts";
import { usage } from "../problem.ts";

const SCRIPTS = new URL("../completion/scripts/", import.meta.url);

export default command({
  args: { shell: { type: "positional", required: true, description: "bash, zsh or fish" } },
  notes: [
    "To have it in every new shell:",
    "  bash   echo 'eval \"$(metaforge completion bash)\"' >> ~/.bashrc",
    "  zsh    echo 'eval \"$(metaforge completion zsh)\"' >> ~/.zshrc   (below the line with compinit)",
    "  fish   metaforge completion fish > ~/.config/fish/completions/metaforge.fish",
  ],
  examples: [['eval "$(metaforge completion bash)"', "in this shell alone"]],
  async run({ args, shell }) {
    const name = SHELLS.find((one) => one === args.shell);
    if (!name) throw usage(`there is no completion for '${args.shell}': it is bash, zsh or fish`);
    const script = await readFile(new URL(`metaforge.${name}`, SCRIPTS), "utf8");
    shell.out.line(script.trimEnd());
  },
});
