/** Tells which places of the power tree something hangs on and nothing that is drawn makes. */
import type { Architecture, Block } from "../asking/architecture.ts";
import { toDecide } from "./book.ts";
import type { Book, Instance } from "./book.ts";
import { INDUCTOR } from "./passives.ts";
import type { Rails } from "./path.ts";

export function tellUnmade(
  { rails: all, sources, blocks }: Architecture,
  rails: Rails,
  book: Book,
): void {
  const places = [
    ...all.map(({ id, from }) => ({ id, from: from ?? null })),
    ...[...sources, ...blocks.filter(({ id }) => rails.into(id).length > 0)].map(({ id }) => ({
      ...{ id, from: id },
    })),
  ];
  const seen = new Set<string>();
  for (const { id, from } of places) {
    const net = rails.nodeOf(id);
    if (net === null || !book.hasNet(net) || seen.has(net)) continue;
    seen.add(net);
    const makes = ({ ref, block, symbol }: Instance) =>
      (block.id === from ||
        sources.some((source) => source.id === from && isSocket(block, book))) &&
      // What only senses the net does not make it.
      symbol.pins.some(({ number, type }) => type !== "input" && book.netOf(ref, number) === net);
    if (book.instances.some(makes) || isBehindInductor(net, from, book)) continue;
    const reason = from
      ? `nothing of '${from}' that is drawn is on it`
      : "the architecture names nothing that makes it";
    const action = "Draw where it comes from; the power flag only tells the check that it comes.";
    book.leaveOpen(toDecide(net, "comes from nothing on the sheet", { reason, action }));
  }
}

const isBehindInductor = (net: string, from: string | null, book: Book): boolean =>
  book
    .added()
    .some(
      ({ ref, symbol, block }) =>
        symbol === INDUCTOR && block === from && book.pinsOf(net).some((pin) => pin.ref === ref),
    );

const isSocket = ({ id, kind }: Block, book: Book): boolean =>
  kind === "connector" &&
  book
    .instancesOf(id)
    .some(({ symbol }) => symbol.pins.some(({ names }) => names.includes("VBUS")));
