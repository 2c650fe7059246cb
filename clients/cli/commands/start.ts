/** `metaforge start`: the gateway itself, in this terminal, until Ctrl-C. */
import { WORKSPACE, command } from "../command.ts";

/** `bin.js` goes straight to the gateway; this is for help, completion, and options before the word `start`. */
export default command({
  args: {
    ...WORKSPACE,
    port: {
      type: "string",
      alias: "p",
      valueHint: "N",
      description: "0 takes a free one (default: METAFORGE_PORT, else 3000)",
    },
    host: {
      type: "string",
      valueHint: "H",
      description: "another address than 127.0.0.1; needs apiKeys in your configuration",
    },
    config: {
      type: "string",
      valueHint: "FILE",
      description: "your configuration (default: METAFORGE_CONFIG, else ~/.config/metaforge)",
    },
    "stop-when-idle": {
      type: "string",
      valueHint: "SECONDS",
      description: "stop when nobody has used it for so long (default: never)",
    },
  },
  notes: [
    "Prints `listening on http://HOST:PORT` when it is ready. Ctrl-C stops it: runs under way have 7.5 s,",
    "a second one stops at once. Other commands start a gateway by themselves when none runs.",
  ],
  examples: [
    ["metaforge start", "the gateway of this folder on http://127.0.0.1:3000"],
    ["metaforge start -w ~/projects/sensor --port 0", "another folder, any free port"],
  ],
  async run() {
    // It reads the command line itself, and ends the process when it is done.
    await import("../../../core/main.ts");
    await new Promise(() => {});
  },
});
