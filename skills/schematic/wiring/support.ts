/** Draws what a part's data sheet wants beside it: nets of its own, pins that belong together, capacitors with values. */
import { SUPPORT_TABLES } from "../pins/support.ts";
import type { SupportTable } from "../pins/support.ts";
import type { PartSymbol, Pin } from "../symbol/index.ts";
import { addPassive, toDecide } from "./book.ts";
import type { Book, Instance } from "./book.ts";
import { CAPACITOR } from "./passives.ts";
import { GND } from "./path.ts";

export function addSupport(book: Book, symbols: ReadonlyMap<string, PartSymbol>): void {
  const capacitor = symbols.get(CAPACITOR);
  for (const instance of [...book.instances]) {
    const table = SUPPORT_TABLES.find((one) => one.symbols.test(instance.symbol.id));
    if (table) support(instance, table, book, capacitor);
    else if (capacitor) stabilize(instance, book, capacitor);
  }
}

function support(
  instance: Instance,
  table: SupportTable,
  book: Book,
  capacitor: PartSymbol | undefined,
): void {
  const { ref, block } = instance;
  const { source } = table;
  const put = (net: string, pins: readonly string[]) => {
    for (const { number, name } of pins.flatMap((pin) => called(instance, pin))) {
      if (!book.join(net, ref, number, `${name} of ${block.id}, by its data sheet`)) continue;
      const text = `${ref} (${block.id}): pin ${number}, ${name}, is on ${net}`;
      book.choose(`support-${ref}-${number}`, text, source);
    }
  };
  for (const { name, pins } of table.own) put(`${ref}_${name}`, pins);
  for (const { pin, to } of table.beside) {
    const net = netOf(instance, to, book);
    if (net !== null) put(net, [pin]);
  }
  put(GND, table.ground);
  for (const { at, value } of capacitor ? table.capacitors : []) {
    const net = netOf(instance, at, book);
    if (net === null) continue;
    const because = `${value} at ${at} of ${ref}, by its data sheet`;
    const added = addPassive(book, capacitor!, {
      value,
      beside: instance,
      nets: [net, GND],
      because,
    });
    book.choose(`support-${added}`, `${added}: ${because}`, source);
  }
}

/** A pin called VCAP has a capacitor to ground, and nothing else. */
function stabilize(instance: Instance, book: Book, capacitor: PartSymbol): void {
  const { ref, symbol, block } = instance;
  const pins = symbol.pins.filter(({ names }) => names.some((name) => /^VCAP_?\d*$/.test(name)));
  for (const { number, name } of pins) {
    const net = `${ref}_${name.toUpperCase().replaceAll(/[^A-Z0-9]+/g, "_")}`;
    const because = `capacitor of ${ref}'s internal regulator at ${name}`;
    if (book.netOf(ref, number) !== null) continue;
    book.join(net, ref, number, because);
    const of = { value: "TBD", beside: instance, nets: [net, GND] as const, because };
    const added = addPassive(book, capacitor, of);
    const reason = "capacitance and ESR are its data sheet's";
    const action = `Take both from the data sheet of ${block.part?.mpn ?? block.id}.`;
    book.leaveOpen(toDecide(block.id, `${because}, ${added}, has no value`, { reason, action }));
  }
}

const called = ({ symbol }: Instance, name: string): Pin[] =>
  symbol.pins.filter(({ names, hidden }) => !hidden && names.includes(name));

function netOf(instance: Instance, name: string, book: Book): string | null {
  const [pin] = called(instance, name);
  return pin ? book.netOf(instance.ref, pin.number) : null;
}
