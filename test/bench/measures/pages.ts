/** The page of the newest 50 sessions with its total, at ten thousand, a hundred thousand and a million sessions. */
import { allGood, alternate } from "../measure.ts";
import type { Context } from "../measure.ts";
import { fillSessions } from "../fill.ts";
import { benchWorkspace, startGateway } from "../server.ts";
import type { Figure } from "../table.ts";

export const name = "pages";

const PAGES = {
  all: "/api/v1/sessions?limit=50",
  "of one state": "/api/v1/sessions?limit=50&status=created",
};

export async function run({ load, rounds, seconds, quick, note }: Context): Promise<Figure[]> {
  const sizes = quick ? [10_000, 100_000] : [10_000, 100_000, 1_000_000];
  await using stack = new AsyncDisposableStack();
  const ports = new Map<number, number>();
  for (const size of sizes) {
    note(`a database of ${size} sessions`);
    // oxlint-disable no-await-in-loop -- each fill has the disk to itself
    const workspace = stack.use(await benchWorkspace());
    await fillSessions(workspace.dir, size);
    const gateway = stack.use(await startGateway(workspace.dir));
    // oxlint-enable no-await-in-loop
    ports.set(size, gateway.port);
    note(`listening after ${gateway.listeningMs.toFixed(0)} ms`);
  }
  const figures: Figure[] = [];
  for (const [kind, path] of Object.entries(PAGES)) {
    note(`page of 50, ${kind}`);
    const cell = async (size: string, length = seconds) => {
      const total = kind === "all" ? Number(size) : (Number(size) * 4) / 5;
      const expect = { status: 200, includes: `"total":${total},` };
      const fixed = { seconds: length, connections: 1, method: "GET", paths: [path], expect };
      return allGood(size, await load.requests({ port: ports.get(Number(size))!, ...fixed }));
    };
    const sides = sizes.map(String);
    // oxlint-disable no-await-in-loop -- one thing is measured at a time
    await alternate(1, sides, (size) => cell(size, 1));
    const results = await alternate(rounds, sides, (size) => cell(size));
    // oxlint-enable no-await-in-loop
    const times = (size: string) => results[size]!.map(({ p50 }) => p50);
    for (const size of sides.slice(1)) {
      figures.push({
        name: `page of 50, ${kind}, p50 at ${Number(size).toLocaleString("en-US")} sessions`,
        ours: times(size),
        peer: times(sides[0]!),
        unit: "ms",
        peerName: "ours at 10,000",
        aim: { is: "<=", ratio: 1.3 },
      });
    }
  }
  return figures;
}
