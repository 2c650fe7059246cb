/** Takes away signals with one end, or with inputs alone: they would be a label that leads nowhere. */
import { toDecide } from "./book.ts";
import type { Book } from "./book.ts";
import type { WiredBus } from "./buses.ts";

export function dropUndriven(buses: readonly WiredBus[], book: Book): void {
  for (const net of buses.flatMap(({ nets }) => [...nets.values()])) {
    const pins = book.pinsOf(net);
    if (pins.length === 0) continue;
    const types = pins.map(({ ref, pin }) => typeOf(book, ref, pin));
    if (pins.length > 1 && types.some((type) => type !== "input")) continue;
    book.drop(net);
    const ends = pins.map(({ ref, pin }) => `${ref}.${pin}`).join(", ");
    const reason =
      pins.length > 1 ? `nothing that is drawn drives ${ends}` : `${ends} is its only known end`;
    const action = "Choose its other end from the data sheets, then draw it.";
    book.leaveOpen(toDecide(net, "is not drawn", { reason, action }));
  }
}

/** Of what a rule added: passive. */
function typeOf(book: Book, ref: string, pin: string): string {
  const symbol = book.instances.find((one) => one.ref === ref)?.symbol;
  return symbol?.pins.find(({ number }) => number === pin)?.type ?? "passive";
}
