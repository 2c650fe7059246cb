/**
 * Draws what protects a cell by its negative side: the cell's minus is a net of its own, and two transistors lie between it and
 * ground. Joined to ground that minus would go around the protection.
 */
import type { Architecture } from "../asking/architecture.ts";
import type { PartSymbol } from "../symbol/index.ts";
import { addPassive, pinsNamed, toDecide } from "./book.ts";
import type { Book, Instance } from "./book.ts";
import { CAPACITOR, RESISTOR } from "./passives.ts";
import { GND } from "./path.ts";
import type { Rails } from "./path.ts";
import { GROUND } from "./supply-names.ts";

/** Gates of the two transistors, and the pin behind them. */
const DISCHARGE = /^(?:OD|DO|DOUT)$/;
const CHARGE = /^(?:OC|CO|COUT)$/;
const SENSE = /^(?:CS|VM|V-|BATN)$/;
const SUPPLY = /^(?:VCC|VDD|BAT)$/;

export const isLowSideGuard = (symbol: PartSymbol): boolean =>
  [DISCHARGE, CHARGE, SENSE].every((names) => pinsNamed(symbol, names).length === 1);

/** The source whose minus a block guards; null where the power tree leads to none, or to several. */
export function guardedBy(
  id: string,
  { sources }: Architecture,
  rails: Pick<Rails, "into">,
): string | null {
  let at = id;
  for (let steps = 0; steps < 20; steps += 1) {
    const [before, ...others] = rails.into(at);
    if (before === undefined || others.length > 0) break;
    if (sources.some((source) => source.id === before)) return before;
    at = before;
  }
  const cells = sources.filter(({ kind }) => kind === "battery");
  return cells.length === 1 && rails.into(id).length === 0 ? cells[0]!.id : null;
}

/** The net of a source's minus: ground, but behind a guard on its negative side. */
export function minusOf(source: string, architecture: Architecture, rails: Rails, book: Book) {
  const isGuarded = book.instances.some(
    ({ symbol, block }) =>
      isLowSideGuard(symbol) && guardedBy(block.id, architecture, rails) === source,
  );
  return isGuarded ? `${rails.nodeOf(source)}_NEG` : GND;
}

export function wireGuard(
  instance: Instance,
  architecture: Architecture,
  rails: Rails,
  room: { book: Book; symbols: ReadonlyMap<string, PartSymbol> },
): void {
  const { ref, symbol, block } = instance;
  const { book, symbols } = room;
  const source = guardedBy(block.id, architecture, rails);
  const names = [DISCHARGE, CHARGE, SENSE].map((wanted) => pinsNamed(symbol, wanted)[0]!.name);
  const [discharge, charge, sense] = names;
  if (source === null) {
    const reason = "it switches the negative side of a cell, and which cell that is, is not said";
    const action = "Draw the application circuit of its data sheet.";
    const what = "is not connected to the power";
    book.leaveOpen(toDecide(block.id, what, { reason, action, severity: "error" }));
    return;
  }
  const plus = rails.nodeOf(source)!;
  const minus = minusOf(source, architecture, rails, book);
  for (const { number, name } of pinsNamed(symbol, GROUND)) {
    book.join(minus, ref, number, `${name} of ${block.id}: the minus of ${source}`);
  }
  supply(instance, [plus, minus], book, symbols);
  const what = `the two transistors between ${minus} and ${GND} are not drawn`;
  book.leaveOpen(
    toDecide(block.id, what, {
      severity: "error",
      reason: `${ref} switches the negative side: by ${discharge} and ${charge} it opens two transistors in series between the minus of ${source} (${minus}) and ${GND}; until they are drawn nothing flows from ${source}`,
      action: `Draw both by the data sheet of ${block.part?.mpn ?? block.id}, their gates on ${discharge} and ${charge}, and ${sense} on the side of ${GND}. Never join ${minus} to ${GND}: that goes around the protection.`,
    }),
  );
}

/** By a resistor, so that a spike at the cell does not reach it. */
function supply(
  instance: Instance,
  [plus, minus]: readonly [string, string],
  book: Book,
  symbols: ReadonlyMap<string, PartSymbol>,
): void {
  const { ref, symbol, block } = instance;
  const [pin, ...others] = pinsNamed(symbol, SUPPLY);
  const [resistor, capacitor] = [symbols.get(RESISTOR), symbols.get(CAPACITOR)];
  if (!pin || others.length > 0 || !resistor || !capacitor) return;
  const net = `${ref}_${pin.names[0]}`;
  book.join(net, ref, pin.number, `${pin.name} of ${block.id}, behind a resistor`);
  const of = { value: "TBD", beside: instance };
  const because = `filter of ${pin.name} of ${ref}`;
  const added = [
    addPassive(book, resistor, { ...of, nets: [plus, net], because }),
    addPassive(book, capacitor, { ...of, nets: [net, minus], because }),
  ];
  const reason = "the filter of its supply, whose values are its data sheet's";
  const action = `Take them from the data sheet of ${block.part?.mpn ?? block.id}.`;
  const what = `${added.join(" and ")} have no value`;
  book.leaveOpen(toDecide(block.id, what, { reason, action }));
}
