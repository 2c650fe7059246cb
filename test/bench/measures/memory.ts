/** Memory of the idle process tree, shared pages counted once (PSS), against the floor. */
import { readFile, readdir } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import { alternate } from "../measure.ts";
import type { Context } from "../measure.ts";
import { benchWorkspace, startGateway, startPeer } from "../server.ts";
import type { Figure } from "../table.ts";

export const name = "memory";

/** Until the gateway has ended the run processes that its start needed and that it does not keep. */
const IDLE_MS = { ours: 50_000, floor: 4000 };
/** A quick look sees them still. */
const QUICK_MS = 4000;

export async function run({ rounds, quick, note }: Context): Promise<Figure[]> {
  note("memory of the idle process tree");
  const sides = ["ours", "floor"] as const;
  const results = await alternate(quick ? 1 : Math.min(rounds, 2), sides, async (side) => {
    await using workspace = await benchWorkspace();
    await using server =
      side === "ours" ? await startGateway(workspace.dir) : await startPeer("floor", workspace.dir);
    await pause(quick ? QUICK_MS : IDLE_MS[side]);
    const pids = await treeOf(server.pid);
    const sizes = await Promise.all(pids.map(pssOf));
    return { mb: sizes.reduce((sum, size) => sum + size, 0) / 1024, processes: pids.length };
  });
  const count = (side: (typeof sides)[number]) => results[side][0]!.processes;
  return [
    {
      name: `idle memory, PSS (${count("ours")} against ${count("floor")} processes)`,
      ours: results.ours.map(({ mb }) => mb),
      peer: results.floor.map(({ mb }) => mb),
      unit: "MiB",
      peerName: "floor",
      aim: { is: "<=", ratio: 1.4 },
    },
  ];
}

/** A process and all that descend from it. */
async function treeOf(root: number): Promise<number[]> {
  const pids = (await readdir("/proc")).filter((entry) => /^\d+$/.test(entry)).map(Number);
  const parents = new Map(
    await Promise.all(pids.map(async (pid) => [pid, await parentOf(pid)] as const)),
  );
  const isBelow = (pid: number): boolean =>
    pid === root || (parents.has(pid) && isBelow(parents.get(pid)!));
  return pids.filter(isBelow);
}

/** The fourth field of /proc/PID/stat; the second, the name in brackets, may hold anything. */
async function parentOf(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => ") ? 0");
  return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
}

/** KiB. */
async function pssOf(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/smaps_rollup`, "utf8");
  return Number(/^Pss:\s+(\d+) kB$/m.exec(text)![1]);
}
