/** Gives each SPI peripheral a select line of its own. */
import { SELECT } from "./bus-names.ts";
import { pinsNamed, RULE, toDecide } from "./book.ts";
import type { Book, Instance } from "./book.ts";
import { pickFree } from "./controller.ts";
import { tableOf } from "../pins/controllers.ts";

export function select(controller: Instance, { ref, symbol, block }: Instance, book: Book): void {
  const pins = pinsNamed(symbol, SELECT);
  const [pin] = pins;
  const free = pickFree(controller, book);
  if (!pin || pins.length > 1 || !free) {
    const reason =
      pins.length > 1
        ? `several pins select: ${pins.map(({ number, name }) => `${number} ${name}`).join(", ")}`
        : pin
          ? "the controller has no free pin"
          : `no pin of ${symbol.id} is named so`;
    const action = "Choose it from the data sheets.";
    book.leaveOpen(toDecide(block.id, `${ref} has no select line`, { reason, action }));
    return;
  }
  const net = `CS_${ref}`;
  book.join(net, ref, pin.number, `${pin.name} of ${block.id}, select`);
  book.join(net, controller.ref, free.number, `a free pin, select of ${ref}`);
  const table = tableOf(controller.symbol);
  const text = `${controller.ref}: pin ${free.number}, ${free.name}, selects ${ref}; any free pin does`;
  book.choose(`select-${ref}`, table ? `${text} (${table.kept})` : text, table?.source ?? RULE);
}
