/** `metaforge stop`: ends the gateway of a workspace, wherever it was started. */
import { setTimeout as wait } from "node:timers/promises";
import { JSON_OUTPUT, WORKSPACE, command } from "../command.ts";
import { findGateway, isAlive, readNote } from "../gateway/find.ts";
import { workspaceOf } from "../gateway/workspace.ts";
import { problem } from "../problem.ts";

/** Milliseconds: runs under way have 7.5 s, and all is over within ten. */
const PATIENCE = 12_000;

export default command({
  args: { ...WORKSPACE, ...JSON_OUTPUT },
  notes: ["Runs under way have 7.5 s to end. It is no failure when none runs."],
  examples: [["metaforge stop", "stops the gateway of this folder"]],
  async run({ args, shell }) {
    const workspace = workspaceOf(args, shell);
    const gateway = await findGateway(workspace);
    const say = (text: string, stopped: number | null) =>
      args.json ? shell.out.json({ workspace, stopped }) : shell.out.line(text);
    if (!gateway) {
      const note = readNote(workspace);
      if (note?.port !== undefined && isAlive(note.pid)) {
        shell.err.line(
          `process ${note.pid} is said to hold ${workspace}, but no gateway answers for it`,
        );
      }
      return say(`no gateway runs for ${workspace}`, null);
    }
    try {
      process.kill(gateway.pid, "SIGTERM");
    } catch {
      // It has ended by itself just now, or somebody else has stopped it.
    }
    for (const began = shell.now(); shell.now() - began < PATIENCE; await wait(25)) {
      if (isAlive(gateway.pid)) continue;
      return say(`stopped the gateway of ${workspace} (process ${gateway.pid})`, gateway.pid);
    }
    throw problem("TIMEOUT", `process ${gateway.pid} has not ended within ${PATIENCE / 1000} s`, {
      hint: `kill -9 ${gateway.pid} ends it; nothing that was approved is lost by that`,
    });
  },
});
