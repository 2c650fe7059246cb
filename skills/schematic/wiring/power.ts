/** Puts supply and ground pins on rails, by the architecture's rails and the pins' names. */
import type { Architecture, Block, Rail } from "../asking/architecture.ts";
import { NET_NAME } from "../asking/request.ts";
import type { PartSymbol } from "../symbol/index.ts";
import { pinsNamed, RULE, toDecide } from "./book.ts";
import type { Book, Instance } from "./book.ts";
import { ENABLE, EXPOSED, GROUND, INPUT, OUTPUT, SUPPLY } from "./supply-names.ts";
import { wireSource } from "./sources.ts";

export const GND = "GND";

/** Rail → net. */
export interface Rails {
  readonly netOf: ReadonlyMap<string, string>;
  /** The rail's net that a block is fed from, and the rail; null when the architecture does not say. */
  feedOf(block: Block): { readonly net: string; readonly rail: Rail | null } | null;
}

export function wirePower(
  architecture: Architecture,
  book: Book,
  symbols: ReadonlyMap<string, PartSymbol>,
): Rails {
  const rails = railsOf(architecture);
  for (const instance of book.instances) {
    wireGround(instance, book);
    const made = architecture.rails.filter(({ from }) => from === instance.block.id);
    const isConverter = ["regulator", "charger"].includes(instance.block.kind);
    if (isConverter) wireConverter(instance, made, rails, book);
    else if (made.length > 0) {
      for (const rail of made) {
        wireSource(instance, rails.netOf.get(rail.id)!, { book, symbols, gnd: GND });
      }
    } else wireLoad(instance, architecture, rails, book);
  }
  tellUndriven(architecture, rails, book);
  return rails;
}

function railsOf({ rails, sources }: Architecture): Rails {
  const netOf = new Map<string, string>();
  for (const rail of rails) {
    const name = netNameOf(rail);
    netOf.set(rail.id, [...netOf.values(), GND].includes(name) ? clean(rail.id) : name);
  }
  return {
    netOf,
    feedOf(block) {
      const made = rails.filter(({ from }) => from === block.id);
      const fed =
        rails.find(
          ({ id, loads }) => loads.includes(block.id) && !made.some((one) => one.id === id),
        ) ??
        rails.find(({ id }) => id === block.rail) ??
        rails.find(({ id, from }) =>
          made.some(({ source }) => source && (source === id || source === from)),
        );
      if (fed) return { net: netOf.get(fed.id)!, rail: fed };
      const source = sources.find(({ id }) => made.some((rail) => rail.source === id));
      return source ? { net: clean(source.id), rail: null } : null;
    },
  };
}

/** As the architecture calls it when it calls it like a net, else by its voltage: +3V3. */
function netNameOf({ id, name, voltage }: Rail): string {
  if (NET_NAME.test(name) && name === name.toUpperCase()) return name;
  const volts = voltage?.typ ?? null;
  if (volts === null || volts <= 0) return clean(id);
  return `+${volts % 1 === 0 ? `${volts}V` : String(volts).replace(".", "V")}`;
}

const clean = (id: string) =>
  id
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]+/g, "_")
    .slice(0, 60);

/** Stacked and hidden pins follow from the drawing. */
const isPowered = ({ type }: { type: string }) => type === "power_in" || type === "passive";

function wireGround({ ref, symbol, block }: Instance, book: Book): void {
  for (const pin of pinsNamed(symbol, GROUND).filter(isPowered)) {
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
  const pins = pinsNamed(symbol, SUPPLY).filter(isPowered);
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

function wireConverter(
  { ref, symbol, block }: Instance,
  made: readonly Rail[],
  rails: Rails,
  book: Book,
): void {
  const feed = rails.feedOf(block);
  const inputs = pinsNamed(symbol, INPUT).filter(isPowered);
  const outputs = pinsNamed(symbol, OUTPUT).filter(({ type }) => type !== "input");
  if (feed === null || inputs.length === 0) {
    const reason =
      feed === null ? "no rail or source feeds it" : "no pin of its symbol is named as an input";
    const action = "Connect its input by the data sheet.";
    book.leaveOpen(toDecide(block.id, "has no input", { reason, action, severity: "error" }));
  } else {
    if (feed.rail === null) tellUndrawn(feed.net, "the source itself is not on the sheet", book);
    for (const { number, name } of inputs) {
      book.join(feed.net, ref, number, `${name}: input of ${block.id}`);
    }
    for (const { number, name } of pinsNamed(symbol, ENABLE).filter(isEnable)) {
      if (!book.join(feed.net, ref, number, `${name}: always on`)) continue;
      const text = `${ref} (${block.id}): ${name} is on ${feed.net}, so it is always on; its data sheet gives the level it bears`;
      book.choose(`enable-${ref}`, text, RULE);
    }
  }
  const [rail] = made;
  if (rail && made.length === 1 && outputs.length > 0) {
    for (const { number, name } of outputs) {
      book.join(rails.netOf.get(rail.id)!, ref, number, `${name}: output of ${block.id}`);
    }
    return;
  }
  const reason =
    made.length === 0
      ? "no rail comes from it"
      : made.length === 1
        ? "its output stage (inductor, feedback) is its data sheet's, and no pin is the output itself"
        : `it makes ${made.length} rails: which pin is which is not said`;
  const action = "Draw the application circuit of its data sheet.";
  book.leaveOpen(toDecide(block.id, "has no output", { reason, action, severity: "error" }));
}

/** SHDN is active low only where a bar says so. */
const isEnable = ({ name, type }: { name: string; type: string }) =>
  type === "input" && (!/SHDN/i.test(name) || name.includes("~{"));

function tellUndrawn(net: string, reason: string, book: Book): void {
  const action = "Draw where it comes from; the power flag only tells the check that it comes.";
  book.leaveOpen(toDecide(net, "comes from nothing on the sheet", { reason, action }));
}

function tellUndriven({ rails: all }: Architecture, rails: Rails, book: Book): void {
  for (const { id, from } of all) {
    const isMade = book.instances.some(
      ({ ref, block, symbol }) =>
        block.id === from &&
        symbol.pins.some(({ number }) => book.netOf(ref, number) === rails.netOf.get(id)),
    );
    if (isMade) continue;
    const net = rails.netOf.get(id)!;
    const reason = from
      ? `nothing of '${from}' that is drawn is on it`
      : "the architecture names nothing that makes it";
    tellUndrawn(net, reason, book);
  }
}
