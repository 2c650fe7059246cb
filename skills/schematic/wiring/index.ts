/** Works out from an architecture which parts a sheet has and how they are connected; what it cannot tell is left open. */
import type { Architecture, Block } from "../asking/architecture.ts";
import { datasheetOf } from "../asking/datasheets.ts";
import type { Datasheets } from "../asking/datasheets.ts";
import type { AskedPart, Request } from "../asking/request.ts";
import type { PartSymbol } from "../symbol/index.ts";
import { createBook, RULE, toDecide } from "./book.ts";
import type { Book } from "./book.ts";
import { tellBusFaults } from "./bus-faults.ts";
import { wireBuses } from "./buses.ts";
import { dropUndriven, partSignalsFromSupplies } from "./undriven.ts";
import { addCapacitors } from "./capacitors.ts";
import { listFootprints, listOpenPins } from "./open-pins.ts";
import { wirePower } from "./power.ts";
import { withoutMains } from "./mains.ts";
import { CELL } from "./passives.ts";
import { addPullUps } from "./pull-ups.ts";
import { addSupport } from "./support.ts";
import { addSwitching } from "./switching.ts";
import { tellUnmade } from "./unmade.ts";

/** What is drawn of one block; a larger number is a matter for a person. */
const MOST_COPIES = 8;

/** `symbols`: id → symbol, those of all parts and of the rules as far as they are installed; `datasheets`: part → address. */
export function wire(
  asked: Architecture,
  symbols: ReadonlyMap<string, PartSymbol>,
  datasheets: Datasheets = new Map(),
): Request {
  const book = createBook();
  const architecture = withoutMains(asked, symbols, book);
  for (const block of architecture.blocks) place(block, symbols, datasheets, book);
  const rails = wirePower(architecture, book, symbols);
  addSupport(book, symbols);
  const buses = wireBuses(architecture, book);
  dropUndriven(buses, book);
  tellBusFaults(architecture, buses, rails, book);
  addPullUps(buses, rails, book, symbols);
  addSwitching(architecture, rails, book, symbols);
  tellUnmade(architecture, rails, book);
  addCapacitors(architecture, rails, book, symbols);
  partSignalsFromSupplies(book);
  listOpenPins(book);
  listFootprints(book.added(), book);
  return book.request(architecture);
}

function place(
  block: Block,
  symbols: ReadonlyMap<string, PartSymbol>,
  datasheets: Datasheets,
  book: Book,
): void {
  const { id, name, part, quantity } = block;
  const leave = (reason: string, action: string) =>
    book.leaveOpen(toDecide(id, "is not on the sheet", { reason, action, severity: "error" }));
  if (part === null) {
    leave(block.tbd || "no part is chosen", "Choose a part, then draw again.");
    return;
  }
  const chosen = part.mpn ?? part.id;
  const isCell = block.kind === "battery" && !part.symbol;
  const wanted = isCell ? CELL : part.symbol;
  if (!wanted) {
    leave(`no library symbol is known for ${chosen}`, "Name the symbol of this part, or draw one.");
    return;
  }
  const symbol = symbols.get(wanted);
  if (!symbol) {
    leave(`the symbol '${wanted}' is not installed`, "Install the library, or name another.");
    return;
  }
  const copies = Math.min(quantity ?? 1, MOST_COPIES);
  if ((quantity ?? 1) > copies) {
    const reason = `${quantity} are asked for, a draft shows ${copies}`;
    book.leaveOpen(toDecide(id, "is not whole", { reason, action: "Draw the others." }));
  }
  const footprint = part.footprint || symbol.footprint || null;
  for (let copy = 0; copy < copies; copy += 1) {
    const known: Omit<AskedPart, "ref"> = {
      symbol: symbol.id,
      value: chosen,
      footprint,
      mpn: part.mpn ?? null,
      manufacturer: part.manufacturer ?? null,
      datasheet: datasheetOf(part, symbol, datasheets),
      block: id,
      place: PLACES[block.kind] ?? "right",
      beside: null,
      because: name,
    };
    book.addInstance(block, known, symbol);
  }
  if (isCell) {
    const text = `${id}: ${chosen} has no symbol of its own, so it is drawn as ${CELL}`;
    book.choose(`cell-${id}`, text, RULE);
  }
  if (footprint === null) {
    const reason = "neither the catalogue nor the symbol names one";
    const action = "Choose the footprint from the data sheet.";
    book.leaveOpen(toDecide(id, "has no footprint", { reason, action }));
  }
}

const PLACES: Record<string, AskedPart["place"]> = {
  battery: "left",
  charger: "left",
  regulator: "left",
  protection: "left",
  mcu: "centre",
};
