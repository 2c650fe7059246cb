/** From the start of the process to a true ready, against the floor. */
import { setTimeout as pause } from "node:timers/promises";
import { allGood, alternate } from "../measure.ts";
import type { Context } from "../measure.ts";
import { benchWorkspace, startGateway, startPeer } from "../server.ts";
import type { Server } from "../server.ts";
import type { Figure } from "../table.ts";

export const name = "startup";

interface Start {
  /** Milliseconds until the process says that it listens, until its plugins are ready, until a first run waits. */
  readonly listening: number;
  readonly ready: number;
  readonly firstRun: number;
}

export async function run({ load, rounds, note }: Context): Promise<Figure[]> {
  note("cold start");
  const results = await alternate(rounds, ["ours", "floor"], async (side): Promise<Start> => {
    await using workspace = await benchWorkspace();
    const isOurs = side === "ours";
    await using server = isOurs
      ? await startGateway(workspace.dir)
      : await startPeer("floor", workspace.dir);
    if (isOurs) await pluginsReady(server);
    const ready = performance.now() - server.spawnedAt;
    const job = await load.jobs({ port: server.port, seconds: 0.001, inFlight: 1, tag: "first" });
    const firstRun = ready + allGood(side, job).waitingP50;
    return { listening: server.listeningMs, ready, firstRun };
  });
  const figure = (what: string, key: keyof Start, aim?: Figure["aim"]): Figure => ({
    name: what,
    ours: results.ours.map((start) => start[key]),
    peer: results.floor.map((start) => start[key]),
    unit: "ms",
    peerName: "floor",
    ...(aim ? { aim } : {}),
  });
  return [
    figure("cold start to listening", "listening"),
    figure("cold start to plugins ready", "ready", { is: "<=", ratio: 1.6 }),
    figure("cold start to a first run waiting", "firstRun", { is: "<=", ratio: 1.6 }),
  ];
}

/** Until every plugin has been described; asked seldom enough not to slow the start down. */
async function pluginsReady({ port }: Server): Promise<void> {
  for (;;) {
    // oxlint-disable no-await-in-loop -- each look depends on the one before
    const answer = await fetch(`http://127.0.0.1:${port}/api/v1/status`);
    const { plugins } = (await answer.json()) as { plugins: { name: string; state: string }[] };
    const isThere = plugins.some(({ name: plugin }) => plugin === "bench-note");
    if (isThere && plugins.every(({ state }) => state !== "starting")) return;
    await pause(2);
    // oxlint-enable no-await-in-loop
  }
}
