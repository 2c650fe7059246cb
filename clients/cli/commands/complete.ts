/** `metaforge complete`: what the scripts of `metaforge completion` ask at each press of the key. Silent on trouble. */
import { stripVTControlCharacters } from "node:util";
import { command } from "../command.ts";
import { complete } from "../completion/candidates.ts";
import { SHELLS } from "../completion/shells.ts";
import { EXIT } from "../problem.ts";
import { safeLine } from "../terminal/safe.ts";

/** Characters of a description: a line of the terminal has to hold it with its word. */
const MOST = 60;
/** What shells take for one word without quotes; anything else could be more to them. */
const PLAIN = /^[\w./:=@%+,-]+$/;

export default command({
  args: {
    shell: { type: "enum", options: [...SHELLS], default: "bash", description: "which shell asks" },
    "word…": {
      type: "positional",
      required: false,
      description: "behind `--`: the words behind `metaforge`, the last one as far as it is typed",
    },
  },
  notes: [
    "Prints one candidate a line, with a tab and a description; `:files` and `:folders` are left to the shell.",
  ],
  examples: [["metaforge complete -- approve ''", "ids that wait for a decision"]],
  async run({ args, words, shell, commands }) {
    try {
      const { candidates, paths } = await complete(words, commands, args.shell as "bash", shell);
      for (const { value, says } of candidates) {
        if (PLAIN.test(value)) shell.out.line(`${value}\t${short(says)}`);
      }
      if (paths) shell.out.line(`:${paths}`);
    } catch {
      // Whoever presses a key wants words or nothing.
    }
    return EXIT.ok;
  },
});

function short(text: string): string {
  const plain = safeLine(stripVTControlCharacters(text));
  return plain.length > MOST ? `${plain.slice(0, MOST - 1)}…` : plain;
}
