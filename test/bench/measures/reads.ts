/** GET /health and GET /session/:id at 50 connections with every guard on, against bare h3 answering the same JSON. */
import { allGood, alternate } from "../measure.ts";
import type { Context } from "../measure.ts";
import { benchWorkspace, startGateway, startPeer } from "../server.ts";
import type { Figure } from "../table.ts";

export const name = "reads";

const API = "/api/v1";
/** More than any cache of answers in the gateway holds. */
const MANY = 3000;

export async function run({ load, rounds, seconds, note }: Context): Promise<Figure[]> {
  await using workspace = await benchWorkspace();
  await using gateway = await startGateway(workspace.dir);
  const base = `http://127.0.0.1:${gateway.port}${API}`;
  note(`${MANY} sessions to read`);
  const ids = await createSessions(base);
  const one = `/session/${ids[0]}`;
  const values = await Promise.all(
    ["/health", one].map(async (path) => (await fetch(base + path)).text()),
  );
  await using h3 = await startPeer("h3", ...values);
  const record = `${values[1]!.length} B`;

  const figures: Figure[] = [];
  for (const [shown, paths, includes] of [
    ["GET /health", ["/health"], '"status":"healthy"'],
    [`GET /session/:id, one polled (${record})`, [one], ids[0]!],
    [`GET /session/:id, ${MANY} in turn`, ids.map((id) => `/session/${id}`), '"status":"created"'],
  ] as const) {
    note(`${shown}, 50 connections`);
    const targets = {
      ours: { port: gateway.port, paths: paths.map((path) => API + path) },
      h3: { port: h3.port, paths },
    };
    const cell = async (side: "ours" | "h3", length = seconds) => {
      const expect = { status: 200, includes };
      const fixed = { seconds: length, connections: 50, method: "GET", expect };
      return allGood(side, await load.requests({ ...targets[side], ...fixed }));
    };
    // oxlint-disable no-await-in-loop -- one thing is measured at a time
    await alternate(1, ["ours", "h3"], (side) => cell(side, 1));
    const results = await alternate(rounds, ["ours", "h3"], (side) => cell(side));
    // oxlint-enable no-await-in-loop
    figures.push({
      name: shown,
      ours: results.ours.map(({ perSecond }) => perSecond),
      peer: results.h3.map(({ perSecond }) => perSecond),
      unit: "/s",
      peerName: "bare h3",
      aim: { is: ">=", ratio: 0.95 },
    });
  }
  return figures;
}

/** Fifty at a time: a connection each, and the gateway takes only so many. */
async function createSessions(base: string): Promise<string[]> {
  const body = JSON.stringify({ skill: "bench-note", input: { files: ["PRD.md"], args: {} } });
  const headers = { "content-type": "application/json" };
  const create = async () => {
    const answer = await fetch(`${base}/session/create`, { method: "POST", headers, body });
    if (answer.status !== 200) throw new Error(`create: ${answer.status} ${await answer.text()}`);
    return ((await answer.json()) as { id: string }).id;
  };
  const ids: string[] = [];
  while (ids.length < MANY) {
    // oxlint-disable-next-line no-await-in-loop -- batch by batch
    ids.push(...(await Promise.all(Array.from({ length: 50 }, create))));
  }
  return ids;
}
