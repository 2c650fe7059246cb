/** Connects what only hangs on a net and limits its voltage to ground: suppressors, varistors. The net goes on behind them. */
import type { Architecture } from "../asking/architecture.ts";
import type { PartSymbol } from "../symbol/index.ts";
import { pinsNamed, RULE, toDecide } from "./book.ts";
import type { Book, Instance } from "./book.ts";
import { GND } from "./path.ts";
import type { Rails } from "./path.ts";

/** What has an output lies in series, whatever it is called. */
export const isShunt = (symbol: PartSymbol): boolean =>
  /varistor|\bTVS|transient[ -]voltage[ -]suppress|surge protection device|ESD protection/i.test(
    `${symbol.id.replaceAll("_", " ")} ${symbol.description}`,
  ) &&
  symbol.prefix !== "Q" &&
  pinsNamed(symbol, /^V?OUT/).length === 0;

export function wireShunt(
  { ref, symbol, block }: Instance,
  architecture: Architecture,
  rails: Rails,
  book: Book,
): void {
  const net = rails.nodeOf(block.id);
  const leave = (reason: string, action: string) => {
    const what = "is not connected to the power";
    book.leaveOpen(toDecide(block.id, what, { reason, action, severity: "error" }));
  };
  if (net === null) {
    leave("where it hangs is not said", "Draw the application circuit of its data sheet.");
    return;
  }
  if (isAtMains(block.id, architecture, rails)) {
    leave(
      "it hangs between the conductors of the mains, which are no nets of this sheet",
      "Draw the mains side apart, with the distances that its standard asks for; never join it to the board's ground.",
    );
    return;
  }
  const { pins } = symbol;
  const inputs = pinsNamed(symbol, /^(?:V?IN\d*|K|C)$/);
  const [first, second] = pins;
  if (pins.length === 2 && first && second) {
    const top = inputs.length === 1 ? inputs[0]! : pins.find(({ number }) => number === "1");
    if (!top) return leave("which of its pins is which is not said", "See its data sheet.");
    const bottom = top === first ? second : first;
    book.join(net, ref, top.number, `${block.id} hangs on ${net}`);
    book.join(GND, ref, bottom.number, `${block.id} hangs on ${net}`);
    const text = `${ref} (${block.id}): pin ${top.number} is on ${net}, pin ${bottom.number} on ${GND}; of a unidirectional one the cathode (the ring) is on ${net}`;
    book.choose(`shunt-${ref}`, text, RULE);
    return;
  }
  const hasGround = pins.some(({ number }) => book.netOf(ref, number) === GND);
  if (inputs.length === 0 || !hasGround) {
    leave(
      "it hangs on the net: which of its pins goes where is not said",
      "Draw the application circuit of its data sheet.",
    );
    return;
  }
  for (const { number, name } of inputs) book.join(net, ref, number, `${name} hangs on ${net}`);
}

/** Nothing between it and the mains but what protects. */
function isAtMains(id: string, architecture: Architecture, rails: Rails): boolean {
  const { sources, rails: all } = architecture;
  return rails
    .into(id)
    .some(
      (before) =>
        sources.some((source) => source.id === before && source.kind === "mains") ||
        (!all.some(({ from }) => from === before) && isAtMains(before, architecture, rails)),
    );
}
