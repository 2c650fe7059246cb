/** The flash that a controller without one of its own starts from. */
import { choiceLists, rationaleOf, toPart } from "../blocks.ts";
import type { Facts } from "../facts.ts";
import type { Block, Edge, Rail } from "../schema.ts";
import { statedDemands, supplyDemand, temperatureDemand } from "./demands.ts";
import type { Placement } from "./place.ts";
import { choose } from "./select.ts";
import type { PartsTool } from "./wish.ts";

/** Null where the controller has flash inside, or none is chosen. */
export async function programMemory(
  { placed, host }: Placement,
  rails: readonly Rail[],
  { temperature }: Facts,
  tool: PartsTool,
): Promise<{ block: Block; edge: Edge | null } | null> {
  const main = placed.find(({ id }) => id === host?.block);
  const part = main?.choice?.part;
  if (!main || part?.attributes["flash"] !== "external") return null;
  const rail = rails.find(({ id }) => id === main.rail);
  const size = statedDemands(main.ask).filter(({ demand }) => demand.figure === "flash_size");
  const choice = await choose(tool, {
    families: ["memory"],
    attributes: { type: "nor-flash" },
    interfaces: ["qspi"],
    asked: [
      ...size.map((one) => ({ ...one, demand: { ...one.demand, figure: "memory_size" as const } })),
      ...(rail ? supplyDemand(rail.voltage) : []),
      ...temperatureDemand(temperature),
    ],
  });
  const block: Block = {
    id: "program-memory",
    name: "Program memory",
    kind: "memory",
    requirements: main.ask.because.map(({ id }) => id),
    part: toPart(choice.part),
    quantity: 1,
    rationale: `${part.mpn} has no flash inside. ${rationaleOf(choice, [], "")}`,
    tbd: choice.part ? null : "QSPI NOR flash for the program",
    ...choiceLists(choice),
    rail: rail?.id ?? null,
    interfaces: rail?.voltage.typ
      ? [
          {
            to: main.id,
            bus: "qspi",
            signals: ["SCK", "CS", "IO0", "IO1", "IO2", "IO3"],
            level: { value: rail.voltage.typ, unit: "V" },
          },
        ]
      : [],
  };
  const edge: Edge | null = rail
    ? {
        from: rail.id,
        to: block.id,
        kind: "load",
        topology: null,
        reason: null,
        dissipation: null,
        efficiency: null,
      }
    : null;
  return { block, edge };
}
