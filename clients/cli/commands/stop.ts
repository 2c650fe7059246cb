/** `metaforge stop`: ends the gateway of a workspace, wherever it was started. */
import { setTimeout as wait } from "node:timers/promises";
import { JSON_OUTPUT, WORKSPACE, command } from "../command.ts";
import { findGateway, isAlive, readNote } from "../gateway/find.ts";
import type { Found } from "../gateway/find.ts";
import { workspaceOf } from "../gateway/workspace.ts";
import { problem } from "../problem.ts";
import type { Shell } from "../shell.ts";

/** Milliseconds: runs under way have 7.5 s, and all is over within ten. */
const PATIENCE = 12_000;
/** Milliseconds for a gateway that is just starting: it has its port when its plugins are ready. */
const STARTS = 10_000;

export default command({
  args: { ...WORKSPACE, ...JSON_OUTPUT },
  notes: ["Runs under way have 7.5 s to end. It is no failure when none runs."],
  examples: [["metaforge stop", "stops the gateway of this folder"]],
  async run({ args, shell }) {
    const workspace = workspaceOf(args, shell);
    const gateway = await whenStarted(workspace, shell);
    const say = (text: string, stopped: number | null) =>
      args.json ? shell.out.json({ workspace, stopped }) : shell.out.line(text);
    if (!gateway) {
      const note = readNote(workspace);
      if (note && isAlive(note.pid)) {
        shell.err.line(
          `process ${note.pid} is said to hold ${workspace}, but no gateway answers for it`,
        );
      }
      return say(`no gateway runs for ${workspace}`, null);
    }
    try {
      // Not SIGTERM, which said twice cuts short the time of runs: another `stop` may be under way.
      process.kill(gateway.pid, process.platform === "win32" ? "SIGTERM" : "SIGHUP");
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

async function whenStarted(workspace: string, { now }: Shell): Promise<Found | null> {
  for (const began = now(); ; await wait(50)) {
    const gateway = await findGateway(workspace);
    const note = readNote(workspace);
    const starts = note !== null && note.port === undefined && isAlive(note.pid);
    if (gateway || !starts || now() - began > STARTS) return gateway;
  }
}
