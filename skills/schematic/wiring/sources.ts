/** Connects what power comes from: cells, USB receptacles, terminals. */
import type { PartSymbol } from "../symbol/index.ts";
import { pinsNamed, RULE, toDecide } from "./book.ts";
import type { Book, Instance } from "./book.ts";
import { RESISTOR } from "./passives.ts";

export interface SourceRoom {
  readonly book: Book;
  readonly symbols: ReadonlyMap<string, PartSymbol>;
  readonly gnd: string;
}

const TYPE_C = "USB Type-C Cable and Connector Specification, sink termination Rd = 5.1 kΩ";

/** `net`: the rail that it makes. */
export function wireSource(instance: Instance, net: string, room: SourceRoom): void {
  const { ref, symbol, block } = instance;
  const { book, gnd } = room;
  const copies = book.instancesOf(block.id);
  if (block.kind === "battery" && copies.length > 1) {
    const reason = `${copies.length} cells: whether in series or in parallel is not said`;
    const action = "Connect them; then say it in the architecture.";
    book.leaveOpen(toDecide(block.id, "is not connected", { reason, action, severity: "error" }));
    return;
  }
  const isGeneric = /^Connector(?:_Generic)?:(?:Conn_0|Screw_Terminal)/.test(symbol.id);
  const plus = pinsNamed(symbol, /^(?:\+|VBUS|V\+|VCC|VDD|VIN)$/);
  const minus = pinsNamed(symbol, /^-$/);
  for (const { number, name } of plus) {
    book.join(net, ref, number, `${name} of ${block.id}, which makes ${net}`);
  }
  for (const { number, name } of minus) book.join(gnd, ref, number, `${name} of ${block.id}`);
  if (plus.length === 0 && isGeneric && symbol.pins.length === 2) {
    book.join(net, ref, "1", `pin 1 of ${block.id}: supply, by a choice of this draft`);
    book.join(gnd, ref, "2", `pin 2 of ${block.id}: ground, by a choice of this draft`);
    const text = `${ref} (${block.id}): pin 1 is ${net}, pin 2 is ground; turn them if the cable is made so`;
    book.choose(`polarity-${ref}`, text, RULE);
  } else if (plus.length === 0) {
    const reason = "no pin of its symbol is named as a supply";
    const action = "Connect it by its data sheet.";
    book.leaveOpen(toDecide(block.id, "has no supply pin", { reason, action, severity: "error" }));
  }
  if (plus.some(({ name }) => name === "VBUS")) terminate(instance, room);
}

/** Without Rd on both CC pins a USB-C source gives nothing. */
function terminate({ ref, symbol, block }: Instance, { book, symbols, gnd }: SourceRoom): void {
  const resistor = symbols.get(RESISTOR);
  const pins = pinsNamed(symbol, /^CC[12]$/);
  if (!resistor) return;
  for (const { number, name } of pins) {
    const net = `${ref}_${name}`;
    book.join(net, ref, number, `${name} of ${block.id}`);
    const because = `Rd of ${name}: it makes the board a sink`;
    const none = { footprint: null, mpn: null, manufacturer: null };
    const where = { block: block.id, place: "left" as const, beside: ref };
    const part = { symbol: RESISTOR, value: "5.1k", ...none, ...where, because };
    const added = book.addPart(part, resistor);
    book.join(net, added, "1", because);
    book.join(gnd, added, "2", because);
  }
  if (pins.length > 0) {
    book.choose(`cc-${ref}`, `${ref} (${block.id}): 5.1 kΩ from each CC pin to ground`, TYPE_C);
  }
}
