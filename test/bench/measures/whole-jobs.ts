/** Whole jobs a second at 1 and 10 in flight, and how soon a run waits for its approval, against the floor. */
import { allGood, alternate } from "../measure.ts";
import type { Context } from "../measure.ts";
import { benchWorkspace, startGateway, startPeer } from "../server.ts";
import type { Figure } from "../table.ts";

export const name = "jobs";

export async function run({ load, rounds, seconds, note }: Context): Promise<Figure[]> {
  await using ourWorkspace = await benchWorkspace();
  await using floorWorkspace = await benchWorkspace();
  await using gateway = await startGateway(ourWorkspace.dir);
  await using floor = await startPeer("floor", floorWorkspace.dir);
  const ports = { ours: gateway.port, floor: floor.port };
  const cell = async (side: "ours" | "floor", inFlight: number, tag: string, length = seconds) =>
    allGood(side, await load.jobs({ port: ports[side], seconds: length, inFlight, tag }));

  const figures: Figure[] = [];
  for (const inFlight of [1, 10]) {
    note(`whole jobs, ${inFlight} in flight`);
    // oxlint-disable no-await-in-loop -- one thing is measured at a time
    await cell("ours", inFlight, `warm${inFlight}`, 1);
    await cell("floor", inFlight, `warm${inFlight}`, 1);
    const results = await alternate(rounds, ["ours", "floor"], (side, round) =>
      cell(side, inFlight, `${inFlight}-${round}`),
    );
    // oxlint-enable no-await-in-loop
    const figure = (
      what: string,
      unit: string,
      key: "perSecond" | "waitingP99" | "approvedP99",
      aim: Figure["aim"],
    ): Figure => ({
      name: `${what}, ${inFlight} in flight`,
      ours: results.ours.map((result) => result[key]),
      peer: results.floor.map((result) => result[key]),
      unit,
      peerName: "floor",
      ...(aim ? { aim } : {}),
    });
    const limit = inFlight === 10 ? ({ is: "<=", ratio: 1.6 } as const) : undefined;
    figures.push(
      figure("whole jobs", "/s", "perSecond", { is: ">=", ratio: 0.7 }),
      figure("POST to waiting, p99", "ms", "waitingP99", limit),
      figure("approve to written, p99", "ms", "approvedP99", limit),
    );
  }
  return figures;
}
