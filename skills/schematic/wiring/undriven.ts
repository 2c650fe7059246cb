/** Takes away what no electrical rule check lets pass: signals with one end or inputs alone, signals that feed supplies. */
import type { PartSymbol } from "../symbol/index.ts";
import { toDecide } from "./book.ts";
import type { Book } from "./book.ts";
import type { WiredBus } from "./buses.ts";
import { switchedPins } from "./switch-node.ts";

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

/**
 * A charger's BAT pin is a signal output in some libraries. KiCad calls supply pins on its net not driven, and allows no power
 * flag beside it either, so that such a pin is left to a person.
 */
export function partSignalsFromSupplies(book: Book): void {
  for (const { ref, symbol } of book.instances) {
    for (const { number, type, names } of symbol.pins) {
      const net = type === "output" ? book.netOf(ref, number) : null;
      if (net === null) continue;
      const types = book.pinsOf(net).map((one) => typeOf(book, one.ref, one.pin));
      if (!types.includes("power_in") || types.includes("power_out")) continue;
      book.part(ref, number);
      const { reason, action } = adviceFor(symbol, net);
      const item = `${ref}.${number} ${names[0] ?? ""}`.trim();
      book.leaveOpen(
        toDecide(item, `is not drawn on ${net}`, { reason, action, severity: "error" }),
      );
    }
  }
}

/** A wire to the rail is the advice only where nothing of the part switches: else an inductor lies between. */
function adviceFor(symbol: PartSymbol, net: string): { reason: string; action: string } {
  const switched = switchedPins(symbol);
  if (switched.length > 0) {
    const names = [...new Set(switched.map(({ name }) => name))].join(", ");
    return {
      reason: `it belongs to an output stage that is not drawn: ${names} switches, and inductor, diode and what measures the current lie between it and ${net}`,
      action: `Draw the output stage of its data sheet; never join ${names} to ${net} by a wire.`,
    };
  }
  return {
    reason: `the library has it as a signal output, which KiCad's rules take for no supply of ${net}`,
    action: `See in the data sheet whether it feeds ${net} by itself or by an inductor or a transistor; if by itself, join them and let the rule check pass by hand.`,
  };
}

/** Of what a rule added: passive. */
function typeOf(book: Book, ref: string, pin: string): string {
  const symbol = book.instances.find((one) => one.ref === ref)?.symbol;
  return symbol?.pins.find(({ number }) => number === pin)?.type ?? "passive";
}
