/** Durable creates at 50 connections, against bare node:http with grouped commits and with one commit each. */
import { allGood, alternate } from "../measure.ts";
import type { Context } from "../measure.ts";
import { benchWorkspace, startGateway, startPeer } from "../server.ts";
import type { Figure } from "../table.ts";

export const name = "creates";

/** About 300 bytes; one document, as in the usual call. */
const BODY = JSON.stringify({
  skill: "bench-note",
  input: {
    files: ["PRD.md"],
    args: { name: "create", note: "A board with a sensor, a radio and a battery. ".repeat(4) },
  },
});

export async function run({ load, rounds, seconds, note }: Context): Promise<Figure[]> {
  await using workspace = await benchWorkspace();
  await using groupedFolder = await benchWorkspace();
  await using singleFolder = await benchWorkspace();
  await using gateway = await startGateway(workspace.dir);
  await using grouped = await startPeer("raw", groupedFolder.dir, "grouped");
  await using single = await startPeer("raw", singleFolder.dir, "single");
  const ports = { ours: gateway.port, grouped: grouped.port, single: single.port };
  const cell = async (side: keyof typeof ports, length = seconds) =>
    allGood(
      side,
      await load.requests({
        port: ports[side],
        seconds: length,
        connections: 50,
        method: "POST",
        body: BODY,
        paths: ["/api/v1/session/create"],
        expect: { status: 200, includes: '"status":"created"' },
      }),
    );

  note("durable creates, 50 connections");
  const sides = ["ours", "grouped", "single"] as const;
  await alternate(1, sides, (side) => cell(side, 1));
  const results = await alternate(rounds, sides, (side) => cell(side));
  const rates = (side: (typeof sides)[number]) => results[side].map(({ perSecond }) => perSecond);
  const shared = { name: "durable creates, 50 connections", unit: "/s", ours: rates("ours") };
  return [
    { ...shared, peer: rates("grouped"), peerName: "raw grouped", aim: { is: ">=", ratio: 0.75 } },
    { ...shared, peer: rates("single"), peerName: "raw single", aim: { is: ">=", ratio: 6 } },
    {
      name: "durable creates, p99",
      unit: "ms",
      ours: results.ours.map(({ p99 }) => p99),
      peer: results.grouped.map(({ p99 }) => p99),
      peerName: "raw grouped",
    },
  ];
}
