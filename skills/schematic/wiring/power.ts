/** Puts supply and ground pins on rails, by the architecture's rails and the pins' names. */
import type { Architecture } from "../asking/architecture.ts";
import type { PartSymbol } from "../symbol/index.ts";
import { farSide, tellBarrier } from "./barrier.ts";
import { pinsNamed, RULE, toDecide } from "./book.ts";
import type { Book, Instance } from "./book.ts";
import { isPowered, wireConverter, wireProtection } from "./converters.ts";
import { isLowSideGuard, minusOf, wireGuard } from "./guard.ts";
import { GND, railsOf } from "./path.ts";
import type { Rails } from "./path.ts";
import { EXPOSED, GROUND, SUPPLY } from "./supply-names.ts";
import { isShunt, wireShunt } from "./shunt.ts";
import { wireSource } from "./sources.ts";

export { GND } from "./path.ts";
export type { Rails } from "./path.ts";

export function wirePower(
  architecture: Architecture,
  book: Book,
  symbols: ReadonlyMap<string, PartSymbol>,
): Rails {
  const rails = railsOf(architecture, (id) => isPassed(book.instancesOf(id)));
  const room = { book, symbols };
  const minus = (id: string) => minusOf(id, architecture, rails, book);
  for (const instance of book.instances) {
    const { block, symbol } = instance;
    if (isLowSideGuard(symbol)) {
      wireGuard(instance, architecture, rails, room);
      continue;
    }
    wireGround(instance, book);
    tellBarrier(instance, book);
    const made = architecture.rails.filter(({ from }) => from === block.id);
    const source = sourceOf(instance, architecture, book);
    if (["regulator", "charger"].includes(block.kind)) {
      wireConverter(instance, architecture, rails, book);
    } else if (made.length > 0) {
      const gnd = minus(block.id);
      for (const rail of made) wireSource(instance, rails.netOf.get(rail.id)!, { ...room, gnd });
    } else if (source !== null) {
      wireSource(instance, rails.nodeOf(source)!, { ...room, gnd: minus(source) });
    } else if (rails.into(block.id).length > 0 && block.kind === "protection") {
      if (isShunt(symbol)) wireShunt(instance, architecture, rails, book);
      else wireProtection(instance, rails, book);
    } else wireLoad(instance, architecture, rails, book);
  }
  return rails;
}

/** It hangs on the net, or cuts the other side of the cell: the net goes on. */
const isPassed = (instances: readonly Instance[]): boolean =>
  instances.length > 0 &&
  instances.every(({ symbol }) => isShunt(symbol) || isLowSideGuard(symbol));

/** The source that a block is: by its id, or the one USB receptacle of a USB source. */
function sourceOf({ block, symbol }: Instance, { sources }: Architecture, book: Book) {
  const own = sources.find(({ id }) => id === block.id);
  if (own) return own.id;
  const hasVbus = (pins: PartSymbol["pins"]) => pins.some(({ names }) => names.includes("VBUS"));
  const usb = sources.filter(({ kind }) => kind === "usb");
  const sockets = book.instances.filter(
    (one) => one.block.kind === "connector" && hasVbus(one.symbol.pins),
  );
  const isOnly = usb.length === 1 && sockets.length === 1 && sockets[0]!.block === block;
  return isOnly && hasVbus(symbol.pins) ? usb[0]!.id : null;
}

function wireGround({ ref, symbol, block }: Instance, book: Book): void {
  const far = farSide(symbol);
  for (const pin of pinsNamed(symbol, GROUND).filter(
    (one) => isPowered(one) && !far.includes(one),
  )) {
    book.join(GND, ref, pin.number, `${pin.name} is ground by its name`);
  }
  for (const pin of pinsNamed(symbol, EXPOSED).filter(isPowered)) {
    if (!book.join(GND, ref, pin.number, `${pin.name}: exposed pad to ground`)) continue;
    const text = `${ref} (${block.id}): the exposed pad, pin ${pin.number}, is on ground; its data sheet decides`;
    book.choose(`pad-${ref}`, text, RULE);
  }
}

function wireLoad(
  { ref, symbol, block }: Instance,
  { rails: all }: Architecture,
  rails: Rails,
  book: Book,
): void {
  const far = farSide(symbol);
  const pins = pinsNamed(symbol, SUPPLY).filter((one) => isPowered(one) && !far.includes(one));
  if (pins.length === 0) return;
  const feeds = all.filter(({ loads }) => loads.includes(block.id));
  const feed = rails.feedOf(block);
  if (feed === null || (feeds.length > 1 && !block.rail)) {
    const reason =
      feed === null
        ? "no rail has this block among its loads"
        : `it is a load of ${feeds.map(({ id }) => id).join(" and ")}: which pin is on which is not said`;
    const action = "Say which rail feeds it.";
    book.leaveOpen(toDecide(block.id, "has no supply", { reason, action, severity: "error" }));
    return;
  }
  for (const { number, name } of pins) {
    book.join(feed.net, ref, number, `${name} of ${block.id}, a load of ${feed.net}`);
  }
  const kinds = [...new Set(pins.map(({ name }) => name))];
  if (kinds.length > 1) {
    const text = `${ref} (${block.id}): ${kinds.join(", ")} are on ${feed.net} together, by their names`;
    book.choose(`supply-${ref}`, text, RULE);
  }
}
